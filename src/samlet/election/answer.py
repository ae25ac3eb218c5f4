"""One contest as plain data in, its whole settlement as plain data out: `samlet settle`.

The form of both is in docs/method/settlement.md#settle-command.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import gcd
from typing import cast

from samlet.election.candidates import (
    Candidate,
    CandidateRanking,
    rank_council_candidates,
    rank_county_candidates,
)
from samlet.election.contest import Contest, ContestSettlement, Kind, ListEntry, settle_contest
from samlet.election.errors import InvalidCount
from samlet.election.government import fewest_votes
from samlet.election.lists import is_count, list_votes, whole, whole_seats
from samlet.election.margins import margins

DEFAULT_YEAR = 2023
_OBJECT = (dict, Mapping)  # the first is what JSON gives, and the quicker to tell


def answer(contest: Mapping[str, object]) -> dict[str, object]:
    """Settle one contest given as JSON data and say everything about it.

    contest: `seats` and `lists` (each `code` with `ballots`, `received`, `given`, or `list_votes`
    in their place, or agreeing with them; optional `eligible`, `candidates`); optional `id`,
    `kind` ("municipal"), `year` (2023), `bloc`. Other keys are ignored. A list's cap is `eligible`,
    else the number of eligible candidates where candidates are named (§ 13-2(4)). A contest that
    its reader could not read, `{"id": …, "error": …}`, is answered as it stands.

    Returns the keys id, list_votes (county: ballots), seats, sequence, tie, lot, lot_seats,
    margins, majority, elected, deputies; or id and error, never an exception for what the data
    holds.
    Margins are in ballots when ballots were given, else in list votes. After a lot, seats, sequence
    and elected hold what is certain, and margins and majority are None.
    """
    if not isinstance(contest, Mapping):
        return {"id": None, "error": "A contest must be a JSON object."}
    identity = contest.get("id")
    if "error" in contest and "lists" not in contest:
        return {"id": identity, "error": str(contest["error"])}
    try:
        return _answer(identity, contest)
    except InvalidCount as error:
        return {"id": identity, "error": str(error)}


@dataclass(frozen=True, slots=True)
class _Given:
    """One list as it was given."""

    entry: ListEntry
    in_ballots: bool
    candidates: tuple[Candidate, ...]


def _answer(identity: object, data: Mapping[str, object]) -> dict[str, object]:
    seats = whole_seats(data.get("seats"))
    kind = _kind(data.get("kind"))
    year = data.get("year")
    bloc = _bloc(data.get("bloc"))
    lists = _lists(data.get("lists"), kind, seats)
    by_ballots = bool(lists) and lists[0].in_ballots
    settlement = settle_contest(
        Contest(
            seats=seats,
            lists=tuple(given.entry for given in lists),
            kind=kind,
            year=DEFAULT_YEAR if year is None else whole(year, "The year"),
            ballot_weight=seats if by_ballots and kind == "municipal" else 1,
        )
    )
    rankings = {given.entry.code: _ranked(given, settlement) for given in lists if given.candidates}
    return {
        "id": identity,
        "list_votes": {given.entry.code: given.entry.votes for given in lists},
        "seats": settlement.seats,
        "sequence": _sequence(settlement),
        "tie": settlement.tie,
        "lot": list(settlement.lot),
        "lot_seats": settlement.lot_seats,
        "margins": _margins(settlement),
        "majority": _majority(settlement, bloc),
        "elected": {code: list(ranking.elected) for code, ranking in rankings.items()},
        "deputies": {code: list(ranking.deputies) for code, ranking in rankings.items()},
    }


# --- what is said ------------------------------------------------------------------------------


def _sequence(settlement: ContestSettlement) -> list[dict[str, object]]:
    lists, series = settlement.contest.lists, settlement.series
    said: list[dict[str, object]] = []
    for seat, (place, nth) in enumerate(settlement.awarded.winners, 1):
        votes, divisor = lists[place].votes * series.unit, series.divisors[nth - 1]
        common = gcd(votes, divisor)
        quotient = str(votes // common)
        if divisor != common:
            quotient += f"/{divisor // common}"
        said.append({"seat": seat, "list": lists[place].code, "quotient": quotient})
    return said


def _margins(settlement: ContestSettlement) -> dict[str, object] | None:
    if settlement.tie == "lot":
        return None
    return {
        code: {"next": margin.next, "last": margin.last}
        for code, margin in margins(settlement).items()
    }


def _majority(settlement: ContestSettlement, bloc: Collection[str]) -> dict[str, object] | None:
    if not bloc or settlement.tie == "lot":
        return None
    found = fewest_votes(settlement, bloc)
    single = found.single
    return {
        "needs": found.needs,
        "has": found.has,
        "fewest": found.fewest,
        "shares": found.shares,
        "single": single and {"votes": single.votes, "to": single.to},
    }


def _ranked(given: _Given, settlement: ContestSettlement) -> CandidateRanking:
    contest, entry = settlement.contest, given.entry
    seats = settlement.seats[entry.code]
    try:
        if contest.kind == "county":
            return rank_county_candidates(
                given.candidates, ballots=entry.votes, seats=seats, year=contest.year
            )
        return rank_council_candidates(
            given.candidates,
            ballots=entry.ballots or 0,
            seats=seats,
            council_seats=contest.seats,
            year=contest.year,
        )
    except InvalidCount as error:
        raise InvalidCount("List %(code)s: %(why)s", code=entry.code, why=error) from error


# --- what is read ------------------------------------------------------------------------------


def _kind(value: object) -> Kind:
    if value is None or value == "municipal":
        return "municipal"
    if value == "county":
        return "county"
    raise InvalidCount('Kind must be "municipal" or "county", not %(kind).60r.', kind=value)


def _bloc(value: object) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list | tuple) or not all(isinstance(code, str) for code in value):
        raise InvalidCount("Bloc must be a list of list codes, not %(bloc).60r.", bloc=value)
    return list(value)


def _lists(value: object, kind: Kind, seats: int) -> list[_Given]:
    if not isinstance(value, list | tuple):
        raise InvalidCount("Lists must be a list of objects, not %(lists).60r.", lists=value)
    lists = [_list(item, number, kind, seats) for number, item in enumerate(value, 1)]
    if len({given.in_ballots for given in lists}) > 1:
        raise InvalidCount(
            "Some lists give ballots and some list_votes; give the same for all of a contest."
        )
    return lists


def _list(item: object, number: int, kind: Kind, seats: int) -> _Given:
    if not isinstance(item, _OBJECT):
        raise InvalidCount(
            "List number %(number)s must be an object, not %(item).60r.", number=number, item=item
        )
    code = item.get("code")
    if not isinstance(code, str) or not code:
        raise InvalidCount(
            "List number %(number)s: code must be a text, not %(code).60r.",
            number=number,
            code=code,
        )
    what = f"List {code}"
    ballots = _count(item, "ballots", what)
    votes = _votes(item, what, kind, seats)
    candidates = _candidates(item.get("candidates"), what)
    if kind == "municipal" and ballots is None and any(name.bonus for name in candidates):
        raise InvalidCount(
            "%(what)s: the bonus is a part of the ballots, so ballots must be given.", what=what
        )
    eligible = _count(item, "eligible", what)
    if eligible is None and candidates:
        eligible = sum(name.eligible for name in candidates)
    return _Given(ListEntry(code, votes, eligible, ballots), ballots is not None, candidates)


def _votes(item: Mapping[object, object], what: str, kind: Kind, seats: int) -> int:
    """The list's votes: list votes in a council, ballots in a county council.

    Cross-list votes exist in municipal elections only (§ 6-10(2)): in a county they have no effect.
    """
    ballots, direct, received, given = (
        _count(item, key, what) for key in ("ballots", "list_votes", "received", "given")
    )
    if ballots is None and direct is None:
        raise InvalidCount("%(what)s: ballots (or list_votes) are missing.", what=what)
    if ballots is None:
        if received or given:
            raise InvalidCount(
                "%(what)s: received and given belong with ballots; list_votes hold them already.",
                what=what,
            )
        return cast(int, direct)
    try:
        votes = (
            ballots if kind == "county" else list_votes(ballots, seats, received or 0, given or 0)
        )
    except InvalidCount as error:
        raise InvalidCount("%(what)s: %(why)s", what=what, why=error) from error
    if direct not in (None, votes):
        raise InvalidCount(
            "%(what)s: list_votes is %(direct)s, but the ballots make %(votes)s.",
            what=what,
            direct=direct,
            votes=votes,
        )
    return votes


def _count(item: Mapping[object, object], key: str, what: str) -> int | None:
    value = item.get(key)
    if value is None or is_count(value):
        return value
    return whole(value, f"{what}: {key}")


def _candidates(value: object, what: str) -> tuple[Candidate, ...]:
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise InvalidCount(
            "%(what)s: candidates must be a list of objects, not %(value).60r.",
            what=what,
            value=value,
        )
    return tuple(_candidate(item, what) for item in value)


def _candidate(item: object, what: str) -> Candidate:
    if not isinstance(item, _OBJECT):
        raise InvalidCount(
            "%(what)s: a candidate must be an object, not %(item).60r.", what=what, item=item
        )
    place, personal, cross = item.get("place"), item.get("personal"), item.get("cross")
    bonus, eligible = item.get("bonus"), item.get("eligible")
    personal = 0 if personal is None else personal
    cross = 0 if cross is None else cross
    # Thousands of these come in one file: what to call a fault is put together only for a fault.
    if not (is_count(place) and is_count(personal) and is_count(cross) and place):
        place = whole(place, f"{what}: a candidate's place", least=1)
        personal = whole(personal, f"{what}, candidate {place}: personal")
        cross = whole(cross, f"{what}, candidate {place}: cross")
    for key, value in (("bonus", bonus), ("eligible", eligible)):
        if value is not None and not isinstance(value, bool):
            raise InvalidCount(
                "%(what)s, candidate %(place)s: %(key)s must be true or false, not %(value).60r.",
                what=what,
                place=place,
                key=key,
                value=value,
            )
    return Candidate(place, personal, cross, bonus is True, eligible is not False)
