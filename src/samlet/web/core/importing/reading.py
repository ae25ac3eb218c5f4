"""From a file to a table that is kept until the import is done: never more than may be kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from samlet.sources.sheets import (
    Column,
    Mapping,
    ParsedRow,
    Sheet,
    Table,
    TableRow,
    UnreadableSheet,
    Workbook,
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

DAY = "day:"  # how a date is kept in JSON


@dataclass(frozen=True)
class Read:
    """What was read: the table, what its columns seem to be, and what the file is."""

    sha256: str
    sheet: str
    sheets: tuple[str, ...]
    table: Table
    mapping: Mapping


def read_file(kind: ImportKind, content: bytes, filename: str, sheet: str = "") -> Read:
    """Read the longest sheet, or the one that was chosen.

    Raises Rejected with what to do: for a file that cannot be read, and for one that looks like a
    register of members, which Samlet is not.
    """
    try:
        book = read_workbook(content, filename)
        chosen = _sheet(book, sheet)
        table = find_table(chosen)
    except UnreadableSheet as error:
        raise Rejected(said(error.why, error.params).replace("%", "%%")) from error
    mapping = recognise(table, vocabulary=kind.vocabulary, about=kind.about, filename=filename)
    if mapping.refused_file is not None:
        note = mapping.refused_file
        raise Rejected(said(note.code, note.params).replace("%", "%%"))
    names = tuple(one.name for one in book.sheets)
    return Read(hashlib.sha256(content).hexdigest(), chosen.name, names, table, mapping)


def _sheet(book: Workbook, wanted: str) -> Sheet:
    by_name = {one.name: one for one in book.sheets}
    if wanted in by_name:
        return by_name[wanted]
    return max(book.sheets, key=lambda one: len(one.rows))


def keep(table: Table, mapping: Mapping) -> dict[str, Any]:
    """The table as JSON: refused columns are left out, and identity numbers wherever they stand."""
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
