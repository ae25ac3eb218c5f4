"""Brings an invented register (samlet.synthetic) into an empty database, in bulk.

For the demonstration, the tests and the bench. Real registers come in by import, row by row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samlet.synthetic import Register, UnitRow
from samlet.web.core import audit, installation, search
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Conflict, Forbidden
from samlet.web.core.guard import unscoped
from samlet.web.core.models import Placement, Subject
from samlet.web.organisations import reach
from samlet.web.organisations.actions import KIND as UNIT
from samlet.web.organisations.models import Coverage, Edge, Unit, UnitKind, UnitName
from samlet.web.parties.models import Party
from samlet.web.people.actions import KIND as PERSON
from samlet.web.people.models import Person, Position, PositionKind
from samlet.web.people.official import public_register
from samlet.web.places.models import County, Municipality

_BATCH = 2000


@dataclass(frozen=True)
class Loaded:
    """Units and people by the register's keys; "" is the public register."""

    units: Mapping[str, Unit]
    people: Mapping[str, Person]


@transaction.atomic
def load_register(actor: Actor, register: Register) -> Loaded:
    """Load units, people and positions. Raises Conflict unless this is a demonstration."""
    if not actor.is_trusted:
        raise Forbidden(_("Your role does not include this."))
    if not installation.is_demonstration():
        raise Conflict(_("Invented people are only loaded into a demonstration."))
    with unscoped("loading an invented register"):
        units = _load_units(register)
        people = _load_people(register, units)
        _load_positions(register, units, people)
        reach.rebuild()
        for kind in (UNIT, PERSON):
            search.reindex(kind)
    audit.record(actor, "register.loaded", units[""].subject)
    return Loaded(units, people)


def _load_units(register: Register) -> dict[str, Unit]:
    official = public_register()
    rows = {row.key: row for row in register.units}
    kinds = {kind.key: kind for kind in UnitKind.objects.all()}
    controllers = {key: _controller(row, rows, kinds) for key, row in rows.items()}
    subjects: dict[str, Subject] = {"": official.subject}
    own = [key for key, row in rows.items() if row.own_controller]
    for keys in (own, [key for key in rows if key not in set(own)]):
        made = Subject.objects.bulk_create(
            (
                Subject(
                    kind=UNIT,
                    controller=subjects.get(controllers[key]) if key not in own else None,
                    is_public=kinds[rows[key].kind].is_public,
                    synthetic=rows[key].synthetic,
                )
                for key in keys
            ),
            batch_size=_BATCH,
        )
        subjects |= dict(zip(keys, made, strict=True))
        for key in own if keys is own else ():
            subjects[key].controller = subjects[key]
    Subject.objects.bulk_update([subjects[key] for key in own], ["controller"])
    keys_of = _keys()
    units = {key: _unit(row, subjects[key], kinds[row.kind], keys_of) for key, row in rows.items()}
    for key, row in rows.items():
        if row.succeeded_by:
            units[key].succeeded_by_id = subjects[row.succeeded_by].pk
    Unit.objects.bulk_create(units.values(), batch_size=_BATCH)
    _join(register, units)
    Placement.objects.bulk_create(
        (Placement(subject=unit.subject, unit=unit.subject) for unit in units.values()),
        batch_size=_BATCH,
    )
    return {"": official, **units}


def _controller(row: UnitRow, rows: Mapping[str, UnitRow], kinds: Mapping[str, UnitKind]) -> str:
    """The key of who keeps a unit: itself, the first above that keeps a register, its region."""
    at = row
    while not at.own_controller:
        above = at.belongs_to or at.lies_in
        if not above:
            break
        at = rows[above[0]]
    if at.own_controller:
        return at.key
    if kinds[row.kind].side in (UnitKind.Side.PUBLIC, UnitKind.Side.PARTY):
        return ""
    region = f"lo-{row.county_number or row.municipality_number[:2]}"
    return region if region in rows else ""


@dataclass(frozen=True)
class _Keys:
    """Primary keys by official number and party code, read once."""

    municipalities: Mapping[str, int]
    counties: Mapping[str, int]
    parties: Mapping[str, int]


def _keys() -> _Keys:
    return _Keys(
        dict(Municipality.objects.values_list("number", "pk")),
        dict(County.objects.values_list("number", "pk")),
        dict(Party.objects.values_list("code", "pk")),
    )


def _unit(row: UnitRow, subject: Subject, kind: UnitKind, keys: _Keys) -> Unit:
    return Unit(
        subject=subject,
        kind=kind,
        name=row.name,
        short_name=row.short_name,
        number=row.number,
        org_number=row.org_number,
        email=row.email,
        sector=row.sector,
        municipality_id=keys.municipalities.get(row.municipality_number),
        county_id=keys.counties.get(row.county_number),
        party_id=keys.parties.get(row.party_code),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        own_controller=row.own_controller,
        closed_upwards=row.closed_upwards,
        source=row.source,
    )


def _join(register: Register, units: Mapping[str, Unit]) -> None:
    """Edges, areas and former names."""
    Edge.objects.bulk_create(
        (
            Edge(
                kind=edge.kind,
                lower=units[edge.lower],
                upper=units[edge.upper],
                valid_from=edge.valid_from,
                valid_to=edge.valid_to,
            )
            for edge in register.edges()
        ),
        batch_size=_BATCH,
    )
    numbers = _keys().municipalities
    Coverage.objects.bulk_create(
        (
            Coverage(unit=units[row.key], municipality_id=numbers[number], valid_to=row.valid_to)
            for row in register.units
            for number in row.covers
        ),
        batch_size=_BATCH,
    )
    UnitName.objects.bulk_create(
        UnitName(unit=units[row.key], name=former.name, until=former.until)
        for row in register.units
        for former in row.other_names
    )


def _load_people(register: Register, units: Mapping[str, Unit]) -> dict[str, Person]:
    subjects = Subject.objects.bulk_create(
        (
            Subject(
                kind=PERSON,
                controller=units[row.controller].subject,
                is_public=not row.controller,
                synthetic=row.synthetic,
            )
            for row in register.people
        ),
        batch_size=_BATCH,
    )
    numbers = _keys().municipalities
    people: dict[str, Person] = {}
    for row, subject in zip(register.people, subjects, strict=True):
        known = bool(row.controller)  # the public register holds official facts alone
        people[row.key] = Person(
            subject=subject,
            given_name=row.given_name,
            family_name=row.family_name,
            email=row.email if known else "",
            mobile=row.mobile if known else "",
            home_municipality_id=numbers.get(row.home_municipality_number) if known else None,
            works_at=units[row.works_at] if known and row.works_at else None,
            language=row.language,
            joined_with_id=people[row.twin_of].pk if row.twin_of else None,
        )
    Person.objects.bulk_create(people.values(), batch_size=_BATCH)
    return people


def _load_positions(
    register: Register, units: Mapping[str, Unit], people: Mapping[str, Person]
) -> None:
    kinds = {kind.key: kind for kind in PositionKind.objects.all()}
    parties = _keys().parties
    Position.objects.bulk_create(
        (
            Position(
                person=people[row.person],
                unit=units[row.unit],
                kind=kinds[row.kind],
                political=kinds[row.kind].political,
                party_id=parties.get(row.party_code) if kinds[row.kind].political else None,
                from_day=row.from_day,
                to_day=row.to_day,
                confirmed_on=row.confirmed_on,
                source=row.source,
            )
            for row in register.positions
        ),
        batch_size=_BATCH,
    )
    Placement.objects.bulk_create(_placements(register, units, people), batch_size=_BATCH)


def _placements(
    register: Register, units: Mapping[str, Unit], people: Mapping[str, Person]
) -> Iterable[Placement]:
    """Where each is today, else where she was last; as actions.place() does one by one."""
    held: dict[str, list[tuple[bool, object, str]]] = defaultdict(list)
    for row in register.positions:
        now = row.to_day is None or row.to_day >= register.as_of
        held[row.person].append((now, row.to_day, row.unit))
    for key, person in people.items():
        today = {unit for now, _day, unit in held[key] if now}
        if not today and held[key]:
            last = max(str(day) for _now, day, _unit in held[key])
            today = {unit for _now, day, unit in held[key] if str(day) == last}
        for unit in sorted(today):
            yield Placement(subject=person.subject, unit=units[unit].subject)
