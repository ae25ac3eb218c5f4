"""One swing everywhere: the same percentage points to a party in every council where it stands.

Seats are settled for all councils at once. What it assumes is said on the page: local and joint
lists keep their votes, groups keep their seats, and a share never falls below zero.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import urlencode

import numpy as np
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samlet.election import IntArray, ListEntry, settle
from samlet.web.core.errors import Rejected
from samlet.web.elections.counting import UNITS, Basis, CouncilView, bloc_codes
from samlet.web.elections.scenario import decimal_of
from samlet.web.parties.queries import BlocInfo

MOST_SWING = Decimal(100)


@dataclass(frozen=True, slots=True)
class Swing:
    """One council before and after the same swing everywhere.

    has: the bloc's seats as they are; would_have: after the swing. seats: list code → seats after,
    the group's held seats among them; None where the ballots do not give the official seats, so
    that only the bloc's difference is told. entered: list code → ballots or units of a share after.
    lot: a seat would be drawn by lot, and is counted for nobody.
    """

    council: CouncilView
    has: int
    would_have: int
    lot: bool
    seats: Mapping[str, int] | None
    entered: Mapping[str, int]

    @property
    def had_majority(self) -> bool:
        return self.has >= self.council.majority

    @property
    def would_have_majority(self) -> bool:
        return self.would_have >= self.council.majority

    @property
    def changes_hands(self) -> bool:
        return self.had_majority != self.would_have_majority


@dataclass(frozen=True, slots=True)
class Swept:
    """Every council that could be settled, and those that could not."""

    swings: tuple[Swing, ...]
    left_out: tuple[CouncilView, ...]

    @property
    def before(self) -> int:
        return sum(swing.had_majority for swing in self.swings)

    @property
    def after(self) -> int:
        return sum(swing.would_have_majority for swing in self.swings)


def swings_of(query: QueryDict, parties: Collection[str]) -> dict[str, Decimal]:
    """Read `d.CODE=±points` from an address. Raises Rejected, naming the party."""
    swings = {}
    for key in query:
        if not key.startswith("d."):
            continue
        code = key[2:]
        if code not in parties:
            raise Rejected(_("No party has the code %(codes)s."), codes=code[:30])
        given = query.getlist(key)
        text = given[0].strip()
        if len(given) > 1:
            raise Rejected(_("“%(code)s” stands twice in the address."), code=code)
        if not text:
            continue
        value = decimal_of(text)
        if value is None or abs(value) > MOST_SWING:
            raise Rejected(
                _("%(code)s: “%(text)s” is not a change from −100 to 100 percentage points."),
                code=code,
                text=text[:40],
            )
        if value:
            swings[code] = value
    return swings


def swing_everywhere(
    views: Iterable[CouncilView], swings: Mapping[str, Decimal], bloc: BlocInfo
) -> Swept:
    """Add the same percentage points to a party wherever it stands, and settle every council.

    Where the ballots alone give other seats than the official ones, the bloc's official seats are
    moved by as many as the ballots' settlement moves.
    """
    usable: list[CouncilView] = []
    left_out: list[CouncilView] = []
    for view in views:
        (left_out if view.settlement is None else usable).append(view)
    if not usable:
        return Swept((), tuple(left_out))
    entered = [_entered(view, swings) for view in usable]
    votes, seats = _arrays(usable, entered)
    settled = settle(votes, seats)
    unsettled = {row.row for row in settled.invalid}
    made = [
        _swing(view, after, settled.seats[row], bool(settled.lots[row]), bloc)
        for row, (view, after) in enumerate(zip(usable, entered, strict=True))
        if row not in unsettled
    ]
    left_out += [usable[row] for row in sorted(unsettled)]
    return Swept(tuple(made), tuple(left_out))


def _entered(view: CouncilView, swings: Mapping[str, Decimal]) -> dict[str, int]:
    """Ballots, or units of a share, of the lists that the swing moves."""
    assert view.settlement is not None
    total = UNITS if view.basis == Basis.SHARES else view.total_ballots
    moved = {}
    for entry in view.settlement.contest.lists:
        points = swings.get(entry.code)
        if points is not None:
            more = int((points * total / 100).to_integral_value(ROUND_HALF_UP))
            moved[entry.code] = max(0, _counted(entry) + more)
    return moved


def _counted(entry: ListEntry) -> int:
    """Ballots where they are known, else units of a share."""
    return entry.votes if entry.ballots is None else entry.ballots


def _arrays(views: list[CouncilView], entered: list[dict[str, int]]) -> tuple[IntArray, IntArray]:
    """List votes per council and list, and the seats to settle."""
    contests = [view.settlement.contest for view in views if view.settlement]
    width = max(len(contest.lists) for contest in contests)
    votes = np.zeros((len(contests), width), dtype=np.int64)
    seats = np.array([contest.seats - contest.held for contest in contests], dtype=np.int64)
    for row, (contest, moved) in enumerate(zip(contests, entered, strict=True)):
        for place, entry in enumerate(contest.lists):
            more = moved[entry.code] - _counted(entry) if entry.code in moved else 0
            # Cross-list votes stay as they were: only ballots are moved.
            votes[row, place] = max(0, entry.votes + more * contest.ballot_weight)
    return votes, seats


def _swing(
    view: CouncilView, entered: Mapping[str, int], won: IntArray, lot: bool, bloc: BlocInfo
) -> Swing:
    assert view.settlement is not None
    codes, _mixed = bloc_codes(view, bloc)
    official = view.seats_by_code
    has = sum(seats for code, seats in official.items() if code in codes)
    if not entered:
        seats = None if view.basis == Basis.DIFFERS else official
        return Swing(view, has, has, False, seats, entered)
    lists = view.settlement.contest.lists
    after = {entry.code: int(won[place]) for place, entry in enumerate(lists)}
    would_have = sum(seats for code, seats in after.items() if code in codes)
    if view.basis != Basis.DIFFERS:
        return Swing(view, has, would_have, lot, {**official, **after}, entered)
    before = sum(seats for code, seats in view.settlement.seats.items() if code in codes)
    would_have = min(view.seats, max(0, has + would_have - before))
    return Swing(view, has, would_have, lot, None, entered)


def scenario_query(swing: Swing) -> str:
    """The address's query that shows the same swing in this one council's scenario."""
    if swing.council.basis == Basis.SHARES:
        shares = {code: Decimal(units) * 100 / UNITS for code, units in swing.entered.items()}
        return urlencode({f"s.{code}": f"{share.normalize():f}" for code, share in shares.items()})
    return urlencode({f"v.{code}": ballots for code, ballots in swing.entered.items()})
