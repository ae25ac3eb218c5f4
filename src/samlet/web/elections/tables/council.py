"""A council's tables: its lists, the margins of each, what it takes, and earlier elections."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from samlet.charts import party_badge
from samlet.web.elections.counting import CouncilView, ListView
from samlet.web.elections.sentences.council import name_of
from samlet.web.elections.tables.majorities import list_letters, list_name
from samlet.web.ui import formats
from samlet.web.ui.downloads import Sheet, Value
from samlet.web.ui.tables import Cell, Column, Download, Row, Table

NONE = "–"


def source_line(view: CouncilView) -> str:
    """Where the figures come from, with the day they were read."""
    return f"{view.source}, {formats.day(view.source_day)}"


def source_short(view: CouncilView) -> str:
    """The line under each figure; the whole source stands once on the page."""
    said = {"year": view.year, "day": formats.day(view.source_day)}
    if view.kind == "county":
        return _("county election %(year)s, official figures read %(day)s") % said
    return _("council election %(year)s, official figures read %(day)s") % said


def in_order(view: CouncilView) -> list[ListView]:
    """The rows that add up, in the neutral order: parties by name, local lists, the group last."""
    return sorted(
        view.counted, key=lambda row: (not row.settled, row.party.order, row.party.name.lower())
    )


def badge(row: ListView) -> SafeString:
    """The list's letters on its colour, for a cell that names it too."""
    return mark_safe(party_badge(list_letters(row), row.party.colour))


def list_cell(row: ListView, *, note: str = "") -> Cell:
    """A list by badge and name."""
    return Cell(list_name(row), before=badge(row), note=note)


def share_text(row: ListView, view: CouncilView) -> str:
    """A share to one decimal; worked out from the ballots where it is not published."""
    share = share_of(row, view)
    return NONE if share is None else formats.percent(share)


def share_of(row: ListView, view: CouncilView) -> Decimal | None:
    """0 to 1, or None where neither share nor ballots are known."""
    if row.share is not None:
        return row.share
    if row.ballots is None or not view.total_ballots:
        return None
    return Decimal(row.ballots) / view.total_ballots


# --- lists ---------------------------------------------------------------------------------------


def lists_table(
    view: CouncilView, codes: frozenset[str], downloads: Sequence[Download] = ()
) -> Table:
    """Every list: seats, ballots, share, and whether it is counted with the bloc."""
    votes = view.unit_is_votes
    columns = [Column(_("List")), Column(_("Seats"), "end")]
    columns += [Column(_("Ballots"), "end")] if votes else []
    columns += [Column(_("Share"), "end"), Column(_("Counted with the bloc"))]
    rows = []
    for row in in_order(view):
        cells: list[Cell | str] = [
            list_cell(row),
            formats.number(view.seats_by_code.get(row.code, 0)),
        ]
        if votes:
            ballots = NONE if row.ballots is None else formats.number(row.ballots)
            cells.append(Cell(ballots, note=_("estimated") if row.estimated else ""))
        cells += [share_text(row, view), _("yes") if row.code in codes else ""]
        rows.append(Row(cells))
    return Table(
        id="lists",
        caption=_("Lists in %(place)s") % {"place": view.name},
        columns=columns,
        rows=rows,
        downloads=downloads,
        source=source_short(view),
    )


def lists_sheet(view: CouncilView, codes: frozenset[str], bloc_name: str) -> Sheet:
    """The same rows with codes and exact shares."""
    rows: list[list[Value]] = [
        [
            row.code,
            row.name,
            view.seats_by_code.get(row.code, 0),
            row.ballots,
            _("yes") if row.estimated else "",
            share_of(row, view),
            row.list_votes,
            _("yes") if row.code in codes else "",
        ]
        for row in in_order(view)
    ]
    return Sheet(
        name=f"{view.stable_id}-lister",
        title=_("Lists in %(place)s") % {"place": view.name},
        columns=[
            _("Code"),
            _("List"),
            _("Seats"),
            _("Ballots"),
            _("Estimated"),
            _("Share"),
            _("List votes"),
            _("Counted with %(bloc)s") % {"bloc": bloc_name},
        ],
        rows=rows,
        notes=notes(view),
        shares=frozenset({5}),
    )


def notes(view: CouncilView) -> list[str]:
    """What always goes with a file: the contest, the source and its date."""
    return [
        _("Contest %(id)s, election day %(day)s.")
        % {"id": view.stable_id, "day": formats.day(view.day)},
        _("Source: %(source)s.") % {"source": source_line(view)},
    ]


# --- official seats against the ballots ----------------------------------------------------------


def differences_table(view: CouncilView, downloads: Sequence[Download] = ()) -> Table:
    """Official seats beside what the ballots alone give, list by list."""
    won = view.settlement.seats if view.settlement else {}
    rows = []
    for row in in_order(view):
        official, computed = row.seats or 0, won.get(row.code, row.seats or 0)
        rows.append(
            Row(
                [
                    list_cell(row),
                    NONE if row.ballots is None else formats.number(row.ballots),
                    formats.number(official),
                    formats.number(computed),
                    formats.signed(official - computed) if official != computed else "",
                ],
                marked=official != computed,
            )
        )
    return Table(
        id="differences",
        caption=_("Official seats and what the ballots alone give in %(place)s")
        % {"place": view.name},
        columns=[
            Column(_("List")),
            Column(_("Ballots"), "end"),
            Column(_("Official seats"), "end"),
            Column(_("By ballots alone"), "end"),
            Column(_("Difference"), "end"),
        ],
        rows=rows,
        downloads=downloads,
        source=source_short(view),
    )


def differences_sheet(view: CouncilView) -> Sheet:
    """The same, as numbers."""
    won = view.settlement.seats if view.settlement else {}
    return Sheet(
        name=f"{view.stable_id}-forskjell",
        title=_("Official seats and what the ballots alone give in %(place)s")
        % {"place": view.name},
        columns=[
            _("Code"),
            _("List"),
            _("Ballots"),
            _("Official seats"),
            _("By ballots alone"),
            _("Difference"),
        ],
        rows=[
            [row.code, row.name, row.ballots, row.seats, computed, (row.seats or 0) - computed]
            for row in in_order(view)
            for computed in [won.get(row.code, row.seats or 0)]
        ],
        notes=notes(view),
    )


def marked_name(view: CouncilView, code: str) -> Cell:
    """A list in a cell by its code."""
    return Cell(name_of(view, code), before=badge(view.by_code[code]))
