"""Every vector of law_vectors.json: official cases, and cases found twice by independent means."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from samlet.election import (
    Candidate,
    CandidateRanking,
    Contest,
    ListEntry,
    MajorityElection,
    list_votes,
    max_slengere,
    rank_council_candidates,
    rank_county_candidates,
    rules_for,
    settle,
    settle_contest,
)
from tests.election.tables import vectors

YEARS = {"2002 Act and 2023 Act": (2019, 2023, 2027), "2023 Act": (2027,)}
Json = dict[str, Any]


def _cases() -> list[Any]:
    return [
        pytest.param(vector, year, id=f"{vector['id']}-{year}")
        for vector in vectors()
        for year in YEARS[vector["rules"]]
    ]


@pytest.mark.parametrize(("vector", "year"), _cases())
def test_vector(vector: Json, year: int) -> None:
    given, expected = vector["input"], vector["expected"]

    if given.get("approved_lists") == 1:
        _check_majority_election(expected, year)
    elif "check" in given and given["check"] != "county_seats":
        _check_limit(given["check"], given["council_size"], expected, year)
    elif "ballot" in given:
        _check_one_ballot(given, expected)
    elif "candidates" in given:
        _check_ranking(given, expected, year)
    elif "lists" in given:
        _check_lists(given, expected, year)
    else:
        _check_list_votes(given, expected)


def test_every_kind_of_vector_is_known() -> None:
    kinds = {vector["kind"] for vector in vectors()}

    assert len(vectors()) == 70
    assert kinds == {"municipal_seats", "candidate_order", "slengere", "county_candidates", "tie"}


def _check_majority_election(expected: Json, year: int) -> None:
    assert expected["settlement_by_quotients"] is False
    with pytest.raises(MajorityElection, match="§ 14-1"):
        settle_contest(Contest(11, (ListEntry("A", 100),), year=year))


def _check_limit(check: str, seats: int, expected: Json, year: int) -> None:
    found = {
        "max_slengere_per_ballot": max_slengere(seats),
        "max_stemmetillegg_candidates": rules_for(year).most_bonus_candidates(seats),
    }[check]
    assert found == expected[check]


def _check_one_ballot(given: Json, expected: Json) -> None:
    seats, own = given["council_size"], given["ballot"]["list"]
    others = [cross["list"] for cross in given["ballot"]["slengere"]]

    found = {own: list_votes(1, seats, given=len(others))}
    found |= {code: list_votes(0, seats, received=others.count(code)) for code in others}

    assert len(others) <= max_slengere(seats)
    assert found == expected["list_votes"]


def _check_list_votes(given: Json, expected: Json) -> None:
    ballots, seats = given["ballots"], given["council_size"]

    assert list_votes(ballots, seats) == expected["list_votes_before"]
    assert (
        list_votes(ballots, seats, given["slengere_received"], given["slengere_given"])
        == expected["list_votes"]
    )


def _check_lists(given: Json, expected: Json, year: int) -> None:
    county = given.get("check") == "county_seats"
    size = given["seats"] if county else given["council_size"]
    votes = {
        item["list"]: item["ballots"]
        if county
        else list_votes(item["ballots"], size, item["slengere_received"], item["slengere_given"])
        for item in given["lists"]
    }
    if "list_votes" in expected:
        assert votes == expected["list_votes"]
    if "total_list_votes" in expected:
        assert sum(votes.values()) == expected["total_list_votes"]
        for key in ("slengere_received", "slengere_given"):
            assert sum(item[key] for item in given["lists"]) == expected["received_equals_given"]
    if "seats" not in expected and "lot_required" not in expected:
        return
    entries = tuple(
        ListEntry(item["list"], votes[item["list"]], item.get("eligible_candidates"))
        for item in given["lists"]
    )
    kind = "county" if county else "municipal"
    found = settle_contest(Contest(size, entries, kind=kind, year=year))
    _check_seats(found.seats, found.lot, found.lot_seats, expected)
    if "sequence" in expected:
        order = [
            {"seat": won.seat, "list": won.code, "quotient": str(won.quotient)}
            for won in found.sequence
        ]
        assert order == expected["sequence"]
    _check_batch(entries, size, found.seats, found.lot_seats)


def _check_seats(
    seats: dict[str, int], lot: tuple[str, ...], lot_seats: int, expected: Json
) -> None:
    if expected.get("lot_required"):
        assert seats == expected["seats_before_lot"]
        assert list(lot) == expected["lot_between"]
        assert lot_seats == expected["seats_by_lot"]
    else:
        assert seats == expected["seats"]
        assert (lot, lot_seats) == ((), 0)


def _check_batch(
    entries: tuple[ListEntry, ...], size: int, seats: dict[str, int], lot_seats: int
) -> None:
    votes = np.array([[entry.votes for entry in entries]])
    limits = [size if entry.eligible is None else entry.eligible for entry in entries]

    batch = settle(votes, np.array([size]), limits=np.array(limits))

    assert batch.seats[0].tolist() == list(seats.values())
    assert batch.lot_seats.tolist() == [lot_seats]


def _ranking(given: Json, year: int) -> CandidateRanking:
    names = [
        Candidate(
            item["no"],
            item["personal"],
            item.get("slengere", 0),
            item.get("bonus", False),
            item.get("eligible", True),
        )
        for item in given["candidates"]
    ]
    if "list_ballots" in given:
        return rank_county_candidates(
            names, ballots=given["list_ballots"], seats=given["seats_won"], year=year
        )
    return rank_council_candidates(
        names,
        ballots=given["ballots"],
        seats=given["seats_won"],
        council_seats=given["council_size"],
        year=year,
    )


def _check_ranking(given: Json, expected: Json, year: int) -> None:
    found = _ranking(given, year)

    for key in ("order", "elected", "deputies", "qualified"):
        if key in expected:
            assert list(getattr(found, key)) == expected[key]
    if "totals" in expected:
        assert {str(place): str(total) for place, total in found.totals.items()} == {
            place: str(Decimal(total)) for place, total in expected["totals"].items()
        }
    if "stemmetillegg" in expected:
        assert str(found.bonus) == expected["stemmetillegg"]
    if "threshold_votes" in expected:
        fewest = Fraction(8 * given["list_ballots"], 100).__ceil__()
        assert fewest == expected["threshold_votes"]


def test_vectors_with_the_same_quotients_are_settled_in_every_order_of_the_lists() -> None:
    for vector in vectors():
        if "sequence" not in vector["expected"] or "council_size" not in vector["input"]:
            continue
        votes = vector["expected"]["list_votes"]
        entries = tuple(
            ListEntry(item["list"], votes[item["list"]], item.get("eligible_candidates"))
            for item in reversed(vector["input"]["lists"])
        )

        found = settle_contest(Contest(vector["input"]["council_size"], entries))

        assert found.seats == vector["expected"]["seats"]
