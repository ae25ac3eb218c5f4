"""What a bloc lacks to a majority, and the fewest votes that give it.

The price of a majority is the opponents' quotient that must be beaten, so the answer is exact and
cheap (docs/method/settlement.md#majority). Election Act 2023 §§ 11-4, 12-1, 13-1; a majority is
more than half of all members, Local Government Act § 11-9.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from operator import add

from samlet.election.contest import ContestSettlement, settle_contest
from samlet.election.errors import InvalidCount
from samlet.election.lists import whole
from samlet.election.margins import removable
from samlet.election.quotients import NOTHING, Key, Series

NEVER = 1 << 200  # the cost of what cannot be had: above any sum of votes
_Costs = Sequence[int]  # what 1, 2 … steps of one list cost together
_Plan = tuple[int, tuple[int, ...]]  # total cost, steps per list


@dataclass(frozen=True, slots=True)
class Single:
    """The fewest votes that give the majority when all go to one list, and which list."""

    votes: int
    to: str


@dataclass(frozen=True, slots=True)
class Majority:
    """A bloc's distance to the majority, in ballots (`ballot_weight` > 1) or list votes.

    needs: seats of a majority, of the whole council. has: the bloc's seats (certain ones, and those
    held for it). fewest: the fewest extra votes that surely give it, None when no number can.
    shares: how they are shared, code → votes, zeros left out. gained, lost: the seats that surely
    change hands then. single: all to one list. moved: the fewest votes moved from the opponents'
    lists to the bloc's; moved_to and moved_from say how, and have the same sum (an opponent may be
    left with fewer candidates than seats: the bloc's majority stands, whoever fills the rest).
    Already a majority: 0, nothing shared, no single, 0 moved. Among equal minima any one is given.
    """

    needs: int
    has: int
    fewest: int | None = None
    shares: dict[str, int] = field(default_factory=dict)
    gained: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    single: Single | None = None
    moved: int | None = None
    moved_to: dict[str, int] = field(default_factory=dict)
    moved_from: dict[str, int] = field(default_factory=dict)


def majority(
    settlement: ContestSettlement, bloc: Collection[str], *, has_held: int = 0
) -> Majority:
    """What it takes for the lists of `bloc` to hold more than half of all seats.

    bloc: list codes; one that does not stand is ignored, a joint list is given by its own code.
    has_held: how many of the contest's held seats belong to the bloc.
    Where a lot decides the last seat only `needs` and `has` (the certain seats) are said.
    Raises InvalidCount when `has_held` is negative or more than the seats held.
    """
    found = fewest_votes(settlement, bloc, has_held=has_held)
    if settlement.tie == "lot" or found.fewest is None:
        return found
    if found.fewest == 0:
        return replace(found, moved=0)
    gained, lost = _changes(settlement, found.shares)
    return replace(_moved(settlement, bloc, has_held, found), gained=gained, lost=lost)


def fewest_votes(
    settlement: ContestSettlement, bloc: Collection[str], *, has_held: int = 0
) -> Majority:
    """`majority` without what is moved, gained and lost: some ten times as fast."""
    if isinstance(bloc, str):
        raise InvalidCount(
            "A bloc is a collection of list codes, not one text: %(bloc)s", bloc=bloc
        )
    contest = settlement.contest
    whole(has_held, "Held seats of the bloc")
    if has_held > contest.held:
        raise InvalidCount(
            "Held seats of the bloc (%(has)s) are more than the seats held (%(held)s).",
            has=has_held,
            held=contest.held,
        )
    needs = contest.seats // 2 + 1
    codes = set(bloc)
    has = has_held + sum(seats for code, seats in settlement.seats.items() if code in codes)
    if settlement.tie == "lot":
        return Majority(needs, has)
    if has >= needs:
        return Majority(needs, has, fewest=0)
    sides = _Sides(settlement, codes, needs - has_held)
    price = sides.price()
    if price is None:
        return Majority(needs, has)
    costs = sides.bloc_costs(price)
    total, shares = sides.plan(sides.bloc, costs)
    return Majority(needs, has, fewest=total, shares=shares, single=sides.single(price))


def _changes(
    settlement: ContestSettlement, shares: dict[str, int]
) -> tuple[dict[str, int], dict[str, int]]:
    """The seats each list surely gains and loses when `shares` more votes are cast."""
    contest = settlement.contest
    lists = tuple(
        replace(entry, votes=entry.votes + contest.ballot_weight * shares.get(entry.code, 0))
        for entry in contest.lists
    )
    after = settle_contest(replace(contest, lists=lists))
    gained, lost = {}, {}
    for code, before in settlement.seats.items():
        certain = after.seats[code]
        most = certain + (code in after.lot)
        if certain > before:
            gained[code] = certain - before
        if most < before:
            lost[code] = before - most
    return gained, lost


class _Sides:
    """The bloc's lists and the opponents', and what it costs to lift or press their quotients.

    `target`: seats the bloc must win among those settled. A *price* is a key: the bloc needs
    `target` keys above it, and at most `allowed` of the opponents' may stay above it.
    """

    def __init__(self, settlement: ContestSettlement, codes: set[str], target: int) -> None:
        contest = settlement.contest
        self.settlement = settlement
        self.lists = contest.lists
        self.weight = contest.ballot_weight
        self.series: Series = settlement.series
        self.limits = settlement.limits
        self.target = target
        self.allowed = contest.seats - contest.held - target
        self.bloc = [i for i, entry in enumerate(self.lists) if entry.code in codes]
        self.others = [i for i, entry in enumerate(self.lists) if entry.code not in codes]
        self.loose = {i: removable(contest, self.lists[i]) for i in self.others}

    def price(self) -> Key | None:
        """The opponents' key that the bloc's target-th must beat; None when it never can."""
        if self.allowed < 0 or sum(self.limits[i] for i in self.bloc) < self.target:
            return None
        others = set(self.others)
        keys = [won for won in self.settlement.awarded.winners if won[0] in others]
        if len(keys) <= self.allowed:
            return NOTHING
        place, nth = keys[self.allowed]
        return self.series.key(self.lists[place].votes, nth)

    def above(self, place: int, price: Key) -> int:
        return self.series.count_above(price, self.lists[place].votes, self.limits[place])

    def bloc_costs(self, price: Key) -> tuple[int, list[_Costs]]:
        """How many more keys the bloc needs above `price`, and what each list's next ones cost."""
        have = [self.above(i, price) for i in self.bloc]
        missing = max(0, self.target - sum(have))
        return missing, [
            [
                self._lift(i, nth, price)
                for nth in range(n + 1, min(n + missing, self.limits[i]) + 1)
            ]
            for i, n in zip(self.bloc, have, strict=True)
        ]

    def _lift(self, place: int, nth: int, price: Key) -> int:
        return -((self.lists[place].votes - self.series.fewest_above(price, nth)) // self.weight)

    def other_costs(self, price: Key) -> tuple[int, list[_Costs]]:
        """How many of the opponents' keys must come down below `price`, and what that costs."""
        have = [self.above(i, price) for i in self.others]
        excess = max(0, sum(have) - self.allowed)
        return excess, [
            [self._press(i, nth, price) for nth in range(n, max(0, n - excess), -1)]
            for i, n in zip(self.others, have, strict=True)
        ]

    def _press(self, place: int, nth: int, price: Key) -> int:
        most_left = self.series.fewest_above(price, nth) - 1
        cost = -((most_left - self.lists[place].votes) // self.weight)
        return cost if cost <= self.loose[place] else NEVER

    def plan(
        self, places: list[int], costs: tuple[int, list[_Costs]]
    ) -> tuple[int | None, dict[str, int]]:
        """The cheapest way to the steps needed: its cost, and the votes per list code."""
        found = cheapest(*costs)
        if found is None:
            return None, {}
        total, steps = found
        votes = {
            self.lists[i].code: row[n - 1]
            for i, row, n in zip(places, costs[1], steps, strict=True)
            if n
        }
        return total, {code: count for code, count in votes.items() if count}

    def single(self, price: Key) -> Single | None:
        """The list that alone gives the majority for the fewest votes."""
        have = {i: self.above(i, price) for i in self.bloc}
        missing = self.target - sum(have.values())
        best: Single | None = None
        for i, n in have.items():
            if n + missing <= self.limits[i]:
                votes = self._lift(i, n + missing, price)
                if best is None or votes < best.votes:
                    best = Single(votes, self.lists[i].code)
        return best


def cheapest(steps: int, costs: Sequence[_Costs]) -> _Plan | None:
    """Take `steps` steps in all, at the least total cost; None when it cannot be done.

    costs[i][n - 1] is what n steps of list i cost together. Rounding up to whole votes breaks the
    convexity that would let a greedy choice be exact, so every sharing is weighed: tables[i][t] is
    the least that t steps among the first i lists cost.
    """
    tables = [[0] + [NEVER] * steps]
    for row in costs:
        before, taken = tables[-1], (0, *row)
        tables.append([min(map(add, before[t::-1], taken)) for t in range(steps + 1)])
    total = tables[-1][steps]
    if total >= NEVER:
        return None
    shares, left = [], steps
    for row, before, after in zip(reversed(costs), tables[-2::-1], tables[:0:-1], strict=True):
        taken = (0, *row[:left])
        share = next(n for n, cost in enumerate(taken) if before[left - n] + cost == after[left])
        shares.append(share)
        left -= share
    return total, tuple(reversed(shares))


def _moved(
    settlement: ContestSettlement, bloc: Collection[str], has_held: int, found: Majority
) -> Majority:
    """Add the fewest votes moved from the opponents' lists to the bloc's.

    Whatever is moved, some key separates the bloc's target-th from the opponents' first too many.
    Lifting the bloc above a price costs more the higher it is, pressing the opponents below it
    costs less; as many votes are moved as the dearer of the two. So the best price is where the
    two costs meet, found by halving over every possible key.
    """
    sides = _Sides(settlement, set(bloc), found.needs - has_held)
    most = sum(entry.votes for entry in settlement.contest.lists) + 1

    def both(price: int) -> tuple[int | None, int | None]:
        key = divmod(price, most)
        up, down = sides.bloc_costs(key), sides.other_costs(key)
        lift, press = cheapest(*up), cheapest(*down)
        return lift and lift[0], press and press[0]

    low, high = 0, (sides.price() or NOTHING)[0] * most + most - 1
    while low < high:
        middle = (low + high) // 2
        lift, press = both(middle)
        if press is not None and lift is not None and lift >= press:
            high = middle
        else:
            low = middle + 1
    candidates = []
    for price in {max(low - 1, 0), low}:
        lift, press = both(price)
        if lift is not None and press is not None:
            candidates.append((max(lift, press), price))
    if not candidates:
        return found
    moved, price = min(candidates)
    if moved > sum(sides.loose.values()):
        return found
    key = divmod(price, most)
    _, to = sides.plan(sides.bloc, sides.bloc_costs(key))
    _, origin = sides.plan(sides.others, sides.other_costs(key))
    return replace(
        found,
        moved=moved,
        moved_to=_filled(to, moved, {sides.lists[i].code: moved for i in sides.bloc}),
        moved_from=_filled(
            origin, moved, {sides.lists[i].code: sides.loose[i] for i in sides.others}
        ),
    )


def _filled(shares: dict[str, int], total: int, room: dict[str, int]) -> dict[str, int]:
    """`shares` topped up to `total`, a list with a share first: more never hurts on either side."""
    filled = dict(shares)
    for code in sorted(room, key=lambda code: code not in shares):
        more = min(total - sum(filled.values()), room[code] - filled.get(code, 0))
        if more > 0:
            filled[code] = filled.get(code, 0) + more
    return filled
