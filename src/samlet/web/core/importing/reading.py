"""From a file to a table that is kept until the import is done: never more than may be kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from samlet.sources.sheets import (
    Column,
    Mapping,
    Note,
    ParsedRow,
    Sheet,
    Table,
    TableRow,
    UnreadableSheet,
    find_table,
    parsed_rows,
    read_workbook,
    recognise,
    remapped,
    without_national_ids,
)
from samlet.web.core.errors import Rejected
from samlet.web.core.importing.kinds import ImportKind, kind_of
from samlet.web.core.importing.reasons import said
from samlet.web.core.models import ImportBatch

MOST_OTHERS = 20  # sheets besides the longest, any of which may be the one
MOST_ROWS_WITH_OTHERS = 20_000
DAY = "day:"  # how a date is kept in JSON


@dataclass(frozen=True)
class Read:
    """What was read: the table, what its columns seem to be, and what the file is.

    others: the other sheets that may be read, until somebody has said which one it is.
    """

    sha256: str
    sheet: str
    table: Table
    mapping: Mapping
    notes: tuple[Note, ...] = ()
    others: tuple[Read, ...] = ()


def read_file(kind: ImportKind, content: bytes, filename: str) -> Read:
    """Read the longest of the sheets that are shown.

    Raises Rejected with what to do: for a file that cannot be read, and for one that looks like a
    register of members, which Samlet is not.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        book = read_workbook(content, filename)
    except UnreadableSheet as error:
        raise _refused(error.why, error.params) from error
    shown = [one for one in book.sheets if not one.hidden] or list(book.sheets)
    first, *others = sorted(shown, key=lambda one: -len(one.rows))
    read = _read_sheet(kind, first, filename, sha256)
    few = others[:MOST_OTHERS] if len(first.rows) <= MOST_ROWS_WITH_OTHERS else []
    readable = tuple(filter(None, (_read_other(kind, one, filename, sha256) for one in few)))
    return replace(read, notes=(*book.notes, *read.notes), others=readable)


def _refused(code: str, params: MappingOf[str, object]) -> Rejected:
    return Rejected(said(code, params).replace("%", "%%"))


def _read_sheet(kind: ImportKind, sheet: Sheet, filename: str, sha256: str) -> Read:
    try:
        table = find_table(sheet)
    except UnreadableSheet as error:
        raise _refused(error.why, error.params) from error
    mapping = recognise(table, vocabulary=kind.vocabulary, about=kind.about, filename=filename)
    if mapping.refused_file is not None:
        raise _refused(mapping.refused_file.code, mapping.refused_file.params)
    return Read(sha256, sheet.name, table, mapping, (*table.notes, *mapping.notes))


def _read_other(kind: ImportKind, sheet: Sheet, filename: str, sha256: str) -> Read | None:
    """Another sheet of the file, should it be the one; None for what has no table in it."""
    try:
        return _read_sheet(kind, sheet, filename, sha256)
    except Rejected:
        return None


def keep(read: Read) -> dict[str, Any]:
    """The table as JSON: refused columns are left out, and identity numbers wherever they stand."""
    table, mapping = read.table, read.mapping
    refused = {
        place for place, one in enumerate(mapping.columns) if one.outcome in ("refused", "ignored")
    }
    return {
        "header_row": table.header_row,
        "family_first": mapping.family_first,
        "columns": [
            [one.column.index, one.column.heading, one.outcome, one.why.code, dict(one.why.params)]
            for one in mapping.columns
        ],
        "rows": [
            [
                row.number,
                [None if place in refused else _kept(cell) for place, cell in enumerate(row.cells)],
            ]
            for row in table.rows
        ],
        "aside": [[row.number, row.reason] for row in table.set_aside],
        "fields": [one.field for one in mapping.columns],
        "notes": [[note.code, dict(note.params)] for note in read.notes],
        "others": {one.sheet[:200]: keep(one) for one in read.others},
    }


def _kept(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return f"{DAY}{cell.date().isoformat()}"
    if isinstance(cell, date):
        return f"{DAY}{cell.isoformat()}"
    if isinstance(cell, str):
        return without_national_ids(cell)[0][:1000]
    return cell


def _given(cell: Any) -> Any:
    if isinstance(cell, str) and cell.startswith(DAY):
        return date.fromisoformat(cell.removeprefix(DAY))
    return cell


def columns_of(batch: ImportBatch) -> list[dict[str, Any]]:
    """The columns as the mapping page shows them: heading, outcome, examples."""
    found = []
    for place, (_index, heading, outcome, why, params) in enumerate(batch.table["columns"]):
        examples = [str(cells[place]) for _n, cells in batch.table["rows"] if cells[place]][:3]
        found.append(
            {
                "place": place,
                "heading": heading,
                "outcome": outcome,
                "why": said(why, params),
                "examples": [text.removeprefix(DAY) for text in examples],
                "field": batch.mapping.get(str(place), ""),
            }
        )
    return found


def rows_of(batch: ImportBatch) -> list[ParsedRow]:
    """Every row read by the mapping that was chosen."""
    kind, kept = kind_of(batch.kind), batch.table
    columns = tuple(Column(one[0], one[1]) for one in kept["columns"])
    rows = tuple(
        TableRow(number, tuple(_given(cell) for cell in cells)) for number, cells in kept["rows"]
    )
    table = Table(batch.sheet, kept["header_row"], columns, rows)
    mapping = remapped(
        recognise(table, vocabulary=kind.vocabulary, about=kind.about),
        {int(place): field for place, field in batch.mapping.items()},
    )
    today = timezone.localdate()
    return list(parsed_rows(table, mapping, today=today, county=settings.HOME_COUNTY))
