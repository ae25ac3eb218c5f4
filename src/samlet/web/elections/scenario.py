"""Try it yourself: other votes in one council, or one swing in all of them.

A scenario lives in its address and nowhere else. Everything in an address may have been tampered
with, so every value is checked and named when it is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Literal

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samlet.web.core.errors import Rejected
from samlet.web.elections.counting import (
    UNITS,
    Basis,
    CouncilView,
    ListView,
    contest_is_shares,
    settled_view,
)

MOST_VOTES = 10**12
MOST_SWING = Decimal(100)
Mode = Literal["votes", "shares"]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A council as it was and as it would be.

    start: what `view` is compared with: the official seats, or, where the ballots alone give other
    seats than the official ones, what the ballots give. entered: code → the text of the address.
    share_sum: what the shares add up to (1 is the whole), None when votes are entered.
    """

    base: CouncilView
    start: CouncilView
    view: CouncilView
    mode: Mode
    entered: Mapping[str, str]
    changed: tuple[str, ...]
    share_sum: Decimal | None


def only_shares(base: CouncilView) -> bool:
    """Whether a council's lists are known by shares alone, so that no votes can be entered."""
    return contest_is_shares([row for row in base.counted if row.settled])


def council_scenario(base: CouncilView, query: QueryDict) -> Scenario:
    """Read `v.CODE=ballots` or `s.CODE=per cent` from an address.

    Lists not named keep what they had. Raises Rejected, naming the list and what is wrong.
    """
    votes = _values(base, query, "v.")
    shares = _values(base, query, "s.")
    if votes and shares:
        raise Rejected(_("The address mixes votes and shares: use one of them."))
    if votes and only_shares(base):
        raise Rejected(_("Only shares are known here, so votes cannot be entered."))
    asked = mode_of(base, query)
    mode: Mode = "votes" if votes else "shares" if shares else asked
    if mode == "votes":
        ballots = {code: _votes(base, code, text) for code, text in votes.items()}
        rows = [_with_ballots(row, ballots.get(row.code), base.seats) for row in base.lists]
        return _scenario(base, rows, mode, votes, None)
    parsed = {code: _share(base, code, text) for code, text in shares.items()}
    rows = [_with_share(row, parsed.get(row.code), base) for row in base.lists]
    total = sum(
        (
            parsed.get(row.code, share_of(base.by_code[row.code], base))
            for row in rows
            if row.row_kind != "member"
        ),
        Decimal(0),
    )
    return _scenario(base, rows, mode, shares, total)


def mode_of(base: CouncilView, query: QueryDict) -> Mode:
    """What the address asks to enter: votes, unless it says shares or nothing else is known."""
    asked = query.get("mode", "")
    if asked not in ("", "votes", "shares"):
        raise Rejected(_("“%(text)s” is neither votes nor shares."), text=asked[:30])
    return "shares" if asked == "shares" or only_shares(base) else "votes"


def shared_entries(made: Scenario, mode: Mode) -> dict[str, str]:
    """What an address needs to carry this scenario in votes or in shares: only what was changed."""
    rows = [made.view.by_code[code] for code in made.changed]
    if mode == made.mode:
        entered = {row.code: made.entered[row.code] for row in rows}
    elif mode == "votes":
        entered = {row.code: str(row.ballots or 0) for row in rows}
    else:
        entered = {row.code: share_text(row, made.base) for row in rows}
    pairs = {f"{mode[0]}.{code}": text for code, text in entered.items()}
    if mode == "shares" and not pairs and not only_shares(made.base):
        pairs["mode"] = mode
    return pairs


def _scenario(
    base: CouncilView,
    rows: list[ListView],
    mode: Mode,
    entered: Mapping[str, str],
    share_sum: Decimal | None,
) -> Scenario:
    if not any((row.ballots or row.share or 0) > 0 for row in rows if row.settled):
        raise Rejected(_("At least one list must have votes."))
    before = base.by_code
    changed = tuple(row.code for row in rows if row.settled and row != before[row.code])
    start = _computed(base, base.lists) if base.basis == Basis.DIFFERS else base
    view = _computed(base, rows) if changed else start
    return Scenario(base, start, view, mode, entered, changed, share_sum)


def _computed(base: CouncilView, rows: Iterable[ListView]) -> CouncilView:
    """The council with these rows, its seats ours to settle; the group's seats stay held."""
    unknown = tuple(replace(row, seats=None) if row.settled else row for row in rows)
    if only_shares(base) and base.settlement is not None:
        # Equal rounded shares that the official seats tell apart stay told apart.
        votes = {entry.code: entry.votes for entry in base.settlement.contest.lists}
        unknown = tuple(
            replace(row, share=Decimal(votes[row.code]) / UNITS)
            if row.code in votes and row.share == base.by_code[row.code].share
            else row
            for row in unknown
        )
    return settled_view(
        replace(base, lists=unknown, official=False, lot_winners=(), rounding_decides=False)
    )


def _values(base: CouncilView, query: QueryDict, prefix: str) -> dict[str, str]:
    known = {row.code for row in base.counted if row.settled}
    values = {}
    for key in query:
        if not key.startswith(prefix):
            continue
        code = key[len(prefix) :]
        if code not in known:
            raise Rejected(_("No list here has the code “%(code)s”."), code=code[:30])
        given = query.getlist(key)
        if len(given) > 1:
            raise Rejected(_("“%(code)s” stands twice in the address."), code=code)
        if text := given[0].strip():
            values[code] = text[:40]
    return values


def _votes(base: CouncilView, code: str, text: str) -> int:
    digits = text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    name = base.by_code[code].party.name
    if digits.startswith("-"):
        raise Rejected(_("%(name)s: votes cannot be negative (%(text)s)."), name=name, text=text)
    if not (digits.isascii() and digits.isdigit()):
        raise Rejected(
            _("%(name)s: “%(text)s” is not a whole number of votes."), name=name, text=text
        )
    if len(digits) > 13 or int(digits) > MOST_VOTES:
        raise Rejected(_("%(name)s: that is more votes than can be counted."), name=name)
    return int(digits)


def _share(base: CouncilView, code: str, text: str) -> Decimal:
    name = base.by_code[code].party.name
    value = decimal_of(text)
    if value is None or not 0 <= value <= 100:
        raise Rejected(
            _("%(name)s: “%(text)s” is not a share from 0 to 100 per cent."), name=name, text=text
        )
    return value / 100


def decimal_of(text: str) -> Decimal | None:
    """A plain decimal number with comma or point; None for anything else (NaN, 1e9, words)."""
    plain = text.strip().replace("\u2212", "-").replace(",", ".").removeprefix("+")
    body = plain.removeprefix("-")
    if not body or len(body) > 12 or not set(body) <= set("0123456789."):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _with_ballots(row: ListView, ballots: int | None, seats: int) -> ListView:
    if ballots is None or ballots == row.ballots:
        return row
    list_votes = None
    if row.list_votes is not None:
        # Cross-list votes stay as they were: only ballots are imagined otherwise.
        list_votes = max(0, ballots * seats + (row.received or 0) - (row.given or 0))
    return replace(row, ballots=ballots, list_votes=list_votes, share=None, estimated=False)


def _with_share(row: ListView, share: Decimal | None, base: CouncilView) -> ListView:
    if share is None or not row.settled:
        return row
    if row.ballots is None:
        return row if share == row.share else replace(row, share=share)
    return _with_ballots(row, ballots_of(share, base), base.seats)


def ballots_of(share: Decimal, base: CouncilView) -> int:
    """The ballots nearest to a share (0 to 1) of those cast in a council."""
    return int((share * base.total_ballots).to_integral_value(ROUND_HALF_UP))


def share_of(row: ListView, base: CouncilView) -> Decimal:
    """A list's share (0 to 1) of the ballots, or the published share where no ballots are known."""
    if row.ballots is None or not base.total_ballots:
        return row.share or Decimal(0)
    return Decimal(row.ballots) / base.total_ballots


def share_text(row: ListView, base: CouncilView) -> str:
    """Per cent with as few decimals as give the list's ballots back (a point, as addresses do).

    So a form that is sent without a change changes nothing.
    """
    share = share_of(row, base)
    for decimals in range(2, 9):
        rounded = round(share * 100, decimals)
        if row.ballots is None or ballots_of(rounded / 100, base) == row.ballots:
            break
    return f"{rounded.normalize():f}"


@dataclass(frozen=True, slots=True)
class Coalition:
    """Lists in government and lists that support it, counted in official seats."""

    government: frozenset[str]
    support: frozenset[str]
    government_seats: int
    support_seats: int
    majority: int

    @property
    def missing(self) -> int:
        """Seats missing to a majority with support; negative are seats in excess."""
        return self.majority - self.government_seats - self.support_seats

    @property
    def form(self) -> Literal["none", "majority", "supported", "minority"]:
        """What the arithmetic allows; a majority is enough to govern, not needed (LGA ch. 10)."""
        if not self.government:
            return "none"
        if self.government_seats >= self.majority:
            return "majority"
        return "supported" if self.missing <= 0 else "minority"


def coalition(view: CouncilView, query: QueryDict) -> Coalition:
    """Read `g=CODE` (in government) and `s=CODE` (supports it) from an address."""
    known = {row.code for row in view.counted if row.settled}
    government, support = set(query.getlist("g")), set(query.getlist("s"))
    if unknown := sorted((government | support) - known):
        raise Rejected(_("No list here has the code “%(code)s”."), code=unknown[0][:30])
    support -= government
    seats = view.seats_by_code
    return Coalition(
        frozenset(government),
        frozenset(support),
        sum(seats[code] for code in government),
        sum(seats[code] for code in support),
        view.majority,
    )
