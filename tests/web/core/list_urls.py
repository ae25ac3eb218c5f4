"""The tests' own room beside all others."""

from django.urls import include, path

from samlet.web.core import lists
from tests.web.core.list_room import PEOPLE

urlpatterns = [
    *lists.paths(PEOPLE, "prove/personer/", "proof-people"),
    path("", include("samlet.web.config.urls")),
]
