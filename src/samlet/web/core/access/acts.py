"""The table of roles and acts. A room adds its own acts in its permissions.py."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True)
class Role:
    """A role that can be granted. `personal`: it opens data about others."""

    key: str
    title: _StrOrPromise
    order: int


ROLES = {
    role.key: role
    for role in (
        Role("region_admin", _("region secretary"), 1),
        Role("coordinator", _("union–party coordinator"), 2),
        Role("local_leader", _("leader of a local organisation"), 3),
        Role("branch_leader", _("union branch leader"), 4),
        Role("club_leader", _("club leader"), 5),
        Role("board_member", _("board member"), 6),
        Role("course_organiser", _("course organiser"), 7),
        Role("party_county_admin", _("county secretary of a party"), 8),
        Role("auditor", _("auditor"), 9),
        Role("operator", _("operator of the server"), 10),
    )
}


# Held for an hour at most by whoever operates the server, with a reason; never granted.
OPERATOR_SESSION = "operator_session"


@dataclass(frozen=True)
class Act:
    """Something a role may do. open: also for what is above or public, as units are. public: also
    for what is officially published, whoever keeps it; where it only reads, for every role.

    An act whose key ends in ".view" only reads; those are what an operator's session allows.
    """

    key: str
    title: _StrOrPromise
    roles: frozenset[str]
    open: bool = False
    public: bool = False

    @property
    def reads(self) -> bool:
        return self.key.endswith(".view")

    def allows(self, role: str) -> bool:
        """Whether who holds this role may do it."""
        return role in self.roles or (role == OPERATOR_SESSION and self.reads)


_acts: dict[str, Act] = {}


def declare(
    key: str,
    title: _StrOrPromise,
    roles: Iterable[str],
    *,
    open: bool = False,
    public: bool = False,
) -> None:
    """Add an act to the table, from a room's permissions.py. Unknown roles are refused."""
    given = frozenset(roles)
    if unknown := given - ROLES.keys():
        raise ValueError(f"{key}: no such role: {', '.join(sorted(unknown))}")
    _acts[key] = Act(key, title, given, open, public)


def act_of(key: str) -> Act:
    """The act; KeyError when no room has declared it, which is a fault in the program."""
    return _acts[key]


def acts_of(role: str) -> frozenset[str]:
    return frozenset(act.key for act in _acts.values() if act.allows(role))


def all_acts() -> tuple[Act, ...]:
    return tuple(sorted(_acts.values(), key=lambda act: act.key))
