"""Addresses for the tests of ui alone: the showcase and a page for each menu entry."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path


def plain(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/base.html", {"page_mark": "public"})


urlpatterns = [
    path("", plain, name="front"),
    path("blokker/", plain, name="blocs"),
    path("blokker/ny/", plain, name="new-bloc"),
    path("ui/", include("samlet.web.ui.urls")),
]
