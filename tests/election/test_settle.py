"""`settle`: many councils at once, held against a slow exact settlement of each."""

from __future__ import annotations

import numpy as np
import pytest

from samlet.election import settle
from tests.election.oracle import settle_slowly

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
