"""Seats on the executive board (formannskap, fylkesutvalg), by d'Hondt.

Law: Local Government Act of 22 June 2018 no. 83, §§ 5-6 and 7-6, read as published 2026-07-28
(docs/method/settlement.md#executive-board).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from samlet.election.contest import Award, Tie
from samlet.election.errors import InvalidCount
from samlet.election.lists import whole, whole_seats
from samlet.election.quotients import award, dhondt


@dataclass(frozen=True, slots=True)
class Board:
    """Seats per group, in the order they were won; `tie`, `lot` and `lot_seats` as in a contest."""

    seats: dict[str, int]
    sequence: tuple[Award, ...]
    tie: Tie | None
    lot: tuple[str, ...]
    lot_seats: int


def executive_board(groups: Mapping[str, int], seats: int) -> Board:
    """Distribute the seats of a board among the groups of a council: votes / 1, 2, 3 … (§ 7-6).

    groups: list code → votes cast for it by the council's members, >= 0. seats: of the board, >= 1
    (the law wants at least five). Equal quotients: the list with more votes, then a lot, which is
    reported and never drawn; then `seats` and `sequence` hold the certain seats only.
    Raises InvalidCount for a negative or non-integer number, and when nobody has a vote.
    """
    size = whole_seats(seats)
    codes = list(groups)
    votes = [whole(groups[code], f"Group {code}: votes") for code in codes]
    if not any(votes):
        raise InvalidCount("No group has any votes, so no seat can be given.")
    series = dhondt(size)
    found = award(votes, [size] * len(votes), size, series)
    sequence = tuple(
        Award(number, codes[place], nth, Fraction(votes[place], series.divisors[nth - 1]))
        for number, (place, nth) in enumerate(found.winners, 1)
    )
    return Board(
        seats=dict(zip(codes, found.seats, strict=True)),
        sequence=sequence,
        tie=found.tie,
        lot=tuple(codes[place] for place in found.lot),
        lot_seats=found.lot_seats,
    )
