"""Addresses of blocs and statements."""

from django.urls import path

from samlet.web.parties import views

app_name = "parties"
urlpatterns = [
    path("blokker/", views.blocs, name="blocs"),
    path("blokker/ny/", views.add_bloc, name="add_bloc"),
    path("blokker/fil/", views.blocs_file, name="blocs_file"),
    path("blokker/blokker.toml", views.blocs_toml, name="blocs_toml"),
    path("blokker/<slug:public_id>/", views.edit_bloc, name="bloc"),
    path("blokker/<slug:public_id>/fjern/", views.remove_bloc, name="remove_bloc"),
    path("blokker/lister/<slug:public_id>/fjern/", views.stop_list, name="stop_list"),
    path("utsagn/", views.statements, name="statements"),
    path("utsagn/nytt/", views.add_statement, name="add_statement"),
    path("utsagn/<slug:public_id>/fjern/", views.remove_statement, name="remove_statement"),
]
