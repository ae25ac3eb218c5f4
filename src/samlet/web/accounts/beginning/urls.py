"""Addresses of how real use begins."""

from django.urls import path

from samlet.web.accounts.beginning import views

app_name = "beginning"
urlpatterns = [path("kom-i-gang/", views.begin, name="guide")]
