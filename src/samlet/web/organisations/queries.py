"""Every read of organisations, scoped by who asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from samlet.web.core import access
from samlet.web.core.actor import Actor
from samlet.web.core.models import Reach, Subject
from samlet.web.organisations.models import Edge, Unit, UnitKind, UnitName
from samlet.web.places.models import County, Municipality

PLACES = ("places.municipality", "places.county")


def units_for(actor: Actor) -> QuerySet[Unit]:
    """The units the actor may see, with subject and kind."""
    return access.scoped(actor, Unit, "units.view").select_related("subject", "kind")


def registers_for(actor: Actor, act: str) -> list[tuple[str, str]]:
    """The registers in which a grant opens the act: id and name, for a choice."""
    known = access.act_of(act)
    keys = {grant.controller_id for grant in actor.grants if known.allows(grant.role)}
    return [(unit.public_id, unit.name) for unit in units_for(actor).filter(pk__in=keys)]


def current(units: QuerySet[Unit], day: date | None = None) -> QuerySet[Unit]:
    """Those that stand on a day (today)."""
    day = day or timezone.localdate()
    return units.filter(Q(valid_to=None) | Q(valid_to__gte=day))


def titles(subjects: Iterable[int]) -> dict[int, str]:
    """Names of units by subject, for ids that are scoped already."""
    return dict(Unit.objects.filter(pk__in=list(subjects)).values_list("pk", "name"))


def covered(unit: Unit) -> list[Municipality]:
    """The municipalities a unit covers today."""
    rows = unit.coverage.filter(valid_to=None).select_related("municipality")
    return [row.municipality for row in rows.order_by("municipality__name")]


def place_titles(subjects: Iterable[int]) -> dict[int, str]:
    """Names of municipalities and counties by subject."""
    ids = list(subjects)
    found: dict[int, str] = {}
    for model in (County, Municipality):
        rows = model._default_manager.filter(subject__in=ids)
        found |= dict(rows.values_list("subject", "name"))
    return found


@dataclass(frozen=True)
class Tie:
    """One edge as the page tells it: how, with whom, since when, until when."""

    kind: str
    unit: Unit
    valid_from: date | None
    valid_to: date | None


def ties_up(actor: Actor, unit: Unit, *, past: bool = False) -> list[Tie]:
    """What the unit belongs to, lies in, is at and is operated by, today or before."""
    seen = units_for(actor)
    edges = unit.edges_up.filter(upper__in=seen).select_related("upper__subject", "upper__kind")
    today = timezone.localdate()
    held = Q(valid_to=None) | Q(valid_to__gte=today)
    if unit.valid_to is not None and unit.valid_to < today:
        held = Q(valid_to=None) | Q(valid_to__gte=unit.valid_to)
    rows = edges.exclude(held) if past else edges.filter(held)
    return [
        Tie(str(Edge.Kind(edge.kind).label), edge.upper, edge.valid_from, edge.valid_to)
        for edge in rows.order_by("kind", "upper__name")
    ]


@dataclass(frozen=True)
class Below:
    """How many units of a kind the page's unit reaches."""

    kind: UnitKind
    count: int


def below(actor: Actor, subject_id: int) -> list[Below]:
    """What stands below a unit, or in a place, today, counted by kind."""
    reached = Reach.objects.filter(ancestor=subject_id).exclude(descendant=subject_id)
    counts = dict(
        current(units_for(actor))
        .filter(pk__in=reached.values("descendant"))
        .order_by()
        .values("kind")
        .annotate(count=Count("pk"))
        .values_list("kind", "count")
    )
    return [Below(kind, counts[kind.pk]) for kind in UnitKind.objects.all() if counts.get(kind.pk)]


def other_names(unit: Unit) -> list[UnitName]:
    """What it was called before, and is also called."""
    return list(unit.names.order_by("-until", "name"))


def called(actor: Actor, public_id: str) -> str | None:
    """A unit's name by its id, or None when it is not there for this actor."""
    return (
        units_for(actor).filter(subject__public_id=public_id).values_list("name", flat=True).first()
    )


def is_party(subject: Subject) -> bool:
    """Whether a unit is a party's."""
    return Unit.objects.filter(pk=subject.pk, kind__side=UnitKind.Side.PARTY).exists()


def is_club(subject: Subject) -> bool:
    """Whether a unit is a club that stands today."""
    return current(Unit.objects.filter(pk=subject.pk, kind__key="club")).exists()
