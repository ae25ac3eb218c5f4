"""Addresses of My page."""

from django.urls import path

from samlet.web.accounts.my_page import consents, views

app_name = "my_page"
urlpatterns = [
    path("min-side/", views.my_page, name="page"),
    path("min-side/rett/", views.correct, name="correct"),
    path("min-side/ta-med/", views.take, name="take"),
    path("min-side/slett/", views.erase, name="erase"),
    path("min-side/behold/", views.keep, name="keep"),
    path("min-side/slettet/", views.gone, name="gone"),
    path("min-side/samtykke/gi/", consents.give, name="give"),
    path("min-side/samtykke/<str:public_id>/trekk/", consents.withdraw, name="withdraw"),
    path("min-side/samtykke/<str:public_id>/nei/", consents.decline, name="decline"),
    path("min-side/knytt/", views.join, name="join"),
    path("min-side/skill/", views.part, name="part"),
    path("min-side/lenke/", views.ask, name="ask"),
    path("min-side/lenke/sendt/", views.sent, name="sent"),
    path("person/<str:public_id>/send-min-side/", views.send_to, name="send_to"),
]
