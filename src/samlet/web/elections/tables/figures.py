"""Sources, rejected lines and what an import moved, as tables."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from samlet import data
from samlet.web.elections.actions import ImportReport
from samlet.web.elections.moved import Moved
from samlet.web.elections.provenance import named
from samlet.web.elections.reasons import told
from samlet.web.ui import formats
from samlet.web.ui.downloads import Sheet
from samlet.web.ui.tables import Cell, Column, Download, Row, Table

MOST_REJECTED = 500


def packaged_table(downloads: Sequence[Download]) -> Table:
    """Every packaged file with publisher, source, day, rows and checksum."""
    return Table(
        id="packaged",
        caption=_("Figures that come with Samlet"),
        columns=[
            Column(_("Table")),
            Column(_("Publisher")),
            Column(_("Source")),
            Column(_("Read on")),
            Column(_("Rows"), "end"),
            Column(_("Checksum"), hint=_("SHA-256, first 12 signs")),
        ],
        rows=[
            Row(
                [
                    Cell(item.file),
                    Cell(named(item.publisher)),
                    Cell(named(item.source)),
                    Cell(item.retrieved.isoformat()),
                    Cell(formats.number(item.rows)),
                    Cell(item.sha256[:12]),
                ]
            )
            for item in data.manifest().values()
        ],
        downloads=downloads,
        live=False,
    )


def packaged_sheet() -> Sheet:
    """The same to take along, with whole checksums."""
    return Sheet(
        name="kilder",
        title=_("Sources"),
        columns=[
            _("Table"),
            _("Publisher"),
            _("Source"),
            _("Read on"),
            _("Rows"),
            _("Checksum"),
            _("Note"),
        ],
        rows=[
            [
                item.file,
                named(item.publisher),
                named(item.source),
                item.retrieved,
                item.rows,
                item.sha256,
                item.note,
            ]
            for item in data.manifest().values()
        ],
        notes=[_("Data version %(version)s") % {"version": data.version()}],
    )


def rejected_table(report: ImportReport) -> Table:
    """Lines that cannot be used, with the reason. The first 500; the number of all stands above."""
    lines = [*report.rejected, *report.notices]
    return Table(
        id="rejected",
        caption=_("Lines that cannot be used"),
        columns=[Column(_("Line")), Column(_("What is wrong")), Column(_("Where in the file"))],
        rows=[
            Row([Cell(formats.number(line.line)), Cell(told(line)), Cell(line.where)])
            for line in lines[:MOST_REJECTED]
        ],
        empty=_("Every line can be used."),
        live=False,
    )


def moved_table(moved: Moved, id_: str) -> Table:
    """The lists of one contest that an import changed, before and after."""
    return Table(
        id=id_,
        caption=_("What changed in %(place)s") % {"place": moved.name},
        columns=[Column(_("List")), Column(_("Votes"), "end"), Column(_("Seats"), "end")],
        rows=[
            Row([Cell(item.name), Cell(_pair(item.ballots)), Cell(_pair(item.seats))])
            for item in moved.lists
        ],
        empty=_("Only the number entitled to vote changed."),
        live=False,
    )


def _pair(both: tuple[int | None, int | None]) -> str:
    """“840 → 846”, or “846” when it did not move or was not known before."""
    before, after = ("–" if value is None else formats.number(value) for value in both)
    return after if both[0] is None or before == after else f"{before} → {after}"
