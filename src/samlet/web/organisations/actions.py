"""Every write to organisations. Nothing is overwritten: names, places and belongings have dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, audit, changes, installation, search
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Rejected
from samlet.web.core.guard import action
from samlet.web.core.models import Placement, Reach, Subject
from samlet.web.organisations import reach
from samlet.web.organisations.models import Coverage, Edge, Unit, UnitKind, UnitName
from samlet.web.places.models import Municipality

KIND = "organisations.unit"


def check(thing: models.Model) -> None:
    """Field rules and database constraints, told in the user's words. Raises Rejected."""
    try:
        thing.full_clean()
    except ValidationError as error:
        said = " ".join(
            _told(thing, name, messages) for name, messages in error.message_dict.items()
        )
        raise Rejected(said.replace("%", "%%")) from error


def _told(thing: models.Model, field: str, messages: Sequence[str]) -> str:
    """What is wrong with a field, by the field's name; rules of the whole say it themselves."""
    if field == NON_FIELD_ERRORS:
        return " ".join(messages)
    label = str(thing._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
    return f"{label[:1].upper()}{label[1:]}: {' '.join(messages)}"


def register_for(actor: Actor, act: str, at: Sequence[Unit]) -> Subject:
    """The register that something new below these units goes into. Raises NotFound.

    With several, the first grant's: the actor chooses by the scope they act in.
    """
    if actor.is_trusted:
        for unit in at:
            if unit.subject.controller_id:
                return Subject.objects.get(pk=unit.subject.controller_id)
        raise Rejected(_("Say which register it belongs to."))
    for unit in at:
        if found := access.registers_at(actor, act, unit.subject):
            return Subject.objects.get(pk=found[0])
    raise access.not_there()


def _register_of_new(
    actor: Actor, above: Sequence[Unit], municipality: Municipality | None
) -> Subject:
    """Where a new unit is kept: by what it is put below, else by the area that covers its place."""
    if above:
        return register_for(actor, "units.edit", above)
    covers = Coverage.objects.filter(valid_to=None)
    covers = covers.filter(municipality=municipality) if municipality else covers.none()
    areas = Unit.objects.filter(pk__in=covers.values("unit"), kind__is_area=True)
    for unit in areas.select_related("subject").order_by("kind__order", "pk"):
        if found := access.registers_at(actor, "units.edit", unit.subject):
            return Subject.objects.get(pk=found[0])
    raise Rejected(
        _("Say what it belongs to, or which of the municipalities you work with it lies in.")
    )


@action
def add_unit(
    actor: Actor,
    *,
    kind: UnitKind,
    name: str,
    belongs_to: Sequence[Unit] = (),
    lies_in: Sequence[Unit] = (),
    located_at: Unit | None = None,
    operated_by: Unit | None = None,
    register: Subject | None = None,
    own_controller: bool = False,
    covers: Iterable[Municipality] = (),
    municipality: Municipality | None = None,
    from_day: date | None = None,
    **fields: object,
) -> Unit:
    """Add a unit below others. A unit that keeps a register of its own is its own controller."""
    above = [*belongs_to, *lies_in]
    if not actor.is_trusted:
        register = _register_of_new(actor, above, municipality)
    subject = Subject.objects.create(
        kind=KIND,
        controller=register,
        is_public=kind.is_public,
        synthetic=installation.is_demonstration(),
    )
    if own_controller or register is None:
        subject.controller = subject
        subject.save(update_fields=["controller"])
    unit = Unit(
        subject=subject,
        kind=kind,
        name=" ".join(name.split()),
        own_controller=own_controller or register is None,
        municipality=municipality,
        valid_from=from_day,
        **fields,
    )
    check(unit)
    unit.save(force_insert=True)
    Placement.objects.create(subject=subject, unit=subject)
    for edge_kind, uppers in (
        (Edge.Kind.BELONGS_TO, belongs_to),
        (Edge.Kind.LIES_IN, lies_in),
        (Edge.Kind.LOCATED_AT, [located_at] if located_at else []),
        (Edge.Kind.OPERATED_BY, [operated_by] if operated_by else []),
    ):
        for upper in uppers:
            _join(unit, edge_kind, upper, from_day)
    for covered in covers:
        Coverage.objects.create(unit=unit, municipality=covered, valid_from=from_day)
    reach.rebuild([unit.pk])
    search.refresh([unit.pk])
    audit.record(actor, "unit.added", subject, fields=["name", "kind"])
    return unit


def _join(unit: Unit, kind: str, upper: Unit, from_day: date | None) -> Edge:
    require_standing(upper, from_day or timezone.localdate())
    edge = Edge(kind=kind, lower=unit, upper=upper, valid_from=from_day)
    check(edge)
    edge.save()
    return edge


def require_standing(unit: Unit, day: date) -> None:
    """Raise Rejected when the unit has ended before the day."""
    if unit.valid_to is not None and unit.valid_to < day:
        raise Rejected(_("%(name)s has ended: choose one that stands."), name=unit.name)


EDITABLE = (
    "name",
    "short_name",
    "number",
    "org_number",
    "municipality",
    "county",
    "email",
    "phone",
    "sector",
    "employees",
    "valid_from",
    "source",
)


@action
def edit_unit(actor: Actor, *, unit: Unit, **fields: object) -> Unit:
    """Change what a unit is called, where it is and how it is reached; the old name is kept."""
    access.require(actor, "units.edit", unit.subject)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if unknown := fields.keys() - set(EDITABLE):
        raise ValueError(f"not editable: {', '.join(sorted(unknown))}")
    changed = [name for name, value in fields.items() if getattr(unit, name) != value]
    if not changed:
        return unit
    if "name" in changed:
        UnitName.objects.get_or_create(
            unit=unit, name=unit.name, defaults={"until": timezone.localdate()}
        )
    for name in changed:
        setattr(unit, name, fields[name])
    check(unit)
    unit.save(update_fields=changed)
    if {"municipality", "county"} & set(changed):
        reach.rebuild([unit.pk])
    search.refresh([unit.pk])
    audit.record(actor, "unit.edited", unit.subject, fields=changed)
    return unit


@action
def also_called(actor: Actor, *, unit: Unit, name: str) -> UnitName:
    """Add another name it is found by."""
    access.require(actor, "units.edit", unit.subject)
    alias = UnitName(unit=unit, name=" ".join(name.split()))
    check(alias)
    alias.save()
    search.refresh([unit.pk])
    audit.record(actor, "unit.also_called", unit.subject, fields=["names"])
    return alias


@action
def move_unit(
    actor: Actor,
    *,
    unit: Unit,
    kind: str,
    to: Unit | None,
    day: date,
    leaves: Unit | None = None,
) -> Unit:
    """From `day` the unit belongs to (lies in, is at, is operated by) another; the past is kept.

    leaves: the one of several it goes from, such as the branch of one union; none, all of them.
    """
    with changes.recording(
        actor, "units.moved", act="units.edit", controller=unit.controller_id
    ) as recorder:
        move_recorded(actor, recorder, unit=unit, kind=kind, to=to, day=day, leaves=leaves)
    return unit


def move_recorded(
    actor: Actor,
    recorder: changes.Recorder,
    *,
    unit: Unit,
    kind: str,
    to: Unit | None,
    day: date,
    leaves: Unit | None = None,
) -> None:
    """Move within an act that can be undone. Call inside an action."""
    access.require(actor, "units.edit", unit.subject)
    require_standing(unit, day)
    if to is not None and kind in reach.ACCESS_EDGES:
        _require_below(actor, to)
    if to is not None:
        require_standing(to, day)
    lasting = Q(valid_to=None) | Q(valid_to__gte=day)
    edges = Edge.objects.select_for_update().filter(lasting, lower=unit, kind=kind)
    if leaves is not None:
        edges = edges.filter(upper__in=[leaves, *([to] if to else [])])
    stays = next(
        (edge for edge in edges if to and edge.upper_id == to.pk and not edge.valid_to), None
    )
    for edge in edges:
        if edge is not stays:
            _end(recorder, edge, day)
    if stays is not None and stays.valid_from is not None and stays.valid_from > day:
        recorder.update(stays, valid_from=day)
    elif to is not None and stays is None:
        edge = Edge(kind=kind, lower=unit, upper=to, valid_from=day)
        check(edge)
        recorder.create(edge)
    hidden = is_hidden(unit)
    reach.rebuild([unit.pk])
    if hidden or is_hidden(unit):
        find_people_again(unit)
    audit.record(actor, "unit.moved", unit.subject, fields=[kind])


def is_hidden(unit: Unit) -> bool:
    return Reach.objects.filter(descendant=unit.pk, closed=True).exists()


def find_people_again(unit: Unit) -> None:
    """How people below are found tells only what is open to all who find them."""
    below = Reach.objects.filter(ancestor=unit.pk).values("descendant")
    search.refresh(Placement.objects.filter(unit__in=below).values_list("subject", flat=True))


def _require_below(actor: Actor, unit: Unit) -> None:
    """To put something below a unit one must be allowed to add there, whoever keeps it."""
    if not actor.is_trusted and not access.registers_at(actor, "units.edit", unit.subject):
        raise access.not_there()


def _end(recorder: changes.Recorder, edge: Edge, day: date) -> None:
    """The edge held until the day before; one that never held is taken away."""
    last = day - timedelta(days=1)
    if edge.valid_from is not None and edge.valid_from > last:
        recorder.delete(edge)
    else:
        recorder.update(edge, valid_to=last)


@action
def cover(actor: Actor, *, unit: Unit, municipalities: Iterable[Municipality], day: date) -> Unit:
    """Say which municipalities a unit covers from a day."""
    access.require(actor, "units.edit", unit.subject)
    wanted = {municipality.pk for municipality in municipalities}
    present = {row.municipality_id: row for row in unit.coverage.filter(valid_to=None)}
    for municipality, row in present.items():
        if municipality not in wanted:
            row.valid_to = day - timedelta(days=1)
            row.save(update_fields=["valid_to"])
    Coverage.objects.bulk_create(
        Coverage(unit=unit, municipality_id=municipality, valid_from=day)
        for municipality in sorted(wanted - present.keys())
    )
    reach.rebuild()
    audit.record(actor, "unit.covers", unit.subject, fields=["coverage"])
    return unit


@action
def close_upwards(actor: Actor, *, unit: Unit, closed: bool) -> Unit:
    """Hide what is personal in a unit, and below it, from everyone above; or open it again."""
    access.require(actor, "units.close_upwards", unit.subject)
    unit.closed_upwards = closed
    unit.save(update_fields=["closed_upwards"])
    reach.rebuild([unit.pk])
    find_people_again(unit)
    audit.record(actor, "unit.closed_upwards", unit.subject, fields=["closed_upwards"])
    return unit


@action
def name_kind(actor: Actor, *, kind: UnitKind, **names: str) -> UnitKind:
    """Change what a level is called."""
    access.require(actor, "kinds.edit")
    for field, text in names.items():
        setattr(kind, field, text)
    check(kind)
    kind.save()
    audit.record(actor, "unit_kind.named", kind, fields=sorted(names))
    return kind
