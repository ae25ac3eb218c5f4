"""Limits on attempts that allauth does not count by itself."""

from __future__ import annotations

from allauth.core.internal import ratelimit  # the public module counts no GET
from django.http import HttpRequest, HttpResponse


def too_many_unknown_links(request: HttpRequest) -> HttpResponse | None:
    """Count an address with an unknown token; the page of 429 when there have been too many.

    Tokens have 256 bits and cannot be guessed; the limit keeps log and database quiet.
    """
    refused: HttpResponse | None = ratelimit.consume_or_429(
        request, app="allauth.account", action="unknown_link", limit_get=True
    )
    return refused
