"""Addresses of the audit trail."""

from django.urls import path

from samlet.web.core.audit import views

app_name = "audit"
urlpatterns = [
    path("revisjon/", views.trail, name="trail"),
    path("revisjon/kontroll/", views.verdict, name="verdict"),
    path("revisjon/linjer.<slug:kind>", views.export, name="export"),
]
