"""List votes, rules per year, candidates and boards: what the vectors and protocols do not say."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlet.election import (
    Candidate,
    InvalidCount,
    executive_board,
    list_votes,
    max_slengere,
    rank_council_candidates,
    rank_county_candidates,
    rules_for,
)

# --- list votes ----------------------------------------------------------------------------------


def test_one_cross_list_vote_moves_one_list_vote() -> None:
    assert list_votes(100, 11) - list_votes(100, 11, given=1) == 1
    assert list_votes(100, 11, received=1) - list_votes(100, 11) == 1


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ((-1, 11), "Ballots must be at least 0"),
        ((1.0, 11), "Ballots must be a whole number"),
        ((True, 11), "Ballots must be a whole number"),
        ((None, 11), "Ballots: the number is missing"),
        ((5, 0), "Seats must be at least 1"),
        ((5, 11, -1), "received must be at least 0"),
        ((5, 11, 0, -1), "given must be at least 0"),
        ((5, 11, 0, 56), "more than the list has to give"),
    ],
)
def test_impossible_list_votes_are_refused(arguments: tuple[int, ...], why: str) -> None:
    with pytest.raises(InvalidCount, match=why):
        list_votes(*arguments)


def test_the_limit_of_cross_list_votes_is_a_quarter_but_at_least_five() -> None:
    assert [max_slengere(seats) for seats in (1, 11, 23, 24, 47, 77)] == [5, 5, 5, 6, 11, 19]


# --- rules ---------------------------------------------------------------------------------------


def test_elections_to_2023_follow_the_2002_act_and_later_ones_the_2023_act() -> None:
    assert [rules_for(year).act[16:28] for year in (2003, 2019, 2023)] == ["28 June 2002"] * 3
    assert [rules_for(year).act[16:28] for year in (2024, 2027, 2031)] == ["16 June 2023"] * 3
    assert rules_for(2027).first_divisor == Fraction(7, 5)


@pytest.mark.parametrize("year", [1999, 2002, 2100, 20233, 0, -2023, "2023", 2023.0, True])
def test_a_year_without_rules_is_refused(year: int) -> None:
    with pytest.raises(InvalidCount):
        rules_for(year)


@pytest.mark.parametrize(
    ("seats", "most"), [(11, 4), (23, 4), (24, 4), (25, 6), (53, 6), (54, 6), (55, 10), (77, 10)]
)
def test_candidates_with_a_bonus_are_limited_by_the_size_of_the_council(
    seats: int, most: int
) -> None:
    names = [Candidate(place, bonus=place <= most) for place in range(1, 13)]
    more = [Candidate(place, bonus=place <= most + 1) for place in range(1, 13)]

    assert rank_council_candidates(names, ballots=9, seats=0, council_seats=seats).bonus
    with pytest.raises(InvalidCount, match=f"at most {most} may"):
        rank_council_candidates(more, ballots=9, seats=0, council_seats=seats)


# --- council candidates --------------------------------------------------------------------------

candidates = st.lists(
    st.builds(
        lambda personal, cross, eligible: (personal, cross, eligible),
        st.integers(0, 60),
        st.integers(0, 20),
        st.booleans(),
    ),
    min_size=1,
    max_size=30,
)


@given(candidates, st.integers(0, 500), st.integers(0, 6))
def test_ranking_by_total_then_place_whatever_order_they_are_given_in(
    rows: list[tuple[int, int, bool]], ballots: int, bold: int
) -> None:
    names = [
        Candidate(place, personal, cross, place <= bold, eligible)
        for place, (personal, cross, eligible) in enumerate(rows, 1)
    ]
    eligible = [name for name in names if name.eligible]
    seats = len(eligible) // 3
    exact = {
        name.place: Fraction(name.personal + name.cross) + name.bonus * Fraction(ballots, 4)
        for name in eligible
    }

    found = rank_council_candidates(reversed(names), ballots=ballots, seats=seats, council_seats=25)

    assert list(found.order) == sorted(exact, key=lambda place: (-exact[place], place))
    assert {place: Fraction(total) for place, total in found.totals.items()} == exact
    assert all(total.as_tuple().exponent == -2 for total in found.totals.values())
    assert found.elected == found.order[:seats]
    assert found.deputies == (found.order[seats : 2 * seats + 3] if seats else ())


def test_the_bonus_is_a_quarter_to_the_hundredth_however_large() -> None:
    found = rank_council_candidates(
        [Candidate(1, bonus=True)], ballots=10**12 + 1, seats=1, council_seats=11
    )

    assert found.bonus == Decimal("250000000000.25")


def test_a_bonus_below_a_gap_is_refused_and_an_ineligible_name_makes_none() -> None:
    gap = [Candidate(1, bonus=True), Candidate(2), Candidate(3, bonus=True)]
    ineligible = [
        Candidate(1, bonus=True),
        Candidate(2, bonus=True, eligible=False),
        Candidate(3, bonus=True),
    ]

    with pytest.raises(InvalidCount, match="not to places 1, 3"):
        rank_council_candidates(gap, ballots=8, seats=1, council_seats=11)
    found = rank_council_candidates(ineligible, ballots=8, seats=1, council_seats=11)
    assert found.order == (1, 3)


@pytest.mark.parametrize(
    ("names", "seats", "why"),
    [
        ([Candidate(1), Candidate(1)], 1, "Two candidates have place 1"),
        ([Candidate(0)], 1, "place must be at least 1"),
        ([Candidate(1, personal=-1)], 1, "Candidate 1: personal votes must be at least 0"),
        ([Candidate(1, cross=-1)], 1, "Candidate 1: cross-list votes must be at least 0"),
        ([Candidate(1)], 2, "2 seats but only 1 eligible candidates are named"),
        ([Candidate(1, eligible=False)], 1, "only 0 eligible"),
        ([Candidate(1)], -1, "seats must be at least 0"),
    ],
)
def test_impossible_candidates_are_refused(names: list[Candidate], seats: int, why: str) -> None:
    with pytest.raises(InvalidCount, match=why):
        rank_council_candidates(names, ballots=10, seats=seats, council_seats=11)
    with pytest.raises(InvalidCount):
        rank_county_candidates(names, ballots=10, seats=seats)


# --- county candidates ---------------------------------------------------------------------------


@given(st.lists(st.integers(0, 120), min_size=1, max_size=30), st.integers(1, 1_500))
def test_county_candidates_past_eight_per_cent_come_first(
    personal: list[int], ballots: int
) -> None:
    names = [Candidate(place, votes) for place, votes in enumerate(personal, 1)]
    past = [name for name in names if Fraction(name.personal, ballots) >= Fraction(8, 100)]
    first = [name.place for name in sorted(past, key=lambda name: (-name.personal, name.place))]

    found = rank_county_candidates(names, ballots=ballots, seats=1)

    assert list(found.qualified) == first
    assert list(found.order) == first + [n.place for n in names if n.place not in first]
    assert {place for place, total in found.totals.items() if total} == set(first)


def test_bonus_and_cross_list_votes_have_no_effect_in_a_county() -> None:
    names = [Candidate(1), Candidate(2, personal=7, cross=90, bonus=True), Candidate(3, personal=8)]

    found = rank_county_candidates(names, ballots=100, seats=1)

    assert found.order == (3, 1, 2)
    assert found.totals == {3: 8, 1: 0, 2: 0}


# --- the executive board -------------------------------------------------------------------------


def test_the_board_of_seven_in_a_council_of_27() -> None:
    found = executive_board({"L": 12, "R": 10, "S": 5}, 7)

    assert found.seats == {"L": 3, "R": 3, "S": 1}
    assert [(won.code, won.quotient) for won in found.sequence] == [
        ("L", 12), ("R", 10), ("L", 6), ("R", 5), ("S", 5), ("L", 4), ("R", Fraction(10, 3)),
    ]  # fmt: skip
    assert found.tie is None


def test_votes_decide_and_then_a_lot_on_the_board() -> None:
    votes = executive_board({"L": 10, "R": 5, "S": 2}, 2)
    lot = executive_board({"L": 10, "R": 5, "S": 5}, 3)

    assert (votes.seats, votes.tie) == ({"L": 2, "R": 0, "S": 0}, "votes")
    assert (lot.seats, lot.tie) == ({"L": 2, "R": 0, "S": 0}, "lot")
    assert (lot.lot, lot.lot_seats) == (("R", "S"), 1)


@pytest.mark.parametrize(
    ("groups", "seats", "why"),
    [
        ({"L": 0}, 5, "No group has any votes"),
        ({}, 5, "No group has any votes"),
        ({"L": -1, "R": 2}, 5, "Group L: votes must be at least 0"),
        ({"L": 3}, 0, "Seats must be at least 1"),
    ],
)
def test_an_impossible_board_is_refused(groups: dict[str, int], seats: int, why: str) -> None:
    with pytest.raises(InvalidCount, match=why):
        executive_board(groups, seats)
