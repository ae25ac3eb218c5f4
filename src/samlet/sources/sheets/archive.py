"""Workbooks that are ZIP archives (xlsx, xlsm, ods): counted in a stream before they are opened.

The reading library gets an archive made anew of the parts it needs, each already unpacked within
the limits here. So what the headers of the file claim of its sizes is never believed.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from samlet.sources.sheets.limits import (
    LARGEST_UNPACKED_MEGABYTES,
    MOST_COLUMNS,
    Counted,
    Extent,
    check_cells,
)
from samlet.sources.sheets.reasons import Note, UnreadableSheet

MOST_PARTS: Final = 10_000
BOMB_MEGABYTES: Final = 1_000
BOMB_RATIO: Final = 250  # sheets of numbers that repeat pack some 30 to 1; a bomb a thousand to 1
BOMB_FROM_MEGABYTES: Final = 20
CHUNK: Final = 1 << 20
LONGEST_ROW: Final = 16 << 20

_BAD: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)
_EXCEL_PARTS: Final = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/.*|xl/workbook\.xml|xl/styles\.xml"
    r"|xl/sharedStrings\.xml|xl/worksheets/(?:_rels/)?[^/]*\.(?:xml|rels)|xl/tables/[^/]*\.xml",
    re.IGNORECASE,
)
_ODS_PARTS: Final = re.compile(r"mimetype|content\.xml|META-INF/manifest\.xml|styles\.xml")
_SHEET: Final = re.compile(r"xl/worksheets/[^/]*\.xml", re.IGNORECASE)
_KINDS: Final = (
    ("xl/workbook.bin", "a binary Excel workbook (xlsb)"),
    ("word/", "a Word document"),
    ("ppt/", "a PowerPoint document"),
    ("index/document.iwa", "a Numbers document"),
    ("androidmanifest.xml", "a program"),
)


@dataclass(frozen=True, slots=True)
class Examined:
    """An archive that may be opened, made anew, and what the look through it found."""

    content: bytes
    format: str
    counted: Counted


def examine(content: bytes, filename: str) -> Examined:
    """Count the cells of an archive. Raises UnreadableSheet for what is no sound workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _examined(packed, filename)
    except UnreadableSheet:
        raise
    except _BAD:
        raise UnreadableSheet(filename, None, "broken") from None


def _examined(packed: zipfile.ZipFile, filename: str) -> Examined:
    parts = packed.infolist()
    _check_bomb(parts, filename)
    format_name = _format(packed, filename)
    wanted = _ODS_PARTS if format_name == "ods" else _EXCEL_PARTS
    kept = {part.filename: part for part in parts if wanted.fullmatch(part.filename)}
    if any(part.flag_bits & 1 for part in kept.values()):
        raise UnreadableSheet(filename, None, "encrypted")
    scan = _OdsScan(filename) if format_name == "ods" else _ExcelScan(filename)
    unpacked = _unpacked(packed, kept, scan, filename)
    if b"encryption-data" in unpacked.get("META-INF/manifest.xml", b""):
        raise UnreadableSheet(filename, None, "encrypted")
    for name, part in unpacked.items():
        if name != "mimetype":
            _check_whole(part, filename)
    cells = check_cells(filename, scan.extents)
    notes = tuple(_style_notes(unpacked))
    counted = Counted(cells, notes, _hidden_columns(unpacked, scan))
    return Examined(_made_anew(unpacked), format_name, counted)


def _check_bomb(parts: list[zipfile.ZipInfo], filename: str) -> None:
    total = sum(part.file_size for part in parts)
    ratios = (
        part.file_size / max(1, part.compress_size)
        for part in parts
        if part.file_size > BOMB_FROM_MEGABYTES * 1_000_000
    )
    megabytes = total // 1_000_000
    if megabytes > BOMB_MEGABYTES or max(ratios, default=0) > BOMB_RATIO:
        raise UnreadableSheet(filename, None, "zip_bomb", {"megabytes": megabytes})
    if len(parts) > MOST_PARTS:
        raise UnreadableSheet(filename, None, "broken")


def _format(packed: zipfile.ZipFile, filename: str) -> str:
    names = {name.lower() for name in packed.namelist()}
    if "xl/workbook.xml" in names:
        return "xlsm" if "xl/vbaproject.bin" in names else "xlsx"
    if "mimetype" in names:
        with packed.open(packed.getinfo("mimetype")) as stream:
            kind = stream.read(200)
        if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            return "ods"
        if kind.startswith(b"application/vnd.oasis.opendocument"):
            what = "an OpenDocument file, but no spreadsheet"
            raise UnreadableSheet(filename, None, "other_content", {"what": what})
    for beginning, what in _KINDS:
        if any(name.startswith(beginning) for name in names):
            raise UnreadableSheet(filename, None, "other_content", {"what": what})
    raise UnreadableSheet(filename, None, "other_content", {"what": "a ZIP archive"})


def _unpacked(
    packed: zipfile.ZipFile,
    kept: dict[str, zipfile.ZipInfo],
    scan: _ExcelScan | _OdsScan,
    filename: str,
) -> dict[str, bytes]:
    """The parts, unpacked within the limit; sheets are counted while they stream by.

    Sheets come first, so that a million rows are told as that and not as megabytes.
    """
    unpacked: dict[str, bytes] = {}
    left = LARGEST_UNPACKED_MEGABYTES * 1_000_000
    for name in sorted(kept, key=lambda name: not scan.counts(name)):
        pieces = []
        counter = scan.counter(name) if scan.counts(name) else None
        with packed.open(kept[name]) as stream:
            while chunk := stream.read(CHUNK):
                left -= len(chunk)
                if counter:
                    counter.feed(chunk)
                if left < 0:
                    megabytes = sum(part.file_size for part in kept.values()) // 1_000_000
                    params = {"megabytes": megabytes, "limit": LARGEST_UNPACKED_MEGABYTES}
                    raise UnreadableSheet(filename, None, "too_large_unpacked", params)
                pieces.append(chunk)
        if counter:
            counter.close()
        unpacked[name] = b"".join(pieces)
    return unpacked


def _check_whole(part: bytes, filename: str) -> None:
    """XML that is cut off or wrongly closed sends the reading library round in circles for ever.

    No workbook declares entities; what they could unfold to is not found out.
    """
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = _no_entities
    try:
        parser.Parse(part, True)
    except expat.ExpatError:
        raise UnreadableSheet(filename, None, "broken") from None


def _no_entities(*_: object) -> None:
    raise zipfile.BadZipFile("entities are declared")


def _made_anew(unpacked: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        # OpenDocument wants its type first.
        for name in sorted(unpacked, key=lambda name: name != "mimetype"):
            made.writestr(name, unpacked[name])
    return out.getvalue()


class _ExcelScan:
    def __init__(self, filename: str) -> None:
        self.filename = filename
        self.extents: list[Extent] = []
        self.heads: dict[str, bytes] = {}

    def counts(self, name: str) -> bool:
        return bool(_SHEET.fullmatch(name))

    def counter(self, name: str) -> _ExcelRows:
        extent = Extent(self.filename)
        self.extents.append(extent)
        return _ExcelRows(extent, self, name)


_ROW: Final = re.compile(rb"<(?:\w+:)?row(?=[\s/>])")
_NUMBER: Final = re.compile(rb"[^>]*?\br=[\"'](\d{1,9})[\"']")
_VALUE: Final = re.compile(rb"<(?:\w+:)?(?:v|is)\b")
_CELL: Final = re.compile(rb"<(?:\w+:)?c(?=[\s/>])")
_PLACED: Final = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Za-z]{1,3})(\d{1,9})[\"']")
_FILLED: Final = re.compile(
    rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Za-z]{1,3})(\d{1,9})[\"'][^>]*(?<!/)>\s*"
    rb"(?:<(?:\w+:)?f\b[^<]*(?:</(?:\w+:)?f>|(?<=/>))\s*)?<(?:\w+:)?(?:v|is)\b"
)
# The last cells of a row, where the filled one furthest to the right nearly always stands.
_TAIL: Final = 200


@dataclass(slots=True)
class _ExcelRows:
    """Counts the rows of one worksheet as its text streams by."""

    extent: Extent
    scan: _ExcelScan
    name: str
    rest: bytes = b""
    row: int = 0
    begun: bool = False
    pending: list[bytes] = field(default_factory=list)

    def feed(self, chunk: bytes) -> None:
        pieces = _ROW.split(self.rest + chunk)
        if not self.begun:
            if len(pieces) == 1:
                self.rest = pieces[0]
                self._check_rest()
                return
            self.scan.heads[self.name] = pieces.pop(0)
            self.begun = True
            last = pieces.pop() if pieces else b""
            for piece in pieces:
                self._count(piece)
            self.rest = b"<row" + last
            return
        pieces.pop(0)
        last = pieces.pop() if pieces else b""
        for piece in pieces:
            self._count(piece)
        self.rest = b"<row" + last
        self._check_rest()

    def close(self) -> None:
        if self.begun:
            self._count(self.rest[4:])
        else:
            self.scan.heads[self.name] = self.rest

    def _check_rest(self) -> None:
        if len(self.rest) > LONGEST_ROW:
            raise UnreadableSheet(self.extent.filename, None, "broken")

    def _count(self, piece: bytes) -> None:
        told = _NUMBER.match(piece)
        self.row = int(told.group(1)) if told else self.row + 1
        if not _VALUE.search(piece):
            return
        self.extent.reach(self.row)
        cells = len(_CELL.findall(piece))
        placed = _PLACED.findall(piece)
        if len(placed) < cells:
            # Cells without an address stand one after the other.
            self.extent.reach(self.row, cells)
        if not placed:
            return
        if any(int(number) != self.row for _, number in placed):
            for letters, number in placed:
                self.extent.reach(int(number), min(column_number(letters), MOST_COLUMNS))
        widest = max(column_number(letters) for letters in {letters for letters, _ in placed})
        if widest > self.extent.columns:
            # Cells that are only coloured may reach to the end of the sheet.
            filled = [column_number(found[0]) for found in _FILLED.findall(piece)]
            self.extent.reach(self.row, max(filled, default=0))


def column_number(letters: bytes) -> int:
    """The number of a column from 1: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


class _OdsScan:
    def __init__(self, filename: str) -> None:
        self.filename = filename
        self.extents: list[Extent] = []

    def counts(self, name: str) -> bool:
        return name == "content.xml"

    def counter(self, name: str) -> _OdsRows:
        return _OdsRows(self)


_TABLE_OR_ROW: Final = re.compile(rb"<table:(table|table-row)(?=[\s/>])")
_ODS_CELL: Final = re.compile(rb"<table:(?:covered-)?table-cell(?=[\s/>])")
_ROWS_REPEATED: Final = re.compile(rb"[^>]*?table:number-rows-repeated=[\"'](\d{1,9})[\"']")
_COLUMNS_REPEATED: Final = re.compile(rb"[^>]*?table:number-columns-repeated=[\"'](\d{1,9})[\"']")
_ODS_VALUE: Final = re.compile(rb"office:(?:\w+-)?value|calcext:value|<text:|office:value-type")


@dataclass(slots=True)
class _OdsRows:
    """Counts the rows of every table of an OpenDocument sheet as its text streams by."""

    scan: _OdsScan
    rest: bytes = b""
    row: int = 0

    def feed(self, chunk: bytes) -> None:
        pieces = _TABLE_OR_ROW.split(self.rest + chunk)
        # The last piece may go on in the next chunk, so its tag is put back before it.
        if len(pieces) < 3:
            self.rest = pieces[0]
        else:
            for kind, piece in zip(pieces[1:-2:2], pieces[2:-2:2], strict=True):
                self._count(kind, piece)
            self.rest = b"<table:" + pieces[-2] + pieces[-1]
        if len(self.rest) > LONGEST_ROW:
            raise UnreadableSheet(self.scan.filename, None, "broken")

    def close(self) -> None:
        pieces = _TABLE_OR_ROW.split(self.rest)
        for kind, piece in zip(pieces[1::2], pieces[2::2], strict=True):
            self._count(kind, piece)

    def _count(self, kind: bytes, piece: bytes) -> None:
        if kind == b"table" or not self.scan.extents:
            self.scan.extents.append(Extent(self.scan.filename))
            self.row = 0
        if kind == b"table":
            return
        told = _ROWS_REPEATED.match(piece)
        self.row += int(told.group(1)) if told else 1
        if not _ODS_VALUE.search(piece):
            return
        column = filled = 0
        for cell in _ODS_CELL.split(piece)[1:]:
            repeated = _COLUMNS_REPEATED.match(cell)
            column += int(repeated.group(1)) if repeated else 1
            if _ODS_VALUE.search(cell):
                filled = column
        self.scan.extents[-1].reach(self.row, filled)


_STRUCK: Final = re.compile(
    rb"<(?:\w+:)?strike(?:\s*/?>|\s+val=[\"'](?:1|true)[\"'])"
    rb"|style:text-line-through-style=[\"'](?!none)"
)
_FILL: Final = re.compile(rb"<(?:\w+:)?patternFill\b[^>]*patternType=[\"']solid[\"']")
_STYLE_PARTS: Final = ("xl/styles.xml", "content.xml")


def _style_notes(unpacked: dict[str, bytes]) -> Iterator[Note]:
    """What colours and strikethrough may say cannot be read, so somebody should look."""
    styles = b"".join(part for name, part in unpacked.items() if name in _STYLE_PARTS)
    if _STRUCK.search(styles):
        yield Note("strikethrough")
    if _FILL.search(styles):
        yield Note("colours")


_HIDDEN: Final = re.compile(rb"<(?:\w+:)?col\b[^>]*\bhidden=[\"'](?:1|true)[\"'][^>]*>")
_FROM_TO: Final = re.compile(rb"\b(min|max)=[\"'](\d{1,5})[\"']")
_LISTED: Final = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE: Final = re.compile(rb"([\w:]+)=[\"']([^\"']*)[\"']")


def _hidden_columns(
    unpacked: dict[str, bytes], scan: _ExcelScan | _OdsScan
) -> dict[str, frozenset[int]]:
    if isinstance(scan, _OdsScan):
        return {}
    named = _sheet_names(unpacked)
    found: dict[str, frozenset[int]] = {}
    for part, head in scan.heads.items():
        columns: set[int] = set()
        for tag in _HIDDEN.findall(head):
            ends = {side: int(number) for side, number in _FROM_TO.findall(tag)}
            first, last = ends.get(b"min", 1), ends.get(b"max", 0)
            # Hiding everything to the right of the table is common and hides no column of it.
            columns.update(range(first - 1, min(last, MOST_COLUMNS)))
        if columns and part.lower() in named:
            found[named[part.lower()]] = frozenset(columns)
    return found


def _sheet_names(unpacked: dict[str, bytes]) -> dict[str, str]:
    """The name of the sheet that each part holds."""
    lower = {name.lower(): part for name, part in unpacked.items()}
    targets = {}
    for tag in _RELATION.findall(lower.get("xl/_rels/workbook.xml.rels", b"")):
        told = dict(_ATTRIBUTE.findall(tag))
        target = told.get(b"Target", b"").decode("utf-8", "replace").lower().lstrip("/")
        targets[told.get(b"Id")] = target if target.startswith("xl/") else f"xl/{target}"
    names = {}
    for tag in _LISTED.findall(lower.get("xl/workbook.xml", b"")):
        told = dict(_ATTRIBUTE.findall(tag))
        relation = next((value for key, value in told.items() if key.endswith(b":id")), None)
        if relation in targets:
            names[targets[relation]] = told.get(b"name", b"").decode("utf-8", "replace")
    return names
