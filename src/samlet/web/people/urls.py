"""Addresses of people."""

from django.urls import path

from samlet.web.core import lists
from samlet.web.people import views
from samlet.web.people.listing import PEOPLE

app_name = "people"
urlpatterns = [
    *lists.paths(PEOPLE, "personer/", "people"),
    path("personer/ny/", views.add, name="add"),
    path("person/<str:public_id>/", views.person, name="person"),
    path("person/<str:public_id>/endre/", views.edit, name="edit"),
    path("person/<str:public_id>/verv/", views.add_position, name="add_position"),
    path("verv/<str:public_id>/avslutt/", views.end_position, name="end_position"),
    path("verv/<str:public_id>/bekreft/", views.confirm_position, name="confirm_position"),
    path("verv/<str:public_id>/fjern/", views.remove_position, name="remove_position"),
]
