"""Addresses about how personal data is kept."""

from django.urls import path

from samlet.web.core.personal import retention_views, views

app_name = "privacy"
urlpatterns = [
    path("personvern/", views.notices, name="notices"),
    path("personvern/oppbevaring/", retention_views.overview, name="retention"),
    path("personvern/oppbevaring/<str:public_id>/merk/", retention_views.mark, name="mark"),
    path("personvern/oppbevaring/<str:public_id>/enig/", retention_views.agree, name="agree"),
    path("personvern/oppbevaring/<str:public_id>/behold/", retention_views.cancel, name="cancel"),
    path("personvern/behold/<str:public_id>/", retention_views.keep, name="keep"),
    path("personvern/<str:public_id>/", views.notice, name="notice"),
    path("personvern/<str:public_id>/formal/", views.settings, name="settings"),
    path("personvern/<str:public_id>/<slug:name>/", views.document, name="document"),
]
