"""One door for every spreadsheet people send: bytes in, rows of cells out.

What a file is, its content tells and never its name. Nothing is unpacked that has not been counted
first, so that neither a zip bomb nor a million rows costs more than a moment.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from samlet.sources.content import SIGNATURES
from samlet.sources.sheets import archive, compound, delimited
from samlet.sources.sheets.folding import Cell
from samlet.sources.sheets.formulas import typed_cell
from samlet.sources.sheets.limits import LARGEST_MEGABYTES, MOST_CELLS, MOST_SHEETS, Counted
from samlet.sources.sheets.reasons import Note, UnreadableSheet

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Row = tuple[Cell, ...]
Merge = tuple[int, int, int, int]  # first row, first column, last row, last column; from 0
LARGEST_FLOAT: Final = 1e15  # beyond it a float no longer holds every whole number
MOST_MERGES: Final = 20_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. rows: as they stand, from row `first_row` (1) on; columns from A on.

    merges: merged cells (Excel only); their value stands in the first. hidden_columns: from 0.
    """

    name: str
    rows: tuple[Row, ...]
    first_row: int = 1
    hidden: bool = False
    merges: tuple[Merge, ...] = ()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file read whole. format: xlsx, xlsm, xls, ods or csv. Empty sheets are left out."""

    sheets: tuple[Sheet, ...]
    format: str
    notes: tuple[Note, ...] = ()
    encoding: str = ""
    separator: str = ""


def read_workbook(content: bytes, filename: str) -> Workbook:
    """Read xlsx, xlsm, xls, ods, or separated text (csv, tsv, txt) in any usual encoding.

    filename is used in messages only.
    Raises UnreadableSheet: wrong kind of file, password, zip bomb, too large, empty, broken.
    """
    if not content:
        raise UnreadableSheet(filename, None, "empty_file")
    if content.startswith(b"PK"):
        _check_size(content, filename)
        return _from_archive(content, filename)
    if content.startswith(compound.SIGNATURE):
        _check_size(content, filename)
        counted = compound.check(content, filename)
        return _opened(content, filename, "xls", counted)
    what = next((name for first, name in SIGNATURES if content.startswith(first)), None)
    if what:
        raise UnreadableSheet(filename, None, "other_content", {"what": what})
    text = delimited.read(content, filename)
    rows = tuple(text.rows)
    if not any(cell is not None for row in rows for cell in row):
        raise UnreadableSheet(filename, None, "no_cells")
    sheet = Sheet(_stem(filename), rows, first_row=text.first_row)
    return Workbook((sheet,), "csv", text.notes, text.encoding, text.separator)


def _check_size(content: bytes, filename: str) -> None:
    if len(content) > LARGEST_MEGABYTES * 1_000_000:
        params = {"megabytes": len(content) // 1_000_000, "limit": LARGEST_MEGABYTES}
        raise UnreadableSheet(filename, None, "too_large", params)


def _stem(filename: str) -> str:
    name = filename.replace("\\", "/").rpartition("/")[2]
    return name.rpartition(".")[0] or name


def _from_archive(content: bytes, filename: str) -> Workbook:
    found = archive.examine(content, filename)
    return _opened(found.content, filename, found.format, found.counted)


def _opened(content: bytes, filename: str, format_name: str, counted: Counted) -> Workbook:
    from python_calamine import CalamineError, PasswordError  # noqa: PLC0415  only imports need it

    try:
        return _with_calamine(content, filename, format_name, counted)
    except UnreadableSheet:
        raise
    except PasswordError:
        raise UnreadableSheet(filename, None, "encrypted") from None
    # The library reports some damage as OSError or ValueError.
    except (CalamineError, OSError, ValueError, OverflowError, LookupError):
        raise UnreadableSheet(filename, None, "broken") from None
    except BaseException as error:
        # A panic of the Rust library is no Exception; it happens on files damaged within.
        if type(error).__name__ == "PanicException":
            raise UnreadableSheet(filename, None, "broken") from None
        raise


def _with_calamine(content: bytes, filename: str, format_name: str, counted: Counted) -> Workbook:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415  only imports need it

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    if len(book.sheet_names) > MOST_SHEETS:
        params = {"found": len(book.sheet_names), "limit": MOST_SHEETS}
        raise UnreadableSheet(filename, None, "too_many_sheets", params)
    sheets = tuple(_sheets(book, filename, counted))
    if not sheets:
        raise UnreadableSheet(filename, None, "no_cells")
    notes = list(counted.notes)
    hidden = [sheet.name for sheet in sheets if sheet.hidden]
    if hidden:
        notes.append(Note("hidden_sheets", {"names": ", ".join(hidden)}))
    return Workbook(sheets, format_name, tuple(notes))


def _sheets(book: CalamineWorkbook, filename: str, counted: Counted) -> Iterator[Sheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415  as above

    cells = 0
    for index, listed in enumerate(book.sheets_metadata):
        if listed.typ != SheetTypeEnum.WorkSheet:
            continue
        page = book.get_sheet_by_index(index)
        if page.end is None:
            continue
        cells += (page.end[0] + 1) * (page.end[1] + 1)
        if cells > MOST_CELLS:
            raise UnreadableSheet(filename, None, "too_many_cells", {"limit": MOST_CELLS})
        rows = tuple(tuple(map(_cell, row)) for row in page.to_python(skip_empty_area=False))
        if not any(cell is not None for row in rows for cell in row):
            continue
        yield Sheet(
            listed.name,
            rows,
            hidden=listed.visible != SheetVisibleEnum.Visible,
            merges=_merges(page.merged_cell_ranges),
            hidden_columns=counted.hidden_columns.get(listed.name, frozenset()),
        )


def _merges(ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]] | None) -> tuple[Merge, ...]:
    return tuple((*first, *last) for first, last in (ranges or ())[:MOST_MERGES])


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return typed_cell(value) if value and not value.isspace() else None
    if isinstance(value, float):
        if value.is_integer() and abs(value) < LARGEST_FLOAT:
            return int(value)
        return value if isfinite(value) else None
    if isinstance(value, (bool, int, date, datetime)):
        return value
    if isinstance(value, (time, timedelta)):
        return str(value)
    return None
