"""Addresses of the election pages. Words in addresses are Norwegian: users read them aloud."""

from django.urls import path

from samlet.web.elections.views import (
    coalition,
    council,
    figures,
    majorities,
    scenario,
    settlement,
    swing,
)

MUNICIPAL = {"kind": "municipal"}
COUNTY = {"kind": "county"}

app_name = "elections"
urlpatterns = [
    path("flertall/", majorities.home, name="majorities_home"),
    path("flertall/norge/", majorities.show, name="majorities_country"),
    path(
        "flertall/norge/<slug:name>.<slug:kind>",
        majorities.files,
        name="majorities_country_file",
    ),
    path("flertall/<str:county>/", majorities.show, name="majorities"),
    path("flertall/<str:county>/<slug:name>.<slug:kind>", majorities.files, name="majorities_file"),
    path("kommune/<str:number>/", council.council, MUNICIPAL, name="council"),
    path(
        "kommune/<str:number>/<slug:name>.<slug:ending>",
        council.council_file,
        MUNICIPAL,
        name="council_file",
    ),
    path("fylke/<str:number>/", council.council, COUNTY, name="county_council"),
    path(
        "fylke/<str:number>/<slug:name>.<slug:ending>",
        council.council_file,
        COUNTY,
        name="county_council_file",
    ),
    path("kommune/<str:number>/oppgjor/", settlement.settlement, MUNICIPAL, name="settlement"),
    path(
        "kommune/<str:number>/oppgjor/<slug:name>.<slug:ending>",
        settlement.settlement_file,
        MUNICIPAL,
        name="settlement_file",
    ),
    path("fylke/<str:number>/oppgjor/", settlement.settlement, COUNTY, name="county_settlement"),
    path(
        "fylke/<str:number>/oppgjor/<slug:name>.<slug:ending>",
        settlement.settlement_file,
        COUNTY,
        name="county_settlement_file",
    ),
    path("kommune/<str:number>/samarbeid/", coalition.build, MUNICIPAL, name="coalition"),
    path(
        "kommune/<str:number>/samarbeid/<slug:name>.<slug:ending>",
        coalition.coalition_file,
        MUNICIPAL,
        name="coalition_file",
    ),
    path("fylke/<str:number>/samarbeid/", coalition.build, COUNTY, name="county_coalition"),
    path(
        "fylke/<str:number>/samarbeid/<slug:name>.<slug:ending>",
        coalition.coalition_file,
        COUNTY,
        name="county_coalition_file",
    ),
    path("kommune/<str:number>/prov/", scenario.council, MUNICIPAL, name="scenario"),
    path(
        "kommune/<str:number>/prov/<slug:name>.<slug:ending>",
        scenario.council_file,
        MUNICIPAL,
        name="scenario_file",
    ),
    path("fylke/<str:number>/prov/", scenario.council, COUNTY, name="county_scenario"),
    path(
        "fylke/<str:number>/prov/<slug:name>.<slug:ending>",
        scenario.council_file,
        COUNTY,
        name="county_scenario_file",
    ),
    path("prov/", swing.swing, name="swing"),
    path("prov/<slug:name>.<slug:ending>", swing.swing_file, name="swing_file"),
    path("tall/", figures.figures, name="figures"),
    path("tall/<slug:name>.<slug:ending>", figures.figures_file, name="figures_file"),
    path("tall/metode/", figures.method, name="method"),
    path("tall/endringer/", figures.changes, name="changes"),
    path("tall/inn/", figures.bring_in, name="bring_in"),
    path("tall/inn/<slug:public_id>/bekreft/", figures.confirm, name="confirm_import"),
    path("tall/inn/<slug:public_id>/angre/", figures.undo, name="undo_import"),
]
