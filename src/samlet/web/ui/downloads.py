"""Tables as CSV and Excel, charts as SVG and PNG: the figures of the page, to take along."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samlet.charts import standalone
from samlet.charts.png import to_png
from samlet.sources.sheets import safe_cell
from samlet.web.ui.tables import Download

Value = str | int | Decimal | float | date | None

FONTS = Path(__file__).with_name("static") / "vendor"
PNG_WIDTH = 1600
TABLE_FORMATS = ("csv", "xlsx")
CHART_FORMATS = ("svg", "png")


@dataclass(frozen=True)
class Sheet:
    """A table to take along. Shares are 0 to 1 in columns listed in `shares`.

    name: file name without ending. notes: source, date, what is not exact; always written.
    """

    name: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Value]]
    notes: Sequence[str]
    shares: frozenset[int] = frozenset()


def links(base: str, name: str, formats: Sequence[str], query: str = "") -> list[Download]:
    """Links to the files of a table or chart: `base` is the page's address, ending in "/"."""
    labels = {"csv": "CSV", "xlsx": "Excel", "svg": "SVG", "png": "PNG"}
    tail = f"?{query}" if query else ""
    return [Download(labels[kind], f"{base}{name}.{kind}{tail}") for kind in formats]


def sheet_response(sheet: Sheet, kind: str) -> HttpResponse:
    """The sheet as a file. Raises Http404 for another kind than csv and xlsx."""
    if kind == "csv":
        return _file(_csv(sheet), "text/csv; charset=utf-8", f"{sheet.name}.csv")
    if kind == "xlsx":
        return _file(
            _xlsx(sheet),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            f"{sheet.name}.xlsx",
        )
    raise Http404


def chart_response(svg: str, kind: str, *, name: str, heading: str, source: str) -> HttpResponse:
    """The chart as a file of its own, with heading and source. Raises Http404 for other kinds."""
    whole = standalone(svg, heading=heading, source=source)
    if kind == "svg":
        return _file(whole.encode(), "image/svg+xml", f"{name}.svg")
    if kind == "png":
        png = to_png(whole, PNG_WIDTH, fonts=sorted(FONTS.glob("*.ttf")))
        return _file(png, "image/png", f"{name}.png")
    raise Http404


def _file(content: bytes, content_type: str, filename: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def _csv(sheet: Sheet) -> bytes:
    """As Excel in the reader's language opens it: semicolon and decimal comma in Norwegian."""
    english = (get_language() or "").startswith("en")
    out = io.StringIO()
    writer = csv.writer(out, delimiter="," if english else ";", lineterminator="\r\n")
    writer.writerow([safe_cell(label) for label in sheet.columns])
    for row in sheet.rows:
        writer.writerow([_text(value, english) for value in row])
    writer.writerow([])
    for note in sheet.notes:
        writer.writerow([safe_cell(note)])
    return out.getvalue().encode("utf-8-sig")


def _text(value: Value, english: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return safe_cell(value)
    if isinstance(value, (Decimal, float)):
        text = f"{Decimal(str(value)).normalize():f}"
        return text if english else text.replace(".", ",")
    return str(value)


def sheet_name(title: str) -> str:
    """A name for a sheet: Excel allows 31 characters, none of these, and no quote at its ends."""
    return "".join(c for c in title if c not in "[]:*?/\\")[:31].strip(" '") or _("Table")


def write_text(
    page: Any, line: int, place: int, text: str, quoted: Any, *, plain: Any = None
) -> None:
    """A cell of text in Excel. `quoted`: a format with quote_prefix, for what would calculate if
    somebody edited the cell; the text itself is as it was. `plain`: the format of all others.
    """
    page.write_string(line, place, text, quoted if safe_cell(text) != text else plain)


def _xlsx(sheet: Sheet) -> bytes:
    import xlsxwriter  # noqa: PLC0415  only downloads need it

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True})
    share = book.add_format({"num_format": "0.0 %"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    quoted = book.add_format({"quote_prefix": True})
    quoted_bold = book.add_format({"quote_prefix": True, "bold": True})
    page = book.add_worksheet(sheet_name(sheet.title))
    page.freeze_panes(1, 1)
    for place, label in enumerate(sheet.columns):
        write_text(page, 0, place, label, quoted_bold, plain=bold)
        page.set_column(place, place, max(10, min(40, len(label) + 2)))
    for line, row in enumerate(sheet.rows, 1):
        for place, value in enumerate(row):
            if value is None:
                continue
            if isinstance(value, str):
                write_text(page, line, place, value, quoted)
            elif isinstance(value, date):
                page.write_datetime(line, place, value, day)
            else:
                page.write_number(line, place, value, share if place in sheet.shares else None)
    for offset, note in enumerate(sheet.notes, len(sheet.rows) + 2):
        write_text(page, offset, 0, note, quoted)
    book.close()
    return out.getvalue()
