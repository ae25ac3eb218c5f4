"""Seeded chance that is the same on every machine and in every release of Python.

Only random.Random.random() is promised to stay the same between releases, so everything is made
of it. Each part of the register draws from a stream of its own: one more club does not rename
every person.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Dice:
    """One stream of chance."""

    def __init__(self, seed: int, stream: str) -> None:
        # A text seed is hashed by SHA-512, which PYTHONHASHSEED does not touch.
        self._random = random.Random(f"{seed}/{stream}").random

    def below(self, count: int) -> int:
        return int(self._random() * count)

    def between(self, least: int, most: int) -> int:
        return least + self.below(most - least + 1)

    def chance(self, probability: float) -> bool:
        return self._random() < probability

    def pick(self, things: Sequence[T]) -> T:
        return things[int(self._random() * len(things))]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        mixed = list(things)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed

    def some(self, things: Sequence[T], count: int) -> list[T]:
        return self.shuffled(things)[:count]

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.below((last - first).days + 1))

    def turn(self, wheel: Wheel[T]) -> T:
        return wheel.at(self._random())

    def spread(self, count: int) -> list[int]:
        """The numbers below count, each once, in a mixed order."""
        return self.shuffled(range(count))


class Wheel(Generic[T]):
    """Things with weights, made once and turned often."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        self._things = list(weights)
        self._sums = list(accumulate(weights.values()))

    def at(self, share: float) -> T:
        return self._things[bisect(self._sums, share * self._sums[-1])]
