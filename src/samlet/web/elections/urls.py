"""Addresses of the election pages. Words in addresses are Norwegian: users read them aloud."""

from django.urls import path

app_name = "elections"
urlpatterns: list[object] = []
