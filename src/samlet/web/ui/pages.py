"""One way to answer a request: the whole page, or the part that htmx asked for."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

Mark = Literal["internal", "public"]


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    mark: Mark | None,
    status: int | None = None,
) -> HttpResponse:
    """Render `template`, or its partial named as htmx's target when a partial of it was asked for.

    mark: whether the page may leave the house; stands on screen and on paper. None where there is
    nothing to take along, as when signing in.
    A form with errors answers 422, so that htmx swaps it in and no cache keeps it.
    """
    form = context.get("form")
    if status is None:
        status = 422 if form is not None and form.is_bound and form.errors else 200
    response = render(request, template, {**context, "page_mark": mark}, status=status)
    patch_vary_headers(response, ["Cookie", "Accept-Language", "HX-Request"])
    return response
