"""The packaged ballots, settled: official seats come back, except where personal votes decided."""

import pytest

from samlet.data import table
from samlet.data.cross_list import ballots_or_share
from samlet.election import Contest, ListEntry, settle_contest

# Councils of 2023 whose official seats ballots alone do not give; cross-list votes are not known.
DIFFER = [
    "1145",
    "1506",
    "1532",
    "1580",
    "1811",
    "1812",
    "1816",
    "1835",
    "1838",
    "1866",
    "1867",
    "3401",
    "3407",
    "3415",
    "3432",
    "3449",
    "3451",
    "4201",
    "4205",
    "4207",
    "4216",
    "4221",
    "4611",
    "4613",
    "4629",
    "4633",
    "4646",
    "5038",
    "5042",
    "5536",
    "5542",
]


def by_number(rows):
    found = {}
    for row in rows:
        found.setdefault(row["number"], []).append(row)
    return found


@pytest.fixture(scope="module")
def councils():
    sizes = {row["number"]: int(row["seats_2023"]) for row in table("councils")}
    rows = by_number(row for row in table("results_municipal") if row["year"] == "2023")
    return {number: (sizes[number], found) for number, found in rows.items()}


def settled_seats(size, rows):
    held = sum(int(row["seats"]) for row in rows if row["row_kind"] == "aggregate")
    lists = [row for row in rows if row["row_kind"] == "list"]
    votes = {code: ballots * size for code, ballots in ballots_or_share(lists).items()}
    contest = Contest(size, tuple(ListEntry(c, v) for c, v in votes.items()), held=held)
    return settle_contest(contest).seats


def test_ballots_give_the_official_seats_in_all_but_31_councils(councils):
    differ = [
        number
        for number, (size, rows) in councils.items()
        if settled_seats(size, rows)
        != {row["code"]: int(row["seats"]) for row in rows if row["row_kind"] == "list"}
    ]

    assert differ == DIFFER


def test_list_votes_of_2019_give_the_official_seats_everywhere():
    protocols = by_number(table("list_votes_2019"))
    assert len(protocols) == 41

    for rows in protocols.values():
        lists = tuple(ListEntry(row["code"], int(row["list_votes"])) for row in rows)
        settled = settle_contest(Contest(int(rows[0]["seats"]), lists, year=2019))
        assert settled.seats == {row["code"]: int(row["won"]) for row in rows}


def test_vestland_2019_is_settled_on_ballots():
    rows = [row for row in table("results_county") if row["year"] == "2019"]
    lists = tuple(ListEntry(row["code"], int(row["ballots"])) for row in rows)

    settled = settle_contest(Contest(65, lists, kind="county", year=2019))

    assert settled.seats == {row["code"]: int(row["seats"]) for row in rows}


def test_one_decimal_gives_the_county_seats_of_2023_everywhere_but_in_vestfold():
    rows = by_number(
        row
        for row in table("results_county")
        if (row["year"], row["council"]) == ("2023", "county")
    )
    assert len(rows) == 14

    differ = []
    for number, found in rows.items():
        lists = [row for row in found if row["row_kind"] == "list"]
        thousandths = tuple(ListEntry(r["code"], round(float(r["share"]) * 1000)) for r in lists)
        seats = sum(int(row["seats"]) for row in found)
        held = seats - sum(int(row["seats"]) for row in lists)
        settled = settle_contest(Contest(seats, thousandths, kind="county", held=held))
        if settled.seats != {row["code"]: int(row["seats"]) for row in lists}:
            differ.append((number, settled.lot))

    assert differ == [("39", ("KRF", "V"))]
