"""A second, slow settlement to hold the engine against: whole numbers over a common denominator.

Nothing is shared with the engine: a quotient v / d is v · (M / d), with M the least common multiple
of every divisor, so it is exact, and seats go one at a time to the largest.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from math import lcm


@cache
def _multipliers(seats: int) -> tuple[int, ...]:
    whole = range(3, 2 * seats + 2, 2)
    common = lcm(7, *whole)
    return common * 5 // 7, *(common // d for d in whole)


def settle_slowly(
    votes: Sequence[int], seats: int, limits: Sequence[int] | None = None
) -> tuple[list[int], int, set[int]]:
    """Certain seats, seats left to a lot, and the lists that draw."""
    times = _multipliers(seats)
    most = limits or [seats] * len(votes)
    queue = [(-v * times[0], -v, i) for i, v in enumerate(votes) if v and most[i]]
    heapq.heapify(queue)
    held = [0] * len(votes)
    won: list[tuple[int, int, int]] = []
    for _ in range(seats):
        if not queue:  # no candidate is left for the rest
            return held, 0, set()
        entry = heapq.heappop(queue)
        won.append(entry)
        i = entry[2]
        held[i] += 1
        if held[i] < most[i]:
            heapq.heappush(queue, (-votes[i] * times[held[i]], -votes[i], i))
    last = won[-1][:2]
    outside = {entry[2] for entry in queue if entry[:2] == last}
    if not outside:
        return held, 0, set()
    inside = {entry[2] for entry in won if entry[:2] == last}
    for i in inside:
        held[i] -= 1
    return held, len(inside), inside | outside


def settle_by_fractions(votes: Sequence[int], seats: int) -> list[tuple[Fraction, int, int]]:
    """Every quotient as a Fraction, best first: (quotient, votes, list). The plainest reading."""
    divisors = [Fraction(7, 5), *(Fraction(d) for d in range(3, 2 * seats + 2, 2))]
    quotients = [(v / d, v, i) for i, v in enumerate(votes) if v for d in divisors]
    return sorted(quotients, key=lambda found: (-found[0], -found[1], found[2]))
