"""The packaged tables: whole, traceable, and in agreement with the law and each other."""

from datetime import date

import pytest

from samlet import data
from samlet.data import check

AKERSHUS_GROUPED = {"3201", "3203", "3205", "3207", "3209", "3222"}


def contests(name, year):
    found = {}
    for row in data.table(name):
        if row["year"] == year:
            found.setdefault(row["number"], []).append(row)
    return found


def test_the_packaged_data_is_whole():
    assert check.problems() == []


def test_a_changed_file_is_found(monkeypatch):
    source = data.manifest()["counties"]
    changed = type(source)(
        name=source.name,
        file=source.file,
        rows=14,
        sha256="0" * 64,
        publisher=source.publisher,
        source=source.source,
        retrieved=source.retrieved,
        note=source.note,
    )
    monkeypatch.setattr(check, "manifest", lambda: {"counties": changed})

    found = check.problems()

    assert any("checksum" in problem for problem in found)
    assert any("15 rows, not 14" in problem for problem in found)


def test_every_table_names_its_publisher_source_and_day():
    for source in data.manifest().values():
        assert source.publisher
        assert source.source
        assert source.note
        assert source.retrieved == date(2026, 11, 24)


def test_the_version_follows_the_checksums():
    assert len(data.version()) == 12
    assert data.version() == data.version()


def test_an_unknown_table_is_refused():
    with pytest.raises(KeyError):
        data.table("elections")
    with pytest.raises(KeyError):
        data.table("map")


def test_all_councils_of_2023_are_there_with_their_seats():
    councils = contests("results_municipal", "2023")

    assert len(councils) == 357
    assert len(contests("results_county", "2023")) == 15


def test_small_lists_are_a_group_in_thirty_councils_of_2023():
    grouped = {
        number
        for number, rows in contests("results_municipal", "2023").items()
        if any(row["code"] == "ANDRE" for row in rows)
    }

    assert len(grouped) == 30
    assert {number for number in grouped if number.startswith("32")} == AKERSHUS_GROUPED


def test_twenty_lists_of_2023_have_a_share_and_no_ballots():
    shares_only = [
        row
        for rows in contests("results_municipal", "2023").values()
        for row in rows
        if row["basis"] == "share"
    ]

    assert len(shares_only) == 20
    assert all(row["share"] and not row["ballots"] for row in shares_only)


def test_counties_of_2023_have_shares_with_one_decimal_and_no_votes():
    for row in data.table("results_county"):
        if row["year"] == "2023" and row["council"] == "county":
            assert row["ballots"] == ""
            assert row["share_decimals"] == "1"


def test_storting_results_leave_out_the_groups_that_repeat_listed_parties():
    assert {row["row_kind"] for row in data.table("storting")} == {"list", "blank"}
    assert {row["year"] for row in data.table("storting")} == {
        "2009",
        "2013",
        "2017",
        "2021",
        "2025",
    }


def test_joint_lists_of_two_parties_are_read_off_their_names():
    joint = {
        (row["number"], row["code"]): row["members"]
        for row in data.table("joint_lists")
        if row["year"] == "2023"
    }

    assert joint["3228", "SVRØDT"] == "SV+RØDT"
    assert joint["3242", "FSVRØ"] == "SV+RØDT"
    assert joint["1867", "R_SV"] == "SV+RØDT"
    assert joint["5618", "FESVR"] == "SV+RØDT"
    assert joint["3428", "AL_SV_R"] == "SV+RØDT"
    assert joint["1515", "FLRSV"] == "SV+RØDT"
    assert joint["1836", "APKRF"] == "A+KRF"
    assert joint["1851", "FVS"] == "SP+V"
    assert joint["5052", "APV"] == "A+V"
    assert joint["3122", "H_KRF"] == "KRF+H"


def test_a_list_with_independents_or_a_local_list_is_not_a_joint_list():
    joint = {(row["year"], row["number"], row["code"]) for row in data.table("joint_lists")}

    assert ("2023", "5636", "FTSSH") not in joint  # with "Tverrpolitisk Liste"
    assert ("2019", "1856", "SRSF") not in joint  # with independent fishermen
    assert ("2023", "3216", "BYGDELISTA") not in joint


def test_only_a_sourced_county_is_called_parliamentary():
    models = {row["number"]: row["parliamentary"] for row in data.table("counties")}

    assert "17.10.2023" in models.pop("32")
    assert set(models.values()) == {""}


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_white_letters_can_be_read_on_every_party_colour():
    for row in data.table("parties"):
        assert 1.05 / (luminance(row["colour"]) + 0.05) >= 4.5, row["code"]


def test_the_parties_that_stand_everywhere_have_colours_of_their_own():
    main = ["A", "SV", "RØDT", "SP", "MDG", "KRF", "V", "H", "FRP", "INP", "PP"]
    colours = {row["code"]: row["colour"] for row in data.table("parties")}

    assert len({colours[code] for code in main}) == len(main)


def test_a_council_is_outgrown_only_by_its_population():
    assert check.smallest_council(5000) == 11
    assert check.smallest_council(5001) == 19
    assert check.smallest_council(100_000) == 35
    assert check.smallest_council(100_001) == 43
    assert check.smallest_county_council(150_000) == 19
    assert check.smallest_county_council(749_207) == 43
    assert check.must_grow_2027() == {}
