"""A settlement step by step. Public: it holds no distance, no bloc and nothing of what it takes."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import F
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from samlet.web.core.errors import NotFound
from samlet.web.core.middleware import Request
from samlet.web.core.policy import public
from samlet.web.elections import queries
from samlet.web.elections.counting import Basis, CouncilView
from samlet.web.elections.models import Contest
from samlet.web.elections.sentences import council as council_sentences
from samlet.web.elections.sentences import settlement as sentences
from samlet.web.elections.tables import council as council_tables
from samlet.web.elections.tables import settlement as tables
from samlet.web.elections.views.asked import address, of_council, results_address
from samlet.web.ui import downloads
from samlet.web.ui.pages import page
from samlet.web.ui.tables import Download

SETTLED = {Basis.LIST_VOTES, Basis.BALLOTS}  # what an earlier year needs to be offered


@public
@require_safe
@of_council
def settlement(request: Request, latest: CouncilView) -> HttpResponse:
    """Votes, divisors, every seat in order; or what differs where the ballots alone mislead."""
    years = settled_years(latest)
    view = _asked_year(request, years)
    query = f"aar={view.year}" if view.year != latest.year else ""
    context = {
        "view": view,
        "headline": sentences.headline(view),
        "meta": council_sentences.meta(view),
        "lead": sentences.lead(view),
        "years": [(year, "" if year == latest.year else f"aar={year}") for year in years],
        "votes_step": (
            sentences.votes_step(view) if view.shows_order or view.rounding_decides else []
        ),
        "votes": tables.votes_table(view, _files(latest, "stemmer", query)),
        "divide_step": sentences.divide_step(view),
        "seats_total": sentences.seats_total(view),
        "sequence": tables.sequence_table(view, _files(latest, "rekkefolge", query))
        if view.shows_order
        else None,
        "quotient_files": _files(latest, "kvotienter", query) if view.shows_order else [],
        "differences": council_tables.differences_table(view, _files(latest, "forskjell", query))
        if view.basis == Basis.DIFFERS
        else None,
        "tie_step": sentences.tie_step(view),
        "lots": [sentences.lot_source(view, lot) for lot in queries.lots_of(view.stable_id)],
        "candidates": sentences.candidates(view),
        "source_whole": council_tables.source_line(view),
        "results_href": results_address(view),
        "council_href": address(latest, "council"),
    }
    return page(request, "elections/settlement.html", context, mark="public")


@public
@require_safe
@of_council
def settlement_file(request: Request, latest: CouncilView, name: str, ending: str) -> HttpResponse:
    """A table of the page as a file."""
    view = _asked_year(request, settled_years(latest))
    if name == "stemmer":
        sheet = tables.votes_sheet(view)
    elif name == "rekkefolge" and view.shows_order:
        sheet = tables.sequence_sheet(view)
    elif name == "kvotienter" and view.shows_order:
        sheet = tables.quotients_sheet(view)
    elif name == "forskjell" and view.basis == Basis.DIFFERS:
        sheet = council_tables.differences_sheet(view)
    else:
        raise Http404
    return downloads.sheet_response(sheet, ending)


def settled_years(latest: CouncilView) -> dict[int, CouncilView]:
    """The years that can be settled here, newest first: the latest, and earlier ones where a
    single council of the time lay in what is the municipality today."""
    if latest.kind == "county":
        here = {"county__number": latest.number}
        number = F("county__number")
    else:
        here = {"municipality__today__number": latest.number}
        number = F("municipality__number")
    rows = (
        Contest.objects.filter(
            election__kind=latest.kind, complete=True, election__year__lt=latest.year, **here
        )
        .annotate(number=number)
        .values_list("election__year", "number")
    )
    numbers: dict[int, list[str]] = defaultdict(list)
    for year, old in rows:
        numbers[year].append(old)
    found = {latest.year: latest}
    for year in sorted(numbers, reverse=True):
        view = _single(latest.kind, numbers[year], year)
        if view is not None and view.basis in SETTLED:
            found[year] = view
    return found


def _single(kind: str, numbers: list[str], year: int) -> CouncilView | None:
    if len(numbers) != 1:
        return None
    try:
        if kind == "county":
            return queries.county_council(numbers[0], year)
        return queries.council(numbers[0], year)
    except NotFound:
        return None


def _asked_year(request: Request, years: dict[int, CouncilView]) -> CouncilView:
    """The view of `aar=` (the newest without it). Raises NotFound for a year not settled here."""
    asked = request.GET.get("aar", "")
    if not asked:
        return next(iter(years.values()))
    view = years.get(int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 5 else None
    if view is None:
        raise NotFound("That year is not settled here.")
    return view


def _files(latest: CouncilView, name: str, query: str) -> list[Download]:
    return downloads.links(address(latest, "settlement"), name, downloads.TABLE_FORMATS, query)
