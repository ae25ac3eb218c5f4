"""A list that Samlet wrote comes back: "shop steward, The club; leader, The branch" in one cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from samlet.sources.sheets import Note, Parsed, PositionText, fold, parse_positions
from samlet.web.organisations.importing.naming import Units
from samlet.web.people.models import Position

MOST_SEMICOLONS = 3  # in one name
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
    for part in _parts(cell.typed, known, units):
        if fold(part) in known:
            ours = True
            continue
        office, unit = _divided(part, units)
        ours = ours or bool(unit)
        read = parse_positions(office, today=today)
        notes.extend(read.notes)
        found.extend(replace(one, unit_text=unit) if unit else one for one in read.value or ())
    return Parsed(tuple(found), cell.typed, tuple(notes), cell.doubtful) if ours else None


def _parts(text: str, known: set[str], units: Units) -> Iterator[str]:
    """What stands between semicolons; names with a semicolon of their own stay whole."""
    pieces = text.split(";")
    while pieces:
        ends = range(min(len(pieces), MOST_SEMICOLONS + 1), 1, -1)
        joined = (";".join(pieces[:end]).strip() for end in ends)
        whole = (one for one in joined if fold(one) in known or _all_in_unit(one, units))
        part = next(whole, pieces[0].strip())
        del pieces[: part.count(";") + 1]
        if part:
            yield part


def _all_in_unit(part: str, units: Units) -> bool:
    """Every semicolon is of the unit's name."""
    return _divided(part, units)[1].count(";") == part.count(";")


def _divided(part: str, units: Units) -> tuple[str, str]:
    """The office, and the unit after a comma; names of units may hold commas themselves."""
    words = part.split(", ")
    for n in range(1, len(words)):
        office, unit = ", ".join(words[:n]), ", ".join(words[n:])
        if office and units.exactly(unit) is not None:
            return office, unit
    return part, ""


def _as_listed(position: Position) -> set[str]:
    """How the list of people says an office, in each language."""
    kind = position.kind
    names = {position.title} if position.title else {kind.name_nb, kind.name_nn, kind.name_en}
    return {fold(f"{name}, {position.unit.name}") for name in names if name}
