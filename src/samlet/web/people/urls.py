"""Addresses of people."""

from django.urls import path

from samlet.web.core import lists
from samlet.web.people import views
from samlet.web.people.importing import views as importing
from samlet.web.people.listing import OFFICIALS, PEOPLE
from samlet.web.people.merging import views as merging

app_name = "people"
urlpatterns = [
    *lists.paths(PEOPLE, "personer/", "people"),
    *lists.paths(OFFICIALS, "folkevalgte/", "officials"),
    path("folkevalgte/ny/", views.add_official, name="add_official"),
    path("personer/verv/", views.kinds, name="kinds"),
    path("personer/verv/<slug:key>/", views.kind, name="kind"),
    path("personer/ny/", views.add, name="add"),
    path("personer/hent/", importing.send, name="import_send"),
    path("personer/hent/<str:public_id>/", importing.columns, name="import_columns"),
    path("personer/hent/<str:public_id>/prov/", importing.look, name="import_look"),
    path("personer/hent/<str:public_id>/kast/", importing.throw_away, name="import_throw_away"),
    path("personer/dubletter/", merging.pairs, name="merge_pairs"),
    path("personer/dubletter/<str:one>/<str:two>/", merging.compare, name="merge_compare"),
    path("personer/dubletter/<str:one>/<str:two>/to/", merging.apart, name="merge_apart"),
    path("person/<str:public_id>/", views.person, name="person"),
    path("person/<str:public_id>/endre/", views.edit, name="edit"),
    path("person/<str:public_id>/verv/", views.add_position, name="add_position"),
    path("verv/<str:public_id>/avslutt/", views.end_position, name="end_position"),
    path("verv/<str:public_id>/bekreft/", views.confirm_position, name="confirm_position"),
    path("verv/<str:public_id>/fjern/", views.remove_position, name="remove_position"),
]
