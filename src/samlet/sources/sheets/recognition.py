"""Which column is which field, and what may not be read at all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

from samlet.sources.sheets.fits import Fit, fits_of
from samlet.sources.sheets.folding import Cell, clean, fold
from samlet.sources.sheets.identity import is_national_id, without_national_ids
from samlet.sources.sheets.names import looks_family_first
from samlet.sources.sheets.reasons import Note
from samlet.sources.sheets.refusals import MEMBER_REGISTER, MEMBER_TITLES
from samlet.sources.sheets.tables import Column, Table
from samlet.sources.sheets.vocabulary import (
    VOCABULARY,
    About,
    FieldKind,
    Outcome,
    Vocabulary,
)

SAMPLE: Final = 200
SURE: Final = 0.75
LEAST: Final = 0.4  # what fits no better is left to the user


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What one column is.

    outcome: field (imported as `field`), ignored, refused or unknown. confidence: 0 to 1; what is
    below SURE should be looked at. why: in a Note of reasons.OF_COLUMNS. others: further fields it
    can be, by confidence. examples: a few cells as they stand, less national identity numbers;
    none for a refused column.
    """

    column: Column
    outcome: Outcome
    field: str
    confidence: float
    why: Note
    others: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a table is about, and each of its columns.

    about: people or units; None when neither was recognised. refused_file: why the file may not be
    read at all. family_first: the names of the column of names begin with the family name.
    """

    about: About | None
    columns: tuple[ColumnMapping, ...]
    refused_file: Note | None = None
    notes: tuple[Note, ...] = ()
    family_first: bool = False

    @property
    def fields(self) -> dict[str, int]:
        """Field → position of its column among the table's columns, for reading the rows."""
        return {
            mapping.field: place
            for place, mapping in enumerate(self.columns)
            if mapping.outcome == "field"
        }


def recognise(
    table: Table,
    *,
    vocabulary: Vocabulary = VOCABULARY,
    about: About | None = None,
    filename: str = "",
) -> Mapping:
    """Which field each column of a table is, and why.

    about: people or units, where the user has said which; else the columns decide.
    filename: its words are a part of the evidence for a member register.
    """
    cells = [_sample(table, place) for place in range(len(table.columns))]
    register = _member_register(table, filename)
    if register:
        refused = tuple(
            ColumnMapping(column, "refused", "", 1.0, register) for column in table.columns
        )
        return Mapping(None, refused, refused_file=register)
    fits = [
        fits_of(column, sample, vocabulary)
        for column, sample in zip(table.columns, cells, strict=True)
    ]
    subject = about or _about(fits)
    chosen = _chosen(table.columns, fits, subject, cells)
    notes = _notes(table, chosen, fits, subject)
    return Mapping(subject, chosen, None, notes, _family_first(chosen, cells))


def _sample(table: Table, place: int) -> list[Cell]:
    """Filled cells from all over the column; what is rare further down is found by `_ids`."""
    step = max(1, len(table.rows) // (SAMPLE * 2))
    found = [row.cells[place] for row in table.rows[::step] if row.cells[place] is not None]
    if len(found) < 20 and step > 1:
        found = [row.cells[place] for row in table.rows if row.cells[place] is not None]
    return found[:SAMPLE]


def _member_register(table: Table, filename: str) -> Note | None:
    for column in table.columns:
        for part in column.parts:
            if fold(part).startswith(MEMBER_REGISTER):
                return Note("member_register", {"evidence": part})
    above = [row.text for row in table.set_aside if row.reason in ("above_table", "heading_row")]
    for text in (filename, table.sheet, *above):
        if any(word in fold(text) for word in MEMBER_TITLES):
            return Note("member_register", {"evidence": text[:60]})
    return None


# What tells people from units, with how much it weighs.
_PEOPLE: Final = {"name": 3, "given_name": 3, "family_name": 3, "position": 2, "workplace": 1}
_UNITS: Final = {"org_number": 3, "unit_leader": 3, "unit_deputy_leader": 2, "member_count": 3}
_UNITS_TOO: Final = {"address": 1, "postcode": 1, "club": 1, "place": 1, "branch_number": 1}


def _about(fits: list[list[Fit]]) -> About | None:
    best = [found[0].kind.key for found in fits if found and found[0].confidence >= 0.4]
    people = sum(_PEOPLE.get(key, 0) for key in best)
    units = sum(_UNITS.get(key, 0) + _UNITS_TOO.get(key, 0) for key in best)
    if people == 0 and units == 0:
        return "units" if {"branch", "employer", "union"} & set(best) else None
    return "people" if people >= units else "units"


def _chosen(
    columns: tuple[Column, ...],
    fits: list[list[Fit]],
    about: About | None,
    cells: list[list[Cell]],
) -> tuple[ColumnMapping, ...]:
    """One column for each field: the surest, and of equals the one furthest to the left."""
    open_fits = [[fit for fit in found if _belongs(fit.kind, about)] for found in fits]
    taken: dict[str, int] = {}
    chosen: dict[int, Fit] = {}
    ranked = sorted(
        ((fit, n) for n, found in enumerate(open_fits) for fit in found),
        key=lambda ranked: (-ranked[0].confidence, ranked[1]),
    )
    for fit, n in ranked:
        if n in chosen or (fit.kind.outcome == "field" and fit.kind.key in taken):
            continue
        if fit.confidence < LEAST:
            continue
        chosen[n] = fit
        if fit.kind.outcome == "field":
            taken[fit.kind.key] = n
    taken_by = {key: columns[n] for key, n in taken.items()}
    return tuple(
        _mapped(column, chosen.get(n), fits[n], better=taken_by, cells=cells[n], about=about)
        for n, column in enumerate(columns)
    )


def _belongs(kind: FieldKind, about: About | None) -> bool:
    return kind.outcome != "field" or about is None or about in kind.about


def _mapped(
    column: Column,
    fit: Fit | None,
    found: list[Fit],
    *,
    better: dict[str, Column],
    cells: list[Cell],
    about: About | None,
) -> ColumnMapping:
    own = [one for one in found if _belongs(one.kind, about)]
    others = tuple(one.kind.key for one in own if one.kind.outcome == "field" and one is not fit)
    examples = tuple(dict.fromkeys(without_national_ids(clean(c))[0][:60] for c in cells[:20]))[:3]
    if fit is None:
        why = Note("unknown_column") if cells else Note("empty_column")
        if found and found[0] not in own and found[0].confidence >= SURE:
            # A person's address, say: known, but nothing a person has here.
            return ColumnMapping(column, "ignored", "", SURE, Note("not_needed"), others, examples)
        if own and own[0].kind.key in better:
            other = better[own[0].kind.key]
            why = Note("same_field", {"column": other.heading or other.letter})
        return ColumnMapping(column, "unknown", "", 0.0, why, others, examples)
    kind = fit.kind
    if kind.outcome == "refused":
        return ColumnMapping(column, "refused", "", fit.confidence, Note(kind.why))
    if kind.outcome == "ignored":
        return ColumnMapping(
            column, "ignored", "", fit.confidence, Note(kind.why), others, examples
        )
    confidence = round(min(1.0, fit.confidence), 2)
    return ColumnMapping(column, "field", kind.key, confidence, fit.why, others, examples)


def _notes(
    table: Table,
    chosen: tuple[ColumnMapping, ...],
    fits: list[list[Fit]],
    about: About | None,
) -> tuple[Note, ...]:
    notes = []
    keys = Counter(found[0].kind.key for found in fits if found)
    reasons = Counter(mapping.why.code for mapping in chosen if mapping.outcome != "field")
    fields = {mapping.field for mapping in chosen if mapping.outcome == "field"}
    if reasons["looks_like_candidates"] >= 2 or (keys["candidate"] and keys["birth"]):
        notes.append(Note("looks_like_candidates"))
    if reasons["refused_party"] >= 3 or reasons["looks_like_demands"] >= 3:
        notes.append(Note("looks_like_demands"))
    elif reasons["refused_party"] and not fields & {"name", "given_name", "family_name"}:
        notes.append(Note("looks_like_party_contacts"))
    inside = _ids(table, chosen)
    if inside:
        notes.append(Note("ids_inside", {"count": inside}))
    named = {"name", "given_name", "family_name", "club", "branch", "employer", "workplace"}
    if about is None or not fields & named:
        notes.append(Note("no_people_or_units"))
    return tuple(notes)


def _ids(table: Table, chosen: tuple[ColumnMapping, ...]) -> int:
    """Cells of columns that may be read, anywhere in the table, with an identity number inside."""
    places = [n for n, mapping in enumerate(chosen) if mapping.outcome != "refused"]
    count = 0
    for row in table.rows:
        for place in places:
            cell = row.cells[place]
            if isinstance(cell, str):
                # Eleven digits are rare, so hardly any cell is looked into.
                count += len(cell) >= 11 and bool(without_national_ids(cell)[1])
            elif isinstance(cell, int) and cell > 100_000_000:
                count += is_national_id(cell)
    return count


def _family_first(chosen: tuple[ColumnMapping, ...], cells: list[list[Cell]]) -> bool:
    for mapping, sample in zip(chosen, cells, strict=True):
        if mapping.field == "name":
            return looks_family_first([clean(cell) for cell in sample])
    return False


def remapped(
    mapping: Mapping, fields: dict[int, str], vocabulary: Vocabulary = VOCABULARY
) -> Mapping:
    """The mapping as a person has corrected it: position of a column → field, or "" for none.

    A refused column stays refused whatever is asked. Raises KeyError for a field that is unknown.
    """
    columns = list(mapping.columns)
    for place, field in fields.items():
        if columns[place].outcome == "refused":
            continue
        if field and vocabulary.by_key[field].outcome != "field":
            raise KeyError(field)
        for n, other in enumerate(columns):
            if field and n != place and other.field == field:
                columns[n] = replace(other, outcome="ignored", field="", confidence=1.0)
        outcome: Outcome = "field" if field else "ignored"
        why = Note("heading_known") if field else Note("not_needed")
        columns[place] = replace(
            columns[place], outcome=outcome, field=field, confidence=1.0, why=why
        )
    return replace(mapping, columns=tuple(columns))
