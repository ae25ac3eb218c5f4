"""Addresses of erasure."""

from django.urls import path

from samlet.web.people.privacy import views

app_name = "people_privacy"
urlpatterns = [
    path("person/<str:public_id>/slett/", views.erase, name="erase"),
    path("person/<str:public_id>/behold/", views.keep, name="keep"),
]
