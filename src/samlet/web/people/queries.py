"""Every read of people, scoped by who asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from samlet.web.core import access
from samlet.web.core.actor import Actor
from samlet.web.core.guard import unscoped
from samlet.web.people.models import Person, Position


def people_for(actor: Actor) -> QuerySet[Person]:
    """The people the actor may see, with their subject."""
    return access.scoped(actor, Person, "people.view").select_related("subject")


def positions_for(actor: Actor) -> QuerySet[Position]:
    """The positions of those people, with unit and kind."""
    return access.scoped(actor, Position, "people.view").select_related(
        "person__subject", "unit__subject", "kind"
    )


def held_on(positions: QuerySet[Position], day: date | None = None) -> QuerySet[Position]:
    """Those held on a day (today)."""
    day = day or timezone.localdate()
    return positions.filter(
        Q(from_day=None) | Q(from_day__lte=day), Q(to_day=None) | Q(to_day__gte=day)
    )


def titles(subjects: Iterable[int]) -> dict[int, str]:
    """Names of people by subject, for ids that are scoped already."""
    with unscoped("titles of subjects that were scoped by the caller"):
        people = Person.objects.filter(pk__in=list(subjects))
    return {person.pk: person.name for person in people}
