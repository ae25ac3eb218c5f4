"""Addresses of organisations."""

from django.urls import path

from samlet.web.core import lists
from samlet.web.organisations import views
from samlet.web.organisations.importing import views as importing
from samlet.web.organisations.listing import UNITS

app_name = "organisations"
urlpatterns = [
    *lists.paths(UNITS, "organisasjoner/", "units"),
    path("organisasjoner/ny/", views.add, name="add"),
    path("organisasjoner/hent/", importing.send, name="import_send"),
    path("organisasjoner/hent/<str:public_id>/", importing.columns, name="import_columns"),
    path("organisasjoner/hent/<str:public_id>/prov/", importing.look, name="import_look"),
    path(
        "organisasjoner/hent/<str:public_id>/kast/", importing.throw_away, name="import_throw_away"
    ),
    path("organisasjoner/nivaer/", views.kinds, name="kinds"),
    path("organisasjoner/nivaer/<slug:key>/", views.kind, name="kind"),
    path("sted/<str:public_id>/", views.place, name="place"),
    path("organisasjon/<str:public_id>/", views.unit, name="unit"),
    path("organisasjon/<str:public_id>/endre/", views.edit, name="edit"),
    path("organisasjon/<str:public_id>/flytt/", views.move, name="move"),
    path("organisasjon/<str:public_id>/avslutt/", views.close, name="close"),
    path("organisasjon/<str:public_id>/gjenopne/", views.reopen, name="reopen"),
    path("organisasjon/<str:public_id>/navn/", views.alias, name="alias"),
    path("organisasjon/<str:public_id>/omrade/", views.coverage, name="coverage"),
    path("organisasjon/<str:public_id>/innsyn/", views.upwards, name="upwards"),
]
