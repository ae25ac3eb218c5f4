"""Every read of organisations, scoped by who asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from samlet.web.core import access
from samlet.web.core.actor import Actor
from samlet.web.organisations.models import Unit


def units_for(actor: Actor) -> QuerySet[Unit]:
    """The units the actor may see, with subject and kind."""
    return access.scoped(actor, Unit, "units.view").select_related("subject", "kind")


def current(units: QuerySet[Unit], day: date | None = None) -> QuerySet[Unit]:
    """Those that stand on a day (today)."""
    day = day or timezone.localdate()
    return units.filter(Q(valid_to=None) | Q(valid_to__gte=day))


def titles(subjects: Iterable[int]) -> dict[int, str]:
    """Names of units by subject, for ids that are scoped already."""
    return dict(Unit.objects.filter(pk__in=list(subjects)).values_list("pk", "name"))
