"""Addresses of background work."""

from django.urls import path

from samlet.web.core.jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobber/", views.jobs, name="jobs"),
    path("jobber/<slug:public_id>/", views.job, name="job"),
    path("jobber/<slug:public_id>/stopp/", views.cancel, name="cancel"),
    path("jobber/<slug:public_id>/start/", views.restart, name="restart"),
]
