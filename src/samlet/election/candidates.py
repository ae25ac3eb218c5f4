"""Who of a list is elected: the ranking of candidates in council and county elections.

Law: Election Act 2023 §§ 5-3, 6-10, 12-2 and 13-2, read as published 2026-06-20; the same rules in
2019 and 2023 (docs/method/settlement.md#candidates).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from samlet.election.errors import InvalidCount
from samlet.election.lists import is_count, whole, whole_seats
from samlet.election.rules import rules_for


@dataclass(frozen=True, slots=True)
class Candidate:
    """One name on a list.

    place: its number on the list, from 1. personal: personal votes on the list's own ballots.
    cross: personal votes from other lists' ballots (slengere; councils only).
    bonus: printed in bold type, with the personal vote bonus (stemmetillegg; councils only).
    eligible: False for one who may not be elected (§ 3-2, § 3-3) and is left out (§ 13-2(1)).
    """

    place: int
    personal: int = 0
    cross: int = 0
    bonus: bool = False
    eligible: bool = True


@dataclass(frozen=True, slots=True)
class CandidateRanking:
    """The candidates of one list by place number.

    order: all eligible, first elected first. totals: place → votes that count, two decimals for
    councils, the whole personal votes for counties. elected: as many as the list has seats.
    deputies: the next seats + 3, as far as names last; none for a list without a seat.
    bonus: what each candidate in bold type got. qualified: county only, those past 8 per cent.
    """

    order: tuple[int, ...]
    totals: dict[int, Decimal]
    elected: tuple[int, ...]
    deputies: tuple[int, ...]
    bonus: Decimal = Decimal(0)
    qualified: tuple[int, ...] = ()


def rank_council_candidates(
    candidates: Iterable[Candidate],
    *,
    ballots: int,
    seats: int,
    council_seats: int,
    year: int = 2023,
) -> CandidateRanking:
    """Rank a municipal list's candidates (§ 13-2): bonus + personal + cross-list votes.

    ballots: of the list; each candidate in bold type gets 25 per cent of them, never rounded
    (§ 5-3(2)). seats: the list's. council_seats: the whole council's, which limits the number in
    bold type to 4, 6 or 10 (§ 5-3(3)). Equal totals: list order, never a lot (§ 13-2(2)).

    Raises InvalidCount for a negative or non-integer number, two candidates with one place, a bonus
    with a gap above it or given to too many, or more seats than eligible candidates.
    """
    rules = rules_for(year)
    names = _checked(candidates, ballots, seats)
    _check_bonus(names, rules.most_bonus_candidates(whole_seats(council_seats)), council_seats)
    # Counted in hundredths of a vote: a quarter of a ballot is then a whole number.
    bonus = int(ballots * rules.bonus_share * 100)
    totals = {
        name.place: (name.personal + name.cross) * 100 + bonus * name.bonus
        for name in names
        if name.eligible
    }
    order = sorted(totals, key=lambda place: (-totals[place], place))
    return _ranking(
        order,
        {place: _hundredths(totals[place]) for place in order},
        seats,
        rules.extra_deputies,
        bonus=_hundredths(bonus),
    )


def rank_county_candidates(
    candidates: Iterable[Candidate], *, ballots: int, seats: int, year: int = 2023
) -> CandidateRanking:
    """Rank a county list's candidates (§ 12-2(2)).

    Those with personal votes from at least 8 per cent of the list's voters come first, by number of
    votes, equal numbers in list order; the others follow in list order and their personal votes
    count for nothing. Without ballots nobody qualifies. The bonus and cross-list votes belong to
    municipal elections (§ 5-3, § 6-10(2)) and have no effect here. Deputies as in councils.

    Raises InvalidCount as `rank_council_candidates`, but for the bonus.
    """
    rules = rules_for(year)
    names = _checked(candidates, ballots, seats)
    votes = {name.place: name.personal for name in names if name.eligible}
    qualified = sorted(
        (
            place
            for place, personal in votes.items()
            if personal and personal * 100 >= rules.county_percent * ballots
        ),
        key=lambda place: (-votes[place], place),
    )
    if not ballots:
        qualified = []
    first = set(qualified)
    order = [*qualified, *(place for place in votes if place not in first)]
    totals = {place: Decimal(votes[place] if place in first else 0) for place in order}
    return _ranking(order, totals, seats, rules.extra_deputies, qualified=tuple(qualified))


def _ranking(
    order: Sequence[int],
    totals: dict[int, Decimal],
    seats: int,
    extra: int,
    *,
    bonus: Decimal = Decimal(0),
    qualified: tuple[int, ...] = (),
) -> CandidateRanking:
    if seats > len(order):
        raise InvalidCount(
            "The list has %(seats)s seats but only %(names)s eligible candidates are named.",
            seats=seats,
            names=len(order),
        )
    deputies = order[seats : 2 * seats + extra] if seats else ()
    return CandidateRanking(
        tuple(order), totals, tuple(order[:seats]), tuple(deputies), bonus, qualified
    )


def _hundredths(count: int) -> Decimal:
    return Decimal(count).scaleb(-2)


def _checked(candidates: Iterable[Candidate], ballots: int, seats: int) -> list[Candidate]:
    """The candidates in list order, every number whole and >= 0, every place used once."""
    whole(ballots, "Ballots")
    whole(seats, "The list's seats")
    names = list(candidates)
    for name in names:
        if is_count(name.place) and name.place and is_count(name.personal) and is_count(name.cross):
            continue
        whole(name.place, "A candidate's place", least=1)
        whole(name.personal, f"Candidate {name.place}: personal votes")
        whole(name.cross, f"Candidate {name.place}: cross-list votes")
    names.sort(key=lambda name: name.place)
    for name, following in pairwise(names):
        if name.place == following.place:
            raise InvalidCount("Two candidates have place %(place)s.", place=name.place)
    return names


def _check_bonus(names: list[Candidate], most: int, council_seats: int) -> None:
    """Bold type stands at the top of the list, without gaps, for a few (§ 5-3(1), (3))."""
    bold = [name.place for name in names if name.bonus]
    if bold != [name.place for name in names[: len(bold)]]:
        raise InvalidCount(
            "The bonus belongs to the candidates at the top of the list without gaps (Election Act"
            " § 5-3), not to places %(places)s.",
            places=", ".join(map(str, bold)),
        )
    if len(bold) > most:
        raise InvalidCount(
            "%(found)s candidates have the bonus; in a council of %(seats)s at most %(most)s may"
            " (Election Act § 5-3).",
            found=len(bold),
            most=most,
            seats=council_seats,
        )
