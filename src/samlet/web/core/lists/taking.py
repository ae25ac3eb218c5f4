"""A list as a file: exactly the rows, columns and order that are shown, for who may take it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samlet.sources.sheets import safe_cell
from samlet.web.core import access, audit
from samlet.web.core.actor import Actor
from samlet.web.core.changes.recording import chunks
from samlet.web.core.changes.subjects import path_of
from samlet.web.core.errors import NotFound, Rejected
from samlet.web.core.lists.address import Asked
from samlet.web.core.lists.columns import Column, Value, shown_text
from samlet.web.core.lists.showing import loaded
from samlet.web.core.models import Subject
from samlet.web.ui.downloads import sheet_name, write_text

CHUNK = 1000
MOST_IN_EXCEL = 20_000
KINDS = ("csv", "xlsx")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def take(actor: Actor, asked: Asked, kind: str) -> HttpResponseBase:
    """The list as csv or xlsx; an audit line says which columns and how many rows, never values.

    Only rows that the export act is open for. Raises Rejected for a wrong filter, and for more
    rows than one Excel file is made of at once.
    """
    made = asked.made
    if kind not in KINDS or not made.export_act:
        raise NotFound(_("There is no such page, or it is not open to you."))
    access.require(actor, made.export_act)
    open_ = made.rows(actor, made.export_act).order_by().values("pk")
    rows = asked.rows().filter(pk__in=open_)
    ids = list(rows.order_by(*asked.ordering()).values_list("pk", flat=True))
    if kind == "xlsx" and len(ids) > MOST_IN_EXCEL:
        raise Rejected(
            _("%(count)s is more than one Excel file is made of. Use filters, or take it as CSV."),
            count=made.counted(len(ids)),
        )
    _tell(actor, asked, ids)
    name = f"{slugify(str(made.title)) or made.key}-{timezone.localdate():%Y-%m-%d}.{kind}"
    response = _csv(asked, ids) if kind == "csv" else _excel(asked, ids)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _tell(actor: Actor, asked: Asked, ids: Sequence[Any]) -> None:
    """One line for each register the rows come from, and whom it named."""
    made, columns = asked.made, asked.columns
    fields = [*(column.key for column in columns), f"rows:{len(ids)}"]
    path = path_of(made.model)
    subjects: list[int] = []
    for some in chunks(ids, CHUNK):
        found = made.model._base_manager.filter(pk__in=some).values_list(path, flat=True)
        subjects.extend(found)
    registers: set[int] = set()
    for some in chunks(subjects, CHUNK):
        kept = Subject.objects.filter(pk__in=some, controller__isnull=False)
        registers |= set(kept.values_list("controller_id", flat=True).distinct())
    wanted = registers or {held.controller_id for held in actor.grants}
    for register in Subject.objects.filter(pk__in=wanted):
        audit.record(actor, f"{made.key}.exported", register, fields=fields)
    if any(column.personal for column in columns):
        audit.seen(actor, f"{made.key}.exported", subjects)


def _chunks(asked: Asked, ids: Sequence[Any]) -> Iterator[list[list[Value]]]:
    """The cells, some rows at a time."""
    columns = asked.columns
    for some in chunks(ids, CHUNK):
        yield [[column.value(row) for column in columns] for row in loaded(asked, some)]


def _csv(asked: Asked, ids: Sequence[Any]) -> StreamingHttpResponse:
    """As Excel opens it in the reader's language: semicolon and decimal comma in Norwegian."""
    language = get_language() or "nb"
    return StreamingHttpResponse(
        _csv_parts(asked, ids, language), content_type="text/csv; charset=utf-8"
    )


def _csv_parts(asked: Asked, ids: Sequence[Any], language: str) -> Iterator[bytes]:
    """The response is sent after the request's language is gone, so each part sets it again."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="," if language == "en" else ";", lineterminator="\r\n")
    with translation.override(language):
        out.write("\ufeff")
        writer.writerow([safe_cell(str(column.heading)) for column in asked.columns])
    for part in _in_language(asked, ids, language):
        writer.writerows([[_plain(value, language) for value in row] for row in part])
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()
    if out.tell():
        yield out.getvalue().encode()


def _in_language(asked: Asked, ids: Sequence[Any], language: str) -> Iterator[list[list[Value]]]:
    parts = _chunks(asked, ids)
    while True:
        with translation.override(language):
            part = next(parts, None)
        if part is None:
            return
        yield part


def _plain(value: Value, language: str) -> str:
    """A cell that other programs read: dates by ISO, numbers without separators."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return safe_cell(shown_text(value))
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).isoformat(
            " ", "minutes"
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float, Decimal)):
        text = str(value)
        return text if language == "en" else text.replace(".", ",")
    return safe_cell(value)


def _excel(asked: Asked, ids: Sequence[Any]) -> FileResponse:
    import xlsxwriter  # noqa: PLC0415  only downloads need it

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    page = book.add_worksheet(sheet_name(str(asked.made.title)))
    bold = book.add_format({"bold": True})
    quoted_bold = book.add_format({"quote_prefix": True, "bold": True})
    looks = {
        "text": book.add_format({"quote_prefix": True}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "at": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    }
    for place, column in enumerate(asked.columns):
        page.set_column(place, place, _width(column))
        write_text(page, 0, place, str(column.heading), quoted_bold, plain=bold)
    page.freeze_panes(1, 1)
    line = 0
    for part in _chunks(asked, ids):
        for row in part:
            line += 1
            for place, value in enumerate(row):
                _write(page, line, place, value, looks)
    page.autofilter(0, 0, line, len(asked.columns) - 1)
    book.close()
    out.seek(0)
    return FileResponse(out, content_type=EXCEL)


def _width(column: Column) -> int:
    return max(12, min(40, len(str(column.heading)) + 4))


def _write(page: Any, line: int, place: int, value: Value, looks: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        write_text(page, line, place, shown_text(value), looks["text"])
    elif isinstance(value, datetime):
        local = timezone.make_naive(value) if timezone.is_aware(value) else value
        page.write_datetime(line, place, local, looks["at"])
    elif isinstance(value, date):
        page.write_datetime(line, place, value, looks["day"])
    elif isinstance(value, (int, float, Decimal)):
        page.write_number(line, place, value)
    else:
        write_text(page, line, place, value, looks["text"])
