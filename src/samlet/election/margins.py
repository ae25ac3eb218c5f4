"""How close it was: the fewest votes with which one list takes one seat more, or loses its last.

Only the smallest winning and the largest losing quotient of the other lists matter, so a margin is
one division (docs/method/settlement.md#margins). Election Act 2023 §§ 11-4, 12-1, 13-1.
"""

from __future__ import annotations

from dataclasses import dataclass

from samlet.election.contest import Contest, ContestSettlement, ListEntry
from samlet.election.quotients import Key

_Found = tuple[Key, int]  # a key and the list that holds it


@dataclass(frozen=True, slots=True)
class Margin:
    """One list's distance to its next seat and from its last.

    Counted in ballots when the contest's `ballot_weight` is more than 1, else in list votes (for a
    county council: ballots). A seat that only a lot would give does not count.

    next: fewest extra votes with which the list surely has one seat more, the others unchanged;
    None when it cannot (no more candidates, or it holds every seat).
    next_from: who would lose that seat; None when `next` is, or when a lot would choose who.
    last: fewest votes lost after which the list surely has one seat fewer; None when it has no
    seat, would have to lose more than it has, or nobody could take the seat.
    last_to: who would take it; None as above.
    """

    next: int | None
    next_from: str | None
    last: int | None
    last_to: str | None


UNKNOWN = Margin(None, None, None, None)


def removable(contest: Contest, entry: ListEntry) -> int:
    """How many ballots or votes a list has to lose: ballots where the margins count ballots, as
    they always do in a council of one seat whose ballots are given.

    A lost ballot takes its cross-list votes with it, so a list that gave away many may reach 0 list
    votes before its ballots are used up; it never falls below.
    """
    weight = contest.ballot_weight
    if entry.ballots is not None and (weight > 1 or contest.seats == 1):
        return entry.ballots
    return entry.votes // weight


def margins(settlement: ContestSettlement) -> dict[str, Margin]:
    """The margin of each list, by code. All None where a lot decides the last seat.

    With `v` votes and `n` seats a list takes one more when its key v / d(n+1) lies above the
    smallest winning key of the others, and loses its last when v / d(n) falls below their largest
    losing key (§ 11-4(2), (3)).
    """
    lists = settlement.contest.lists
    if settlement.tie == "lot":
        return {entry.code: UNKNOWN for entry in lists}
    winning, losing = _edges(settlement)
    return {
        entry.code: _margin(settlement, place, _other(winning, place), _other(losing, place))
        for place, entry in enumerate(lists)
    }


def _edges(settlement: ContestSettlement) -> tuple[list[_Found], list[_Found]]:
    """Each list's smallest winning key, smallest first, and largest losing key, largest first."""
    series, lists = settlement.series, settlement.contest.lists
    seats = settlement.awarded.seats
    winning = sorted(
        (series.key(entry.votes, seats[place]), place)
        for place, entry in enumerate(lists)
        if seats[place]
    )
    losing = [
        (series.key(lists[place].votes, nth), place) for place, nth in settlement.awarded.losers
    ]
    return winning, losing


def _other(edge: list[_Found], place: int) -> tuple[Key, int | None] | None:
    """The first key of a list other than `place`, with its list (None when two share the key)."""
    others = [found for found in edge[:3] if found[1] != place][:2]
    if not others:
        return None
    (key, holder), *rest = others
    return key, None if rest and rest[0][0] == key else holder


def _margin(
    settlement: ContestSettlement,
    place: int,
    winning: tuple[Key, int | None] | None,
    losing: tuple[Key, int | None] | None,
) -> Margin:
    contest, series = settlement.contest, settlement.series
    entry, weight = contest.lists[place], contest.ballot_weight
    seats = settlement.awarded.seats[place]
    more = loses = more_from = loses_to = None
    if winning is not None and seats < settlement.limits[place]:
        key, holder = winning
        more = -((entry.votes - series.fewest_above(key, seats + 1)) // weight)
        more_from = holder
    if losing is not None and seats:
        (quotient, votes), holder = losing
        most_left = series.fewest_above((quotient, votes - 1), seats) - 1
        lost = -((most_left - entry.votes) // weight)
        left = entry.votes - lost * weight
        if lost <= removable(contest, entry) and (left > 0 or _filled_without(settlement, place)):
            loses, loses_to = lost, holder
    return Margin(
        more,
        None if more_from is None else contest.lists[more_from].code,
        loses,
        None if loses_to is None else contest.lists[loses_to].code,
    )


def _filled_without(settlement: ContestSettlement, place: int) -> bool:
    """Whether the other lists with votes have candidates for every seat (§ 13-2(4))."""
    room = sum(
        limit
        for other, (entry, limit) in enumerate(
            zip(settlement.contest.lists, settlement.limits, strict=True)
        )
        if other != place and entry.votes
    )
    return room >= settlement.contest.seats - settlement.contest.held
