"""The one search box: what it finds on a page of its own, and a few hits while one types."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samlet.web.core import access, audit, personal
from samlet.web.core.actor import Actor
from samlet.web.core.kinds import all_kinds, kind_of
from samlet.web.core.middleware import Request
from samlet.web.core.policy import signed_in
from samlet.web.core.search.asking import LONGEST_QUESTION
from samlet.web.core.search.queries import Hit, Results, find
from samlet.web.ui.menu import Link
from samlet.web.ui.pages import page

ON_A_PAGE = 20
SUGGESTED = 6
FARTHEST_PAGE = 500


@dataclass(frozen=True, slots=True)
class Row:
    """A hit with what its kind is called."""

    hit: Hit
    kind: str


@require_safe
@never_cache
@signed_in
def search(request: Request) -> HttpResponse:
    """Everything that answers, best first, a page at a time."""
    text, kind, number = _asked(request), request.GET.get("slag", ""), _page_number(request)
    shown = [kind] if kind in _kinds_of(request.actor) else None
    results = find(
        request.actor, text, kinds=shown, limit=ON_A_PAGE, offset=(number - 1) * ON_A_PAGE
    )
    _log(request.actor, results)
    rows = [_row(hit) for hit in results.hits]
    context = {
        "text": text,
        "results": results,
        "rows": [row for row in rows if not row.hit.near],
        "near_rows": [row for row in rows if row.hit.near],
        "kind_links": _kind_links(request.actor, text, kind if shown else ""),
        "corrected_href": _address(results.corrected, kind if shown else ""),
        "first_href": _address(text, kind if shown else ""),
        "previous": _address(text, kind, number - 1) if number > 1 else "",
        "next": _address(text, kind, number + 1) if results.total > number * ON_A_PAGE else "",
        "first": (number - 1) * ON_A_PAGE + 1,
        "last": (number - 1) * ON_A_PAGE + len(rows),
    }
    return page(request, "search/search.html", context, mark="internal")


@require_safe
@never_cache
@signed_in
def suggest(request: Request) -> HttpResponse:
    """A few hits under the box, while one types."""
    text = _asked(request)
    results = find(request.actor, text, limit=SUGGESTED)
    _log(request.actor, results)
    context = {
        "text": text,
        "results": results,
        "rows": [_row(hit) for hit in results.hits],
        "all_href": _address(text),
    }
    return page(request, "search/suggestions.html", context, mark="internal")


def _asked(request: Request) -> str:
    return " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST_QUESTION]


def _page_number(request: Request) -> int:
    given = request.GET.get("side", "1")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 1
    return min(max(number, 1), FARTHEST_PAGE)


def _kinds_of(actor: Actor) -> list[str]:
    """The kinds of which the actor may see any."""
    return [kind.key for kind in all_kinds() if access.may(actor, kind.view_act)]


def _kind_links(actor: Actor, text: str, chosen: str) -> list[Link]:
    every = [("", pgettext("kinds of hits", "All"))]
    every += [(key, str(kind_of(key).title)) for key in _kinds_of(actor)]
    return [Link(label, _address(text, key), key == chosen) for key, label in every]


def _address(text: str, kind: str = "", number: int = 1) -> str:
    asked = {"q": text, "slag": kind, "side": str(number) if number > 1 else ""}
    return f"{reverse('search:search')}?{urlencode({k: v for k, v in asked.items() if v})}"


def _row(hit: Hit) -> Row:
    return Row(hit, str(kind_of(hit.kind).title))


def _log(actor: Actor, results: Results) -> None:
    """Who has seen whom: a search that names people is told, once, with all of them."""
    named = list(_people(results.hits))
    if named:
        audit.seen(actor, "search.people", named)


def _people(hits: Iterable[Hit]) -> Iterable[int]:
    return (hit.subject_id for hit in hits if personal.is_person(hit.kind))
