"""Addresses of the demonstration."""

from django.urls import path

from samlet.web.accounts.demonstration import views

app_name = "demonstration"
urlpatterns = [path("demonstrasjon/se-som/", views.look_as, name="look_as")]
