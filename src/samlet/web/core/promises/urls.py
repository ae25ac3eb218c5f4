"""Addresses of promises and the political accounts."""

from django.urls import path

from samlet.web.core.promises import views

app_name = "promises"
urlpatterns = [
    path("regnskap/", views.all_accounts, name="all"),
    path("regnskap/<slug:public_id>/", views.accounts, name="accounts"),
    path("regnskap/<slug:public_id>/regnskap.csv", views.file, name="file"),
    path("regnskap/<slug:public_id>/nytt/", views.new, name="new"),
    path("lofte/<slug:public_id>/tilstand/", views.step, name="step"),
    path("lofte/<slug:public_id>/svar/", views.reply, name="reply"),
    path("lofte/<slug:public_id>/rett/", views.correct, name="correct"),
    path("lofte/steg/<slug:public_id>/kontroller/", views.check, name="check"),
]
