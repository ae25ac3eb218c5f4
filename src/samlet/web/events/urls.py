"""Addresses of invitations and calendars."""

from django.urls import path

from samlet.web.events import views

app_name = "events"
urlpatterns = [
    path("invitasjon/", views.reply, name="reply"),
    path("invitasjon/innkalling.ics", views.reply_calendar, name="reply_calendar"),
    path("invitasjon/kalender/", views.subscribe, name="subscribe"),
    path("hjem/min/innkalling.ics", views.home_calendar, name="home_calendar"),
    path("kalender/<str:token>.ics", views.feed, name="feed"),
    path("innkalling/<slug:public_id>.ics", views.occasion, name="occasion"),
]
