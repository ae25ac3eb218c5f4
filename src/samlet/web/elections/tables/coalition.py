"""Tables of coalitions: the ready ones, and the executive board."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from samlet.web.elections.coalitions import JOINT, Boards, Ready, address_of
from samlet.web.elections.counting import CouncilView
from samlet.web.elections.sentences.coalition import balance
from samlet.web.elections.sentences.council import listed, short_of
from samlet.web.elections.tables.council import in_order, list_cell, notes, source_short
from samlet.web.ui import formats
from samlet.web.ui.downloads import Sheet
from samlet.web.ui.tables import Cell, Column, Download, Row, Table


def ready_table(
    view: CouncilView, found: Sequence[Ready], query: str, downloads: Sequence[Download]
) -> Table:
    """Each ready coalition with its seats and what is missing; the name opens it."""
    rows = [
        Row(
            [
                Cell(item.name, href=f"?{address_of(item.codes)}{query}"),
                formats.of_total(item.seats, view.seats),
                Cell(balance(item.missing), strong=item.missing <= 0),
                _lists(view, item),
            ]
        )
        for item in found
    ]
    return Table(
        id="ready",
        caption=_("Ready coalitions in %(place)s") % {"place": view.name},
        columns=[
            Column(_("Coalition")),
            Column(_("Seats"), "end"),
            Column(_("To a majority"), "end"),
            Column(_("Lists")),
        ],
        rows=rows,
        downloads=downloads,
        source=source_short(view),
        empty=_("No list here belongs to a bloc."),
    )


def _lists(view: CouncilView, item: Ready) -> str:
    return ", ".join(
        f"{short_of(view, row.code)} {view.seats_by_code[row.code]}"
        for row in in_order(view)
        if row.code in item.codes
    )


def ready_sheet(view: CouncilView, found: Sequence[Ready]) -> Sheet:
    """The same as figures; a negative number missing is in excess."""
    return Sheet(
        name=f"{view.stable_id}-samarbeid",
        title=_("Ready coalitions in %(place)s") % {"place": view.name},
        columns=[_("Coalition"), _("Seats"), _("Majority"), _("Seats missing"), _("Lists")],
        rows=[
            [item.name, item.seats, view.majority, item.missing, _lists(view, item)]
            for item in found
        ],
        notes=[*notes(view), _("A negative number of seats missing is seats in excess.")],
    )


def board_caption(view: CouncilView) -> str:
    """The heading of the table: a county's executive board has a name of its own."""
    if view.kind == "county":
        return _("Seats on the county executive board in %(place)s") % {"place": view.name}
    return _("Seats on the executive board in %(place)s") % {"place": view.name}


def board_table(view: CouncilView, boards: Boards) -> Table:
    """Seats on the executive board, list by list, both ways."""
    rows = [
        Row(
            [
                Cell(
                    _("Joint list of %(lists)s")
                    % {
                        "lists": listed(
                            [
                                short_of(view, row.code)
                                for row in in_order(view)
                                if row.code in boards.chosen
                            ]
                        )
                    }
                ),
                formats.number(boards.chosen_alone),
                formats.number(boards.together.seats[JOINT]),
            ],
            marked=True,
        )
    ]
    rows += [
        Row(
            [
                list_cell(row),
                formats.number(boards.alone.seats[row.code]),
                formats.number(boards.together.seats[row.code])
                if row.code in boards.together.seats
                else _("in the joint list"),
            ]
        )
        for row in in_order(view)
        if row.code in boards.alone.seats
    ]
    return Table(
        id="board",
        caption=board_caption(view),
        columns=[
            Column(_("List")),
            Column(_("Each alone"), "end"),
            Column(_("With a joint list"), "end"),
        ],
        rows=rows,
        source=source_short(view),
    )
