"""What one may give others: never more than one has, never elsewhere, never to oneself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samlet.web.accounts.models import Grant
from samlet.web.core.access import ROLES, act_of
from samlet.web.core.actor import Actor, Held
from samlet.web.core.models import Reach, Subject

# From a role to the roles it may give. A test holds that none of them may do more than the giver.
GIVES: Mapping[str, frozenset[str]] = {
    "region_admin": frozenset(
        {
            "region_admin",
            "coordinator",
            "local_leader",
            "branch_leader",
            "club_leader",
            "board_member",
            "course_organiser",
        }
    ),
    "local_leader": frozenset({"local_leader", "board_member"}),
    "branch_leader": frozenset({"branch_leader", "club_leader", "board_member"}),
    "club_leader": frozenset({"club_leader"}),
    "party_county_admin": frozenset({"party_county_admin", "board_member"}),
}
# Duties kept apart from those who run the register: given by who holds all of it, on all of it.
DUTIES = frozenset({"auditor", "operator"})
AREA = "places."


@dataclass(frozen=True)
class Way:
    """One of the actor's grants by which they may give access at a unit."""

    controller_id: int
    roles: frozenset[str]
    below: bool
    until: date | None


def ways_at(actor: Actor, unit: Subject) -> list[Way]:
    """How the actor may give access at a unit or an area; none when they may not."""
    if actor.is_trusted:
        registers = Subject.objects.filter(pk=unit.controller_id or unit.pk)
        return [Way(row.pk, frozenset(ROLES), True, None) for row in registers]
    act = act_of("grants.give")
    held = [grant for grant in actor.grants if grant.unit_id and act.allows(grant.role)]
    opened = _reaching(held, unit)
    return [
        Way(grant.controller_id, _roles(grant, unit), grant.below, _until(grant))
        for grant in held
        if grant.unit_id in opened or (_whole(grant) and unit.kind.startswith(AREA))
    ]


def _reaching(held: Sequence[Held], unit: Subject) -> set[int]:
    """The units of these grants from which the unit is reached."""
    below = [grant.unit_id for grant in held if grant.below]
    above = Reach.objects.filter(ancestor__in=below, descendant=unit, closed=False)
    return {unit.pk, *above.values_list("ancestor", flat=True)}


def _whole(grant: Held) -> bool:
    """Whether the grant opens the whole register: within it, any area is less."""
    return grant.unit_id == grant.controller_id and grant.below


def _roles(grant: Held, unit: Subject) -> frozenset[str]:
    given = GIVES.get(grant.role, frozenset())
    return given | DUTIES if _whole(grant) and unit.pk == grant.controller_id else given


def _until(held: Held) -> date | None:
    """When the giver's own access ends, if it does."""
    grant = Grant.objects.filter(pk=held.grant_id).first()
    return grant.ends_on if grant is not None else None
