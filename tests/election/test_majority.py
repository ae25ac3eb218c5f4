"""Votes to a majority: official ballots of Akershus, and every sharing tried in small contests."""

from __future__ import annotations

import numpy as np
import pytest

from samlet.election import (
    Contest,
    InvalidCount,
    ListEntry,
    Majority,
    Single,
    majority,
    settle_contest,
)
from tests.election.brute import changed, random_contest, sharings, sure_of
from tests.election.tables import grouped

COUNCILS = grouped("akershus_2023", "municipality")
# Joint lists of SV and Rødt (Nes, Hurdal) are given by their own codes.
BLOC = ("A", "SV", "RØDT", "SP", "MDG", "SVRØDT", "FSVRØ")
FEWEST = {
    "Vestby": 36,
    "Nes": 48,
    "Enebakk": 69,
    "Hurdal": 87,
    "Gjerdrum": 112,
    "Ås": 219,
    "Nannestad": 290,
    "Nittedal": 840,
}


def _council(name: str) -> Contest:
    rows = COUNCILS[name,]
    seats = int(rows[0]["council"])
    entries = tuple(
        ListEntry(row["code"], int(row["ballots"]) * seats, ballots=int(row["ballots"]))
        for row in rows
    )
    return Contest(seats, entries, ballot_weight=seats)


@pytest.mark.parametrize("name", FEWEST)
def test_ballots_to_a_majority_in_akershus_2023(name: str) -> None:
    settlement = settle_contest(_council(name))

    found = majority(settlement, BLOC)

    assert settlement.seats == {row["code"]: int(row["seats"]) for row in COUNCILS[name,]}
    assert found.fewest == FEWEST[name]
    assert sum(found.shares.values()) == FEWEST[name]
    assert found.moved is not None
    assert found.moved < FEWEST[name]


def test_nittedal_needs_1446_ballots_if_all_go_to_the_centre_party() -> None:
    found = majority(settle_contest(_council("Nittedal")), BLOC)

    assert found.single == Single(votes=1446, to="SP")
    assert sum(found.gained.values()) == sum(found.lost.values()) == found.needs - found.has


@pytest.mark.parametrize("name", FEWEST)
def test_the_shares_give_the_majority_and_one_ballot_less_does_not(name: str) -> None:
    contest = _council(name)
    codes = [entry.code for entry in contest.lists]
    bloc = [i for i, code in enumerate(codes) if code in BLOC]
    found = majority(settle_contest(contest), BLOC)
    shares = {codes.index(code): count for code, count in found.shares.items()}

    enough = changed(contest, shares)

    assert enough is not None
    assert sure_of(enough, bloc) >= found.needs
    for place, count in shares.items():
        less = changed(contest, {**shares, place: count - 1})
        assert less is not None
        assert sure_of(less, bloc) < found.needs


# --- brute force ---------------------------------------------------------------------------------


def _random(rng: np.random.Generator, lists: int) -> tuple[Contest, list[int], int]:
    contest = random_contest(rng, lists=lists, most=8, seats=6)
    size = int(rng.integers(1, lists))
    bloc = sorted(rng.choice(lists, size, replace=False).tolist())
    return contest, bloc, int(rng.integers(0, contest.held + 1))


def _wins(contest: Contest, bloc: list[int], has_held: int, change: dict[int, int]) -> bool:
    after = changed(contest, change)
    return after is not None and sure_of(after, bloc) + has_held >= contest.seats // 2 + 1


def _found(contest: Contest, bloc: list[int], has_held: int) -> Majority | None:
    settlement = settle_contest(contest)
    if settlement.tie == "lot":
        return None
    return majority(settlement, [f"L{i}" for i in bloc], has_held=has_held)


def _by_place(shares: dict[str, int]) -> dict[int, int]:
    return {int(code[1:]): count for code, count in shares.items()}


@pytest.mark.parametrize("seed", range(4))
def test_fewest_is_minimal_among_all_sharings(seed: int) -> None:
    rng = np.random.default_rng(100 + seed)
    possible = 0
    for _ in range(120):
        contest, bloc, has_held = _random(rng, int(rng.integers(2, 6)))
        found = _found(contest, bloc, has_held)
        if found is None:
            continue
        if found.fewest is None:
            assert not any(
                _wins(contest, bloc, has_held, dict.fromkeys(bloc[: k + 1], 1000))
                for k in range(len(bloc))
            )
            continue
        assert _wins(contest, bloc, has_held, _by_place(found.shares))
        assert sum(found.shares.values()) == found.fewest
        assert 0 not in found.shares.values()
        for fewer in range(max(0, found.fewest - 3), found.fewest):
            assert not any(
                _wins(contest, bloc, has_held, sharing) for sharing in sharings(fewer, bloc)
            ), (contest, bloc, found)
        possible += found.fewest > 0
    assert possible > 20


@pytest.mark.parametrize("seed", range(2))
def test_single_is_minimal_among_the_lists_of_the_bloc(seed: int) -> None:
    rng = np.random.default_rng(200 + seed)
    for _ in range(120):
        contest, bloc, has_held = _random(rng, int(rng.integers(2, 6)))
        found = _found(contest, bloc, has_held)
        if found is None or found.fewest == 0:
            assert found is None or found.single is None
            continue
        tries = (
            (count, place)
            for count in range(1, 200)
            for place in bloc
            if _wins(contest, bloc, has_held, {place: count})
        )
        first = next(tries, None)
        assert (found.single and found.single.votes) == (first and first[0]), (contest, bloc)
        if found.single:
            assert _wins(contest, bloc, has_held, {int(found.single.to[1:]): found.single.votes})


@pytest.mark.parametrize("seed", range(4))
def test_moved_is_minimal_among_all_moves(seed: int) -> None:
    rng = np.random.default_rng(300 + seed)
    moves = 0
    for _ in range(60):
        contest, bloc, has_held = _random(rng, int(rng.integers(2, 5)))
        found = _found(contest, bloc, has_held)
        if found is None:
            continue
        others = [i for i in range(len(contest.lists)) if i not in bloc]
        if found.moved is None:
            limit = 40
        else:
            limit = found.moved
            to, origin = _by_place(found.moved_to), _by_place(found.moved_from)
            assert sum(to.values()) == sum(origin.values()) == found.moved
            assert set(to) <= set(bloc)
            assert set(origin) <= set(others)
            assert _wins(contest, bloc, has_held, to | {i: -n for i, n in origin.items()})
            moves += found.moved > 0
        for fewer in range(limit):
            for origin in sharings(fewer, others):
                less = {place: -count for place, count in origin.items()}
                assert not any(
                    _wins(contest, bloc, has_held, {**less, **to}) for to in sharings(fewer, bloc)
                ), (contest, bloc, found, less)
    assert moves > 10


# --- edges ---------------------------------------------------------------------------------------


def _contest(votes: dict[str, int], seats: int, held: int = 0) -> Contest:
    return Contest(seats, tuple(ListEntry(c, v) for c, v in votes.items()), held=held)


def test_a_bloc_with_the_majority_needs_nothing() -> None:
    found = majority(settle_contest(_contest({"A": 600, "B": 400}, 11)), ["A"])

    assert (found.needs, found.has, found.fewest, found.moved) == (6, 7, 0, 0)
    assert (found.shares, found.single, found.gained, found.lost) == ({}, None, {}, {})


def test_codes_that_do_not_stand_are_ignored_and_a_bloc_of_none_can_win_nothing() -> None:
    settlement = settle_contest(_contest({"A": 400, "B": 600}, 11))

    assert majority(settlement, ["A", "X"]) == majority(settlement, ["A"])
    assert majority(settlement, ["X"]) == Majority(needs=6, has=0)


def test_a_list_without_candidates_enough_cannot_win_a_majority() -> None:
    contest = Contest(11, (ListEntry("A", 300, eligible=5), ListEntry("B", 700)))

    assert majority(settle_contest(contest), ["A"]) == Majority(needs=6, has=3)


def test_held_seats_count_for_the_majority_but_not_in_the_settlement() -> None:
    settlement = settle_contest(_contest({"A": 500, "B": 500, "C": 10}, 11, held=1))

    assert majority(settlement, ["A"]).needs == 6
    assert majority(settlement, ["A"]).has == 5
    assert majority(settlement, ["A"], has_held=1).fewest == 0
    with pytest.raises(InvalidCount, match="more than the seats held"):
        majority(settlement, ["A"], has_held=2)


def test_a_lot_leaves_only_the_certain_seats() -> None:
    settlement = settle_contest(_contest({"A": 100, "B": 100}, 11))

    assert majority(settlement, ["A"]) == Majority(needs=6, has=5)


def test_a_text_is_no_bloc() -> None:
    settlement = settle_contest(_contest({"A": 400, "B": 600}, 11))

    with pytest.raises(InvalidCount, match="not one text"):
        majority(settlement, "A")
