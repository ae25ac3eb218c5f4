"""Tables whose cells are already text, turned into HTML in one go.

400 rows by template tags take 24 ms, as text cells 7, joined here 1 (docs/decisions): so a page
with the whole country stays quick.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Literal

from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class Column:
    """`sort` is the key its link asks for; none, no link. `hint` explains the heading in words."""

    label: str
    align: Literal["start", "end"] = "start"
    sort: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Cell:
    """Text, perhaps a link; `before` is safe markup in front of it (a badge, a chart)."""

    text: str
    href: str = ""
    before: SafeString = field(default_factory=SafeString)
    strong: bool = False
    note: str = ""


@dataclass(frozen=True)
class Download:
    """A file of what is shown: `label` is "CSV", "Excel", "SVG" or "PNG"."""

    label: str
    href: str


@dataclass(frozen=True)
class Row:
    """Cells, with `marked` for the row that matters (the last seat) and `id` to link to it."""

    cells: Sequence[Cell | str]
    marked: bool = False
    id: str = ""


@dataclass(frozen=True)
class Table:
    """What `{% data_table %}` shows.

    id: unique on the page. caption: what the table holds. row_header: the column that names the
    row. sorted_by: a column's sort key, "-" in front when descending. query: the rest of the
    address that sort links keep ("county=32&find=nes"). live: sort links swap the table in place.
    form: id of the form that filters the table; the order chosen here follows when it is sent.
    source: where the figures come from.
    """

    id: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row | Sequence[Cell | str]]
    row_header: int = 0
    sorted_by: str = ""
    query: str = ""
    live: bool = True
    form: str = ""
    caption_shown: bool = False
    downloads: Sequence[Download] = ()
    source: str = ""
    empty: str = ""


@dataclass(frozen=True)
class Heading:
    """A column's heading as the template needs it."""

    label: str
    align: str
    hint: str
    href: str
    sort: str  # aria-sort, "" when the column cannot be sorted


def headings(table: Table) -> list[Heading]:
    """Headings; a link sorts by its column, and turns the order round on the column sorted by."""
    made = []
    for column in table.columns:
        href, sort = "", ""
        if column.sort:
            descending = table.sorted_by == f"-{column.sort}"
            ascending = table.sorted_by == column.sort
            sort = "descending" if descending else "ascending" if ascending else "none"
            key = f"-{column.sort}" if ascending else column.sort
            href = "?" + "&".join(part for part in (table.query, f"sort={key}") if part)
        made.append(Heading(column.label, column.align, column.hint, href, sort))
    return made


def body(table: Table) -> SafeString:
    """All rows of the table's body."""
    ends = [column.align == "end" for column in table.columns]
    parts: list[str] = []
    for row in table.rows:
        cells = row.cells if isinstance(row, Row) else row
        parts.append(_row_start(row))
        for index, cell in enumerate(cells):
            classes = ' class="s-end"' if ends[index] else ""
            if index == table.row_header:
                parts.append(f'<th scope="row"{classes}>{_inside(cell)}</th>')
            else:
                parts.append(f"<td{classes}>{_inside(cell)}</td>")
        parts.append("</tr>")
    return mark_safe("".join(parts))


def _row_start(row: Row | Sequence[Cell | str]) -> str:
    if not isinstance(row, Row):
        return "<tr>"
    id_ = f' id="{_escaped(row.id)}"' if row.id else ""
    marked = ' class="s-marked"' if row.marked else ""
    return f"<tr{id_}{marked}>"


def _escaped(text: str) -> str:
    """Text for HTML; Django's own escape takes half the time of a whole page of 357 rows."""
    return text if isinstance(text, SafeString) else escape(str(text))


def _inside(cell: Cell | str) -> str:
    if not isinstance(cell, Cell):
        return _escaped(cell)
    text = _escaped(cell.text)
    if cell.href:
        text = SafeString(f'<a class="ds-link" href="{_escaped(cell.href)}">{text}</a>')
    if cell.strong:
        text = SafeString(f"<strong>{text}</strong>")
    if cell.note:
        text = SafeString(f'{text} <span class="s-note">{_escaped(cell.note)}</span>')
    return f"{_escaped(cell.before)}{text}" if cell.before else text
