"""`samlet settle`: three forms in, a table or a JSON line per contest out."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Command

# 300 / 1.4 = 1500/7 and 201 / 1.4 = 1005/7, then 300 / 3 = 100 against 201 / 3 = 67.
CSV = "id,seats,code,list_votes\nx,3,A,300\nx,3,H,201\n"
CONTEST = {
    "id": "x",
    "seats": 3,
    "bloc": ["H"],
    "lists": [{"code": "A", "list_votes": 300}, {"code": "H", "list_votes": 201}],
}
LOT = "id,seats,code,list_votes\nz,3,A,10\nz,3,H,10\n"


def test_a_table_shows_seats_margins_and_the_last_seat(samlet: Command) -> None:
    result = samlet("settle", "-", stdin=CSV)

    assert (result.status, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[0] == "x: municipal 2023, 3 seats; margins in list votes"
    assert [line.split() for line in lines[2:4]] == [
        ["A", "300", "2", "418", "100"],
        ["H", "201", "1", "100", "117"],
    ]
    assert lines[4] == "Last seat (3): A, quotient 100."


def test_json_answers_one_line_per_contest_in_the_order_of_the_file(samlet: Command) -> None:
    contests = "\n".join(json.dumps({**CONTEST, "id": name}) for name in "bca")

    result = samlet("settle", "-", "--json", stdin=contests)

    answers = [json.loads(line) for line in result.out.splitlines()]
    assert [answer["id"] for answer in answers] == ["b", "c", "a"]
    assert answers[0]["seats"] == {"A": 2, "H": 1}
    assert [step["quotient"] for step in answers[0]["sequence"]] == ["1500/7", "1005/7", "100"]
    assert answers[0]["majority"]["fewest"] == 100


@pytest.mark.parametrize(
    "content", [CSV, json.dumps(CONTEST), json.dumps(CONTEST, indent=2), CSV.replace(",", ";")]
)
def test_every_form_gives_the_same_seats(samlet: Command, tmp_path: Path, content: str) -> None:
    file = tmp_path / "contests.txt"
    file.write_text(content, encoding="utf-8-sig")

    result = samlet("settle", str(file), "--json")

    assert result.status == 0
    assert json.loads(result.out)["seats"] == {"A": 2, "H": 1}


def test_a_contest_that_cannot_be_settled_leaves_the_others_answered(samlet: Command) -> None:
    bad = {"id": "bad", "seats": 0, "lists": CONTEST["lists"]}
    contests = [CONTEST, bad, {**CONTEST, "id": "after"}]

    result = samlet("settle", "-", "--json", stdin="\n".join(map(json.dumps, contests)))

    answers = [json.loads(line) for line in result.out.splitlines()]
    assert result.status == 1
    assert [set(answer) == {"id", "error"} for answer in answers] == [False, True, False]
    assert result.err == "samlet settle: 1 contest could not be settled\n"


def test_a_bad_line_in_a_csv_is_named_with_its_number(samlet: Command) -> None:
    result = samlet("settle", "-", stdin=CSV + "y,3,A,-2\ny,3,H,1\n")

    assert result.status == 1
    assert "y: not settled. Line 4: list_votes is negative: -2." in result.out
    assert "Last seat (3): A" in result.out


def test_a_lot_is_told_and_never_drawn(samlet: Command) -> None:
    table, line = samlet("settle", "-", stdin=LOT), samlet("settle", "-", "--json", stdin=LOT)

    assert "A lot decides 1 seat among A, H." in table.out
    answer = json.loads(line.out)
    assert (answer["tie"], answer["lot"], answer["lot_seats"]) == ("lot", ["A", "H"], 1)
    assert (answer["seats"], answer["margins"]) == ({"A": 1, "H": 1}, None)


def test_what_it_takes_is_a_sentence(samlet: Command) -> None:
    out = samlet("settle", "-", stdin=json.dumps(CONTEST)).out

    assert (
        "The bloc has 1 of the 2 seats a majority needs; 100 more list votes would do: H 100" in out
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "The file is empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"votes\n300\n", "The first line must be"),
        (b'{"id": ', "JSON"),
    ],
)
def test_an_unreadable_file_is_one_line_and_status_2(
    samlet: Command, content: bytes, why: str
) -> None:
    result = samlet("settle", "-", stdin=content)

    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("samlet settle: standard input")
    assert why in result.err
    assert len(result.err.splitlines()) == 1


def test_a_file_that_is_not_there_is_named(samlet: Command) -> None:
    result = samlet("settle", "no-such-file.csv")

    assert (result.status, result.out) == (2, "")
    assert result.err == "samlet settle: no-such-file.csv: No such file or directory\n"


def test_a_name_that_cannot_be_written_leaves_the_others_answered(
    start_samlet: Callable[..., subprocess.Popen[str]],
) -> None:
    odd = json.dumps({**CONTEST, "id": "\ud800"})
    command = start_samlet("settle", "-", "--json", PYTHONIOENCODING="ascii")

    out, err = command.communicate(f"{odd}\n{json.dumps({**CONTEST, 'id': 'x'})}\n")

    assert (command.returncode, err) == (0, "")
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["\ud800", "x"]


def test_json_is_utf_8_whatever_the_terminal_is(
    start_samlet: Callable[..., subprocess.Popen[str]],
) -> None:
    content = json.dumps(CONTEST).replace('"A"', '"R\\u00d8DT"')
    command = start_samlet("settle", "-", "--json", PYTHONIOENCODING="ascii")

    out, err = command.communicate(content)

    assert (command.returncode, err) == (0, "")
    assert json.loads(out)["seats"] == {"RØDT": 2, "H": 1}


def test_who_reads_only_the_first_answer_gets_no_complaint(
    start_samlet: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text(f"{json.dumps(CONTEST)}\n" * 2000)
    command = start_samlet("settle", str(file), "--json")
    assert command.stdout is not None
    assert command.stderr is not None

    first = command.stdout.readline()
    command.stdout.close()

    assert json.loads(first)["id"] == "x"
    assert (command.wait(), command.stderr.read()) == (141, "")
