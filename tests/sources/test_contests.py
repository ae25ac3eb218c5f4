"""Reading contests to settle: forms, encodings, and files broken on purpose."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from samlet.election import answer
from samlet.sources.contests import LARGEST_MEGABYTES, read_contests
from samlet.sources.errors import UnreadableSource

HEADER = "id,kind,year,seats,code,ballots,received,given\n"
ROWS = """\
vest,municipal,2023,11,A,500,3,0
vest,municipal,2023,11,RØDT,300,0,3
vest,municipal,2023,11,H,200,0,0
"""
CONTEST: dict[str, Any] = {
    "id": "vest",
    "kind": "municipal",
    "year": 2023,
    "seats": 11,
    "lists": [
        {"code": "A", "ballots": 500, "received": 3, "given": 0},
        {"code": "RØDT", "ballots": 300, "received": 0, "given": 3},
        {"code": "H", "ballots": 200, "received": 0, "given": 0},
    ],
}


def _read(content: bytes | str, name: str = "contests") -> list[dict[str, object]]:
    return list(read_contests(content, name))


@pytest.mark.parametrize(
    "content",
    [
        (HEADER + ROWS).encode(),
        (HEADER + ROWS).encode("utf-8-sig"),
        (HEADER + ROWS).encode("cp1252"),
        (HEADER + ROWS).encode("utf-16"),
        (HEADER + ROWS).replace(",", ";").replace("\n", "\r\n").encode(),
        (HEADER + ROWS).replace(",", "\t").encode(),
        ("\n\n" + HEADER.upper() + "\n" + ROWS + ",,,,,,,\n").encode(),
        json.dumps(CONTEST).encode(),
        json.dumps(CONTEST, ensure_ascii=False, indent=2).encode("utf-8-sig"),
        json.dumps(CONTEST, ensure_ascii=False, indent=2).encode("utf-16"),
        json.dumps([CONTEST], indent=1).encode(),
        (json.dumps(CONTEST) + "\n\n").encode(),
    ],
    ids=[
        "csv", "mark", "windows", "utf-16", "semicolon", "tab", "blank lines and capitals",
        "object", "indented", "indented utf-16", "array", "json lines",
    ],
)  # fmt: skip
def test_every_form_gives_the_same_contest(content: bytes) -> None:
    assert _read(content) == [CONTEST]
    assert list(read_contests(BytesIO(content), "contests")) == [CONTEST]


def test_text_is_read_as_bytes_are() -> None:
    assert _read(HEADER + ROWS) == [CONTEST]


def test_rows_with_one_id_are_one_contest_wherever_they_stand() -> None:
    other = ROWS.replace("vest", "øst")
    mixed = "".join(
        line for pair in zip(ROWS.splitlines(True), other.splitlines(True), strict=True)
        for line in pair
    )  # fmt: skip

    found = _read(HEADER + mixed)

    assert found == [CONTEST, {**CONTEST, "id": "øst"}]


def test_optional_columns_and_empty_fields() -> None:
    text = "id;seats;code;list_votes;eligible;bloc\nx;3;A;90;2;A+SV\nx;3;SV;60;;\nx;;H;0;;\n"

    assert _read(text) == [
        {
            "id": "x",
            "seats": 3,
            "bloc": ["A", "SV"],
            "lists": [
                {"code": "A", "list_votes": 90, "eligible": 2},
                {"code": "SV", "list_votes": 60},
                {"code": "H", "list_votes": 0},
            ],
        }
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("x,municipal,2023,11,A,12.5,0,0", "Line 2: ballots is not a whole number: 12.5."),
        ("x,municipal,2023,11,A,-5,0,0", "Line 2: ballots is negative: -5."),
        ("x,municipal,2023,11,A,5,x,0", "Line 2: received is not a whole number: x."),
        ("x,municipal,2023,elleve,A,5,0,0", "Line 2: seats is not a whole number: elleve."),
        ("x,municipal,2023,11,,5,0,0", "Line 2: code is missing."),
        ("x,municipal,2023,11,A,5,0,0,7", "Line 2: The line has 9 fields, not 8."),
        ("x,municipal,2023,11,A,5", "Line 2: The line has 6 fields, not 8."),
        ("x,municipal,2023,A,11,5,0,0", "Line 2: seats is not a whole number: A."),
        ("x,municipal,2023,11,A,٣,0,0", "Line 2: ballots is not a whole number: ٣."),
    ],
)
def test_a_faulty_row_is_named_and_the_other_contests_are_answered(row: str, why: str) -> None:
    found = _read(HEADER + row + "\n" + ROWS)

    assert found == [{"id": "x", "error": why}, CONTEST]
    assert answer(found[0]) == found[0]
    assert answer(found[1])["seats"] == {"A": 6, "RØDT": 3, "H": 2}


def test_a_contest_with_two_sizes_is_named() -> None:
    found = _read(HEADER + ROWS.replace("2023,11,H", "2023,13,H"))

    assert found == [{"id": "vest", "error": "Line 4: seats is 13, but 11 above."}]


def test_a_missing_count_is_answered_with_the_list() -> None:
    (found,) = _read(HEADER + ROWS.replace("A,500", "A,"))

    assert answer(found) == {
        "id": "vest",
        "error": "List A: ballots (or list_votes) are missing.",
    }


def test_a_faulty_json_line_is_named_and_the_others_are_read() -> None:
    line = json.dumps(CONTEST)
    lines = [line, "{broken", '"text"', '{"id": 1, "id": 2}', '{"id": NaN}', line]

    found = _read("\n".join(lines))

    assert [found[0], found[-1]] == [CONTEST, CONTEST]
    assert [str(record["error"]).split(":")[0] for record in found[1:-1]] == [
        "Line 2", "Line 3", "Line 4", "Line 5",
    ]  # fmt: skip


def test_a_faulty_first_json_line_does_not_hide_the_others() -> None:
    found = _read('{"id": 1,,}\n' + json.dumps(CONTEST) + "\n")

    assert found[1] == CONTEST
    assert "error" in found[0]


def test_what_is_no_object_in_an_array_is_named() -> None:
    found = _read(json.dumps([CONTEST, 5]))

    assert found[1] == {
        "id": None,
        "error": "Contest number 2: a contest must be a JSON object.",
    }


def test_a_line_is_answered_before_the_next_is_read() -> None:
    class Pipe(BytesIO):
        asked = 0

        def seekable(self) -> bool:
            return False

        def readline(self, size: int | None = -1, /) -> bytes:
            self.asked += 1
            return super().readline(size)

    pipe = Pipe((json.dumps(CONTEST) + "\n").encode() * 5)
    contests = read_contests(pipe, "standard input")

    assert next(contests) == CONTEST
    assert pipe.asked == 1


@pytest.mark.parametrize(
    ("content", "line", "why"),
    [
        (b"", None, "empty_file"),
        (b" \n\n", None, "empty_file"),
        (b"%PDF-1.7 ...", None, "other_content"),
        (b"PK\x03\x04xl/worksheets", None, "other_content"),
        (b"<!DOCTYPE html><html>", None, "other_content"),
        (b"\x00\x01\x02\x03", None, "unknown_encoding"),
        (HEADER.encode() + b"x,\x00\n", 2, "unknown_encoding"),
        (b"Dette er ikke en tabell.\n", 1, "wrong_columns"),
        (ROWS.encode(), 1, "wrong_columns"),
        (HEADER.replace("ballots", "balots").encode() + ROWS.encode(), 1, "wrong_columns"),
        (b"id,seats,code,ballots,ballots\n", 1, "wrong_columns"),
        (HEADER.encode(), None, "no_results"),
        (b"[]", None, "no_results"),
        (b'[{"id": 1},', 1, "invalid_json"),
        (b'{\n"id": 1,\n"seats": }\n', 3, "invalid_json"),
        (b"[" * 100_000, None, "too_deep"),
    ],
)
def test_a_file_that_is_nothing_of_this_is_refused(
    content: bytes, line: int | None, why: str
) -> None:
    with pytest.raises(UnreadableSource) as caught:
        _read(content, "stemmer.csv")

    assert (caught.value.file, caught.value.line, caught.value.why) == ("stemmer.csv", line, why)
    assert str(caught.value).startswith("stemmer.csv")


class _Large(BytesIO):
    """A file of 200 MB that is not held in memory."""

    def __init__(self, *, seekable: bool) -> None:
        super().__init__()
        self.is_file = seekable

    def seekable(self) -> bool:
        return self.is_file

    def seek(self, position: int, whence: int = 0, /) -> int:
        return 200_000_000 if whence == 2 else 0

    def readline(self, size: int | None = -1, /) -> bytes:
        return b" " * 1_000_000 + b"\n"


@pytest.mark.parametrize("seekable", [True, False], ids=["file", "pipe"])
def test_a_file_of_200_megabytes_is_refused(seekable: bool) -> None:
    with pytest.raises(UnreadableSource, match=f"largest that is read is {LARGEST_MEGABYTES} MB"):
        list(read_contests(_Large(seekable=seekable), "big.csv"))
