"""Who has access: to a unit's people, and to one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.accounts.grants.holding import in_force
from samlet.web.accounts.models import Grant, OperatorSession
from samlet.web.core import access
from samlet.web.core.access import OPERATOR_SESSION, ROLES
from samlet.web.core.actor import Actor
from samlet.web.core.guard import unscoped
from samlet.web.core.models import Placement, Reach, Subject
from samlet.web.organisations.models import Unit
from samlet.web.people.models import Position
from samlet.web.places.models import County, Municipality


def names_of(subjects: Iterable[int]) -> dict[int, str]:
    """What units and areas are called, by subject."""
    wanted = set(subjects) - {0}
    found = dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "name"))
    for model in (Municipality, County):
        if missing := wanted - found.keys():
            places = model._default_manager.filter(subject__in=missing)
            found |= dict(places.values_list("subject", "name"))
    return found


def grants_for(actor: Actor, *, ended: bool = False) -> QuerySet[Grant]:
    """The grants the actor may see: those in their registers at the units they reach."""
    seen = access.in_registers(actor, "grants.view")
    rows = Grant.objects.filter(seen).select_related("user", "unit", "controller")
    today = timezone.localdate()
    over = Q(ended_at__isnull=False) | Q(to_day__lt=today) | Q(office__to_day__lt=today)
    return rows.filter(over) if ended else rows.exclude(over)


def own_grants(actor: Actor) -> QuerySet[Grant]:
    """The actor's own, in force or to come."""
    return Grant.objects.filter(
        Q(to_day=None) | Q(to_day__gte=timezone.localdate()), user=actor.user_id, ended_at=None
    ).select_related("unit", "controller")


@dataclass(frozen=True)
class Row:
    """One grant as the page shows it."""

    grant: Grant
    unit: str
    register: str
    office: str
    ends_on: date | None


def shown(grants: Iterable[Grant]) -> list[Row]:
    """Grants with the names of units and offices."""
    rows = list(grants)
    names = names_of({pk for row in rows for pk in (row.unit_id, row.controller_id)})
    offices = _offices(row.office_id for row in rows)
    return [_row(row, names, offices.get(row.office_id or 0, _NO_OFFICE)) for row in rows]


def _row(grant: Grant, names: dict[int, str], office: Office) -> Row:
    title, office_ends = office
    ends = min((day for day in (grant.to_day, office_ends) if day), default=None)
    unit, register = names.get(grant.unit_id, ""), names.get(grant.controller_id, "")
    return Row(grant, unit, register, title, ends)


Office = tuple[str, "date | None"]
_NO_OFFICE: Office = ("", None)


def _offices(wanted: Iterable[int | None]) -> dict[int, Office]:
    """What offices are called, without whose they are, and when they end."""
    ids = {pk for pk in wanted if pk}
    with unscoped("names of offices that access follows, not of who holds them"):
        held = Position.objects.filter(pk__in=ids).select_related("kind")
        return {row.pk: (row.title or str(row.kind), row.to_day) for row in held}


@dataclass(frozen=True)
class WhoCan:
    """A role on a unit that opens something: how many hold it, and by which offices."""

    role: str
    title: str
    unit_id: int
    unit: str
    count: int
    offices: tuple[str, ...]


def who_can(act: str, subject: Subject, day: date | None = None) -> list[WhoCan]:
    """Who may do this to that, as roles on units, without their names. The rule of `access.can`.

    For whoever it is about: whoever sees a person's page may see this, too.
    """
    grants = in_force(day).filter(opening(act, subject), user__is_active=True)
    together: dict[tuple[str, int], list[Grant]] = defaultdict(list)
    for grant in grants.order_by("pk"):
        together[grant.role, grant.unit_id].append(grant)
    names = names_of(unit for _role, unit in together)
    offices = _offices(grant.office_id for grant in grants)
    found = [
        WhoCan(
            role,
            str(ROLES[role].title),
            unit,
            names.get(unit, ""),
            len({grant.user_id for grant in held}),
            tuple(sorted({offices[g.office_id][0] for g in held if g.office_id in offices})),
        )
        for (role, unit), held in together.items()
    ]
    found.sort(key=lambda one: (ROLES[one.role].order, one.unit))
    return [*found, *_operators(act, subject)]


def opening(act: str, subject: Subject) -> Q:
    """A filter for the grants that open the subject for the act: `access.visible` turned round."""
    known = access.act_of(act)
    homes = Placement.objects.filter(subject=subject).values("unit")
    above = Reach.objects.filter(descendant__in=homes, closed=False).values("ancestor")
    reached = Q(unit__in=homes) | Q(below=True, unit__in=above)
    if subject.controller_id and not _closed(subject):
        reached |= Q(below=True, unit=subject.controller_id)
    found = Q(controller=subject.controller_id) & reached if subject.controller_id else _NONE
    if known.open:
        over = Reach.objects.filter(descendant=subject).values("ancestor")
        under = Reach.objects.filter(ancestor=subject).values("descendant")
        found |= Q(unit=subject) | Q(below=True, unit__in=over) | Q(unit__in=under)
    if subject.is_public and (known.open or known.public):
        found = Q()
        if known.public and known.reads:
            return found
    return found & Q(role__in=[role for role in ROLES if known.allows(role)])


_NONE = Q(pk__in=[])


def _closed(subject: Subject) -> bool:
    """Whether it is at home only where visibility is closed to the register's own unit."""
    homes = set(Placement.objects.filter(subject=subject).values_list("unit", flat=True))
    closed = Reach.objects.filter(
        ancestor=subject.controller_id, descendant__in=homes, closed=True
    ).values_list("descendant", flat=True)
    return bool(homes) and homes <= set(closed)


def _operators(act: str, subject: Subject) -> Sequence[WhoCan]:
    """An operator who is looking into the register just now."""
    if not access.act_of(act).allows(OPERATOR_SESSION) or _closed(subject):
        return []
    looking = OperatorSession.objects.filter(
        register=subject.controller_id,
        register__isnull=False,
        ended_at=None,
        ends_at__gt=timezone.now(),
        user__is_active=True,
    )
    if not (count := looking.values("user").distinct().count()):
        return []
    register = subject.controller_id or 0
    title = str(_("operator of the server, in a session with a reason"))
    name = names_of([register]).get(register, "")
    return [WhoCan(OPERATOR_SESSION, title, register, name, count, ())]
