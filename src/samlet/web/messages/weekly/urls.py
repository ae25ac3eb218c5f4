"""Addresses of the weekly letter."""

from django.urls import path

from samlet.web.messages.weekly import views

app_name = "weekly"
urlpatterns = [
    path("ukebrev/", views.preview, name="preview"),
    path("ukebrev/av/<str:token>/", views.off, name="off"),
]
