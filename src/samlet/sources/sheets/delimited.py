"""Separated text (csv, tsv, txt): how its letters are written, what divides its cells."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from samlet.sources.sheets.folding import Cell, repair
from samlet.sources.sheets.formulas import typed_cell
from samlet.sources.sheets.limits import LARGEST_MEGABYTES, MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from samlet.sources.sheets.reasons import Note, UnreadableSheet

SEPARATORS: Final = ";\t|,"  # in this order where two fit equally well
MOST_LINES_IN_CELL: Final = 10
SAMPLE_LINES: Final = 200
SAMPLE_BYTES: Final = 200_000
# Signs of Norwegian and its neighbours; what an encoding makes of the bytes is judged by them.
_AT_HOME: Final = frozenset("æøåÆØÅéèêôòóáäöüÄÖÜÉñçšžđ")
_QUOTES: Final = frozenset("–—’‘“”«»§ …°½€´")
_ENCODINGS: Final = ("cp1252", "mac_roman", "cp850", "iso-8859-1")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UTF8_LETTER: Final = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x90-\xbf]|\xc2[\xa0-\xbf]")
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")


@dataclass(frozen=True, slots=True)
class DelimitedText:
    """The cells of a text, from row `first_row` (a line that names the separator is left out)."""

    rows: list[tuple[Cell, ...]]
    encoding: str
    separator: str
    notes: tuple[Note, ...]
    first_row: int = 1


def read(content: bytes, filename: str) -> DelimitedText:
    """Read separated text in any usual encoding and separator.

    Raises UnreadableSheet: no text, another kind of text, too large, too many rows or columns.
    """
    # Lines are counted first: a million rows are told as that, whatever their size. A line may
    # break within quotation marks, so the rows are counted once more when they are known.
    if max(content.count(b"\n"), content.count(b"\r")) > 2 * MOST_ROWS:
        raise UnreadableSheet(filename, None, "too_many_rows", {"limit": MOST_ROWS})
    if len(content) > LARGEST_MEGABYTES * 1_000_000:
        params = {"megabytes": len(content) // 1_000_000, "limit": LARGEST_MEGABYTES}
        raise UnreadableSheet(filename, None, "too_large", params)
    text, encoding, notes = decoded(content, filename)
    text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\x1a")
    _check_kind(text, filename)
    separator, text, first_row = _separator(text)
    rows, unbalanced = _rows(text, separator, filename)
    if unbalanced:
        notes.append(Note("quotes_unbalanced"))
    rows, repaired = _repaired(rows)
    if repaired:
        notes.append(Note("letters_repaired", {"count": repaired}))
    return DelimitedText(rows, encoding, separator, tuple(notes), first_row)


def decoded(content: bytes, filename: str) -> tuple[str, str, list[Note]]:
    """The text, the name of its encoding, and what is to be said of it."""
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    guess = marked or _utf16_without_mark(content) or "utf-8"
    try:
        text = content.decode(guess)
        notes: list[Note] = []
    except UnicodeDecodeError:
        if marked in ("utf-16", "utf-32"):
            raise UnreadableSheet(filename, None, "broken") from None
        text, guess, notes = _without_mark(content)
    controls = _CONTROL.findall(text[:SAMPLE_BYTES])
    if "\x00" in controls or len(controls) * 100 > min(len(text), SAMPLE_BYTES):
        raise UnreadableSheet(filename, None, "unknown_encoding")
    return text.lstrip("\ufeff"), guess, notes


def _utf16_without_mark(content: bytes) -> str | None:
    """Half of the bytes of a Latin text in UTF-16 are zero, all on one side."""
    sample = content[:4_000]
    if len(sample) < 4 or sample.count(0) * 3 < len(sample):
        return None
    high, low = sample[::2].count(0), sample[1::2].count(0)
    return "utf-16-be" if high > low else "utf-16-le"


def _without_mark(content: bytes) -> tuple[str, str, list[Note]]:
    """Text that is not UTF-8 throughout: mixed, or in one of the older encodings."""
    if len(_UTF8_LETTER.findall(content)) >= 2 and _mostly_utf8(content):
        lines = (_line(line) for line in content.split(b"\n"))
        return "\n".join(lines), "utf-8", [Note("letters_mixed")]
    sample = _sample_of_letters(content)
    scores = {name: _at_home(sample, name) for name in _ENCODINGS}
    best = max(_ENCODINGS, key=lambda name: scores[name])
    if scores[best] <= 0:
        best = _detected(sample) or best
        note = [Note("letters_guessed", {"encoding": best})]
        return content.decode(best, "replace"), best, note
    return content.decode(best, "replace"), best, []


def _mostly_utf8(content: bytes) -> bool:
    lines = [line for line in content.split(b"\n") if not line.isascii()]
    sound = sum(1 for line in lines if _is_utf8(line))
    return sound * 2 >= len(lines)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _sample_of_letters(content: bytes) -> bytes:
    """Lines that hold other than plain letters, since the others say nothing of the encoding."""
    lines = (line for line in re.split(rb"[\r\n]+", content[: SAMPLE_BYTES * 10]))
    return b"\n".join(line for line in lines if not line.isascii())[:SAMPLE_BYTES]


def _at_home(sample: bytes, encoding: str) -> int:
    text = sample.decode(encoding, "replace")
    score = 0
    for sign, times in Counter(text).items():
        if sign < "\x80":
            continue
        if sign in _AT_HOME:
            score += 3 * times
        elif sign not in _QUOTES:
            score -= (2 if sign.isalpha() else 4) * times
    # A capital between small letters, as MacRoman read as another encoding gives: "MØller".
    return score - 4 * len(re.findall(r"[a-zæøå][ÆØÅÄÖÜ][a-zæøå]", text))


def _detected(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415  needed for odd files only

    found = from_bytes(sample[:20_000]).best()
    return found.encoding if found else None


def _check_kind(text: str, filename: str) -> None:
    beginning = text.lstrip()[:300].casefold()
    if not beginning:
        raise UnreadableSheet(filename, None, "empty_file")
    kinds = (
        (("<!doctype html", "<html", "<table", "<meta", "<head"), "a web page"),
        (("<?xml", "<workbook"), "an XML document"),
        (("{\\rtf",), "a text document (RTF)"),
        (("begin:vcard",), "an address card (vCard)"),
        (("begin:vcalendar",), "a calendar"),
        (("%!ps",), "a PostScript document"),
        (('{"', "[{", "[["), "a JSON document"),
    )
    for beginnings, what in kinds:
        if beginning.startswith(beginnings):
            raise UnreadableSheet(filename, None, "other_content", {"what": what})


def _separator(text: str) -> tuple[str, str, int]:
    """What divides the cells, the text without a line that only says so, and its first row."""
    told = re.match(r'\s*"?sep=(.)"?[ ;,]*\n', text, re.IGNORECASE)
    if told and told.group(1) in SEPARATORS:
        return told.group(1), text[told.end() :], 2
    lines = [line for line in text[:SAMPLE_BYTES].split("\n")[:SAMPLE_LINES] if line.strip()]
    best, most = ";", 0.0
    for separator in SEPARATORS:
        score = _evenness(lines, separator)
        if score > most + 0.01:
            best, most = separator, score
    return best, text, 1


def _evenness(lines: list[str], separator: str) -> float:
    """How evenly a separator divides the lines: 0 when it never does."""
    counts = Counter(_count(line, separator) for line in lines)
    widths = {width: times for width, times in counts.items() if width > 1}
    if not widths:
        return 0.0
    usual, times = max(widths.items(), key=lambda found: (found[1], found[0]))
    return times / len(lines) * (1 + min(usual, 10) / 20)


def _count(line: str, separator: str) -> int:
    if '"' not in line:
        return line.count(separator) + 1
    return next((len(row) for row in csv.reader([line], delimiter=separator)), 1)


def _rows(text: str, separator: str, filename: str) -> tuple[list[tuple[Cell, ...]], bool]:
    """The rows, and whether a quotation mark was left open (which would swallow the rest)."""
    try:
        rows = list(_parsed(text, separator, filename, csv.QUOTE_MINIMAL))
    except csv.Error:
        rows = None
    if rows is not None and not any(_swallowed(cell) for row in rows for cell in row):
        return rows, False
    try:
        return list(_parsed(text, separator, filename, csv.QUOTE_NONE)), True
    except csv.Error:
        lines = enumerate(text.split("\n"), 1)
        longest = max(lines, key=lambda numbered: len(numbered[1]))[0]
        raise UnreadableSheet(filename, longest, "line_too_long", {"line": longest}) from None


def _swallowed(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.count("\n") > MOST_LINES_IN_CELL


def _parsed(
    text: str, separator: str, filename: str, quoting: Literal[0, 3]
) -> Iterator[tuple[Cell, ...]]:
    filled = cells = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting)
    for number, row in enumerate(reader, 1):
        while row and not row[-1].strip():
            row.pop()
        if len(row) > MOST_COLUMNS:
            raise UnreadableSheet(filename, None, "too_many_columns", {"limit": MOST_COLUMNS})
        filled = number if row else filled
        cells += len(row)
        if filled > MOST_ROWS:
            raise UnreadableSheet(filename, None, "too_many_rows", {"limit": MOST_ROWS})
        if cells > MOST_CELLS:
            raise UnreadableSheet(filename, None, "too_many_cells", {"limit": MOST_CELLS})
        yield tuple(typed_cell(cell) if cell and not cell.isspace() else None for cell in row)


def _repaired(rows: list[tuple[Cell, ...]]) -> tuple[list[tuple[Cell, ...]], int]:
    repaired = 0
    whole: list[tuple[Cell, ...]] = []
    for row in rows:
        made = tuple(repair(cell) if isinstance(cell, str) else cell for cell in row)
        repaired += sum(1 for old, new in zip(row, made, strict=True) if old != new)
        whole.append(made)
    return whole, repaired
