"""All addresses. Words in addresses are Norwegian: users read them aloud."""

from django.urls import include, path

urlpatterns = [
    path("", include("samlet.web.elections.urls")),
]
