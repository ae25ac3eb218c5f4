"""Addresses of contacts' home pages and of clubs' notice boards."""

from django.urls import path

from samlet.web.accounts.home import views

app_name = "home"
urlpatterns = [
    path("hjem/", views.ask, name="ask"),
    path("hjem/sendt/", views.sent, name="sent"),
    path("hjem/klubb/", views.club, name="club"),
    path("hjem/min/", views.home, name="home"),
    path("hjem/min/bekreft/", views.confirm, name="confirm"),
    path("verv/<str:public_id>/hjem/send/", views.send, name="send"),
    path("verv/<str:public_id>/hjem/avslutt/", views.revoke, name="revoke"),
    path("klubb/<slug:token>/", views.notice_board, name="board"),
    path("organisasjon/<str:public_id>/oppslag/", views.poster, name="poster"),
]
