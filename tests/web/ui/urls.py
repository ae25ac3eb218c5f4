"""Addresses for the tests of ui alone: the showcase and a page for each menu entry."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from samlet.web.core.policy import public
from samlet.web.ui.views import showcase


@public
def plain(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/base.html", {"page_mark": "public"})


urlpatterns = [
    path("", plain, name="front"),
    path("blokker/", plain, name="blocs"),
    path("blokker/ny/", plain, name="new-bloc"),
    path("ui/", public(showcase), name="showcase"),
]
