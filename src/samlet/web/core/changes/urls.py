"""Addresses of what has been changed."""

from django.urls import path

from samlet.web.core.changes import views

app_name = "changes"
urlpatterns = [
    path("endringer/", views.changes, name="changes"),
    path("endringer/<slug:public_id>/angre/", views.undo, name="undo"),
]
