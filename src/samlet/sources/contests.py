"""Contests to settle, as `samlet settle` reads them: CSV, one JSON object or array, or JSON lines.

What a contest holds is said in docs/method/settlement.md#settle-command. The content decides the
form, not the name. JSON lines are handed on one by one as they come, so a pipe is answered as it
is fed. A contest that cannot be read becomes `{"id": …, "error": …}` with the line in the text,
and the others go on; only a file that is nothing of this raises.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import BinaryIO, Final

from samlet.sources.content import json_of, text_of
from samlet.sources.errors import UnreadableSource, sentence

Record = dict[str, object]
Line = tuple[int, str]

LARGEST_MEGABYTES: Final = 100  # 10,000 contests of ten lists are 10; with every candidate, 100
LONGEST_LINE: Final = 10_000_000  # one contest as a JSON line, with every candidate, is 0.05
DELIMITERS: Final = ",;\t"
COLUMNS: Final = (
    "id", "kind", "year", "seats", "code", "ballots", "received", "given",
    "list_votes", "eligible", "bloc",
)  # fmt: skip
NEEDED: Final = ("id", "seats", "code")
SHARED: Final = ("kind", "year", "seats", "bloc")  # the same in every row of a contest
PER_LIST: Final = ("ballots", "received", "given", "list_votes", "eligible")
WHOLE: Final = re.compile(r"[+-]?\d{1,30}", re.ASCII)


def read_contests(source: BinaryIO | bytes | str, filename: str) -> Iterator[Record]:
    """The contests of a file, each as `samlet.election.answer` takes it, in the file's order.

    source: the content, or an open binary stream. Text is UTF-8 or UTF-16 (with or without a mark)
    or Windows-1252. CSV has a header and a row per list; `,`, `;` or tab between the fields; rows
    with one `id` are one contest, wherever they stand.

    Raises UnreadableSource (file, line, why) for a file that is empty, larger than 100 MB, no text,
    not in one of the forms, or lacks a column.
    """
    if isinstance(source, str):
        source = source.encode()
    stream = BytesIO(source) if isinstance(source, bytes) else source
    _check_size(stream, filename)
    lines = _lines(stream, filename)
    first = next((line for line in lines if line[1].strip()), None)
    if first is None:
        raise UnreadableSource(filename, None, "empty_file")
    start = first[1].lstrip()[0]
    if start == "{":
        yield from _objects(first, lines, filename)
    elif start == "[":
        yield from _array(first, lines, filename)
    else:
        yield from _csv(first, lines, filename)


# --- bytes to lines ------------------------------------------------------------------------------


def _check_size(stream: BinaryIO, filename: str) -> None:
    """Refuse a large file before anything of it is answered; a pipe is counted as it is read."""
    if not stream.seekable():
        return
    here = stream.tell()
    size = stream.seek(0, 2) - here
    stream.seek(here)
    _check_read(size, filename)


def _check_read(size: int, filename: str) -> None:
    if size > LARGEST_MEGABYTES * 1_000_000:
        params = {"megabytes": size // 1_000_000, "limit": LARGEST_MEGABYTES}
        raise UnreadableSource(filename, None, "too_large", params)


def _lines(stream: BinaryIO, filename: str) -> Iterator[Line]:
    """The lines of a text with their numbers, read as they are asked for."""
    beginning = stream.readline(LONGEST_LINE + 1)
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16: a line is not a run of bytes
        text = text_of(beginning + stream.read(), filename)
        yield from enumerate(text.splitlines(keepends=True), 1)
        return
    if beginning.strip():
        text_of(beginning, filename)  # a PDF, a picture or a web page says what it is at the start
    read, number = 0, 1
    line = beginning.removeprefix(b"\xef\xbb\xbf")
    while line:
        read += len(line)
        _check_read(read, filename)
        if len(line) > LONGEST_LINE:
            raise UnreadableSource(filename, number, "line_too_long")
        yield number, _decoded(line, number, filename)
        line = stream.readline(LONGEST_LINE + 1)
        number += 1


def _decoded(line: bytes, number: int, filename: str) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            text = line.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableSource(filename, number, "unknown_encoding")


# --- JSON ----------------------------------------------------------------------------------------


def _objects(first: Line, lines: Iterator[Line], filename: str) -> Iterator[Record]:
    """One object over several lines, or an object a line."""
    found = _object(first, filename)
    if "error" not in found:
        yield found
        for line in lines:
            if line[1].strip():
                yield _object(line, filename)
        return
    rest = [first, *lines]
    try:
        whole = json_of("".join(text for _, text in rest), filename)
    except UnreadableSource:
        records = [_object(line, filename) for line in rest if line[1].strip()]
        if all("error" in record for record in records):
            raise  # not JSON lines with a faulty one among them: the fault is the file's
        yield from records
    else:
        yield _contest(whole, "The file")


def _object(line: Line, filename: str) -> Record:
    number, text = line
    try:
        return _contest(json_of(text.strip(), filename), f"Line {number}")
    except UnreadableSource as error:
        return _fault(None, f"Line {number}: {sentence(error.why, error.params)}")


def _array(first: Line, lines: Iterator[Line], filename: str) -> Iterator[Record]:
    text = "\n" * (first[0] - 1) + first[1] + "".join(line for _, line in lines)
    contests = json_of(text, filename)
    if not contests:
        raise UnreadableSource(filename, None, "no_results")
    for number, item in enumerate(contests, 1):
        yield _contest(item, f"Contest number {number}")


def _contest(item: object, where: str) -> Record:
    if isinstance(item, dict):
        return item
    return _fault(None, f"{where}: a contest must be a JSON object.")


def _fault(identity: object, why: str) -> Record:
    return {"id": identity, "error": why}


# --- CSV -----------------------------------------------------------------------------------------


class _Rows:
    """One contest's rows as they gather; the first fault is the contest's answer."""

    def __init__(self, identity: str) -> None:
        self.identity = identity
        self.shared: Record = {}
        self.lists: list[Record] = []
        self.fault: str | None = None

    def add(self, line: int, row: dict[str, str]) -> None:
        for column in SHARED:
            value = row.get(column, "")
            if value and self.shared.setdefault(column, value) != value:
                self._fail(line, f"{column} is {value}, but {self.shared[column]} above.")
        if not row.get("code"):
            self._fail(line, sentence("missing_value", {"field": "code"}))
        entry: Record = {"code": row.get("code", "")}
        for column in PER_LIST:
            if row.get(column):
                entry[column] = self._whole(line, column, row[column])
        self.lists.append(entry)
        for column in ("seats", "year"):
            if row.get(column):
                self._whole(line, column, row[column])

    def _whole(self, line: int, column: str, text: str) -> int:
        if not WHOLE.fullmatch(text):
            self._fail(line, sentence("not_whole", {"field": column, "value": text[:60]}))
            return 0
        if int(text) < 0:
            self._fail(line, sentence("negative", {"field": column, "value": text}))
        return int(text)

    def _fail(self, line: int, why: str) -> None:
        self.fault = self.fault or f"Line {line}: {why}"

    def fields(self, line: int, found: int, expected: int) -> None:
        """A row with too many or too few fields may hold every value in the wrong column."""
        self._fail(line, sentence("field_count", {"found": found, "expected": expected}))

    def record(self) -> Record:
        if self.fault:
            return _fault(self.identity or None, self.fault)
        shared: Record = {}
        for column, value in self.shared.items():
            text = str(value)
            if column == "bloc":
                shared[column] = [code.strip() for code in text.split("+")]
            else:
                shared[column] = text if column == "kind" else int(text)
        return {"id": self.identity or None, **shared, "lists": self.lists}


def _csv(first: Line, lines: Iterable[Line], filename: str) -> Iterator[Record]:
    delimiter = max(DELIMITERS, key=first[1].count)
    header = _header(next(csv.reader([first[1]], delimiter=delimiter)), first[0], filename)
    contests: dict[str, _Rows] = {}
    reader = csv.reader((text for _, text in lines), delimiter=delimiter)
    try:
        for fields in reader:
            cells = [field.strip() for field in fields]
            if not any(cells):
                continue
            row = dict(zip(header, cells, strict=False))
            rows = contests.setdefault(row.get("id", ""), _Rows(row.get("id", "")))
            line = first[0] + reader.line_num
            if len(cells) < len(header) or any(cells[len(header) :]):
                rows.fields(line, len(cells), len(header))
            rows.add(line, row)
    except csv.Error as error:
        raise UnreadableSource(
            filename, first[0] + reader.line_num, "wrong_columns", {"detail": str(error)}
        ) from None
    if not contests:
        raise UnreadableSource(filename, None, "no_results")
    for rows in contests.values():
        yield rows.record()


def _header(fields: list[str], line: int, filename: str) -> list[str]:
    header = [field.strip().casefold() for field in fields]
    lacking = [column for column in NEEDED if column not in header]
    if "ballots" not in header and "list_votes" not in header:
        lacking.append("ballots (or list_votes)")
    twice = [column for column in COLUMNS if header.count(column) > 1]
    if lacking or twice:
        what = f"no {', '.join(lacking)}" if lacking else f"{', '.join(twice)} stands twice"
        detail = f"{what}. The first line must be id,kind,year,seats,code,ballots,received,given"
        raise UnreadableSource(filename, line, "wrong_columns", {"detail": detail})
    return header
