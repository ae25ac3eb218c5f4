"""What an address asks for: a council by its number, and the bloc it is seen from."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samlet.web.core.errors import NotFound, Rejected
from samlet.web.core.middleware import Request
from samlet.web.elections import queries
from samlet.web.elections.counting import CouncilView
from samlet.web.parties import queries as parties
from samlet.web.parties.queries import BlocInfo
from samlet.web.places.models import Municipality

Rest = ParamSpec("Rest")

RESULTS = "https://valgresultat.no/valg/{year}/{kind}"
RESULT_KINDS = {"municipal": "ko", "county": "fy"}


def asked_bloc(query: QueryDict) -> BlocInfo:
    """The bloc of `blokk=` (the first without it), seen without the parties of `uten=`.

    Raises Rejected for a bloc that is not there, or a party that is not in it.
    """
    key, without = query.get("blokk", ""), query.getlist("uten")
    found = parties.bloc(key, without)
    if found is None:
        raise Rejected(_("There is no bloc called “%(key)s”."), key=key[:40])
    if unknown := sorted(set(without) - found.parties):
        raise Rejected(
            _("“%(code)s” is not a party in the bloc %(bloc)s."),
            code=unknown[0][:30],
            bloc=found.name,
        )
    return found


def council_of(kind: str, number: str) -> CouncilView:
    """The newest council of a municipality or a county. Raises NotFound."""
    return queries.county_council(number) if kind == "county" else queries.council(number)


def of_council(
    function: Callable[Concatenate[Request, CouncilView, Rest], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Give a view its council instead of kind and number.

    The number of a municipality that was merged or renumbered leads to today's one.
    """

    @wraps(function)
    def answer(
        request: Request, kind: str, number: str, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponse:
        try:
            council = council_of(kind, number)
        except NotFound:
            today = _today(number) if kind == "municipal" else ""
            if not today:
                raise
            path = request.get_full_path().replace(f"/{number}/", f"/{today}/", 1)
            return HttpResponseRedirect(path)
        return function(request, council, *args, **kwargs)

    return answer


def _today(number: str) -> str:
    """The number of the municipality that this one became, "" where it is none or itself."""
    if not (number.isascii() and number.isdigit()):  # PostgreSQL refuses to look some signs up
        return ""
    today = (
        Municipality.objects.filter(number=number).values_list("today__number", flat=True).first()
    )
    return today if today and today != number else ""


def bloc_query(
    bloc: BlocInfo, *, without: frozenset[str] | None = None, always: bool = False
) -> str:
    """The part of an address that asks for a bloc again; "" for the first one, seen whole.

    without: other parties to leave out than the bloc's own. always: name the bloc all the same.
    """
    left_out = sorted(bloc.without if without is None else without)
    named = always or left_out or bloc.key != parties.blocs()[0].key
    pairs = [("blokk", bloc.key)] * bool(named) + [("uten", code) for code in left_out]
    return urlencode(pairs)


def address(view: CouncilView, name: str = "council") -> str:
    """The address of a page of the council: "council", "settlement", "coalition", "scenario"."""
    if view.kind == "county":
        name = "county_council" if name == "council" else f"county_{name}"
    return reverse(f"elections:{name}", args=[view.number])


def results_address(view: CouncilView) -> str:
    """The election authority's own page for an election."""
    return RESULTS.format(year=view.year, kind=RESULT_KINDS[view.kind])
