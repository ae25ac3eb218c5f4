"""Small files in every official format, read and compared with what they say."""

from pathlib import Path

import pytest

from samlet.data import table
from samlet.sources import UnreadableSource, read_results

SAMPLES = Path(__file__).parent / "samples"


def read(name, **said):
    return read_results((SAMPLES / name).read_bytes(), name, **said)


def by_code(contest):
    return {row.code: row for row in contest.lists}


@pytest.mark.parametrize("edition", ["2021", "2025"])
def test_storting_files_of_both_layouts_are_read_as_storting(edition):
    number = {"2021": "3018", "2025": "3218"}[edition]
    file = read(f"api_{edition}_storting_{number}.json")
    (contest,) = file.contests
    expected = {
        row["code"]: (row["ballots"], row["row_kind"])
        for row in table("storting")
        if (row["year"], row["number"]) == (edition, number)
    }

    assert (file.kind, file.year, file.rejected) == ("storting", int(edition), ())
    assert file.format == f"valgresultat API {edition}"
    assert contest.number == number
    assert contest.blank == int(expected.pop("BLANKE")[0])
    assert {code: str(row.ballots) for code, row in by_code(contest).items()} == {
        code: ballots for code, (ballots, _) in expected.items()
    }
    assert contest.council_seats is None


def test_the_group_of_small_parties_is_not_counted_beside_them():
    (contest,) = read("api_2025_storting_3218.json").contests

    assert "ANDRE" not in by_code(contest)
    assert sum(row.ballots for row in contest.lists) + contest.blank == contest.approved == 12537


def test_a_municipal_election_has_its_seats():
    file = read("api_2021_municipal_3230.json")
    (contest,) = file.contests
    official = {
        row["code"]: int(row["seats"])
        for row in table("results_municipal")
        if (row["year"], row["number"]) == ("2023", "3230")
    }

    assert (file.kind, file.year) == ("municipal", 2023)
    assert contest.council_seats == 25
    assert {code: row.seats for code, row in by_code(contest).items()} == official
    assert by_code(contest)["H"].share == pytest.approx(0.3212259, abs=1e-6)


def test_a_county_election_is_read_at_the_county():
    file = read("api_2021_county_46.json")
    (contest,) = file.contests

    assert (file.kind, file.year, contest.kind, contest.number) == ("county", 2019, "county", "46")
    assert sum(row.seats for row in contest.lists) == contest.council_seats == 65
    assert by_code(contest)["A"].ballots == 63322


def test_republished_files_hold_many_municipalities():
    file = read("republished_municipal_2023.json")
    baerum, gjerdrum, modalen = file.contests

    assert (file.kind, file.year, file.rejected) == ("municipal", 2023, ())
    assert (gjerdrum.number, gjerdrum.name, gjerdrum.blank) == ("3230", "Gjerdrum", 44)
    assert by_code(gjerdrum)["H"].ballots == 1132
    assert {code: row.row_kind for code, row in by_code(modalen).items()} == {
        "SLMO": "list",
        "SOLR": "list",
    }
    assert by_code(baerum)["ANDRE"].row_kind == "aggregate"
    assert by_code(baerum)["PP"].row_kind == "member"


def test_party_distribution_without_header_is_read_by_its_columns():
    file = read("partifordeling_2025.csv")
    oslo, hedmark = file.contests

    assert (file.kind, file.year, file.format) == ("storting", 2025, "party distribution")
    assert (oslo.number, oslo.name, oslo.electorate, oslo.line) == ("03", "Oslo", 518708, 1)
    assert by_code(oslo)["A"].ballots == 108268
    assert by_code(oslo)["A"].share == pytest.approx(0.2566091)
    assert by_code(hedmark)["FRP"].ballots == 25203


def test_party_distribution_with_header_and_windows_letters_is_read():
    file = read("partifordeling_st_2021_with_header_cp1252.csv")
    (contest,) = file.contests

    assert (contest.name, contest.line) == ("Østfold", 2)
    assert by_code(contest)["RØDT"].ballots == 7418


def test_shares_alone_are_never_complete_and_zero_did_not_stand():
    file = read("shares_2019.csv")
    halden, aremark, *_ = file.contests

    assert (file.kind, file.year) == ("municipal", 2019)
    assert not any(contest.complete for contest in file.contests)
    assert by_code(halden)["ANDRE"].row_kind == "aggregate"
    assert set(by_code(aremark)) == {"A", "H", "KRF", "SP"}
    assert by_code(aremark)["SP"].share == pytest.approx(0.5191846523)
    assert by_code(aremark)["SP"].ballots is None


@pytest.mark.parametrize(("edition", "year"), [("2011", 2007), ("2013", 2011)])
def test_the_party_support_register_is_read_in_both_spellings(edition, year):
    file = read(f"partistotte_{edition}.csv")
    county, halden = file.contests

    assert file.year == year
    assert (county.kind, county.number) == ("county", "01")
    assert (halden.kind, halden.number, halden.complete) == ("municipal", "0101", False)
    official = {
        row["code"]: int(row["ballots"])
        for row in table("results_municipal")
        if (row["year"], row["number"]) == (str(year), "0101")
    }
    assert {code: row.ballots for code, row in by_code(halden).items()} == official


def test_a_repeated_line_of_the_register_is_counted_once_and_noted():
    file = read("partistotte_2013.csv")

    assert [note.code for note in file.notes] == ["repeated_line"]
    assert file.rejected == ()


@pytest.mark.parametrize(
    ("name", "number", "place", "county"),
    [
        ("protocol_2019_3032_bokmaal.txt", "3032", "Gjerdrum", "Viken"),
        ("protocol_2019_aukra_nynorsk.txt", "1547", "Aukra", "Møre og Romsdal"),
    ],
)
def test_protocols_in_both_languages_give_list_votes_and_seats_in_order(
    name, number, place, county
):
    file = read(name)
    (contest,) = file.contests
    official = [row for row in table("list_votes_2019") if row["number"] == number]

    assert (file.year, file.rejected) == (2019, ())
    assert (contest.name, contest.county) == (place, county)
    assert contest.number in ("", number)
    assert len(contest.sequence) == contest.council_seats == int(official[0]["seats"])
    assert [
        (row.code, row.ballots, row.received, row.given, row.list_votes, row.seats)
        for row in contest.lists
    ] == [
        (row["code"], *(int(row[c]) for c in ("ballots", "received", "given", "list_votes", "won")))
        for row in official
    ]


def test_the_first_seats_of_gjerdrum_2019_stand_in_order():
    (contest,) = read("protocol_2019_3032_bokmaal.txt").contests

    assert contest.sequence[:7] == ("A", "H", "SP", "A", "H", "SP", "FRP")
    assert contest.sequence[-1] == "SP"


def test_an_excerpt_of_a_protocol_is_refused_because_its_sums_do_not_hold():
    file = read("protocol_2019_3037_excerpt.json")

    assert file.contests == ()
    assert [line.code for line in file.rejected] == ["parts_do_not_add_up"] * 2
    assert file.rejected[0].params["total"] == 487


def test_what_a_file_tells_is_believed_before_what_is_said():
    assert read("api_2025_storting_3218.json", kind="municipal", year=2023).year == 2025


def test_a_year_that_stands_nowhere_must_be_said():
    content = (SAMPLES / "partifordeling_2025.csv").read_bytes()

    with pytest.raises(UnreadableSource) as refused:
        read_results(content, "rows.csv")
    assert refused.value.why == "year_unknown"
    assert read_results(content, "rows.csv", year=2025).kind == "storting"


def test_a_kind_that_stands_nowhere_must_be_said():
    content = (SAMPLES / "partifordeling_2025.csv").read_bytes().replace(b";5;0;", b";0;0;")
    lines = [line for line in content.splitlines() if line.endswith(b";0;0;")]
    shares = b"\n".join(lines)

    with pytest.raises(UnreadableSource) as refused:
        read_results(shares, "rows_2023.csv")
    assert refused.value.why == "kind_unknown"
