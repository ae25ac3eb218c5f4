"""How near each list is to a seat, and what a majority takes, list by list."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from samlet.charts import party_badge
from samlet.data.cross_list import within_reach
from samlet.election import Majority
from samlet.web.elections.counting import UNITS, Basis, CouncilView, Standing
from samlet.web.elections.point_margins import PointMargin, Points, point_margins
from samlet.web.elections.sentences.amounts import is_about, plain, points
from samlet.web.elections.sentences.council import is_own_list, short_of
from samlet.web.elections.tables.council import (
    NONE,
    badge,
    in_order,
    list_cell,
    notes,
    source_short,
)
from samlet.web.ui import formats
from samlet.web.ui.downloads import Sheet, Value
from samlet.web.ui.tables import Cell, Column, Download, Row, Table


def margins_table(view: CouncilView, downloads: Sequence[Download] = ()) -> Table | None:
    """How near each list is to one seat more, and to losing its last; None where none is told."""
    if not view.margins:
        return None
    by_points = {} if view.unit_is_votes else point_margins(view)
    votes = _("about, votes") if is_about(view) else _("votes")
    unit = _("percentage points") if by_points else votes
    rows = []
    for row in in_order(view):
        margin = view.margins.get(row.code)
        if margin is None:
            continue
        point = by_points.get(row.code)
        rows.append(
            Row(
                [
                    list_cell(row),
                    formats.number(view.seats_by_code.get(row.code, 0)),
                    _points_cell(point.next) if point else _votes_cell(view, margin.next),
                    _other(view, margin.next_from),
                    _points_cell(point.last) if point else _votes_cell(view, margin.last),
                    _other(view, margin.last_to),
                ]
            )
        )
    return Table(
        id="margins",
        caption=_("Margins of each list in %(place)s") % {"place": view.name},
        columns=[
            Column(_("List")),
            Column(_("Seats"), "end"),
            Column(_("To one seat more"), "end", hint=unit),
            Column(_("Taken from")),
            Column(_("To lose the last one"), "end", hint=unit),
            Column(_("Goes to")),
        ],
        rows=rows,
        downloads=downloads,
        source=source_short(view),
    )


def _votes_cell(view: CouncilView, count: int | None) -> Cell:
    if count is None:
        return Cell(NONE)
    near = near_personal_votes(view, count)
    return Cell(formats.number(count), note=_("within reach") if near else "")


def near_personal_votes(view: CouncilView, count: int) -> bool:
    """Whether a margin in ballots is smaller than what cross-list votes usually move."""
    return (
        view.kind == "municipal"
        and view.basis not in (Basis.LIST_VOTES, Basis.SHARES)
        and within_reach(count, view.total_ballots)
    )


def _points_cell(found: Points | None) -> Cell:
    if found is None:
        return Cell(NONE)
    between = _("%(low)s to %(high)s") % {"low": points(found.low), "high": points(found.high)}
    return Cell(points(found.middle), note=between)


def _other(view: CouncilView, code: str | None) -> str | Cell:
    """The list at the other end by its letters, named for who cannot see them."""
    if code is None:
        return NONE
    row = view.by_code[code]
    if is_own_list(row):
        return Cell(short_of(view, code), before=badge(row))
    return Cell(
        "", before=mark_safe(party_badge(row.party.short, row.party.colour, name=row.party.name))
    )


def margins_sheet(view: CouncilView) -> Sheet:
    """Margins as numbers: votes, or percentage points with what rounding leaves."""
    by_points = {} if view.unit_is_votes else point_margins(view)
    rows: list[list[Value]] = []
    for row in in_order(view):
        margin = view.margins.get(row.code)
        if margin is None:
            continue
        start: list[Value] = [row.code, row.name, view.seats_by_code.get(row.code, 0)]
        ends = [_named(view, margin.next_from), _named(view, margin.last_to)]
        rows.append(start + _margin_values(by_points.get(row.code), margin.next, margin.last, ends))
    columns = [_("Code"), _("List"), _("Seats")]
    if by_points:
        columns += [
            _("Points to one seat more"),
            _("at least"),
            _("at most"),
            _("Taken from"),
            _("Points to lose the last one"),
            _("at least"),
            _("at most"),
            _("Goes to"),
        ]
    else:
        columns += [
            _("Votes to one seat more"),
            _("Taken from"),
            _("Votes to lose the last one"),
            _("Goes to"),
        ]
    return Sheet(
        name=f"{view.stable_id}-marginer",
        title=_("Margins of each list in %(place)s") % {"place": view.name},
        columns=columns,
        rows=rows,
        notes=notes(view),
    )


def _margin_values(
    point: PointMargin | None, following: int | None, last: int | None, ends: Sequence[str]
) -> list[Value]:
    if point is None:
        return [following, ends[0], last, ends[1]]
    return [*_point_values(point.next), ends[0], *_point_values(point.last), ends[1]]


def _point_values(found: Points | None) -> list[Value]:
    if found is None:
        return [None, None, None]
    return [Decimal(n) * 100 / UNITS for n in (found.middle, found.low, found.high)]


def _named(view: CouncilView, code: str | None) -> str:
    return "" if code is None else view.by_code[code].name


def plan_table(at: Standing, plan: Majority, downloads: Sequence[Download] = ()) -> Table | None:
    """The cheapest set of seats: more votes per list, the seats that change hands, and what is
    moved instead. None when there is nothing to share."""
    view = at.council
    rows = []
    for row in in_order(view):
        cells = _plan_cells(view, plan, row.code)
        if any(text for text in cells[1:]):
            rows.append(Row([list_cell(row), *cells[1:]]))
    if not rows:
        return None
    unit = _("votes") if view.unit_is_votes else _("percentage points")
    return Table(
        id=f"plan-{at.bloc.key}",
        caption=_("What a majority takes in %(place)s: %(bloc)s")
        % {"place": view.name, "bloc": at.bloc.name},
        columns=[
            Column(_("List")),
            Column(_("More"), "end", hint=unit),
            Column(_("Seats"), "end", hint=_("change")),
            Column(_("If moved"), "end", hint=unit),
        ],
        rows=rows,
        downloads=downloads,
        source=source_short(view),
    )


def _plan_cells(view: CouncilView, plan: Majority, code: str) -> list[str]:
    seats = plan.gained.get(code, 0) - plan.lost.get(code, 0)
    moved = plan.moved_to.get(code, 0) - plan.moved_from.get(code, 0)
    more = plan.shares.get(code, 0)
    sign = formats.MINUS if moved < 0 else "+"
    return [
        "",
        f"+{plain(view, more)}" if more else "",
        formats.signed(seats) if seats else "",
        f"{sign}{plain(view, abs(moved))}" if moved else "",
    ]


def plans_sheet(plans: Sequence[tuple[Standing, Majority | None]]) -> Sheet:
    """What it takes for every bloc, a row per list that gives, gains or loses."""
    view = plans[0][0].council
    rows: list[list[Value]] = []
    for at, plan in plans:
        if plan is None:
            continue
        for row in in_order(view):
            code = row.code
            figures = (
                plan.shares.get(code, 0),
                plan.gained.get(code, 0) - plan.lost.get(code, 0),
                plan.moved_to.get(code, 0) - plan.moved_from.get(code, 0),
            )
            if any(figures):
                more, seats, moved = figures
                rows.append(
                    [
                        at.bloc.name,
                        at.has,
                        at.needs,
                        code,
                        row.name,
                        _value(view, more),
                        seats,
                        _value(view, moved),
                    ]
                )
    return Sheet(
        name=f"{view.stable_id}-flertall",
        title=_("What a majority takes in %(place)s") % {"place": view.name},
        columns=[
            _("Bloc"),
            _("Seats"),
            _("Majority"),
            _("Code"),
            _("List"),
            _("Votes more") if view.unit_is_votes else _("Points more"),
            _("Seats, change"),
            _("Votes, if moved") if view.unit_is_votes else _("Points, if moved"),
        ],
        rows=rows,
        notes=notes(view),
    )


def _value(view: CouncilView, count: int) -> Value:
    return count if view.unit_is_votes else Decimal(count) * 100 / UNITS
