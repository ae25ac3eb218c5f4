"""A unit ends, goes over in another, or stands again. What was stays to be looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, audit, changes, search
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Rejected
from samlet.web.core.guard import action
from samlet.web.core.models import ChangeSet
from samlet.web.organisations import reach
from samlet.web.organisations.actions import check
from samlet.web.organisations.models import Coverage, Edge, Unit, UnitName

# What other rooms do when a unit ends: people's positions there end, or move to the unit after it.
Ending = Callable[[changes.Recorder, Actor, Unit, "Unit | None", date], None]
# And when it stands again: (actor, unit, what it had gone over in, the day it had ended).
Reopening = Callable[[Actor, Unit, "Unit | None", date], None]
_rooms: list[tuple[Ending, Reopening]] = []


def register_ending(ending: Ending, reopening: Reopening) -> None:
    """Be told when a unit closes, becomes another or stands again, from AppConfig.ready()."""
    if (ending, reopening) not in _rooms:
        _rooms.append((ending, reopening))


@action
def close_unit(actor: Actor, *, unit: Unit, day: date, into: Unit | None = None) -> ChangeSet:
    """The unit ends on `day`, perhaps going over in another: what lies below goes with it.

    Everything stays to be looked up. Returns what can be undone in one step. Raises Rejected when
    it has ended already.
    """
    return _close_all(actor, [unit], day, into)


@action
def merge_units(actor: Actor, *, units: Sequence[Unit], into: Unit, day: date) -> ChangeSet:
    """Several units go over in one that stands: each is closed, found by its old name."""
    return _close_all(actor, units, day, into)


@action
def end_units(actor: Actor, units: Iterable[Unit], *, day: date) -> ChangeSet:
    """Many units end on the same day; those that have ended already are left as they are."""
    return _close_all(actor, [unit for unit in units if unit.valid_to is None], day, None)


def _close_all(actor: Actor, units: Sequence[Unit], day: date, into: Unit | None) -> ChangeSet:
    registers = {unit.controller_id for unit in units}
    register = registers.pop() if len(registers) == 1 else None
    with (
        changes.recording(actor, "units.closed", act="units.edit", controller=register) as recorder,
        reach.once(),
    ):
        for unit in units:
            _close(actor, recorder, unit, day, into)
    search.refresh([unit.pk for unit in (*units, *([into] if into else []))])
    return recorder.change_set


def _close(
    actor: Actor, recorder: changes.Recorder, unit: Unit, day: date, into: Unit | None
) -> None:
    access.require(actor, "units.edit", unit.subject)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if unit.valid_to is not None:
        raise Rejected(_("%(name)s has already ended."), name=unit.name)
    if into is not None:
        _check_successor(actor, unit, into, day)
    unit.valid_to, unit.succeeded_by = day, into
    check(unit)
    recorder.update(unit, valid_to=day, succeeded_by=into)
    lasting = Q(valid_to=None) | Q(valid_to__gt=day)
    below = list(Edge.objects.select_for_update().filter(lasting, upper=unit))
    for edge in (*below, *Edge.objects.select_for_update().filter(lasting, lower=unit)):
        _cut(recorder, edge, day)
    for covers in unit.coverage.select_for_update().filter(lasting):
        _cut(recorder, covers, day)
    if into is not None:
        for edge in below:
            _go_over(recorder, edge, into, day)
        if not UnitName.objects.filter(unit=into, name=unit.name).exists():
            recorder.create(UnitName(unit=into, name=unit.name, until=day))
    for ending, _reopening in _rooms:
        ending(recorder, actor, unit, into, day)
    reach.rebuild([unit.pk, *(edge.lower_id for edge in below)])
    audit.record(actor, "unit.closed", unit.subject, fields=["valid_to", "succeeded_by"])


def _cut(recorder: changes.Recorder, row: Edge | Coverage, day: date) -> None:
    """It holds until the day; what would have begun later never does."""
    if row.valid_from is not None and row.valid_from > day:
        recorder.delete(row)
    else:
        recorder.update(row, valid_to=day)


def _go_over(recorder: changes.Recorder, edge: Edge, into: Unit, day: date) -> None:
    """What lay below the unit lies below the one after it, from the day after."""
    lower = edge.lower
    if lower.pk == into.pk or lower.valid_to is not None:
        return
    same = Edge.objects.filter(kind=edge.kind, lower=lower, upper=into, valid_to=None)
    if not same.exists():
        recorder.create(
            Edge(kind=edge.kind, lower=lower, upper=into, valid_from=day + timedelta(days=1))
        )


def _check_successor(actor: Actor, unit: Unit, into: Unit, day: date) -> None:
    access.require(actor, "units.edit", into.subject)
    if into.pk == unit.pk:
        raise Rejected(_("A unit cannot be merged into itself."))
    if into.valid_to is not None:
        raise Rejected(_("%(name)s has ended: choose one that stands."), name=into.name)
    if into.kind_id != unit.kind_id:
        raise Rejected(_("A unit can only be merged into another of the same kind."))


@action
def reopen_unit(actor: Actor, *, unit: Unit) -> Unit:
    """Take back that a unit ended: what ended on that day with it holds again.

    What has been moved elsewhere since, or has ended itself, stays where it is.
    """
    access.require(actor, "units.edit", unit.subject)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if unit.valid_to is None:
        raise Rejected(_("%(name)s has not ended."), name=unit.name)
    day, after = unit.valid_to, unit.succeeded_by
    unit.valid_to, unit.succeeded_by = None, None
    unit.save(update_fields=["valid_to", "succeeded_by"])
    ended = Edge.objects.filter(Q(lower=unit) | Q(upper=unit), valid_to=day)
    below = []
    for edge in ended.select_related("lower", "upper"):
        below.append(edge.lower_id)
        if _stands_again(edge, unit, after, day):
            edge.valid_to = None
            edge.save(update_fields=["valid_to"])
    if after is not None:
        UnitName.objects.filter(unit=after, name=unit.name, until=day).delete()
    present = unit.coverage.filter(valid_to=None).values("municipality")
    unit.coverage.filter(valid_to=day).exclude(municipality__in=present).update(valid_to=None)
    for _ending, reopening in _rooms:
        reopening(actor, unit, after, day)
    reach.rebuild([unit.pk, *below])
    search.refresh([unit.pk, *([after.pk] if after else [])])
    audit.record(actor, "unit.reopened", unit.subject, fields=["valid_to"])
    return unit


def _stands_again(edge: Edge, unit: Unit, after: Unit | None, day: date) -> bool:
    """Whether an edge that ended with the unit holds again; the one after it is taken away."""
    other = edge.upper if edge.lower_id == unit.pk else edge.lower
    since = Edge.objects.filter(kind=edge.kind, lower=edge.lower, valid_to=None)
    if other.valid_to is not None or since.filter(upper=edge.upper).exists():
        return False
    if edge.lower_id == unit.pk or other == after:
        return True
    if after is None:
        return not since.filter(valid_from__gt=day).exists()
    since = since.filter(upper=after)
    found = since.exists()  # else it has been moved on from there
    since.filter(valid_from=day + timedelta(days=1)).delete()
    return found
