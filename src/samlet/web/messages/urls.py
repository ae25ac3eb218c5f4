"""The address of outgoing mail."""

from django.urls import path

from samlet.web.messages import views

app_name = "outgoing"
urlpatterns = [path("post/", views.post, name="post")]
