"""Addresses of the search."""

from django.urls import path

from samlet.web.core.search import views

app_name = "search"
urlpatterns = [
    path("sok/", views.search, name="search"),
    path("sok/forslag/", views.suggest, name="suggest"),
]
