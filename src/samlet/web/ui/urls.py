"""The showcase of components; the project includes it in development only."""

from django.urls import path

from samlet.web.ui.views import showcase

app_name = "ui"
urlpatterns = [path("", showcase, name="showcase")]
