"""`samlet import results`, on official files as they were published (tests/sources/samples)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from samlet.web.elections.queries import council
from tests.cli.conftest import Command

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).resolve().parents[1] / "sources" / "samples"
GJERDRUM = SAMPLES / "api_2021_municipal_3230.json"  # 2023: A 781 ballots, 6 of 25 seats


def ballots_of_a_in_gjerdrum() -> int | None:
    return council("3230", 2023).by_code["A"].ballots


def with_one_more_ballot(folder: Path) -> Path:
    """A recount: A has one ballot more, and the total and every share follow."""
    document = json.loads(GJERDRUM.read_text(encoding="utf-8"))
    document["stemmer"]["total"] += 1
    lists = [row["stemmer"]["resultat"] for row in document["partier"]]
    cast = round(100 * lists[0]["antall"]["total"] / lists[0]["prosent"]) + 1
    lists[0]["antall"]["total"] += 1
    for row in lists:
        row["prosent"] = round(100 * row["antall"]["total"] / cast, 5)
    file = folder / GJERDRUM.name
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def test_a_file_we_already_hold_changes_nothing(samlet: Command) -> None:
    result = samlet("import", "results", "--as", "test", str(GJERDRUM))

    assert (result.status, result.err) == (0, "")
    assert "municipal 2023" in result.out
    assert "1 contest: 0 results new, 0 changed, 8 as before" in result.out


def test_a_recount_is_told_by_a_dry_run_and_made_without(samlet: Command, tmp_path: Path) -> None:
    file = with_one_more_ballot(tmp_path)

    dry = samlet("import", "results", "--dry-run", str(file))
    kept = ballots_of_a_in_gjerdrum()
    real = samlet("import", "results", "--as", "test", str(file))
    again = samlet("import", "results", "--as", "test", str(file))

    assert "would be 0 results new" in dry.out
    assert kept == 781
    assert (real.status, ballots_of_a_in_gjerdrum()) == (0, 782)
    assert "imported before; nothing changed" in again.out


def test_a_file_whose_sums_are_wrong_is_refused_line_by_line(
    samlet: Command, tmp_path: Path
) -> None:
    text = GJERDRUM.read_text(encoding="utf-8")
    file = tmp_path / GJERDRUM.name
    file.write_text(text.replace('"total": 781', '"total": 981'), encoding="utf-8")

    result = samlet("import", "results", str(file))

    assert result.status == 1
    assert result.err.startswith(f"{file.name}:")
    assert "cannot be used; nothing changed" in result.out
    assert ballots_of_a_in_gjerdrum() == 781


def test_what_is_no_result_file_is_status_2_and_the_others_are_still_read(
    samlet: Command, tmp_path: Path
) -> None:
    picture = tmp_path / "votes.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))

    result = samlet("import", "results", str(picture), str(tmp_path / "none.json"), str(GJERDRUM))

    assert result.status == 2
    assert [line.split(":")[0] for line in result.err.splitlines()] == ["samlet import"] * 2
    assert "none.json: No such file or directory" in result.err
    assert "8 as before" in result.out
