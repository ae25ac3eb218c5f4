"""Addresses of targets."""

from django.urls import path

from samlet.web.core.targets import views

app_name = "targets"
urlpatterns = [
    path("om/<slug:public_id>/mal/", views.new, name="new"),
    path("mal/<slug:public_id>/fjern/", views.remove, name="remove"),
]
