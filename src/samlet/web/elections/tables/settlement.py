"""A settlement's tables: votes per list, the seats in the order won, and every quotient."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from samlet.election import Award, ListEntry
from samlet.web.elections.counting import UNITS, Basis, CouncilView, ListView
from samlet.web.elections.drawings import quotient_texts
from samlet.web.elections.tables.council import (
    NONE,
    in_order,
    list_cell,
    marked_name,
    notes,
    share_of,
    share_text,
    source_short,
)
from samlet.web.ui import formats
from samlet.web.ui.downloads import Sheet, Value
from samlet.web.ui.tables import Cell, Column, Download, Row, Table

BEYOND = 2  # quotients without a seat shown per list in the file


def divisor(nth: int) -> str:
    """1.4, 3, 5, 7 … as text (Election Act 2023 § 11-4)."""
    return formats.number(Decimal("1.4"), 1) if nth == 1 else str(2 * nth - 1)


def votes_table(view: CouncilView, downloads: Sequence[Download] = ()) -> Table:
    """Ballots, cross-list votes, list votes and official seats of each list."""
    cross = view.basis == Basis.LIST_VOTES and view.kind == "municipal"
    votes, municipal = view.unit_is_votes, view.kind == "municipal"
    columns = [Column(_("List"))]
    columns += [Column(_("Ballots"), "end")] if votes else []
    columns += [Column(_("Share"), "end")]
    columns += [Column(_("Received"), "end"), Column(_("Given"), "end")] if cross else []
    columns += [Column(_("List votes"), "end")] if votes and municipal else []
    columns += [Column(_("Seats"), "end")]
    counted = {entry.code: entry.votes for entry in _entries(view)}
    rows = []
    for row in in_order(view):
        cells: list[Cell | str] = [list_cell(row)]
        if votes:
            cells.append(Cell(_number(row.ballots), note=_("estimated") if row.estimated else ""))
        cells.append(share_text(row, view))
        if cross:
            cells += [_number(row.received), _number(row.given)]
        if votes and municipal:
            cells.append(_number(counted.get(row.code)))
        cells.append(formats.number(view.seats_by_code.get(row.code, 0)))
        rows.append(Row(cells))
    return Table(
        id="votes",
        caption=_("Votes and seats in %(place)s %(year)s")
        % {"place": view.name, "year": view.year},
        columns=columns,
        rows=rows,
        downloads=downloads,
        source=source_short(view),
    )


def _entries(view: CouncilView) -> Sequence[ListEntry]:
    return view.settlement.contest.lists if view.settlement else ()


def _number(value: int | None) -> str:
    return NONE if value is None else formats.number(value)


def sequence_table(view: CouncilView, downloads: Sequence[Download] = ()) -> Table | None:
    """Every seat in the order won, then each list's best quotient without a seat."""
    settlement = view.settlement
    if settlement is None:
        return None
    awards = [*settlement.sequence, *settlement.runners_up]
    texts = quotient_texts([award.quotient for award in awards], view)
    last = len(settlement.sequence) - 1
    exact = view.unit_is_votes  # a fraction of rounded shares would claim too much
    rows = []
    for place, (award, text) in enumerate(zip(awards, texts, strict=True)):
        mark = _mark(view, award, place - last)
        rows.append(
            Row(
                [
                    Cell(str(award.seat) if place <= last else NONE, note=mark),
                    marked_name(view, award.code),
                    str(award.nth),
                    divisor(award.nth),
                    text,
                    *([fraction(award.quotient)] if exact else []),
                ],
                marked=bool(mark),
                id="last-seat" if place == last else "",
            )
        )
    return Table(
        id="sequence",
        caption=_("Seats in the order won in %(place)s %(year)s")
        % {"place": view.name, "year": view.year},
        columns=[
            Column(_("Seat")),
            Column(_("List")),
            Column(_("List's seat number"), "end"),
            Column(_("Divided by"), "end"),
            Column(_("Quotient"), "end", hint="" if exact else _("of per cent")),
            *([Column(_("Exact"), "end", hint=_("as a fraction"))] if exact else []),
        ],
        rows=rows,
        downloads=downloads,
        source=source_short(view),
    )


def _mark(view: CouncilView, award: Award, after_last: int) -> str:
    settlement = view.settlement
    if settlement is None:
        return ""
    if settlement.tie == "lot":
        drawing = award.code in settlement.lot and 0 < after_last <= len(settlement.lot)
        return _("draws lots") if drawing else ""
    return {0: _("last seat"), 1: _("first outside")}.get(after_last, "")


def fraction(quotient: Fraction) -> str:
    """564485/7; a whole number without its 1."""
    return str(quotient)


def sequence_sheet(view: CouncilView) -> Sheet:
    """The same rows as figures."""
    settlement = view.settlement
    won = len(settlement.sequence) if settlement else 0
    awards = [*settlement.sequence, *settlement.runners_up] if settlement else []
    return Sheet(
        name=f"{view.stable_id}-rekkefolge",
        title=_("Seats in the order won in %(place)s %(year)s")
        % {"place": view.name, "year": view.year},
        columns=[
            _("Seat"),
            _("Code"),
            _("List"),
            _("List's seat number"),
            _("Divided by"),
            _("Quotient"),
            _("Quotient as a fraction"),
            _("Won a seat"),
        ],
        rows=[
            [
                award.seat if place < won else None,
                award.code,
                view.by_code[award.code].name,
                award.nth,
                _divisor(award.nth),
                _decimal(view, award.quotient),
                _fraction(view, award.quotient),
                _("yes") if place < won else _("no"),
            ]
            for place, award in enumerate(awards)
        ],
        notes=_notes(view),
    )


def quotients_sheet(view: CouncilView) -> Sheet:
    """Every quotient of every list, up to two beyond its seats."""
    settlement = view.settlement
    seats = (
        {(award.code, award.nth): award.seat for award in settlement.sequence} if settlement else {}
    )
    rows: list[list[Value]] = []
    for entry in settlement.contest.lists if settlement else ():
        row = view.by_code[entry.code]
        most = min(view.seats, (settlement.seats[entry.code] if settlement else 0) + BEYOND)
        for nth in range(1, most + 1):
            quotient = Fraction(entry.votes) / Fraction(str(_divisor(nth)))
            rows.append(
                [
                    entry.code,
                    row.name,
                    _votes(view, entry.votes),
                    nth,
                    _divisor(nth),
                    _decimal(view, quotient),
                    _fraction(view, quotient),
                    seats.get((entry.code, nth)),
                ]
            )
    return Sheet(
        name=f"{view.stable_id}-kvotienter",
        title=_("Quotients in %(place)s %(year)s") % {"place": view.name, "year": view.year},
        columns=[
            _("Code"),
            _("List"),
            _("List votes") if view.unit_is_votes else _("Per cent"),
            _("List's seat number"),
            _("Divided by"),
            _("Quotient"),
            _("Quotient as a fraction"),
            _("Seat"),
        ],
        rows=rows,
        notes=_notes(view),
    )


def votes_sheet(view: CouncilView) -> Sheet:
    """Votes and seats per list."""
    counted = (
        {entry.code: entry.votes for entry in view.settlement.contest.lists}
        if view.settlement
        else {}
    )
    return Sheet(
        name=f"{view.stable_id}-stemmer",
        title=_("Votes and seats in %(place)s %(year)s") % {"place": view.name, "year": view.year},
        columns=[
            _("Code"),
            _("List"),
            _("Ballots"),
            _("Estimated"),
            _("Share"),
            _("Received"),
            _("Given"),
            _("List votes"),
            _("Seats"),
        ],
        rows=[_votes_row(view, row, counted.get(row.code)) for row in in_order(view)],
        notes=_notes(view),
        shares=frozenset({4}),
    )


def _votes_row(view: CouncilView, row: ListView, counted: int | None) -> list[Value]:
    return [
        row.code,
        row.name,
        row.ballots,
        _("yes") if row.estimated else "",
        share_of(row, view),
        row.received,
        row.given,
        counted if view.unit_is_votes and view.kind == "municipal" else None,
        view.seats_by_code.get(row.code, 0),
    ]


def _divisor(nth: int) -> Decimal:
    return Decimal("1.4") if nth == 1 else Decimal(2 * nth - 1)


def _decimal(view: CouncilView, quotient: Fraction) -> Decimal:
    value = Decimal(quotient.numerator) / Decimal(quotient.denominator)
    return round(value if view.unit_is_votes else value * 100 / UNITS, 6)


def _fraction(view: CouncilView, quotient: Fraction) -> str:
    return fraction(quotient) if view.unit_is_votes else ""


def _votes(view: CouncilView, votes: int) -> Value:
    return votes if view.unit_is_votes else Decimal(votes) * 100 / UNITS


def _notes(view: CouncilView) -> list[str]:
    said = notes(view)
    if view.basis == Basis.SHARES:
        said.append(_("Computed from shares rounded to one decimal."))
    return said
