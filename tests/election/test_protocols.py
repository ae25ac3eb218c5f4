"""Official protocols: each seat in order, each candidate's rank. No row is excepted."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import pytest

from samlet.election import (
    Candidate,
    CandidateRanking,
    Contest,
    ContestSettlement,
    ListEntry,
    list_votes,
    rank_council_candidates,
    rank_county_candidates,
    settle_contest,
)
from tests.election.tables import Row, grouped, rows

LISTS = grouped("lists_2019", "number")
SEQUENCE = grouped("sequence_2019", "number")
CANDIDATES = grouped("candidates_2019", "number", "list")
CANDIDATES_2011 = grouped("candidates_2011", "number", "list")
COUNTY_CANDIDATES = grouped("county_candidates_2019", "list")
PRINTED = Decimal("0.000001")  # the protocols print six decimals


def _settled(number: tuple[str, ...]) -> ContestSettlement:
    lists = LISTS[number]
    entries = tuple(ListEntry(row["list"], int(row["votes"])) for row in lists)
    return settle_contest(Contest(int(lists[0]["council"]), entries, year=2019))


@pytest.mark.parametrize("number", LISTS, ids=lambda number: number[0])
def test_list_votes_are_those_of_the_protocol(number: tuple[str, ...]) -> None:
    lists = LISTS[number]

    found = [
        list_votes(
            int(row["ballots"]), int(row["council"]), int(row["received"]), int(row["given"])
        )
        for row in lists
    ]

    assert found == [int(row["votes"]) for row in lists]
    assert sum(int(row["received"]) for row in lists) == sum(int(row["given"]) for row in lists)


@pytest.mark.parametrize("number", LISTS, ids=lambda number: number[0])
def test_every_seat_is_given_in_the_official_order(number: tuple[str, ...]) -> None:
    found = _settled(number)

    assert found.seats == {row["list"]: int(row["seats"]) for row in LISTS[number]}
    assert [(won.seat, won.code) for won in found.sequence] == [
        (int(row["seat"]), row["list"]) for row in SEQUENCE[number]
    ]
    for won, row in zip(found.sequence, SEQUENCE[number], strict=True):
        exact = Decimal(won.quotient.numerator) / Decimal(won.quotient.denominator)
        assert exact.quantize(PRINTED) == Decimal(row["quotient"]).quantize(PRINTED)


def test_county_council_seats_of_vestland_2019() -> None:
    lists = rows("county_2019")
    entries = tuple(ListEntry(row["code"], int(row["ballots"])) for row in lists)

    found = settle_contest(Contest(65, entries, kind="county", year=2019))

    assert found.seats == {row["code"]: int(row["seats"]) for row in lists}


def _places(found: list[Row], status: str) -> set[int]:
    return {int(row["place"]) for row in found if row["status"] == status}


def _official_order(found: list[Row]) -> list[int]:
    return [int(row["place"]) for row in sorted(found, key=lambda row: int(row["rank"]))]


def _ranked(found: list[Row], council: int, year: Literal[2011, 2019]) -> CandidateRanking:
    names = [
        Candidate(int(row["place"]), int(row["personal"]), int(row["cross"]), row["bonus"] == "1")
        for row in found
    ]
    # One list of 2011 has no ballots in the source, and no bonus they could matter for.
    assert found[0]["ballots"] or not any(name.bonus for name in names)
    return rank_council_candidates(
        names,
        ballots=int(found[0]["ballots"] or 0),
        seats=int(found[0]["seats"]),
        council_seats=council,
        year=year,
    )


@pytest.mark.parametrize("key", CANDIDATES, ids="-".join)
def test_every_candidate_of_2019_has_the_official_rank(key: tuple[str, ...]) -> None:
    official = CANDIDATES[key]
    council = int(LISTS[key[:1]][0]["council"])

    found = _ranked(official, council, 2019)

    assert list(found.order) == _official_order(official)
    assert found.totals == {int(row["place"]): Decimal(row["total"]) for row in official}
    assert set(found.elected) == _places(official, "elected")
    assert set(found.deputies) == _places(official, "deputy")


@pytest.mark.parametrize("key", CANDIDATES_2011, ids="-".join)
def test_every_candidate_of_2011_has_the_official_rank(key: tuple[str, ...]) -> None:
    official = CANDIDATES_2011[key]

    found = _ranked(official, int(official[0]["council"]), 2011)

    assert list(found.order) == _official_order(official)
    assert found.totals == {int(row["place"]): Decimal(row["total"]) for row in official}
    assert set(found.elected) == _places(official, "elected")
    assert set(found.deputies) == _places(official, "deputy")


@pytest.mark.parametrize("key", COUNTY_CANDIDATES, ids="-".join)
def test_every_county_candidate_of_2019_has_the_official_rank(key: tuple[str, ...]) -> None:
    official = COUNTY_CANDIDATES[key]
    names = [Candidate(int(row["place"]), int(row["personal"])) for row in official]

    found = rank_county_candidates(
        names, ballots=int(official[0]["ballots"]), seats=int(official[0]["seats"]), year=2019
    )

    assert list(found.order) == _official_order(official)
    assert set(found.elected) == _places(official, "elected")
    assert set(found.qualified) == {int(r["place"]) for r in official if r["qualified"] == "1"}
