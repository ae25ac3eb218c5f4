"""Quotients as whole numbers that sort exactly as the fractions do.

A quotient is votes / divisor. Two different quotients with divisors up to D differ by at least
1 / D², so floor(votes · D² / divisor) gives different quotients different whole numbers, in the
same order, and equal quotients the same one. Every decision of law is a comparison of such keys:
no fraction is built, and nothing is rounded (docs/method/settlement.md#divisors).

A *key* is (that whole number, list votes): of two equal quotients the list with more votes comes
first (Election Act 2023 § 11-4(3)). Two equal keys are what a lot is for.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Key = tuple[int, int]
_Entry = tuple[int, int, int, int]  # minus the quotient key, minus the votes, list, nth
NOTHING: Key = (0, 0)  # every list with a vote lies above it


@dataclass(frozen=True, slots=True)
class Series:
    """A row of divisors: `divisors[n - 1]` is used for a list's n-th seat, all times `unit`."""

    divisors: tuple[int, ...]
    unit: int
    scale: int

    def key(self, votes: int, nth: int) -> Key:
        """The key of a list's `nth` quotient (1 for the first)."""
        return votes * self.scale // self.divisors[nth - 1], votes

    def fewest_above(self, price: Key, nth: int) -> int:
        """The fewest votes with which a list's `nth` key lies above `price`."""
        quotient, votes = price
        divisor = self.divisors[nth - 1]
        at_quotient = -(-quotient * divisor // self.scale)
        above_quotient = -(-(quotient + 1) * divisor // self.scale)
        return min(above_quotient, max(at_quotient, votes + 1))

    def count_above(self, price: Key, votes: int, limit: int) -> int:
        """How many of a list's first `limit` keys lie above `price`."""
        quotient, votes_at_price = price
        least = quotient if votes > votes_at_price else quotient + 1
        if not least:
            return limit
        return bisect_right(self.divisors, votes * self.scale // least, 0, limit)


def _series(make: Callable[[int], int], seats: int, unit: int) -> Series:
    divisors = tuple(make(nth) for nth in range(1, seats + 2))
    return Series(divisors, unit, divisors[-1] ** 2)


@lru_cache(maxsize=256)
def sainte_lague(seats: int) -> Series:
    """1.4, 3, 5, 7 … times five: 7, 15, 25, 35 … (Election Act 2023 § 11-4(2))."""
    return _series(lambda nth: 7 if nth == 1 else 10 * nth - 5, seats, unit=5)


@lru_cache(maxsize=256)
def dhondt(seats: int) -> Series:
    """1, 2, 3, 4 … (Local Government Act § 7-6)."""
    return _series(lambda nth: nth, seats, unit=1)


@dataclass(frozen=True, slots=True)
class Awarded:
    """Seats handed out one by one, largest key first.

    winners: (list, nth) in order; certain seats only when a lot decides the rest.
    losers: (list, nth) of each list's best key without a seat, best first.
    lot, lot_seats: the lists that draw, and for how many seats.
    tie: None, "votes" or "lot": what decided who got the last seat.
    """

    winners: list[tuple[int, int]]
    losers: list[tuple[int, int]]
    seats: list[int]
    tie: Literal["votes", "lot"] | None
    lot: tuple[int, ...]
    lot_seats: int


def award(votes: Sequence[int], limits: Sequence[int], seats: int, series: Series) -> Awarded:
    """Hand out `seats` by the largest key. The lists must together be able to hold them.

    votes, limits: per list, >= 0. A list without votes takes nothing.
    """
    scale, divisors = series.scale, series.divisors
    first = divisors[0]
    heap = [
        (-(count * scale // first), -count, place, 1)
        for place, count in enumerate(votes)
        if count and limits[place]
    ]
    heapq.heapify(heap)
    won: list[_Entry] = []
    for _ in range(seats):
        best = heap[0]
        won.append(best)
        _, minus, place, nth = best
        if nth < limits[place]:
            heapq.heapreplace(heap, (-(-minus * scale // divisors[nth]), minus, place, nth + 1))
        else:
            heapq.heappop(heap)
    return _with_tie(won, sorted(heap), len(votes))


def _with_tie(won: list[_Entry], lost: list[_Entry], lists: int) -> Awarded:
    """Say what decided the last seat, and take back the seats that only a lot can give."""
    tie: Literal["votes", "lot"] | None = None
    lot: tuple[int, ...] = ()
    lot_seats = 0
    if won and lost and won[-1][0] == lost[0][0]:
        tie = "votes"
        if won[-1][1] == lost[0][1]:
            level = won[-1][:2]
            inside = [entry for entry in won if entry[:2] == level]
            outside = [entry for entry in lost if entry[:2] == level]
            won = won[: len(won) - len(inside)]
            drawing = {entry[2] for entry in inside}
            lost = sorted(inside + [entry for entry in lost if entry[2] not in drawing])
            tie, lot_seats = "lot", len(inside)
            lot = tuple(sorted(entry[2] for entry in inside + outside))
    seats = [0] * lists
    for entry in won:
        seats[entry[2]] += 1
    return Awarded(
        winners=[entry[2:] for entry in won],
        losers=[entry[2:] for entry in lost],
        seats=seats,
        tie=tie,
        lot=lot,
        lot_seats=lot_seats,
    )
