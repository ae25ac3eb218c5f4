"""Coalitions as an address carries them, and the ready ones a page offers. No database here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samlet.election import Board, executive_board
from samlet.web.core.errors import Rejected
from samlet.web.elections.counting import CouncilView, ListView, bloc_codes
from samlet.web.elections.scenario import Coalition
from samlet.web.parties.queries import BlocInfo, PartyInfo, in_neutral_order

ROLES = ("", "g", "s")  # outside, in government, supports
FIELD = "r."  # r.CODE=role, as the form sends it
SMALLEST_BOARD, LARGEST_BOARD = 5, 25  # at least five: Local Government Act § 5-6
JOINT = "+"  # the joint list of a coalition: no official code looks like it


def is_form(query: QueryDict) -> bool:
    """Whether an address comes from the form, a role per list."""
    return any(key.startswith(FIELD) for key in query)


def canonical(query: QueryDict) -> QueryDict:
    """The address to share: `g=` and `s=` instead of a role per list. Raises Rejected."""
    made = QueryDict(mutable=True)
    for key in query:
        if not key.startswith(FIELD):
            if key not in ("g", "s"):
                made.setlist(key, query.getlist(key))
            continue
        roles = query.getlist(key)
        if len(roles) > 1 or roles[0] not in ROLES:
            raise Rejected(
                gettext_lazy("“%(code)s” is neither outside, in support nor in government."),
                code=key[len(FIELD) :][:30],
            )
        if roles[0]:
            made.appendlist(roles[0], key[len(FIELD) :])
    return made


def address_of(government: Iterable[str], support: Iterable[str] = ()) -> str:
    """The query of a coalition."""
    made = QueryDict(mutable=True)
    made.setlist("g", sorted(government))
    made.setlist("s", sorted(support))
    return made.urlencode()


def board_size(query: QueryDict) -> int:
    """`styre=`, the seats of the executive board; the law's least without it. Raises Rejected."""
    text = query.get("styre", "").strip()
    if not text:
        return SMALLEST_BOARD
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        raise Rejected(gettext_lazy("“%(text)s” is not a number of seats."), text=text[:20])
    if not SMALLEST_BOARD <= int(text) <= LARGEST_BOARD:
        raise Rejected(
            gettext_lazy("An executive board has from %(least)s to %(most)s seats here."),
            least=SMALLEST_BOARD,
            most=LARGEST_BOARD,
        )
    return int(text)


@dataclass(frozen=True, slots=True)
class Option:
    """One list: its role now, and what it would change."""

    row: ListView
    seats: int
    role: str
    missing_if_in: int
    missing_if_out: int


def options(view: CouncilView, built: Coalition, rows: Iterable[ListView]) -> list[Option]:
    """Every list that can be chosen, with seats missing (negative: in excess) either way."""
    found = []
    for row in rows:
        if not row.settled or not view.seats_by_code.get(row.code, 0):
            continue
        seats = view.seats_by_code[row.code]
        inside = row.code in built.government or row.code in built.support
        role = "g" if row.code in built.government else "s" if inside else ""
        found.append(
            Option(
                row,
                seats,
                role,
                built.missing if inside else built.missing - seats,
                built.missing + seats if inside else built.missing,
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Ready:
    """A coalition offered: a bloc, or a bloc without one of its parties."""

    name: str
    codes: frozenset[str]
    seats: int
    missing: int


def ready_ones(
    view: CouncilView, blocs: Iterable[BlocInfo], parties: Mapping[str, PartyInfo]
) -> list[Ready]:
    """Each bloc whole, then without each party that has seats in it."""
    found = []
    for bloc in blocs:
        whole = _ready(view, bloc, bloc.name)
        if not whole.codes:
            continue
        found.append(whole)
        for info in in_neutral_order(parties[code] for code in bloc.counted if code in parties):
            said = _("%(bloc)s without %(party)s") % {"bloc": bloc.name, "party": info.short}
            smaller = _ready(view, replace(bloc, without=bloc.without | {info.code}), said)
            if smaller.codes and smaller.seats != whole.seats:
                found.append(smaller)
    return found


def _ready(view: CouncilView, bloc: BlocInfo, name: str) -> Ready:
    codes, _mixed = bloc_codes(view, bloc)
    with_seats = frozenset(code for code in codes if view.seats_by_code.get(code, 0))
    seats = sum(view.seats_by_code[code] for code in with_seats)
    return Ready(name, with_seats, seats, view.majority - seats)


@dataclass(frozen=True, slots=True)
class Boards:
    """The executive board when every list stands alone, and when the chosen ones stand together."""

    size: int
    alone: Board
    together: Board
    chosen: frozenset[str]

    @property
    def chosen_alone(self) -> int:
        return sum(seats for code, seats in self.alone.seats.items() if code in self.chosen)

    @property
    def chosen_together(self) -> int:
        return self.together.seats.get(JOINT, 0)


def boards(view: CouncilView, built: Coalition, size: int) -> Boards | None:
    """Both counts (Local Government Act §§ 7-5, 7-6); None before two lists are chosen.

    Assumes that every member votes for the own list; a group known only together is left out.
    """
    chosen = built.government | built.support
    groups = {
        row.code: view.seats_by_code[row.code]
        for row in view.counted
        if row.settled and view.seats_by_code.get(row.code, 0)
    }
    if len(chosen & groups.keys()) < 2:
        return None
    joint = sum(seats for code, seats in groups.items() if code in chosen)
    rest = {code: seats for code, seats in groups.items() if code not in chosen}
    return Boards(
        size, executive_board(groups, size), executive_board({JOINT: joint, **rest}, size), chosen
    )
