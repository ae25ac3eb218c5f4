"""Every read of people, scoped by who asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from samlet.web.core import access
from samlet.web.core.actor import Actor
from samlet.web.core.guard import unscoped
from samlet.web.core.models import Subject
from samlet.web.organisations.models import Unit, UnitKind
from samlet.web.people.models import Consent, Person, Position

PAST = 50  # as many former holders as a unit's page shows


def people_for(actor: Actor) -> QuerySet[Person]:
    """The people the actor may see, with their subject; who is merged is seen as one."""
    people = access.scoped(actor, Person, "people.view").filter(merged_into=None)
    return people.select_related("subject")


def positions_for(actor: Actor) -> QuerySet[Position]:
    """The positions of those people, with unit, kind and list."""
    return access.scoped(actor, Position, "people.view").select_related(
        "person__subject", "unit__subject", "kind", "party"
    )


def held_on(positions: QuerySet[Position], day: date | None = None) -> QuerySet[Position]:
    """Those held on a day (today)."""
    day = day or timezone.localdate()
    return positions.filter(
        Q(from_day=None) | Q(from_day__lte=day), Q(to_day=None) | Q(to_day__gte=day)
    )


def held_today() -> QuerySet[Position]:
    """Everybody's positions of today, to narrow people who are scoped already."""
    with unscoped("narrows people that were scoped by the caller"):
        return held_on(Position.objects.all())


def at_unit(actor: Actor, unit: Subject) -> tuple[list[Position], list[Position]]:
    """Who is something in a unit today, and who was: contacts first, the latest first."""
    rows = positions_for(actor).filter(unit=unit.pk)
    now = held_on(rows)
    past = rows.filter(to_day__lt=timezone.localdate())
    return (
        list(now.order_by("-kind__contact", "kind__order", "person__family_name")),
        list(past.order_by("-to_day")[:PAST]),
    )


def unit_panel(actor: Actor, unit: Subject) -> dict[str, Any] | None:
    """Who is who in a unit, for its page; to who does not see people, those elected alone."""
    now, past = at_unit(actor, unit)
    if not (now or past or access.may(actor, "people.view")):
        return None
    # In councils and committees sit those elected: they are added to the public register.
    elected = Unit.objects.filter(pk=unit.pk, kind__side=UnitKind.Side.PUBLIC).exists()
    if elected:
        may_add = access.may(actor, "public_register.edit")
    else:
        may_add = bool(actor.is_trusted or access.registers_at(actor, "people.edit", unit))
    return {"unit": unit, "now": now, "past": past, "elected": elected, "may_add": may_add}


def of_person(actor: Actor, person: Person) -> tuple[list[Position], list[Position]]:
    """What a person is today, and has been."""
    rows = positions_for(actor).filter(person=person)
    now = held_on(rows)
    return list(now.order_by("kind__order")), list(rows.exclude(pk__in=now).order_by("-to_day"))


def consents_of(actor: Actor, person: Person, purpose: str = "") -> list[Consent]:
    """What the person has said yes to and not taken back, newest first; to one purpose or all."""
    given = access.scoped(actor, Consent, "people.view").filter(person=person, withdrawn_at=None)
    if purpose:
        given = given.filter(text__purpose=purpose)
    return list(given.select_related("text", "recipient__unit").order_by("-given_at"))


def register_of(person: Person) -> str:
    """What the organisation that answers for this record is called."""
    unit = Unit.objects.filter(pk=person.controller_id).first()
    return unit.name if unit is not None else ""


def titles(subjects: Iterable[int]) -> dict[int, str]:
    """Names of people by subject, for ids that are scoped already."""
    with unscoped("titles of subjects that were scoped by the caller"):
        people = Person.objects.filter(pk__in=list(subjects))
    return {person.pk: person.name for person in people}
