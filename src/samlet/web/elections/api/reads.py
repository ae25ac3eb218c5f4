"""From rows to what the API answers with. Every read says what it costs in tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from samlet.web.core.errors import NotFound
from samlet.web.elections import queries
from samlet.web.elections.api import schemas
from samlet.web.elections.api.errors import Absent, Unsettled
from samlet.web.elections.api.notes import notes_of
from samlet.web.elections.counting import SHOWS_SEQUENCE, Basis, CouncilView, ListView
from samlet.web.elections.models import Contest, Election, Source
from samlet.web.parties.models import Party
from samlet.web.places.models import County, Municipality, NumberChange

Answer = dict[str, Any]
OPEN_END = 9999  # parties.PartyName: a name still in use


def _page(rows: QuerySet[Any], filters: schemas.Paging, shape: Callable[[Any], Answer]) -> Answer:
    return {
        "count": rows.count(),
        "limit": filters.limit,
        "offset": filters.offset,
        "items": [shape(row) for row in rows[filters.offset : filters.offset + filters.limit]],
    }


def counties() -> list[Answer]:
    return [
        {"number": row.number, "name": row.name, "population": row.population}
        for row in County.objects.order_by("number")
    ]


def municipalities(filters: schemas.MunicipalityFilter) -> Answer:
    rows = Municipality.objects.select_related("county", "today").order_by("number")
    if filters.county:
        rows = rows.filter(county__number=filters.county)
    if filters.current is not None:
        rows = rows.filter(valid_to__isnull=filters.current)
    return _page(rows, filters, _municipality)


def _municipality(row: Municipality) -> Answer:
    return {
        "number": row.number,
        "name": row.name,
        "county": row.county and row.county.number,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "today": row.today and row.today.number,
        "population": row.population,
    }


def municipality(number: str) -> Answer:
    rows = Municipality.objects.select_related("county", "today")
    found = rows.filter(number=number).first()
    if found is None:
        raise Absent(_("No municipality has or had the number %(number)s.") % {"number": number})
    moves = NumberChange.objects.select_related("old", "new").order_by("year", "pk")
    earlier = rows.filter(today=found).exclude(pk=found.pk).order_by("valid_to", "number")
    return {
        **_municipality(found),
        "earlier": [_municipality(row) for row in earlier],
        "became": [_change(row) for row in moves.filter(old=found)],
        "came_from": [_change(row) for row in moves.filter(new=found)],
    }


def changes(filters: schemas.ChangeFilter) -> Answer:
    rows = NumberChange.objects.select_related("old", "new").order_by("year", "old__number", "pk")
    if filters.year:
        rows = rows.filter(year=filters.year)
    return _page(rows, filters, _change)


def _change(row: NumberChange) -> Answer:
    return {
        "year": row.year,
        "kind": row.kind,
        "old": {"number": row.old.number, "name": row.old.name},
        "new": {"number": row.new.number, "name": row.new.name},
    }


def parties() -> list[Answer]:
    rows = Party.objects.prefetch_related("names").order_by("order")
    return [
        {
            "code": row.code,
            "short": row.short,
            "names": [
                {
                    "from_year": name.from_year or None,
                    "to_year": None if name.to_year == OPEN_END else name.to_year,
                    "nb": name.nb,
                    "nn": name.nn or name.nb,
                    "en": name.en or name.nb,
                }
                for name in row.names.all()
            ],
        }
        for row in rows
    ]


def _contests() -> QuerySet[Contest]:
    return Contest.objects.select_related(
        "election", "county", "municipality__county", "municipality__today__county", "source"
    )


def contests(filters: schemas.ContestFilter) -> Answer:
    rows = _contests().order_by("-election__day", "election__kind", "stable_id")
    if filters.kind:
        rows = rows.filter(election__kind=filters.kind)
    if filters.year:
        rows = rows.filter(election__year=filters.year)
    if filters.county:
        rows = rows.filter(
            Q(county__number=filters.county)
            | Q(municipality__county__number=filters.county)
            | Q(municipality__today__county__number=filters.county)
        )
    if filters.number:
        rows = rows.filter(
            Q(county__number=filters.number) | Q(municipality__number=filters.number)
        )
    return _page(rows, filters, contest_summary)


def contest(contest_id: str) -> Contest:
    found = _contests().filter(stable_id=contest_id).first()
    if found is None:
        raise Absent(_("No contest has the id %(id)s.") % {"id": contest_id})
    return found


def contest_summary(row: Contest) -> Answer:
    return {
        "id": row.stable_id,
        "kind": row.election.kind,
        "year": row.election.year,
        "day": row.election.day,
        "place": {
            "number": row.place.number,
            "name": row.place.name,
            "county": _county_number(row),
        },
        "seats": row.seats,
        "electorate": row.electorate,
        "turnout": row.turnout,
        "complete": row.complete,
    }


def _county_number(row: Contest) -> str | None:
    if row.county:
        return row.county.number
    place = row.municipality
    county = place and (place.county or (place.today and place.today.county))
    return county.number if county else None


def _source(source: Source) -> Answer:
    return {
        "publisher": source.publisher,
        "title": source.title,
        "day": source.day,
        "sha256": source.sha256,
    }


def results(contest_id: str) -> Answer:
    row = contest(contest_id)
    lists = row.lists.order_by("pk").values(*schemas.ListResult.model_fields)
    return {
        "contest": contest_summary(row),
        "lists": list(lists),
        "source": _source(row.source),
    }


def settlement(contest_id: str) -> Answer:
    row = contest(contest_id)
    if row.election.kind == Election.Kind.STORTING:
        raise Unsettled(_("Storting votes are held per municipality here, and are not settled."))
    try:
        view = queries.contest_view(contest_id)
    except NotFound as error:
        raise Unsettled(
            _("The number of seats in this contest is not known, so it cannot be settled.")
        ) from error
    return {
        "contest": contest_summary(row),
        "basis": view.basis.value,
        "lists": [_settled_list(view, entry) for entry in view.counted],
        "held_seats": view.held,
        "sequence": _sequence(view),
        **_tie(view),
        "lots_drawn": list(row.lots.order_by("day", "pk").values("winner", "source", "day")),
        "differences": _differences(view),
        "notes": notes_of(view),
        "source": _source(row.source),
    }


def _settled_list(view: CouncilView, row: ListView) -> Answer:
    counted = view.settlement.contest.lists if view.settlement else ()
    votes = next((entry.votes for entry in counted if entry.code == row.code), None)
    basis = _votes_from(view, row)
    return {
        "code": row.code,
        "name": row.name,
        "votes": votes if basis not in ("share", "held") else None,
        "votes_from": basis,
        "share": row.share,
        "seats": view.settlement.seats.get(row.code) if view.settlement else None,
        "official_seats": row.seats if view.official or not row.settled else None,
    }


def _votes_from(view: CouncilView, row: ListView) -> str:
    if not row.settled:
        return "held"
    if row.list_votes is not None:
        return "list_votes"
    if row.ballots is None:
        return "share"
    return "derived" if row.estimated else "ballots"


def _sequence(view: CouncilView) -> list[Answer] | None:
    if view.settlement is None or view.basis not in SHOWS_SEQUENCE:
        return None
    return [
        {
            "seat": award.seat,
            "list": award.code,
            "nth": award.nth,
            "quotient": str(award.quotient),
        }
        for award in view.settlement.sequence
    ]


def _tie(view: CouncilView) -> Answer:
    if view.settlement is None or view.basis not in SHOWS_SEQUENCE:
        return {"tie": None, "lot": None}
    lot = {"lists": list(view.settlement.lot), "seats": view.settlement.lot_seats}
    return {"tie": view.settlement.tie, "lot": lot if view.settlement.lot else None}


def _differences(view: CouncilView) -> list[Answer]:
    """Where a lot decides, the certain seats are fewer than the official ones: no difference."""
    if view.basis == Basis.LOT:
        return []
    return [
        {"list": row.code, "official": official, "settled": settled}
        for row, official, settled in view.differences
    ]
