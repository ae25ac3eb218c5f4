"""One contest settled exactly: seats, the order of award, and what decided the last seat.

Law: modified Sainte-Laguë, Election Act 2023 §§ 11-4, 12-1, 13-1, 13-2(4) and 14-1, read as
published 2026-06-20; the same arithmetic under the 2002 Act (docs/method/settlement.md).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, NamedTuple

from samlet.election.errors import InvalidCount, MajorityElection
from samlet.election.lists import whole, whole_seats
from samlet.election.quotients import Awarded, Series, award, sainte_lague
from samlet.election.rules import rules_for

Kind = Literal["municipal", "county"]
Tie = Literal["votes", "lot"]


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One list that stands.

    votes: list votes (municipal) or ballots (county), >= 0.
    eligible: how many eligible candidates it has; None when it has enough (§ 13-2(4)).
    ballots: its ballots, where known: margins never take away more ballots than these.
    """

    code: str
    votes: int
    eligible: int | None = None
    ballots: int | None = None


@dataclass(frozen=True, slots=True)
class Contest:
    """One election to one council.

    seats: of the whole council, >= 1 (the law wants an odd number, the arithmetic does not).
    ballot_weight: list votes that one more ballot adds: the council's seats when margins are to be
    told in ballots, 1 when they are told in list votes (and for a county council).
    held: seats kept fixed for lists known only as a group; `seats - held` are settled among `lists`
    and a majority is still of all `seats`.
    """

    seats: int
    lists: tuple[ListEntry, ...]
    kind: Kind = "municipal"
    year: int = 2023
    ballot_weight: int = 1
    held: int = 0


class Award(NamedTuple):
    """One seat, or the next quotient in line: `nth` seat of list `code`, won with `quotient`."""

    seat: int
    code: str
    nth: int
    quotient: Fraction


@dataclass(frozen=True)
class ContestSettlement:
    """A settled contest.

    seats: code → seats; certain seats only when a lot decides the rest.
    tie: what decided the last seat: None (a larger quotient), "votes" (equal quotients, a list
    outside has fewer votes), "lot" (equal votes too). A tie about mere order is no tie.
    lot, lot_seats: the lists that draw and for how many seats; empty and 0 without a lot.
    """

    contest: Contest
    seats: dict[str, int]
    tie: Tie | None
    lot: tuple[str, ...]
    lot_seats: int
    awarded: Awarded = field(repr=False, compare=False)
    limits: tuple[int, ...] = field(repr=False, compare=False)
    series: Series = field(repr=False, compare=False)

    @property
    def sequence(self) -> tuple[Award, ...]:
        """The seats in the order won (§ 11-4(2)); equal keys in the order of the lists."""
        return self._awards(self.awarded.winners, 1)

    @property
    def runners_up(self) -> tuple[Award, ...]:
        """Each list's best quotient without a seat, best first; `seat` continues the numbering."""
        return self._awards(self.awarded.losers, len(self.awarded.winners) + 1)

    def _awards(self, places: list[tuple[int, int]], first: int) -> tuple[Award, ...]:
        lists, divisors, unit = self.contest.lists, self.series.divisors, self.series.unit
        return tuple(
            Award(
                number,
                lists[place].code,
                nth,
                Fraction(lists[place].votes * unit, divisors[nth - 1]),
            )
            for number, (place, nth) in enumerate(places, first)
        )


def settle_contest(contest: Contest) -> ContestSettlement:
    """Distribute the seats of one contest by modified Sainte-Laguë, exactly.

    Equal quotients: the list with more votes; equal votes too: a lot, which is reported and never
    drawn (§ 11-4(3)). A list with fewer eligible candidates than it would win stops there, and the
    others take the rest by the same quotients (§ 13-2(4)). A list without votes gets nothing.

    Raises MajorityElection when fewer than two lists stand (§ 14-1); InvalidCount for a negative or
    non-integer number, two lists with one code, no votes at all (the act is silent), fewer eligible
    candidates than seats, or a year without rules.
    """
    seats, limits = _checked(contest)
    series = sainte_lague(seats)
    awarded = award([entry.votes for entry in contest.lists], limits, seats, series)
    codes = [entry.code for entry in contest.lists]
    return ContestSettlement(
        contest=contest,
        seats=dict(zip(codes, awarded.seats, strict=True)),
        tie=awarded.tie,
        lot=tuple(codes[place] for place in awarded.lot),
        lot_seats=awarded.lot_seats,
        awarded=awarded,
        limits=limits,
        series=series,
    )


def _checked(contest: Contest) -> tuple[int, tuple[int, ...]]:
    """The seats to settle and the most each list can take, after the checks above."""
    rules_for(contest.year)
    if contest.kind not in ("municipal", "county"):
        raise InvalidCount(
            'The kind of election must be "municipal" or "county", not %(kind).60r.',
            kind=contest.kind,
        )
    total = whole_seats(contest.seats)
    whole(contest.ballot_weight, "The votes of one ballot", least=1)
    seats = total - whole(contest.held, "Seats held fixed")
    if seats < 1:
        raise InvalidCount(
            "Seats held fixed (%(held)s) leave none of %(seats)s to settle.",
            held=contest.held,
            seats=total,
        )
    _check_lists(contest)
    limits = tuple(
        seats if entry.eligible is None else min(entry.eligible, seats) for entry in contest.lists
    )
    room = sum(limit for limit, entry in zip(limits, contest.lists, strict=True) if entry.votes)
    if not any(entry.votes for entry in contest.lists):
        raise InvalidCount("No list has any votes, so no seat can be given.")
    if room < seats:
        raise InvalidCount(
            "The lists with votes have %(room)s eligible candidates for %(seats)s seats.",
            room=room,
            seats=seats,
        )
    return seats, limits


def _check_lists(contest: Contest) -> None:
    if len(contest.lists) < 2 and not (contest.held and contest.lists):
        raise MajorityElection(
            "Fewer than two lists stand: this is a majority election (Election Act § 14-1), where"
            " voters write names and no quotients are computed."
        )
    seen: set[str] = set()
    for entry in contest.lists:
        if entry.code in seen:
            raise InvalidCount("Two lists have the same code: %(code)s.", code=entry.code)
        seen.add(entry.code)
        whole(entry.votes, f"List {entry.code}: votes")
        if entry.eligible is not None:
            whole(entry.eligible, f"List {entry.code}: eligible candidates")
        if entry.ballots is not None:
            whole(entry.ballots, f"List {entry.code}: ballots")
