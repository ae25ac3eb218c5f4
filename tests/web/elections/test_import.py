"""Official files brought in: whole or not at all, once, confirmed by a second person, undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from samlet.sources import UnreadableSource
from samlet.sources.errors import REASONS
from samlet.web.core.actor import ANONYMOUS
from samlet.web.core.errors import Conflict, Forbidden, Rejected
from samlet.web.core.models import AuditEntry
from samlet.web.core.stamps import stamp
from samlet.web.elections import queries, reasons
from samlet.web.elections.actions import confirm_import, import_results, undo_import
from samlet.web.elections.counting import Basis
from samlet.web.elections.models import Contest, Election, ListResult, ResultImport, Source
from samlet.web.elections.moved import flips, moved_by_import, seats_moved
from samlet.web.parties.queries import blocs
from tests.web import make

pytestmark = pytest.mark.django_db

UNCHANGED = [
    ("api_2021_county_46.json", 17),
    ("api_2021_municipal_3230.json", 8),
    ("api_2025_storting_3218.json", 18),
    ("protocol_2019_3032_bokmaal.txt", 8),
    ("protocol_2019_aukra_nynorsk.txt", 7),
    ("republished_municipal_2023.json", 21),
    ("shares_2019.csv", 26),
]


def everything() -> tuple[list[Any], list[Any], int]:
    """All contests and lists as they stand, to compare with."""
    contests = Contest.objects.order_by("stable_id").values(
        "stable_id", "seats", "electorate", "complete", "source_id", "area"
    )
    lists = ListResult.objects.order_by("contest__stable_id", "code").values(
        "contest__stable_id", "code", "name", "row_kind", "ballots", "basis", "share", "seats",
        "received", "given", "list_votes",
    )  # fmt: skip
    return list(contests), list(lists), Election.objects.count()


@pytest.mark.parametrize(("name", "same"), UNCHANGED)
def test_official_file_equal_to_what_is_packaged_changes_nothing(name: str, same: int) -> None:
    before, stood = everything(), stamp()

    report = make.imported(make.sample(name), name)

    assert (report.new, report.changed, report.rejected, report.moved) == (0, 0, [], ())
    assert report.same == same
    assert report.result_import is None
    assert everything() == before
    assert stamp() == stood
    assert not ResultImport.objects.exists()


def test_storting_districts_come_in_as_areas() -> None:
    report = make.imported(make.sample("partifordeling_2025.csv"), "partifordeling_2025.csv")

    assert (report.contests, report.new, report.changed) == (2, 38, 0)
    hedmark = Contest.objects.get(stable_id="storting.04.2025-09-08")
    assert (hedmark.area, hedmark.seats, hedmark.electorate) == ("Hedmark", None, 155153)
    assert hedmark.lists.get(code="A").ballots == 41814


def test_party_support_register_comes_in_as_earlier_counties() -> None:
    make.imported(make.sample("partistotte_2011.csv"), "partistotte_2011.csv")

    county = Contest.objects.get(stable_id="county.01.2007-09-10")
    assert (county.area, county.complete) == ("Østfold", False)
    assert [view.number for view in queries.county_councils(2007)] == []


def test_the_same_file_twice_changes_nothing_the_second_time() -> None:
    content = make.sample("partifordeling_2025.csv")
    first = make.imported(content, "partifordeling_2025.csv")
    before = everything()

    second = make.imported(content, "another name.csv")

    assert second.already
    assert second.result_import == first.result_import
    assert everything() == before
    assert ResultImport.objects.count() == 1


def test_a_dry_run_tells_what_would_move_and_changes_nothing() -> None:
    lists = make.official("3230")
    lists["A"] = ("Arbeiderpartiet", 790, 6)
    before = everything()

    report = import_results(
        make.KARI,
        content=make.result_file("3230", lists),
        filename="r.json",
        dry_run=True,
    )

    assert (report.changed, report.new, report.same) == (1, 0, 7)
    [moved] = report.moved
    assert moved.lists[0].ballots == (781, 790)
    assert everything() == before
    assert not ResultImport.objects.exists()
    assert not Source.objects.filter(key__startswith="import:").exists()


def test_undo_restores_exactly() -> None:
    before = everything()
    lists = make.official("3230")
    lists["A"] = ("Arbeiderpartiet", 790, 6)
    lists["NYLISTA"] = ("Ny liste", 12, 0)
    report = make.imported(make.result_file("3230", lists))
    assert report.result_import is not None
    assert everything() != before

    undo_import(make.OLA, result_import=report.result_import)

    assert everything() == before
    row = ResultImport.objects.get()
    assert row.undone_by == "Ola"
    assert moved_by_import(row) == ()


def test_undo_takes_a_new_contest_and_its_election_away() -> None:
    before = everything()
    report = make.imported(make.result_file("3230", make.official("3230"), year=2027))
    assert report.result_import is not None

    undo_import(make.KARI, result_import=report.result_import)

    assert everything() == before


def test_an_undone_file_can_be_brought_in_again() -> None:
    content = make.sample("partifordeling_2025.csv")
    first = make.imported(content, "partifordeling_2025.csv")
    assert first.result_import is not None
    undo_import(make.KARI, result_import=first.result_import)

    again = make.imported(content, "partifordeling_2025.csv")

    assert not again.already
    assert again.new == 38


def test_a_later_import_on_top_must_be_undone_first() -> None:
    lists = make.official("3230")
    before = everything()
    lists["A"] = ("Arbeiderpartiet", 790, 6)
    first = make.imported(make.result_file("3230", lists)).result_import
    lists["A"] = ("Arbeiderpartiet", 795, 6)
    second = make.imported(make.result_file("3230", lists)).result_import
    assert first is not None
    assert second is not None

    with override("en"), pytest.raises(Conflict, match="later import"):
        undo_import(make.KARI, result_import=first)
    assert [item.lists[0].ballots for item in moved_by_import(first)] == [(781, 790)]
    assert [item.lists[0].ballots for item in moved_by_import(second)] == [(790, 795)]
    undo_import(make.KARI, result_import=second)
    undo_import(make.KARI, result_import=first)

    assert everything() == before


def test_undo_twice_is_refused() -> None:
    report = make.imported(make.sample("partifordeling_2025.csv"), "partifordeling_2025.csv")
    assert report.result_import is not None
    undo_import(make.KARI, result_import=report.result_import)

    with pytest.raises(Conflict):
        undo_import(make.KARI, result_import=report.result_import)


def test_one_bad_line_and_nothing_is_brought_in() -> None:
    text = make.sample("partifordeling_2025.csv").decode()
    bad = text.replace(";518708;70553;", ";518708;-5;", 1)
    assert bad != text
    before = everything()

    report = make.imported(bad.encode(), "partifordeling_2025.csv")

    assert report.rejected
    assert report.rejected[0].line == 1
    assert everything() == before


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (make.result_file("9999", make.official("3230")), "unknown_place"),
        (make.result_file("3032", make.official("3230")), "place_not_then"),
        (make.result_file("3230", make.official("3230"), seats=24), "even_council"),
        (make.result_file("3230", make.official("3230"), seats=0), "no_seats"),
        (make.result_file("3230", make.official("3230"), seats=27), "seats_do_not_add_up"),
    ],
)
def test_what_no_council_can_be_is_refused(content: bytes, code: str) -> None:
    before = everything()

    report = make.imported(content)

    assert code in [line.code for line in report.rejected]
    assert all(reasons.told(line) != line.code for line in report.rejected)
    assert everything() == before


def test_a_file_that_does_not_hold_with_what_we_have_is_taken_back_whole() -> None:
    """In itself the file is right: it tells one list's seats, and is silent about the others'."""
    lists = make.official("3230")
    lists["A"] = (lists["A"][0], lists["A"][1] + 1, lists["A"][2] + 1)
    told = {code: (*row[:2], row[2] if code == "A" else None) for code, row in lists.items()}
    before, stood = everything(), stamp()

    report = make.imported(make.result_file("3230", told))

    assert [line.code for line in report.rejected] == ["seats_do_not_add_up"]
    assert report.result_import is None
    assert everything() == before
    assert stamp() == stood
    assert not ResultImport.objects.exists()


def test_old_numbers_are_taken_for_their_own_time() -> None:
    content = make.sample("protocol_2019_3032_bokmaal.txt")

    report = make.imported(content, "protocol_2019_3032_bokmaal.txt")

    assert report.rejected == []
    assert report.same == 8


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        (b"", "tom.csv"),
        (b"%PDF-1.7 not a result", "resultat.csv"),
        (b"a;b\n1;2\n", "resultat.csv"),
        (b'{"id": ', "resultat.json"),
        (b"\x00\x01\x02" * 99, "resultat.json"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_unreadable(content: bytes, filename: str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        make.imported(content, filename)

    assert reasons.refused(caught.value) != caught.value.why


def test_new_election_shows_computed_seats_while_the_others_stand() -> None:
    """The votes of 2023 under the year 2027, without seats: what an election night looks like."""
    known = make.official("3230")
    lists = {code: (name, ballots, None) for code, (name, ballots, _seats) in known.items()}

    report = make.imported(make.result_file("3230", lists, year=2027))

    assert report.new == len(lists)
    contest = Contest.objects.get(stable_id="municipal.3230.2027-09-13")
    assert (str(contest.election.day), contest.seats) == ("2027-09-13", 25)
    view = queries.council("3230")
    assert (view.year, view.basis, view.official) == (2027, Basis.COMPUTED, False)
    assert sum(view.seats_by_code.values()) == 25
    assert len(queries.councils()) == 357
    assert queries.council("3232").year == 2023
    assert queries.latest_year() == 2023


def test_an_import_tells_which_majorities_it_moved() -> None:
    """Official seats of Vestby with one moved, as a corrected count would move it."""
    lists = make.official("3216")
    name, ballots, seats = lists["A"]
    lists["A"] = (name, ballots, seats + 1)
    name, ballots, seats = lists["H"]
    lists["H"] = (name, ballots, seats - 1)

    report = make.imported(make.result_file("3216", lists, name="Vestby", seats=27))

    assert report.result_import is not None
    [moved] = moved_by_import(report.result_import)
    assert seats_moved(moved, blocs()[0]) == (13, 14)
    moved_majorities = {flip.bloc.key: flip.won for flip in flips([moved], blocs())}
    assert moved_majorities["rodgronn"] is True


def test_confirming_takes_a_second_person_and_is_written_down() -> None:
    report = make.imported(make.sample("partifordeling_2025.csv"), "partifordeling_2025.csv")
    assert report.result_import is not None

    with pytest.raises(Rejected):
        confirm_import(make.KARI, result_import=report.result_import)
    row = confirm_import(make.OLA, result_import=report.result_import)

    assert (row.imported_by, row.confirmed_by) == ("Kari", "Ola")
    with pytest.raises(Conflict):
        confirm_import(make.OLA, result_import=report.result_import)
    # The import names who signed it, so the trail says of it only what was done.
    acts = AuditEntry.objects.filter(subject_kind="elections.resultimport")
    assert {entry.act for entry in acts} == {"results.imported", "results.confirmed"}


def test_nobody_from_elsewhere_may_write() -> None:
    report = make.imported(make.sample("partifordeling_2025.csv"), "partifordeling_2025.csv")
    assert report.result_import is not None

    with pytest.raises(Forbidden):
        import_results(ANONYMOUS, content=b"", filename="x.csv")
    with pytest.raises(Forbidden):
        undo_import(ANONYMOUS, result_import=report.result_import)
    with pytest.raises(Forbidden):
        confirm_import(ANONYMOUS, result_import=report.result_import)


def test_every_reason_of_the_readers_is_collected_for_translation() -> None:
    assert dict(reasons.OF_READERS) == dict(REASONS)
