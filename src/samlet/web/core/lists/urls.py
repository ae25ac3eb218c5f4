"""The addresses of a list, for a room's urls.py."""

from __future__ import annotations

from django.urls import URLPattern, path

from samlet.web.core.lists.definition import List
from samlet.web.core.lists.views import (
    View,
    bulk_view,
    change_view,
    list_view,
    save_view,
    take_view,
)


def paths(made: List, base: str, name: str, *, view: View | None = None) -> list[URLPattern]:
    """`base` ends in "/". view: a page of the room's own, which ends in `lists.answer(…)`.

    The list's page has `name`; below it are its files, its acts and its views, "name-take",
    "name-bulk", "name-save" and "name-view".
    """
    found = [
        path(base, view or list_view(made), name=name),
        path(f"{base}visning/", save_view(made), name=f"{name}-save"),
        path(f"{base}visning/<slug:public_id>/", change_view(made), name=f"{name}-view"),
    ]
    if made.export_act:
        found.append(path(f"{base}fil/<slug:kind>/", take_view(made), name=f"{name}-take"))
    if made.bulk:
        found.append(path(f"{base}velg/", bulk_view(made), name=f"{name}-bulk"))
    return found
