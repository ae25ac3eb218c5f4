"""From a contest's rows to what can honestly be said of it: seats, settlement, distance.

No database here: rows in, frozen views out, so that a page, a scenario, an export and the command
line count by the same functions. Official seats always lead; what we settle stands beside them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cached_property

from samlet.data.cross_list import within_reach
from samlet.election import (
    Contest,
    ContestSettlement,
    InvalidCount,
    ListEntry,
    Majority,
    Margin,
    fewest_votes,
    majority,
    margins,
    settle_contest,
)
from samlet.web.parties.queries import BlocInfo, PartyInfo

# A published county share of 2023 has one decimal of a per cent: it may be off by half of that.
SHARE_ROUNDING = Decimal("0.0005")
# Shares are settled as whole numbers: one unit is a thousandth of a percentage point.
UNITS = 100_000


class Basis(StrEnum):
    """How far the figures we hold let us settle a contest."""

    LIST_VOTES = "list_votes"  # list votes known: settled as the law says
    BALLOTS = "ballots"  # settled on ballots, and the official seats come out
    DIFFERS = "differs"  # settled on ballots, other seats come out: cross-list votes decided
    ABOUT = "about"  # small lists known only as a group: their seats are held fixed
    SHARES = "shares"  # shares to one decimal, no votes
    COMPUTED = "computed"  # no official seats yet: what our settlement gives
    LOT = "lot"  # the last seat is drawn by lot
    NONE = "none"  # too little is known to settle


SHOWS_SEQUENCE = frozenset(
    {Basis.LIST_VOTES, Basis.BALLOTS, Basis.ABOUT, Basis.COMPUTED, Basis.LOT}
)
SHOWS_MARGINS = SHOWS_SEQUENCE | {Basis.SHARES}


@dataclass(frozen=True, slots=True)
class ListView:
    """One list of a contest as a page shows it. share: 0 to 1; seats: official (None unknown)."""

    code: str
    name: str
    party: PartyInfo
    row_kind: str
    ballots: int | None
    estimated: bool
    share: Decimal | None
    seats: int | None
    list_votes: int | None
    received: int | None
    given: int | None
    members: frozenset[str] | None

    @property
    def settled(self) -> bool:
        """Whether the law can settle it: a group of lists, or a member of one, it cannot."""
        return self.row_kind == "list"


@dataclass(frozen=True)
class CouncilView:
    """One contest with everything a page may say of it. `held`: seats of lists known as a group."""

    stable_id: str
    kind: str
    year: int
    day: date
    number: str
    name: str
    county_number: str
    county_name: str
    seats: int
    turnout: Decimal | None
    lists: tuple[ListView, ...]
    official: bool
    complete: bool
    held: int
    basis: Basis
    settlement: ContestSettlement | None
    rounding_decides: bool
    source: str
    source_day: date
    lot_winners: tuple[str, ...] = ()

    @property
    def majority(self) -> int:
        return self.seats // 2 + 1

    @property
    def unit_is_votes(self) -> bool:
        """True where margins are ballots or votes, False where they are percentage points."""
        return self.basis != Basis.SHARES

    @property
    def shows_order(self) -> bool:
        """Whether an order of seats may be shown: not where only a lot or rounding decides it."""
        if self.rounding_decides:
            return False
        return self.basis in SHOWS_SEQUENCE or self.basis == Basis.SHARES

    @cached_property
    def counted(self) -> tuple[ListView, ...]:
        """The rows that add up: lists and the group, never a member of the group."""
        return tuple(row for row in self.lists if row.row_kind != "member")

    @cached_property
    def by_code(self) -> Mapping[str, ListView]:
        return {row.code: row for row in self.lists}

    @cached_property
    def total_ballots(self) -> int:
        return sum(row.ballots or 0 for row in self.counted)

    @cached_property
    def estimated(self) -> tuple[ListView, ...]:
        """Lists whose ballots are worked out from a share."""
        return tuple(row for row in self.counted if row.estimated)

    @cached_property
    def seats_by_code(self) -> Mapping[str, int]:
        """Seats as a page leads with them: official ones, else those our settlement is sure of."""
        if self.official or self.settlement is None:
            return {row.code: row.seats or 0 for row in self.counted}
        won = dict(self.settlement.seats)
        for code in self.lot_winners:
            won[code] = won.get(code, 0) + 1
        return {row.code: won.get(row.code, row.seats or 0) for row in self.counted}

    @cached_property
    def differences(self) -> tuple[tuple[ListView, int, int], ...]:
        """(list, official seats, seats by our settlement) where the two differ."""
        if self.settlement is None or not self.official:
            return ()
        won = self.settlement.seats
        return tuple(
            (row, row.seats or 0, won.get(row.code, 0))
            for row in self.counted
            if row.settled and (row.seats or 0) != won.get(row.code, 0)
        )

    @cached_property
    def margins(self) -> Mapping[str, Margin]:
        """Margins per list, empty where none may be shown as fact."""
        if self.settlement is None or self.basis not in SHOWS_MARGINS:
            return {}
        return margins(self.settlement) or {}


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a majority is, or how safely it is held.

    votes: ballots (None where only shares are known, or nothing may be said);
    share: of all ballots, 0 to 1; low/high: the interval rounding leaves, as shares.
    """

    votes: int | None
    share: Decimal
    low: Decimal
    high: Decimal
    about: bool
    within_reach: bool


@dataclass(frozen=True)
class Standing:
    """A bloc in a council: what it has, what it needs and what decided it."""

    council: CouncilView
    bloc: BlocInfo
    codes: frozenset[str]
    mixed: tuple[ListView, ...]
    has: int
    distance: Distance | None

    @property
    def needs(self) -> int:
        return self.council.majority

    @property
    def missing(self) -> int:
        """Seats missing to a majority; negative are seats in excess of it."""
        return self.needs - self.has

    @property
    def has_majority(self) -> bool:
        return self.has >= self.needs

    @cached_property
    def plan(self) -> Majority | None:
        """What it takes, seat by seat: for the bloc to win the majority, or for the others to.

        None where no margin may be shown as fact. Takes some milliseconds, so it is worked out
        once for a standing, and only for the page that shows it.
        """
        if self.distance is None or self.council.settlement is None:
            return None
        side, has_held = _side(self)
        return majority(self.council.settlement, side, has_held=has_held)


def settled_view(view: CouncilView) -> CouncilView:
    """Fill in basis, held seats and settlement of a view that has its lists and seats."""
    rows = [row for row in view.counted if row.settled]
    group = [row for row in view.counted if not row.settled]
    if not view.complete or any(row.seats is None for row in group):
        return replace(view, basis=Basis.NONE, settlement=None)
    held = sum(row.seats or 0 for row in group)
    contest = contest_of(view, rows, held)
    if contest is None:
        return replace(view, basis=Basis.NONE, settlement=None, held=held)
    try:
        settlement = settle_contest(contest)
    except InvalidCount:
        return replace(view, basis=Basis.NONE, settlement=None, held=held)
    rounding_decides = False
    if contest_is_shares(rows):
        settlement, rounding_decides = _settled_on_shares(contest, settlement, rows, view.official)
    view = replace(view, held=held, settlement=settlement, rounding_decides=rounding_decides)
    return replace(view, basis=_basis(view, rows, bool(group)))


def contest_is_shares(rows: Iterable[ListView]) -> bool:
    """Whether no list has ballots, only shares."""
    return all(row.ballots is None and row.list_votes is None for row in rows)


def contest_of(view: CouncilView, rows: Collection[ListView], held: int) -> Contest | None:
    """The contest the law settles, or None when a list's votes are unknown.

    A municipal ballot is worth as many list votes as the council has seats (§ 13-1(3)).
    """
    weight = view.seats if view.kind == "municipal" else 1
    if contest_is_shares(rows):
        weight = 1
    entries = []
    for row in rows:
        if row.list_votes is not None:
            votes = row.list_votes
        elif row.ballots is not None:
            votes = row.ballots * weight
        elif row.share is not None and contest_is_shares(rows):
            votes = int((row.share * UNITS).to_integral_value(ROUND_HALF_UP))
        else:
            return None
        entries.append(ListEntry(row.code, votes, ballots=row.ballots))
    if len(entries) < 2 or view.seats - held < 1:
        return None
    return Contest(
        seats=view.seats,
        lists=tuple(entries),
        kind="municipal" if view.kind == "municipal" else "county",
        year=view.year,
        ballot_weight=weight,
        held=held,
    )


def _settled_on_shares(
    contest: Contest, settlement: ContestSettlement, rows: Collection[ListView], official: bool
) -> tuple[ContestSettlement, bool]:
    """Settle rounded shares; where equal ones leave a lot, let the official seats decide it.

    Returns the settlement and whether rounding decided a seat.
    """
    if settlement.tie != "lot" or not official:
        won = {row.code: row.seats or 0 for row in rows}
        return settlement, official and any(
            won[code] != seats for code, seats in settlement.seats.items()
        )
    winners = {row.code for row in rows if (row.seats or 0) > settlement.seats.get(row.code, 0)}
    nudged = tuple(
        replace(entry, votes=entry.votes + 1) if entry.code in winners else entry
        for entry in contest.lists
    )
    return settle_contest(replace(contest, lists=nudged)), True


def _basis(view: CouncilView, rows: Collection[ListView], grouped: bool) -> Basis:
    if view.settlement is None:
        return Basis.NONE
    # The first that is true says the most that may honestly be said.
    cases = (
        (view.settlement.tie == "lot", Basis.LOT),
        (contest_is_shares(rows), Basis.SHARES),
        (not view.official, Basis.COMPUTED),
        (bool(view.differences), Basis.DIFFERS),
        (grouped, Basis.ABOUT),
        (all(row.list_votes is not None for row in rows), Basis.LIST_VOTES),
    )
    return next((basis for holds, basis in cases if holds), Basis.BALLOTS)


def bloc_codes(view: CouncilView, bloc: BlocInfo) -> tuple[frozenset[str], tuple[ListView, ...]]:
    """(codes of the lists that belong to a bloc here, joint lists that join only some of it)."""
    place = (view.number, view.year) if view.kind == "municipal" else None
    inside = frozenset(
        row.code for row in view.counted if row.settled and bloc.holds(row.code, row.members, place)
    )
    mixed = tuple(
        row
        for row in view.counted
        if row.members and row.code not in inside and row.members & bloc.counted
    )
    return inside, mixed


def standing(view: CouncilView, bloc: BlocInfo) -> Standing:
    """What a bloc has here, and the distance to, or the safety of, its majority."""
    codes, mixed = bloc_codes(view, bloc)
    has = sum(seats for code, seats in view.seats_by_code.items() if code in codes)
    result = Standing(view, bloc, codes, mixed, has, None)
    return replace(result, distance=_distance(result))


def _distance(at: Standing) -> Distance | None:
    """The fewest ballots to the majority, or the fewest that would take it away."""
    view = at.council
    if view.settlement is None or view.basis not in SHOWS_MARGINS or view.basis == Basis.LOT:
        return None
    side, has_held = _side(at)
    found = fewest_votes(view.settlement, side, has_held=has_held)
    if found.fewest is None:
        return None
    if view.basis == Basis.SHARES:
        return _distance_in_points(view, side, has_held, found.fewest)
    if not view.total_ballots:
        return None
    share = Decimal(found.fewest) / view.total_ballots
    about = view.basis == Basis.ABOUT or bool(view.estimated)
    near = view.basis != Basis.LIST_VOTES and view.kind == "municipal"
    return Distance(
        votes=found.fewest,
        share=share,
        low=share,
        high=share,
        about=about,
        within_reach=near and within_reach(found.fewest, view.total_ballots),
    )


def _side(at: Standing) -> tuple[frozenset[str], int]:
    """(lists, held seats) of the side that would need votes: the bloc, or those outside it."""
    if not at.has_majority:
        return at.codes, 0
    standing_lists = {row.code for row in at.council.counted if row.settled}
    return frozenset(standing_lists) - at.codes, at.council.held


def _distance_in_points(
    view: CouncilView, side: frozenset[str], has_held: int, points: int
) -> Distance:
    """Percentage points with the interval that rounded shares leave."""

    def fewest(direction: int) -> Decimal:
        nudge = int(SHARE_ROUNDING * UNITS) * direction
        contest = view.settlement.contest  # type: ignore[union-attr]
        lists = tuple(
            replace(
                entry,
                votes=max(0, entry.votes + (nudge if entry.code in side else -nudge)),
            )
            for entry in contest.lists
        )
        nudged = settle_contest(replace(contest, lists=lists))
        return Decimal(fewest_votes(nudged, side, has_held=has_held).fewest or 0) / UNITS

    return Distance(
        votes=None,
        share=Decimal(points) / UNITS,
        low=fewest(1),
        high=fewest(-1),
        about=True,
        within_reach=False,
    )
