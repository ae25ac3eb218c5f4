"""Addresses of calls that are due."""

from django.urls import path

from samlet.web.core.calls import views

app_name = "calls"
urlpatterns = [
    path("ring/", views.calls, name="calls"),
    path("ring/<str:source>/<slug:item>/utfall/", views.outcome, name="outcome"),
]
