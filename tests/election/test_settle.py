"""`settle`: many councils at once, held against a slow exact settlement of each."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlet.election import InvalidCount, settle
from tests.election.oracle import settle_by_fractions, settle_slowly

COUNCILS_PER_KIND = 9_000


def _random_councils(kind: str, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Councils of one kind: votes (councils, lists), seats (councils,)."""
    count = COUNCILS_PER_KIND
    seats = rng.integers(1, 60, count)
    if kind == "few votes, many ties":
        votes = rng.integers(0, 40, (count, 6))
    elif kind == "multiples, exact quotient ties":
        votes = rng.choice([7, 15, 21, 25, 35, 45, 105, 315, 1575], (count, 8)) * 11
    elif kind == "real sizes":
        shares = rng.dirichlet(np.full(12, 0.6), count)
        votes = (shares * rng.integers(300, 60_000, (count, 1))).astype(np.int64) * seats[:, None]
    elif kind == "landslides":
        votes = rng.integers(0, 30, (count, 7))
        votes[:, 2] = rng.integers(1, 10**7, count)
    elif kind == "31 lists, 99 seats":
        count //= 3
        seats = np.full(count, 99)
        votes = rng.integers(0, 3_000, (count, 31)) * (rng.random((count, 31)) < 0.8)
    elif kind == "huge votes, nearly equal":
        votes = 10**12 - rng.integers(0, 4, (count, 5)) * rng.integers(0, 2, (count, 5))
    elif kind == "huge votes, 99 seats":
        seats = rng.integers(60, 100, count)
        votes = rng.integers(0, 10**12 + 1, (count, 9))
    elif kind == "30 equal lists":
        votes = np.full((count, 30), 1) * rng.integers(1, 1000, (count, 1))
        votes[:, 0] += rng.integers(0, 2, count)
    votes[~votes.any(axis=1), 0] = 1
    return votes, seats


KINDS = (
    "few votes, many ties",
    "multiples, exact quotient ties",
    "real sizes",
    "landslides",
    "31 lists, 99 seats",
    "huge votes, nearly equal",
    "huge votes, 99 seats",
    "30 equal lists",
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_random_council_equals_the_exact_settlement(kind: str) -> None:
    votes, seats = _random_councils(kind, np.random.default_rng(len(kind)))

    found = settle(votes, seats)

    expected = [settle_slowly(v, s) for v, s in zip(votes.tolist(), seats.tolist(), strict=True)]
    assert found.invalid == ()
    np.testing.assert_array_equal(found.seats, [seats for seats, _, _ in expected])
    np.testing.assert_array_equal(found.lot_seats, [lot for _, lot, _ in expected])
    np.testing.assert_array_equal(found.lots, [lot > 0 for _, lot, _ in expected])


def test_the_random_councils_are_at_least_50_000() -> None:
    rows = sum(len(_random_councils(kind, np.random.default_rng(0))[1]) for kind in KINDS)

    assert rows >= 50_000


def test_the_slow_settlement_is_the_plain_reading_of_the_act() -> None:
    rng = np.random.default_rng(5)
    for _ in range(200):
        seats = int(rng.integers(1, 30))
        votes = rng.integers(0, 60, 6).tolist()
        votes[0] += 1
        best = settle_by_fractions(votes, seats)
        last = best[seats - 1][:2]
        drawn = seats < len(best) and best[seats][:2] == last
        certain = [found for found in best[:seats] if not (drawn and found[:2] == last)]

        held, lot_seats, _ = settle_slowly(votes, seats)

        assert held == [sum(found[2] == place for found in certain) for place in range(6)]
        assert lot_seats == seats - len(certain)


def test_limits_are_settled_as_by_the_exact_settlement() -> None:
    rng = np.random.default_rng(6)
    votes = rng.integers(0, 2_000, (4_000, 7)) * (rng.random((4_000, 7)) < 0.9)
    seats = rng.integers(1, 45, 4_000)
    limits = rng.integers(0, 30, (4_000, 7))

    found = settle(votes, seats, limits=limits)

    refused = {row.row for row in found.invalid}
    assert 0 < len(refused) < 1_000
    for row in range(4_000):
        room = np.where(votes[row] > 0, np.minimum(limits[row], seats[row]), 0).sum()
        assert (row in refused) == (room < seats[row])
        if row not in refused:
            held, lot_seats, _ = settle_slowly(
                votes[row].tolist(), int(seats[row]), limits[row].tolist()
            )
            assert found.seats[row].tolist() == held
            assert found.lot_seats[row] == lot_seats


@pytest.mark.parametrize("seats", [1, 2, 99, 300, 305, 999])
def test_votes_beyond_what_floats_and_64_bits_hold_are_exact(seats: int) -> None:
    rng = np.random.default_rng(seats)
    top = 2**63 - 1
    votes = np.concatenate(
        [
            rng.integers(0, 10**12, (5, 4)),
            10**12 - rng.integers(0, 3, (5, 4)),
            top - rng.integers(0, 3, (5, 4)),
            np.array(
                [[2**52 // (10 * seats + 5) + i, 2**52 // 15 + i, 7, 0] for i in range(-2, 3)]
            ),
        ]
    )
    sizes = np.full(len(votes), seats)

    found = settle(votes, sizes)

    for row, counts in enumerate(votes.tolist()):
        held, lot_seats, _ = settle_slowly(counts, seats)
        assert (found.seats[row].tolist(), found.lot_seats[row]) == (held, lot_seats)


# --- properties ----------------------------------------------------------------------------------

votes_of = st.lists(st.integers(0, 10**12), min_size=2, max_size=31).filter(any)
few_votes_of = st.lists(st.integers(0, 30), min_size=2, max_size=9).filter(any)
sizes = st.integers(1, 99)


@given(votes_of | few_votes_of, sizes)
def test_seats_and_lots_sum_to_the_council(votes: list[int], seats: int) -> None:
    found = settle([votes], [seats])

    assert found.seats.sum() + found.lot_seats[0] == seats
    assert found.lots.tolist() == [found.lot_seats[0] > 0]
    assert all(won == 0 for won, count in zip(found.seats[0], votes, strict=True) if count == 0)


@given(votes_of | few_votes_of, sizes, st.data())
def test_more_votes_never_cost_a_seat(votes: list[int], seats: int, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(votes) - 1))
    more = [*votes]
    more[place] += data.draw(st.integers(1, 10**6))

    before, after = settle([votes, more], [seats, seats]).seats

    assert after[place] >= before[place]


@given(votes_of | few_votes_of, sizes, st.randoms(use_true_random=False))
def test_the_order_of_the_lists_is_irrelevant(votes: list[int], seats: int, random: Random) -> None:
    order = list(range(len(votes)))
    random.shuffle(order)

    there = settle([votes], [seats])
    here = settle([[votes[place] for place in order]], [seats])

    assert here.seats[0].tolist() == there.seats[0][order].tolist()
    assert here.lot_seats == there.lot_seats


@given(few_votes_of, sizes, st.integers(1, 10**9))
def test_only_proportions_count(votes: list[int], seats: int, factor: int) -> None:
    small = settle([votes], [seats])
    large = settle([[count * factor for count in votes]], [seats])

    np.testing.assert_array_equal(small.seats, large.seats)
    np.testing.assert_array_equal(small.lot_seats, large.lot_seats)


# --- at the door ---------------------------------------------------------------------------------


def test_a_bad_row_is_named_and_the_others_are_settled() -> None:
    votes = [[5, -1, 3], [0, 0, 0], [60, 30, 10], [9, 9, 9], [0, 0, 7], [1, 2, 3]]
    seats = [3, 3, 5, 0, 4, 20_000]

    found = settle(votes, seats)

    assert [(row.row, row.why) for row in found.invalid] == [
        (0, "a vote count is negative or too large"),
        (1, "no list has any votes"),
        (3, "there must be at least 1 seat"),
        (5, "there must be at most 10000 seats"),
    ]
    assert found.seats.tolist() == [[0] * 3, [0] * 3, [3, 2, 0], [0] * 3, [0, 0, 4], [0] * 3]
    assert found.lots.tolist() == [False] * 6


def test_a_single_list_with_votes_gets_every_seat() -> None:
    assert settle([[0, 40, 0]], [11]).seats.tolist() == [[0, 11, 0]]


@pytest.mark.parametrize("kind", ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", ">i4"], ids=str)
def test_any_integer_type_is_settled_alike(kind: str) -> None:
    votes = np.array([[100, 60, 20]], dtype=kind)

    found = settle(votes, np.array([9], dtype=kind))

    assert found.seats.tolist() == [[5, 3, 1]]
    assert found.seats.dtype == np.int64


def test_an_unsigned_count_beyond_64_bits_is_named() -> None:
    votes = np.array([[2**63, 5], [6, 5]], dtype=np.uint64)

    found = settle(votes, [3, 3])

    assert [row.row for row in found.invalid] == [0]
    assert found.seats.tolist() == [[0, 0], [2, 1]]


@pytest.mark.parametrize(
    ("votes", "seats", "why"),
    [
        ([[1.0, 2.0]], [3], "Votes must be an array of whole numbers, not float64"),
        ([[np.nan, 2.0]], [3], "whole numbers, not float64"),
        ([[True, False]], [3], "whole numbers, not bool"),
        ([["1", "2"]], [3], "whole numbers, not <U1"),
        ([[None, 2]], [3], "whole numbers, not object"),
        ([[2**70, 2]], [3], "whole numbers, not object"),
        ([[1, 2], [3]], [3, 3], "not of one length"),
        ([1, 2], [3], "Votes must have 2 dimensions, not 1"),
        ([[1, 2]], 3, "Seats must have 1 dimensions, not 0"),
        ([[1, 2]], [3, 3], "votes for 1 councils but seats for 2"),
        ([[1, 2]], [3.0], "Seats must be an array of whole numbers"),
    ],
)
def test_what_is_no_array_of_whole_numbers_is_refused(
    votes: object, seats: object, why: str
) -> None:
    with pytest.raises(InvalidCount, match=why):
        settle(votes, seats)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("limits", "why"),
    [([[1.0, 2.0]], "Limits must be"), ([1, 2, 3], "does not fit"), ([[1, 2], [1, 2]], "fit")],
)
def test_limits_that_do_not_fit_are_refused(limits: object, why: str) -> None:
    with pytest.raises(InvalidCount, match=why):
        settle([[1, 2]], [3], limits=limits)  # type: ignore[arg-type]


def test_limits_by_list_hold_for_every_council_and_a_negative_one_is_named() -> None:
    found = settle([[90, 10], [10, 90]], [5, 5], limits=[3, 9])
    bad = settle([[90, 10]], [5], limits=[-1, 9])

    assert found.seats.tolist() == [[3, 2], [0, 5]]
    assert [row.why for row in bad.invalid] == ["a limit is negative"]


def test_no_councils_at_all_is_no_error() -> None:
    found = settle(np.zeros((0, 4), dtype=int), np.zeros(0, dtype=int))

    assert found.seats.shape == (0, 4)
    assert found.invalid == ()


def test_councils_without_lists_are_named() -> None:
    found = settle(np.zeros((2, 0), dtype=int), [3, 3])

    assert [row.why for row in found.invalid] == ["no list has any votes"] * 2


def test_the_votes_given_are_not_changed() -> None:
    votes = np.asfortranarray([[5, 0, 3], [1, 2, 3]])
    before = votes.copy()

    settle(votes, [3, 3])

    np.testing.assert_array_equal(votes, before)
