"""Margins of lists where only rounded shares are known: percentage points, with an interval.

A list holds its n-th seat as long as its n-th quotient beats the one that would else take it from
it: the others' lists, settled among themselves for the seats that are left. That holds whatever
rounding does to the seats, so the official number of seats leads (Election Act 2023 §§ 11-4, 12-1).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from samlet.election import Contest, InvalidCount, ListEntry, MajorityElection, settle_contest
from samlet.web.elections.counting import SHARE_ROUNDING, UNITS, CouncilView

NUDGE = int(SHARE_ROUNDING * UNITS)


@dataclass(frozen=True, slots=True)
class Points:
    """Units of a share (100,000 are all): as published, and the least and most rounding leaves."""

    middle: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class PointMargin:
    """A list's distance to its next seat and from its last; None where there is none."""

    next: Points | None
    last: Points | None


def point_margins(view: CouncilView) -> dict[str, PointMargin]:
    """Margins per list code of a contest known in shares only; empty without a settlement."""
    if view.settlement is None:
        return {}
    contest = view.settlement.contest
    return {
        entry.code: PointMargin(
            _between(_next(contest, entry, won, nudge) for nudge in (0, 1, -1)),
            _between(_last(contest, entry, won, nudge) for nudge in (0, -1, 1)) if won else None,
        )
        for entry in contest.lists
        for won in [view.seats_by_code.get(entry.code, 0)]
    }


def _between(values: Iterable[int | None]) -> Points | None:
    middle, low, high = values
    if middle is None or low is None or high is None:
        return None
    return Points(middle, low, high)


def _next(contest: Contest, entry: ListEntry, won: int, nudge: int) -> int | None:
    """Units more with which the list surely holds seat number `won + 1`."""
    room = contest.seats - contest.held - won
    price = _last_quotient(contest, entry, room, -nudge)
    if price is None:
        return None
    needed = floor(price * _divisor(won + 1)) + 1
    return max(0, needed - _nudged(entry, nudge))


def _last(contest: Contest, entry: ListEntry, won: int, nudge: int) -> int | None:
    """Units fewer with which the list surely has lost seat number `won`."""
    room = contest.seats - contest.held - won + 1
    price = _last_quotient(contest, entry, room, -nudge)
    if price is None:
        return None
    left = ceil(price * _divisor(won)) - 1
    votes = _nudged(entry, nudge)
    return min(votes, max(0, votes - left))


def _last_quotient(contest: Contest, entry: ListEntry, room: int, nudge: int) -> Fraction | None:
    """The last quotient that wins when the other lists settle `room` seats among themselves."""
    others = tuple(
        replace(other, votes=_nudged(other, nudge))
        for other in contest.lists
        if other.code != entry.code
    )
    if room < 1:
        return None
    try:
        settled = settle_contest(replace(contest, lists=others, seats=room, held=0))
    except (InvalidCount, MajorityElection):
        return None
    best = settled.runners_up if settled.tie == "lot" else settled.sequence[-1:]
    return best[0].quotient


def _nudged(entry: ListEntry, nudge: int) -> int:
    """What a published share may have been before it was rounded; a list with none stays so."""
    return max(0, entry.votes + nudge * NUDGE) if entry.votes else 0


def _divisor(nth: int) -> Fraction:
    """1.4, 3, 5, 7 … (§ 11-4(2))."""
    return Fraction(7, 5) if nth == 1 else Fraction(2 * nth - 1)
