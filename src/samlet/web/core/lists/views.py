"""The pages of a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from samlet.web.core import access
from samlet.web.core.lists.address import asked_of
from samlet.web.core.lists.definition import List
from samlet.web.core.lists.showing import show
from samlet.web.core.middleware import Request
from samlet.web.core.policy import needs
from samlet.web.ui.pages import page

View = Callable[..., HttpResponse]


def answer(request: Request, made: List, *, context: dict[str, Any] | None = None) -> HttpResponse:
    """The list as the address asks for it; 400 with what to do when a filter is wrong."""
    asked = asked_of(made, request.actor, request.GET)
    shown = show(asked)
    whole = {
        "made": made,
        "list": shown,
        "filters": asked.form,
        "add_href": _add_href(made, request),
        **(context or {}),
    }
    status = 200 if asked.is_right else 400
    return page(request, made.template, whole, mark=made.mark, status=status)


def _add_href(made: List, request: Request) -> str:
    may = made.add_href is not None and access.may(request.actor, made.add_act or made.act)
    return made.add_href() if may and made.add_href else ""


def list_view(made: List) -> View:
    """The list's page, for who may see it."""

    @needs(made.act)
    @require_safe
    def show_list(request: Request) -> HttpResponse:
        return answer(request, made)

    return show_list
