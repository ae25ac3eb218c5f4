"""Addresses of access, of the operator's sessions and of the front page."""

from django.urls import path

from samlet.web.accounts.grants import front, operator_views, views

app_name = "grants"
urlpatterns = [
    path("", front.front, name="front"),
    path("tilgang/", views.grants, name="grants"),
    path("tilgang/min/", views.own, name="own"),
    path("tilgang/omrade/", views.act_in, name="act_in"),
    path("tilgang/ny/", views.choose_where, name="choose_where"),
    path("tilgang/ny/<str:public_id>/", views.give, name="give"),
    path("tilgang/<str:public_id>/avslutt/", views.end, name="end"),
    path("drift/", operator_views.begin, name="operator"),
    path("drift/okter/", operator_views.sessions, name="operator_sessions"),
    path("drift/okter/<str:public_id>/avslutt/", operator_views.end, name="operator_end"),
]
