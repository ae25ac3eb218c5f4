"""Where the table of a sheet begins and ends: headings below a logo, sums, comments, footers.

Every row that is not one of the table's own is set aside with a reason; none is lost silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from samlet.sources.sheets.folding import Cell, clean, fold, words
from samlet.sources.sheets.identity import without_national_ids
from samlet.sources.sheets.reasons import Note, UnreadableSheet
from samlet.sources.sheets.vocabulary import VOCABULARY, Vocabulary
from samlet.sources.sheets.workbook import Row, Sheet

MOST_ROWS_ABOVE: Final = 25
LONGEST_HEADING: Final = 60
_SUM: Final = frozenset(
    map(fold, ("Sum", "Totalt", "Total", "Antall", "Delsum", "Subtotal", "Summer", "Tal", "Ialt"))
)
_COMMENT: Final = re.compile(
    r"^[*#!]|^(?:husk|obs|nb|merk|ps|se også|sjå også|oppdater|kommentar|note|viktig|fargekode"
    r"|gult? (?:felt|rad|=)|rødt? (?:felt|rad|=)|grønt? (?:felt|rad|=)|forklaring|hugs)\b",
    re.IGNORECASE,
)
_FOOTER: Final = re.compile(
    r"^(?:side|page)\s*\d+|^(?:utskrift|skrevet ut|sist (?:oppdatert|endret|endra)|kilde|kjelde"
    r"|generert|eksportert|printed|konfidensiel|fortrolig|laget av|laga av|©|rapport(?:en)? kjørt)",
    re.IGNORECASE,
)
_DATA: Final = re.compile(r"@|\d{5,}|^\+?\d[\d\s.,-]*$")


@dataclass(frozen=True, slots=True)
class Column:
    """index: from 0. heading: both rows of a heading in one. parts: the rows by themselves."""

    index: int
    heading: str
    parts: tuple[str, ...] = ()
    hidden: bool = False

    @property
    def letter(self) -> str:
        """The name of the column in a spreadsheet: A, B, … AA."""
        name, number = "", self.index + 1
        while number:
            number, rest = divmod(number - 1, 26)
            name = chr(65 + rest) + name
        return name


@dataclass(frozen=True, slots=True)
class TableRow:
    """number: as the spreadsheet counts, from 1. cells: one for each column of the table."""

    number: int
    cells: Row


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that is not part of the table. reason: a code of reasons.OF_ROWS. text: what it says.

    cells: the row as it stands, should somebody want it back (`Table.with_row`).
    """

    number: int
    reason: str
    text: str = ""
    cells: Row = ()


@dataclass(frozen=True, slots=True)
class Table:
    """header_row: number of the (last) row of headings, 0 when there is none."""

    sheet: str
    header_row: int
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    set_aside: tuple[SetAside, ...] = ()
    notes: tuple[Note, ...] = ()

    def with_row(self, number: int) -> Table:
        """With one row taken back into the table. Raises KeyError when it was not set aside."""
        back = next((row for row in self.set_aside if row.number == number), None)
        if back is None:
            raise KeyError(number)
        rows = sorted((*self.rows, TableRow(number, back.cells)), key=lambda row: row.number)
        aside = tuple(row for row in self.set_aside if row is not back)
        return Table(self.sheet, self.header_row, self.columns, tuple(rows), aside, self.notes)


def find_table(
    sheet: Sheet, *, header_row: int | None = None, vocabulary: Vocabulary = VOCABULARY
) -> Table:
    """The table of a sheet.

    header_row: the row of headings as a person has said (0: there is none); else it is found.
    Raises UnreadableSheet("no_table") when the sheet has no rows below any headings.
    """
    rows = _with_merges(sheet)
    first = sheet.first_row
    if header_row is None:
        place = _header(rows, vocabulary)
    else:
        place = header_row - first if header_row else None
    if place is not None and not 0 <= place < len(rows):
        raise UnreadableSheet(sheet.name, None, "no_table")
    upper, lower = _both_rows(rows, place, vocabulary) if place is not None else (0, -1)
    columns = _columns(sheet, rows, upper, lower)
    kept, aside = _sorted_out(rows, first, lower + 1, columns, vocabulary)
    if not kept or not columns:
        raise UnreadableSheet(sheet.name, None, "no_table")
    above = [_aside(rows[n], n + first, "above_table", columns) for n in range(upper)]
    headings = [_aside(rows[n], n + first, "heading_row", columns) for n in range(upper, lower)]
    notes = [] if place is not None else [Note("no_headings")]
    hidden = [column.heading or column.letter for column in columns if column.hidden]
    if hidden:
        notes.append(Note("hidden_columns", {"names": ", ".join(hidden)}))
    set_aside = tuple(row for row in (*above, *headings, *aside) if row.reason)
    number = lower + first if place is not None else 0
    return Table(sheet.name, number, columns, tuple(kept), set_aside, tuple(notes))


def _with_merges(sheet: Sheet) -> list[Row]:
    """The rows, with the value of cells merged downwards in each row they cover."""
    rows = list(sheet.rows)
    for top, left, bottom, right in sheet.merges:
        if top == bottom or top >= len(rows) or left >= len(rows[top]) or left != right:
            continue
        value = rows[top][left]
        for n in range(top + 1, min(bottom + 1, len(rows))):
            if left < len(rows[n]) and rows[n][left] is None:
                rows[n] = (*rows[n][:left], value, *rows[n][left + 1 :])
    return rows


def _texts(row: Row) -> list[str]:
    return [clean(cell) if cell is not None else "" for cell in row]


def _known(text: str, vocabulary: Vocabulary) -> bool:
    return bool(text) and len(text) <= LONGEST_HEADING and fold(text) in vocabulary.by_heading


def _header(rows: Sequence[Row], vocabulary: Vocabulary) -> int | None:
    """The first row with nearly the most known headings; or a row of words above data; or none.

    Headings may be repeated further down, or divided in a second row, so the first is taken.
    """
    scores = [_heading_score(row, vocabulary) for row in rows[:MOST_ROWS_ABOVE]]
    most = max(scores, default=0.0)
    if most < 0.5 or (most < 1.5 and not _few_columns(rows)):
        return _row_of_words(rows)
    return next(place for place, score in enumerate(scores) if score >= 0.6 * most)


def _heading_score(row: Row, vocabulary: Vocabulary) -> float:
    texts = [text for text in _texts(row) if text]
    known = sum(_known(text, vocabulary) for text in texts)
    data = sum(bool(_DATA.search(text)) for text in texts)
    return known - 1.5 * data


def _few_columns(rows: Sequence[Row]) -> bool:
    return max((len(row) for row in rows[:MOST_ROWS_ABOVE]), default=0) < 3


def _row_of_words(rows: Sequence[Row]) -> int | None:
    """The first row of only words, as wide as the rows below, some of which hold more than words.

    Headings nobody has heard of are told from people by that.
    """
    width = max((sum(cell is not None for cell in row) for row in rows[:60]), default=0)
    for place, row in enumerate(rows[:MOST_ROWS_ABOVE]):
        filled = [cell for cell in row if cell is not None]
        if len(filled) * 2 <= width or not all(isinstance(cell, str) for cell in filled):
            continue
        texts = [clean(cell) for cell in filled]
        below = [clean(cell) for later in rows[place + 1 : place + 6] for cell in later if cell]
        sound = len(set(texts)) == len(texts) and not any(_DATA.search(text) for text in texts)
        return place if sound and any(_DATA.search(text) for text in below) else None
    return None


def _both_rows(rows: Sequence[Row], place: int, vocabulary: Vocabulary) -> tuple[int, int]:
    """First and last row of the headings: a second may stand below, or a first above."""
    if place + 1 < len(rows) and _is_lower(rows[place], rows[place + 1], vocabulary):
        return place, place + 1
    if place and _is_upper(rows[place - 1], rows[place]):
        return place - 1, place
    return place, place


def _cell(texts: Sequence[str], index: int) -> str:
    return texts[index] if index < len(texts) else ""


def _is_lower(row: Row, below: Row, vocabulary: Vocabulary) -> bool:
    """The row below divides headings of this one: "Kontakt" over "Mobil" and "E-post"."""
    upper, lower = _texts(row), _texts(below)
    filled = [n for n, text in enumerate(lower) if text]
    if not filled or any(_DATA.search(lower[n]) or len(lower[n]) > 40 for n in filled):
        return False
    return all(_divides(upper, lower, n) for n in filled) and any(
        _known(lower[n], vocabulary) for n in filled
    )


def _is_upper(row: Row, below: Row) -> bool:
    """The row above gathers headings of this one; a title over the whole table does not."""
    upper, lower = _texts(row), _texts(below)
    filled = [n for n, text in enumerate(upper) if text]
    if not filled or any(re.search(r"\d", upper[n]) or len(upper[n]) > 30 for n in filled):
        return False
    if len(filled) == 1 and (filled[0] == 0 or len(words(upper[filled[0]])) > 2):
        return False
    return all(not _cell(lower, n) or _divides(upper, lower, n) for n in filled)


def _divides(upper: Sequence[str], lower: Sequence[str], n: int) -> bool:
    """Above column n stands nothing, or a heading that also covers the column to its right."""
    if not _cell(upper, n):
        return True
    return not _cell(upper, n + 1) and bool(_cell(lower, n + 1))


def _columns(sheet: Sheet, rows: Sequence[Row], upper: int, lower: int) -> tuple[Column, ...]:
    """The columns that have a heading or any cell below it."""
    headings = [_texts(rows[n]) for n in range(upper, lower + 1)]
    width = max((len(row) for row in rows[upper:]), default=0)
    filled: set[int] = set()
    for row in rows[lower + 1 :]:
        if len(filled) == width:
            break
        filled.update(n for n, cell in enumerate(row) if cell is not None)
    columns = []
    group = ""
    for index in range(width):
        parts = [_cell(texts, index) for texts in headings]
        if len(parts) == 2:
            group = parts[0] or (group if parts[1] else "")
            parts[0] = group if parts[1] else parts[0]
        told = tuple(part[:LONGEST_HEADING] for part in parts if part)
        if told or index in filled:
            hidden = index in sheet.hidden_columns
            columns.append(Column(index, " – ".join(told), told, hidden))
    return tuple(columns)


def _sorted_out(
    rows: Sequence[Row],
    first: int,
    begin: int,
    columns: Sequence[Column],
    vocabulary: Vocabulary,
) -> tuple[list[TableRow], list[SetAside]]:
    kept: list[TableRow] = []
    aside: list[SetAside] = []
    headings = [{fold(part) for part in (column.heading, *column.parts)} for column in columns]
    places = [column.index for column in columns]
    last = max(
        (n for n, row in enumerate(rows) if any(cell is not None for cell in row)), default=0
    )
    other = False
    for n in range(begin, last + 1):
        row = rows[n]
        cells = tuple(row[place] if place < len(row) else None for place in places)
        reason = "another_table" if other else _reason(cells, headings, vocabulary)
        if reason == "another_table":
            other = True
        if other and all(cell is None for cell in cells):
            reason = "blank"
        if reason:
            aside.append(_aside(row, n + first, reason, columns))
        else:
            kept.append(TableRow(n + first, cells))
    return kept, aside


def _reason(cells: Row, headings: Sequence[set[str]], vocabulary: Vocabulary) -> str:
    """Why a row is not one of the table's; empty when it is."""
    filled = [cell for cell in cells if cell is not None]
    if not any(map(clean, filled)):
        return "blank"
    first = clean(filled[0])
    few = len(filled) <= max(1, len(cells) // 3)
    if _is_sum(first, filled, len(cells)):
        return "subtotal"
    if few and _FOOTER.search(first):
        return "footer"
    if few and _COMMENT.search(first):
        return "comment"
    if len(filled) == 1 and len(cells) >= 3:
        return "comment" if len(first) > 60 or first.endswith((":", "!")) else "lone_cell"
    return _headings_again(cells, headings, vocabulary)


def _is_sum(first: str, filled: Sequence[Cell], width: int) -> bool:
    found = words(first)
    if not found or (found[0] not in _SUM and " ".join(found[:2]) != "i alt"):
        return False
    rest = filled[1:]
    numbers = all(re.fullmatch(r"[\d\s.,%]*", clean(cell)) for cell in rest)
    return len(found) <= 4 and len(filled) <= max(2, width // 2) and (numbers or not rest)


def _headings_again(cells: Row, headings: Sequence[set[str]], vocabulary: Vocabulary) -> str:
    """The headings once more (a printed page begins), or those of another table."""
    first = next((cell for cell in cells if cell is not None), None)
    if not isinstance(first, str) or len(first) > LONGEST_HEADING:
        return ""
    # Most rows are told by their first cell, which is no heading.
    begins = fold(clean(first))
    if begins not in vocabulary.by_heading and not any(begins in known for known in headings):
        return ""
    texts = [fold(clean(cell)) if isinstance(cell, str) else "" for cell in cells]
    filled = [(text, known) for text, known in zip(texts, headings, strict=True) if text]
    same = sum(text in known for text, known in filled)
    if same >= 2 and same * 2 > len(filled):
        return "repeated_heading"
    heads = sum(text in vocabulary.by_heading for text, _ in filled)
    return "another_table" if heads >= 3 and heads * 4 >= len(filled) * 3 else ""


def _aside(row: Row, number: int, reason: str, columns: Iterable[Column]) -> SetAside:
    cells = tuple(row[c.index] if c.index < len(row) else None for c in columns)
    text = " · ".join(_said(row))
    return SetAside(number, reason if text else "blank", text[:200], cells)


def _said(row: Row) -> Iterator[str]:
    for cell in row:
        text = without_national_ids(clean(cell))[0]
        if text:
            yield text
