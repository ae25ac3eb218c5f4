"""The addresses of a list, for a room's urls.py."""

from __future__ import annotations

from django.urls import URLPattern, path

from samlet.web.core.lists.definition import List
from samlet.web.core.lists.views import View, list_view


def paths(made: List, base: str, name: str, *, view: View | None = None) -> list[URLPattern]:
    """`base` ends in "/". view: a page of the room's own, which ends in `lists.answer(…)`."""
    return [path(base, view or list_view(made), name=name)]
