"""Addresses of erasure and of consent."""

from django.urls import path

from samlet.web.people.privacy import consent_views, received, text_views, views

app_name = "people_privacy"
urlpatterns = [
    path("person/<str:public_id>/slett/", views.erase, name="erase"),
    path("person/<str:public_id>/behold/", views.keep, name="keep"),
    path("person/<str:public_id>/samtykke/", consent_views.texts, name="consents"),
    path("person/<str:public_id>/samtykke/spor/", consent_views.ask, name="ask"),
    path("person/<str:public_id>/samtykke/<str:text_id>/", consent_views.record, name="record"),
    path("person/<str:public_id>/gi-videre/", consent_views.disclose, name="disclose"),
    path("vist-for-oss/", received.received, name="received"),
    path("samtykketekster/", text_views.overview, name="text_overview"),
    path("samtykketekster/<str:public_id>/<slug:purpose>/", text_views.publish, name="publish"),
    path("samtykke/<str:public_id>/trekk/", consent_views.withdraw, name="withdraw"),
]
