"""Addresses of figures."""

from django.urls import path

from samlet.web.core.indicators import views

app_name = "indicators"
urlpatterns = [
    path("indikatorer/", views.indicators, name="indicators"),
    path("indikatorer/<str:key>.csv", views.file, name="file"),
]
