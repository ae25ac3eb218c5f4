"""Addresses for taking a register with one."""

from django.urls import path

from samlet.web.core.wholes import views

app_name = "wholes"
urlpatterns = [
    path("register/ta-med/", views.take, name="take"),
    path("register/ta-med/<str:public_id>/", views.fetch, name="fetch"),
]
