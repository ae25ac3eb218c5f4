"""Addresses of what is attached to a subject."""

from django.urls import path

from samlet.web.core.attached import views

app_name = "attached"
urlpatterns = [
    path("oppgaver/", views.tasks, name="tasks"),
    path("oppgaver/<slug:public_id>/ferdig/", views.finish, name="finish"),
    path("om/<slug:public_id>/oppfolging/", views.new_follow_up, name="follow_up"),
    path("om/<slug:public_id>/notat/", views.new_note, name="note"),
    path("om/<slug:public_id>/lenke/", views.new_link, name="link"),
    path("om/<slug:public_id>/dokument/", views.new_document, name="add_document"),
    path("dokument/<slug:public_id>/", views.document, name="document"),
    path("vedlagt/<slug:what>/<slug:public_id>/fjern/", views.remove, name="remove"),
]
