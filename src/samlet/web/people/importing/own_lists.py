"""A list that Samlet wrote comes back: "shop steward, The club; leader, The branch" in one cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from samlet.sources.sheets import Note, Parsed, PositionText, fold, parse_positions
from samlet.web.organisations.importing.naming import Units
from samlet.web.people.models import Position

Offices = Parsed[tuple[PositionText, ...]]


def offices_of(
    cell: Offices, held: Sequence[Position], units: Units, today: date
) -> Offices | None:
    """The offices of a cell where each stands with its unit; less those that are held already.

    held: what the person of the row is, when that is known. None: the cell is not written so.
    """
    known = {words for one in held for words in _as_listed(one)}
    found: list[PositionText] = []
    notes: list[Note] = []
    ours = False
    for part in filter(None, (part.strip() for part in cell.typed.split(";"))):
        if fold(part) in known:
            ours = True
            continue
        office, _comma, unit = part.rpartition(", ")
        there = bool(office) and units.called(unit).unit is not None
        ours = ours or there
        read = parse_positions(office if there else part, today=today)
        notes.extend(read.notes)
        found.extend(replace(one, unit_text=unit) if there else one for one in read.value or ())
    return Parsed(tuple(found), cell.typed, tuple(notes), cell.doubtful) if ours else None


def _as_listed(position: Position) -> set[str]:
    """How the list of people says an office, in each language."""
    kind = position.kind
    names = {position.title} if position.title else {kind.name_nb, kind.name_nn, kind.name_en}
    return {fold(f"{name}, {position.unit.name}") for name in names if name}
