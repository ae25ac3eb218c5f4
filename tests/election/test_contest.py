"""One contest: order of award, ties, lots, caps, and what is refused."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlet.election import (
    Award,
    Contest,
    InvalidCount,
    ListEntry,
    MajorityElection,
    settle,
    settle_contest,
)
from tests.election.oracle import settle_by_fractions


def _contest(seats: int, **votes: int) -> Contest:
    return Contest(seats, tuple(ListEntry(code, count) for code, count in votes.items()))


@given(
    st.lists(st.integers(0, 40) | st.integers(0, 10**12), min_size=2, max_size=8).filter(any),
    st.integers(1, 40),
)
def test_sequence_and_seats_are_those_of_all_quotients_sorted(votes: list[int], seats: int) -> None:
    codes = [f"L{place}" for place in range(len(votes))]
    best = settle_by_fractions(votes, seats)

    found = settle_contest(_contest(seats, **dict(zip(codes, votes, strict=True))))

    certain = best[: seats if found.tie != "lot" else len(found.sequence)]
    assert [(won.quotient, won.code) for won in found.sequence] == [
        (quotient, codes[place]) for quotient, _, place in certain
    ]
    assert [won.seat for won in found.sequence] == list(range(1, len(certain) + 1))
    assert sum(found.seats.values()) + found.lot_seats == seats


@given(
    st.lists(st.integers(0, 30), min_size=2, max_size=7).filter(any),
    st.integers(1, 30),
)
def test_one_contest_equals_the_same_council_among_many(votes: list[int], seats: int) -> None:
    one = settle_contest(_contest(seats, **{f"L{i}": count for i, count in enumerate(votes)}))

    many = settle(np.array([votes]), np.array([seats]))

    assert list(one.seats.values()) == many.seats[0].tolist()
    assert one.lot_seats == many.lot_seats[0]


def test_the_first_divisor_is_exactly_one_point_four() -> None:
    found = settle_contest(_contest(11, A=165, B=11))

    # 165 / 21 = 11 / 1.4 = 55 / 7, which floats take for different numbers.
    assert found.seats == {"A": 11, "B": 0}
    assert found.sequence[-1] == Award(11, "A", 11, Fraction(55, 7))
    assert found.tie == "votes"


def test_runners_up_are_each_lists_best_losing_quotient() -> None:
    found = settle_contest(_contest(3, A=100, B=70, C=1, D=0))

    assert found.runners_up == (
        Award(4, "B", 2, Fraction(70, 3)),
        Award(5, "A", 3, Fraction(20)),
        Award(6, "C", 1, Fraction(5, 7)),
    )


def test_of_equal_runners_up_the_list_with_more_votes_comes_first() -> None:
    found = settle_contest(_contest(3, A=100, B=60, C=1))

    assert [(won.code, won.quotient) for won in found.runners_up[:2]] == [("A", 20), ("B", 20)]


def test_a_tie_about_order_alone_is_no_tie() -> None:
    found = settle_contest(_contest(33, A=100, B=100, C=100))

    assert found.seats == {"A": 11, "B": 11, "C": 11}
    assert (found.tie, found.lot, found.lot_seats) == (None, (), 0)


def test_equal_votes_for_the_last_seats_are_a_lot_and_never_drawn() -> None:
    found = settle_contest(_contest(11, A=90, B=90, C=90))

    assert found.seats == {"A": 3, "B": 3, "C": 3}
    assert (found.tie, found.lot, found.lot_seats) == ("lot", ("A", "B", "C"), 2)
    assert len(found.sequence) == 9
    assert [won.code for won in found.runners_up] == ["A", "B", "C"]


def test_votes_decide_before_a_lot_among_the_rest() -> None:
    # Three quotients of 10: A has 50 votes (50/5), B and C 14 each (14/1.4).
    two = settle_contest(_contest(4, A=50, B=14, C=14))
    three = settle_contest(_contest(3, A=50, B=14, C=14))

    assert (two.seats, two.tie, two.lot, two.lot_seats) == (
        {"A": 3, "B": 0, "C": 0}, "lot", ("B", "C"), 1,
    )  # fmt: skip
    assert (three.seats, three.tie) == ({"A": 3, "B": 0, "C": 0}, "votes")


def test_a_list_takes_no_more_seats_than_it_has_candidates() -> None:
    lists = (ListEntry("A", 900, eligible=2), ListEntry("B", 90), ListEntry("C", 10))

    found = settle_contest(Contest(5, lists))

    assert found.seats == {"A": 2, "B": 3, "C": 0}
    assert [won.code for won in found.sequence] == ["A", "A", "B", "B", "B"]
    assert [won.code for won in found.runners_up] == ["B", "C"]


def test_a_full_list_is_in_no_lot() -> None:
    lists = (ListEntry("A", 100, eligible=1), ListEntry("B", 100), ListEntry("C", 100))

    found = settle_contest(Contest(4, lists))

    assert (found.seats, found.lot, found.lot_seats) == ({"A": 1, "B": 1, "C": 1}, ("B", "C"), 1)


def test_a_list_without_votes_gets_nothing_even_when_seats_are_plenty() -> None:
    assert settle_contest(_contest(99, A=1, B=0)).seats == {"A": 99, "B": 0}


def test_seats_held_for_unknown_lists_are_not_settled() -> None:
    lists = (ListEntry("A", 60), ListEntry("B", 40))

    found = settle_contest(Contest(7, lists, held=2))

    assert found.seats == {"A": 3, "B": 2}


def test_an_even_council_and_a_single_seat_are_settled() -> None:
    assert settle_contest(_contest(2, A=3, B=2)).seats == {"A": 1, "B": 1}
    assert settle_contest(_contest(1, A=3, B=2)).seats == {"A": 1, "B": 0}


def test_a_known_list_beside_held_seats_is_no_majority_election() -> None:
    assert settle_contest(Contest(5, (ListEntry("A", 60),), held=2)).seats == {"A": 3}


@pytest.mark.parametrize("lists", [(), (ListEntry("A", 60),)])
def test_fewer_than_two_lists_are_a_majority_election(lists: tuple[ListEntry, ...]) -> None:
    with pytest.raises(MajorityElection, match="majority election"):
        settle_contest(Contest(11, lists))


A, B = ListEntry("A", 60), ListEntry("B", 40)


@pytest.mark.parametrize(
    ("contest", "why"),
    [
        (Contest(0, (A, B)), "Seats must be at least 1, not 0"),
        (Contest(-3, (A, B)), "Seats must be at least 1, not -3"),
        (Contest(10_001, (A, B)), "Seats must be at most 10000"),
        (Contest(11, (A, A)), "Two lists have the same code: A"),
        (Contest(11, (A, ListEntry("B", -1))), "List B: votes must be at least 0, not -1"),
        (Contest(11, (A, ListEntry("B", 1.5))), "List B: votes must be a whole number, not 1.5"),  # type: ignore[arg-type]
        (Contest(11, (A, ListEntry("B", True))), "List B: votes must be a whole number, not True"),
        (Contest(11, (A, ListEntry("B", 1, eligible=-1))), "List B: eligible candidates"),
        (Contest(11, (A, ListEntry("B", 1, ballots=-1))), "List B: ballots"),
        (Contest(11, (ListEntry("A", 0), ListEntry("B", 0))), "No list has any votes"),
        (
            Contest(11, (ListEntry("A", 5, eligible=5), ListEntry("B", 5, eligible=5))),
            "10 eligible candidates for 11 seats",
        ),
        (
            Contest(11, (ListEntry("A", 5, eligible=5), ListEntry("B", 0))),
            "5 eligible candidates for 11 seats",
        ),
        (Contest(11, (A, B), year=1999), "No rules are known for an election in 1999"),
        (Contest(11, (A, B), kind="storting"), 'must be "municipal" or "county"'),  # type: ignore[arg-type]
        (Contest(11, (A, B), ballot_weight=0), "The votes of one ballot must be at least 1"),
        (Contest(11, (A, B), held=11), "leave none of 11"),
        (Contest(11, (A, B), held=-1), "Seats held fixed must be at least 0"),
    ],
)
def test_what_no_law_can_settle_is_refused_with_the_reason(contest: Contest, why: str) -> None:
    with pytest.raises(InvalidCount, match=why):
        settle_contest(contest)


def test_a_refusal_can_be_said_in_another_language() -> None:
    with pytest.raises(InvalidCount) as caught:
        settle_contest(Contest(11, (A, A)))

    assert caught.value.message == "Two lists have the same code: %(code)s."
    assert caught.value.params == {"code": "A"}
