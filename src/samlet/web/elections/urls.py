"""Addresses of the election pages."""

app_name = "elections"
urlpatterns: list = []
