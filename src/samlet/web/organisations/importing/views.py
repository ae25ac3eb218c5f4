"""Import of organisations: the pages of core.importing for this kind."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from samlet.web.core.importing import views
from samlet.web.core.middleware import Request
from samlet.web.core.policy import needs
from samlet.web.organisations.importing.kind import KIND


@needs("units.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: Request) -> HttpResponse:
    return views.send(request, KIND)


@needs("units.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: Request, public_id: str) -> HttpResponse:
    return views.columns(request, KIND, public_id)


@needs("units.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: Request, public_id: str) -> HttpResponse:
    return views.look(request, KIND, public_id)


@needs("units.edit")
@require_POST
def throw_away(request: Request, public_id: str) -> HttpResponse:
    return views.throw_away(request, KIND, public_id)
