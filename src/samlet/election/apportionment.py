"""Thousands of councils settled at once: modified Sainte-Laguë in NumPy, exact.

Method (docs/method/settlement.md#many): round every list's share at one common price, which gives a
set of largest quotients, then add or take the next seat until the number is right (Cheng & Eppstein
2014, arXiv 1409.2603; Reitzig & Wild 2023, doi 10.1007/s10107-023-01929-5). Arrays lie list by list
and in chunks that fit the cache, so each step is one pass over contiguous memory.

Law: Election Act 2023 §§ 11-4, 12-1, 13-1, 13-2(4), read as published 2026-06-20.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samlet.election.errors import InvalidCount
from samlet.election.lists import MOST_SEATS
from samlet.election.quotients import award, sainte_lague

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
_Act = Callable[[IntArray], None]
_Array = np.ndarray[
    Any, np.dtype[Any]
]  # float64 votes and quotients, or int64 where those would not be exact

CHUNK = 16_384  # councils at a time: 12 lists of these in float64 are 1.5 MB, within the cache

# Two quotients a/b != c/d differ by at least 1/(b·d), so relatively by at least 1/(a·d). Two
# numbers that round to one double differ relatively by at most 2^-52. Below 2^52 therefore
# different quotients are different doubles, in the right order, and equal ones the same double.
EXACT_FLOAT = 2**52
EXACT_INT = 2**63
NO_VOTES = 1e-300  # in the float table, where 0 / 0 must not arise: below every real quotient


@dataclass(frozen=True, slots=True)
class InvalidRow:
    """A council that cannot be settled: its row number and why."""

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class Settlement:
    """Seats of many councils.

    seats: (councils, lists) certain seats; zeros in an invalid row.
    lots: (councils,) True where the law draws lots for the last seats (§ 11-4(3)).
    lot_seats: (councils,) how many seats the lot decides, so `seats.sum(1) + lot_seats` is the
    council's size.
    invalid: the rows that could not be settled.
    """

    seats: IntArray
    lots: BoolArray
    lot_seats: IntArray
    invalid: tuple[InvalidRow, ...]


def settle(votes: ArrayLike, seats: ArrayLike, *, limits: ArrayLike | None = None) -> Settlement:
    """Distribute council seats among lists by modified Sainte-Laguë.

    votes: (councils, lists) list votes (county: ballots), >= 0, of any integer type; a list that
    did not stand has 0, and a row where a single list has votes gives it every seat (whether one
    list *stood*, a majority election by § 14-1, cannot be seen from votes: `settle_contest` says).
    seats: (councils,) seats to fill, 1 to 10,000.
    limits: (councils, lists) or (lists,) eligible candidates, >= 0 (§ 13-2(4)); None: enough.

    Equal quotients go to the list with more votes; equal votes too are a lot, reported and never
    drawn (§ 11-4(3)). A negative number, a row without votes, seats out of range, or fewer eligible
    candidates than seats is named in `invalid` and leaves the other rows settled.
    Raises InvalidCount for what is no array of whole numbers (also floats that happen to be whole)
    and for shapes that do not fit.
    """
    votes_, seats_, limits_ = _checked(votes, seats, limits)
    invalid = _invalid_rows(votes_, seats_, limits_)
    councils, lists = votes_.shape
    if invalid:
        good = np.ones(councils, dtype=bool)
        good[[row.row for row in invalid]] = False
        rows = np.flatnonzero(good)
        part = _settle_valid(votes_[rows], seats_[rows], None if limits_ is None else limits_[rows])
        whole = _empty(councils, lists)
        for mine, theirs in zip(whole, part, strict=True):
            mine[rows] = theirs
    else:
        whole = _settle_valid(votes_, seats_, limits_)
    given, lot_seats = whole
    return Settlement(given, lot_seats > 0, lot_seats, invalid)


def _empty(councils: int, lists: int) -> tuple[IntArray, IntArray]:
    return np.zeros((councils, lists), dtype=np.int64), np.zeros(councils, dtype=np.int64)


# --- at the door -------------------------------------------------------------------------------


def _whole_numbers(values: ArrayLike, what: str, dimensions: tuple[int, ...]) -> _Array:
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise InvalidCount("%(what)s: the rows are not of one length.", what=what) from error
    if array.size and not np.issubdtype(array.dtype, np.integer):
        raise InvalidCount(
            "%(what)s must be an array of whole numbers, not %(type)s.", what=what, type=array.dtype
        )
    if array.ndim not in dimensions:
        raise InvalidCount(
            "%(what)s must have %(wanted)s dimensions, not %(found)s.",
            what=what,
            wanted=" or ".join(map(str, dimensions)),
            found=array.ndim,
        )
    return array


def _checked(
    votes: ArrayLike, seats: ArrayLike, limits: ArrayLike | None
) -> tuple[IntArray, IntArray, IntArray | None]:
    """All three as int64. An unsigned number beyond int64 turns negative, and so is named."""
    votes_ = _whole_numbers(votes, "Votes", (2,))
    seats_ = _whole_numbers(seats, "Seats", (1,))
    councils, lists = votes_.shape
    if seats_.shape != (councils,):
        raise InvalidCount(
            "There are votes for %(votes)s councils but seats for %(seats)s.",
            votes=councils,
            seats=seats_.shape[0],
        )
    if limits is None:
        return _signed(votes_), _signed(seats_), None
    limits_ = _whole_numbers(limits, "Limits", (1, 2))
    if limits_.shape not in ((lists,), (councils, lists)):
        raise InvalidCount(
            "Limits have the shape %(limits)s, which does not fit votes of %(votes)s.",
            limits=limits_.shape,
            votes=votes_.shape,
        )
    return _signed(votes_), _signed(seats_), np.broadcast_to(_signed(limits_), votes_.shape)


def _signed(array: _Array) -> IntArray:
    return array.astype(np.int64, copy=False)


def _invalid_rows(
    votes: IntArray, seats: IntArray, limits: IntArray | None
) -> tuple[InvalidRow, ...]:
    """Every row that cannot be settled, with the first reason found."""
    councils, lists = votes.shape
    if not councils:
        return ()
    why: dict[int, str] = {}

    def name(bad: Any, text: str) -> None:
        for row in np.flatnonzero(bad):
            why.setdefault(int(row), text)

    if lists and votes.min() < 0:
        name(np.any(votes < 0, axis=1), "a vote count is negative or too large")
    if not 1 <= seats.min() <= seats.max() <= MOST_SEATS:
        name(seats < 1, "there must be at least 1 seat")
        name(seats > MOST_SEATS, f"there must be at most {MOST_SEATS} seats")
    maybe = np.flatnonzero(np.einsum("ij->i", votes) == 0)  # the quickest sum; it may wrap round
    if maybe.size:
        empty = np.zeros(councils, dtype=bool)
        empty[maybe] = ~votes[maybe].any(axis=1)
        name(empty, "no list has any votes")
    if limits is not None:
        name((limits < 0).any(axis=1), "a limit is negative")
        room = np.where(votes > 0, np.minimum(limits, seats[:, None]), 0).sum(axis=1)
        name(room < seats, "fewer eligible candidates than seats")
    return tuple(InvalidRow(row, text) for row, text in sorted(why.items()))


# --- the settlement ----------------------------------------------------------------------------


def _settle_valid(
    votes: IntArray, seats: IntArray, limits: IntArray | None
) -> tuple[IntArray, IntArray]:
    """Seats and lot seats of rows that all passed the door."""
    given, lot_seats = _empty(*votes.shape)
    for start in range(0, votes.shape[0], CHUNK):
        chunk = slice(start, start + CHUNK)
        _settle_chunk(
            votes[chunk],
            seats[chunk],
            None if limits is None else limits[chunk],
            given[chunk],
            lot_seats[chunk],
        )
    return given, lot_seats


def _settle_chunk(
    votes: IntArray,
    seats: IntArray,
    limits: IntArray | None,
    given: IntArray,
    lot_seats: IntArray,
) -> None:
    """Send each row to the cheapest arithmetic that is exact for it; write into the last two."""
    widest = 10 * int(seats.max()) + 5
    if int(votes.max()) * widest < EXACT_FLOAT:
        given.T[:], lot_seats[:] = _settle_exact(votes, seats, limits, scale=None)
        return
    largest = votes.max(axis=1)
    in_floats = largest < -(-EXACT_FLOAT // widest)
    in_integers = ~in_floats & (largest < -(-EXACT_INT // widest**2))
    for rows, scale in ((in_floats, None), (in_integers, widest**2)):
        if rows.any():
            part = None if limits is None else limits[rows]
            found, lot_seats[rows] = _settle_exact(votes[rows], seats[rows], part, scale=scale)
            given[rows] = found.T
    for row in np.flatnonzero(~in_floats & ~in_integers):
        given[row], lot_seats[row] = _settle_one(
            votes[row], int(seats[row]), None if limits is None else limits[row]
        )


def _settle_one(votes: IntArray, seats: int, limits: IntArray | None) -> tuple[list[int], int]:
    """Python's unlimited integers, for votes beyond what int64 holds when multiplied."""
    most = [seats] * len(votes) if limits is None else [min(int(n), seats) for n in limits]
    awarded = award([int(v) for v in votes], most, seats, sainte_lague(seats))
    return awarded.seats, awarded.lot_seats


def _settle_exact(
    votes: IntArray, seats: IntArray, limits: IntArray | None, *, scale: int | None
) -> tuple[_Array, IntArray]:
    """Seats, lists × councils, and lot seats. scale None: float64 quotients, else whole keys."""
    kind = np.float64 if scale is None else np.int64
    by_list = np.ascontiguousarray(votes.T, dtype=kind)
    most = None if limits is None else np.ascontiguousarray(limits.T, dtype=kind)
    with np.errstate(divide="ignore"):  # votes / 0 stands for "has no seat to lose"
        table = _Table(by_list, most, scale)
        table.jump(seats)
        table.step(seats)
        return table.held, table.settle_ties()


class _Table:
    """A chunk of councils, lists × councils: votes, seats held, and the two quotients at the edge.

    last: each list's smallest winning quotient; above every other number where it has no seat.
    following: its largest losing quotient; -1 where it may not have more seats.
    edge, tied: each council's smallest winning quotient, and the councils where a loser equals it.
    """

    def __init__(self, votes: _Array, most: _Array | None, scale: int | None) -> None:
        self.votes = votes
        self.most = most
        self.scale = scale
        if scale is None:
            np.maximum(votes, NO_VOTES, out=votes)
        self.councils = votes.shape[1]
        self.flat_votes = votes.ravel()
        self.flat_most = None if most is None else most.ravel()

    def following_quotient(self, votes: _Array, held: _Array) -> _Array:
        """votes / d(held + 1), d = 7, 15, 25, 35 … (1.4, 3, 5, 7 … times five)."""
        divisor = held * 10
        divisor += 5
        np.maximum(divisor, 7, out=divisor)
        if self.scale is None:
            np.divide(votes, divisor, out=divisor)
            return divisor
        keys: _Array = votes * self.scale // divisor
        return keys

    def last_quotient(self, votes: _Array, held: _Array) -> _Array:
        """votes / d(held); without a seat, more than any quotient (in floats: votes / 0)."""
        tens = held * 10
        divisor = tens - 5
        np.maximum(divisor, 7, out=divisor)
        if self.scale is None:
            np.minimum(divisor, tens, out=divisor)
            np.divide(votes, divisor, out=divisor)
            return divisor
        return np.where(held == 0, np.iinfo(np.int64).max, votes * self.scale // divisor)

    def jump(self, seats: IntArray) -> None:
        """Round all lists at one price: 0 seats below 0.7 of a seat, else the nearest number."""
        votes = self.votes.astype(np.float64, copy=False)
        price = seats / votes.sum(axis=0)
        fair = votes * price
        rest = np.multiply(votes, fair >= 0.7).sum(axis=0)
        np.divide(seats, rest, out=price, where=rest > 0)
        np.multiply(votes, price, out=fair)
        nearest = fair + 0.5
        fair *= 1 / 0.7
        np.minimum(nearest, fair, out=fair)  # below 7/6 of a seat the second is the smaller
        np.floor(fair, out=fair)
        if self.most is not None:
            np.minimum(fair, self.most, out=fair)
        self.held = fair.astype(self.votes.dtype, copy=False)
        self.following = self.following_quotient(self.votes, self.held)
        if self.most is not None:
            self.following[self.held >= self.most] = -1
        self.last = self.last_quotient(self.votes, self.held)
        self.flat_held, self.flat_following = self.held.ravel(), self.following.ravel()
        self.flat_last = self.last.ravel()

    def step(self, seats: IntArray) -> None:
        """Add the largest losing or take the smallest winning quotient until the number is right.

        Then swap while a losing quotient is larger than a winning one: the price of `jump` is a
        rounded number, so two nearly equal quotients may have fallen on the wrong side of it.
        """
        missing = seats - self.held.sum(axis=0).astype(np.int64)
        self._repeat(missing, np.flatnonzero(missing > 0), self._give)
        self._repeat(-missing, np.flatnonzero(missing < 0), self._take)
        while True:
            self.edge, best_loser = self.last.min(axis=0), self.following.max(axis=0)
            wrong = np.flatnonzero(best_loser > self.edge)
            if not wrong.size:
                self.tied = np.flatnonzero(best_loser == self.edge)
                return
            self._take(wrong)
            self._give(wrong)

    @staticmethod
    def _repeat(times: IntArray, columns: IntArray, act: _Act) -> None:
        left = times[columns]
        while columns.size:
            act(columns)
            left -= 1
            columns, left = columns[left > 0], left[left > 0]

    def _give(self, columns: IntArray) -> None:
        """One seat more to the largest losing quotient of each column, which thereby wins."""
        cells = self.following.take(columns, axis=1).argmax(axis=0) * self.councils + columns
        held = self.flat_held[cells] + 1
        following = self.following_quotient(self.flat_votes[cells], held)
        if self.flat_most is not None:
            following[held >= self.flat_most[cells]] = -1
        self.flat_held[cells] = held
        self.flat_last[cells] = self.flat_following[cells]
        self.flat_following[cells] = following

    def _take(self, columns: IntArray) -> None:
        """One seat from the smallest winning quotient of each column, which thereby loses."""
        cells = self.last.take(columns, axis=1).argmin(axis=0) * self.councils + columns
        held = self.flat_held[cells] - 1
        self.flat_held[cells] = held
        self.flat_following[cells] = self.flat_last[cells]
        self.flat_last[cells] = self.last_quotient(self.flat_votes[cells], held)

    def settle_ties(self) -> IntArray:
        """Give seats at one and the same quotient by votes; take back what only a lot can give."""
        lot_seats = np.zeros(self.votes.shape[1], dtype=np.int64)
        tied = self.tied
        if not tied.size:
            return lot_seats
        level = self.edge[tied]
        inside = self.last[:, tied] == level
        among = inside | (self.following[:, tied] == level)
        places = inside.sum(axis=0)
        votes = np.where(among, self.votes[:, tied], -1)
        fewest = -np.sort(-votes, axis=0)[places - 1, np.arange(tied.size)]
        above, equal = votes > fewest, votes == fewest
        left = places - above.sum(axis=0)
        sure = left == equal.sum(axis=0)
        won = above | (equal & sure)
        self.held[:, tied] += won.astype(self.held.dtype) - inside
        lot_seats[tied[~sure]] = left[~sure]
        return lot_seats
