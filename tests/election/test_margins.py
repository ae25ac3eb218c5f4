"""Margins, held against trying every number of votes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from samlet.election import Contest, ListEntry, Margin, margins, settle_contest
from tests.election.brute import can_be_settled, caps, changed, random_contest, sure

CASES = 400
BEYOND = 400  # more votes than any next seat costs in these small contests


def _next_by_trying(contest: Contest, place: int, seats: int) -> int | None:
    for count in range(1, BEYOND):
        after = changed(contest, {place: count})
        if after is not None and sure(after)[0][place] > seats:
            return count
    return None


def _last_by_trying(contest: Contest, place: int, seats: int) -> int | None:
    entry = contest.lists[place]
    for count in range(1, entry.votes + 1):
        after = changed(contest, {place: -count})
        if after is not None and can_be_settled(after) and sure(after)[1][place] < seats:
            return count
    return None


@pytest.mark.parametrize("seed", range(4))
def test_margins_are_the_fewest_votes_that_surely_move_a_seat(seed: int) -> None:
    rng = np.random.default_rng(seed)
    for _ in range(CASES // 4):
        contest = random_contest(rng, lists=int(rng.integers(2, 5)), most=14, seats=7)
        settlement = settle_contest(contest)
        found = margins(settlement)
        for place, entry in enumerate(contest.lists):
            if settlement.tie == "lot":
                expected = None, None
            else:
                seats = settlement.seats[entry.code]
                expected = (
                    _next_by_trying(contest, place, seats),
                    _last_by_trying(contest, place, seats) if seats else None,
                )
            assert (found[entry.code].next, found[entry.code].last) == expected, (contest, entry)


def test_the_seat_comes_from_and_goes_to_the_list_that_is_named() -> None:
    rng = np.random.default_rng(11)
    named = 0
    for _ in range(CASES):
        contest = random_contest(rng, lists=4, most=20, seats=9)
        settlement = settle_contest(contest)
        codes = [entry.code for entry in contest.lists]
        for place, margin in enumerate(margins(settlement).values()):
            if margin.next is not None and margin.next_from is not None:
                after = changed(contest, {place: margin.next})
                assert after is not None
                other = codes.index(margin.next_from)
                assert sure(after)[1][other] < settlement.seats[margin.next_from]
                named += 1
            if margin.last is not None and margin.last_to is not None:
                after = changed(contest, {place: -margin.last})
                assert after is not None
                other = codes.index(margin.last_to)
                if sure(after)[0] == sure(after)[1]:
                    assert sure(after)[0][other] > settlement.seats[margin.last_to]
                    named += 1
    assert named > CASES


def _contest(*votes: int, seats: int, **more: int) -> Contest:
    lists = tuple(ListEntry("ABCDEF"[i], count) for i, count in enumerate(votes))
    return replace(Contest(seats, lists), **more)


def test_equality_suffices_only_for_the_list_with_more_votes() -> None:
    # The eleventh seat: A's last quotient is v/21, B's first w/1.4 = 15w/21. A has more votes.
    for_a = margins(settle_contest(_contest(1499, 100, seats=11)))["A"]
    for_b = margins(settle_contest(_contest(1500, 100, seats=11)))["B"]

    assert (for_a.next, for_a.next_from) == (1, "B")  # 1500/21 = 100/1.4
    assert (for_b.next, for_b.next_from) == (1, "A")  # 1500/21 < 101/1.4; 100 would lose


def test_a_list_at_its_limit_and_one_with_every_seat_have_no_next() -> None:
    full = Contest(5, (ListEntry("A", 900, eligible=2), ListEntry("B", 100)))
    alone = _contest(1000, 1, seats=3)

    assert margins(settle_contest(full))["A"].next is None
    assert margins(settle_contest(alone))["A"].next is None
    assert margins(settle_contest(alone))["B"].last is None


def test_two_lists_with_equal_edges_are_not_named() -> None:
    # B and C have the same last quotient: which of them gives way to A is for a lot to say.
    found = margins(settle_contest(_contest(100, 60, 60, seats=5)))

    assert found["A"].next is not None
    assert found["A"].next_from is None


def test_a_lot_leaves_no_margins() -> None:
    found = margins(settle_contest(_contest(100, 100, seats=11)))

    assert found == {code: Margin(None, None, None, None) for code in "AB"}


def test_caps_are_read_as_eligible_candidates() -> None:
    contest = Contest(5, (ListEntry("A", 900, eligible=2), ListEntry("B", 100)))

    assert caps(contest) == [2, 5]
    assert settle_contest(contest).seats == {"A": 2, "B": 3}


def test_a_council_of_one_seat_never_loses_more_ballots_than_were_cast() -> None:
    lists = (ListEntry("A", 14, ballots=13), ListEntry("B", 1, ballots=1))  # A received one more

    found = margins(settle_contest(Contest(1, lists)))["A"]

    # 13 ballots fewer leave 1 list vote against 1, which is a lot; there is no fourteenth to lose.
    assert (found.last, found.last_to) == (None, None)
