"""Who can see a person: the offices whose grants open her record, counted; by the rule itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from samlet.web.accounts.grants.holding import in_force
from samlet.web.accounts.models import Grant
from samlet.web.accounts.my_page.calling import office
from samlet.web.core import access
from samlet.web.core.actor import Actor, Held
from samlet.web.core.models import Placement, Reach, Subject
from samlet.web.core.personal import person_kinds


@dataclass(frozen=True)
class Seer:
    """An office that can see the record, and how many accounts hold it."""

    office: str
    accounts: int


def who_can_see(subject: Subject) -> list[Seer]:
    """The offices that can open this person's page, as access itself decides."""
    act = person_kinds()[subject.kind].view_act
    counted: Counter[tuple[int, str]] = Counter()
    named: dict[tuple[int, str], str] = {}
    for grant in _candidates(subject, act):
        held = Held(grant.role, grant.unit_id, grant.below, grant.controller_id, grant.pk)
        key = (grant.unit_id, grant.role)
        if key not in named:
            seen = access.can(Actor("", "user", grants=(held,)), act, subject)
            named[key] = office(grant.role, grant.unit) if seen else ""
        if named[key]:
            counted[key] += 1
    return [Seer(named[key], count) for key, count in sorted(counted.items())]


def _candidates(subject: Subject, act: str) -> Sequence[Grant]:
    """Grants that could open it: in its register, with the role, on a unit that reaches it."""
    roles = [role for role in access.ROLES if access.act_of(act).allows(role)]
    homes = Placement.objects.filter(subject=subject).values("unit")
    reaching = set(Reach.objects.filter(descendant__in=homes).values_list("ancestor", flat=True))
    units = reaching | {subject.controller_id}
    return list(
        in_force()
        .filter(controller=subject.controller_id, role__in=roles, unit__in=units)
        .select_related("unit__unit")
        .order_by("unit", "role")
    )
