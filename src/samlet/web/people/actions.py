"""Every write to people. A person belongs to one register and is placed where she has positions."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, audit, changes, installation, search
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Rejected
from samlet.web.core.guard import action
from samlet.web.core.models import ChangeSet, Placement, Subject
from samlet.web.organisations.actions import check
from samlet.web.organisations.models import Unit, UnitKind
from samlet.web.people.models import Consent, Person, Position, PositionKind
from samlet.web.people.privacy.purposes import POLITICAL_OFFICE

KIND = installation.PERSON
PUBLIC_REGISTER = "public_register"
OFFICIAL_SIDES = (UnitKind.Side.PUBLIC, UnitKind.Side.PARTY)
EDITABLE = (
    "given_name",
    "family_name",
    "email",
    "mobile",
    "works_at",
    "home_municipality",
    "language",
    "channel",
)


def require_edit(actor: Actor, subject: Subject) -> None:
    """Official facts are kept by who may record them, everybody else by their own register."""
    access.require(actor, edit_act(subject), subject)


def edit_act(subject: Subject) -> str:
    return "public_register.edit" if subject.is_public else "people.edit"


@action
def add_person(
    actor: Actor, *, unit: Unit, register: Subject | None = None, **fields: object
) -> Person:
    """Add a person at a unit, in the register that the actor's grant there opens.

    A register that is public (official facts) takes no contact details and no workplace.
    """
    register = _register(actor, "people.edit", unit, register)
    official = is_official(register)
    if official:
        access.require(actor, "public_register.edit")
        _refuse_beyond_the_official(fields)
    subject = Subject.objects.create(
        kind=KIND,
        controller=register,
        is_public=official,
        synthetic=installation.is_demonstration(),
    )
    person = Person(subject=subject, **fields)
    check(person)
    person.save(force_insert=True)
    Placement.objects.create(subject=subject, unit=unit.subject)
    search.refresh([person.pk])
    audit.record(actor, "person.added", subject, fields=sorted(fields))
    return person


def is_official(register: Subject) -> bool:
    """Whether this is the public register. That an organisation is an official fact is no such."""
    return Unit.objects.filter(pk=register.pk, kind__key=PUBLIC_REGISTER).exists()


def _refuse_beyond_the_official(fields: dict[str, object]) -> None:
    private = {"email", "mobile", "works_at", "home_municipality", "channel"}
    if any(fields.get(name) for name in private):
        raise Rejected(
            _("The public register holds official facts alone: no contact details, no workplace.")
        )


def _register(actor: Actor, act: str, unit: Unit, chosen: Subject | None) -> Subject:
    """The register to write to; NotFound unless the actor may do this there."""
    if actor.is_trusted:
        if chosen is None:
            raise Rejected(_("Say which register it belongs to."))
        return chosen
    if chosen is not None and is_official(chosen) and access.may(actor, "public_register.edit"):
        return chosen
    found = access.registers_at(actor, act, unit.subject)
    if not found or (chosen is not None and chosen.pk not in found):
        raise access.not_there()
    return chosen or Subject.objects.get(pk=found[0])


@action
def add_person_with_office(
    actor: Actor,
    *,
    fields: dict[str, object],
    unit: Unit,
    kind: PositionKind,
    from_day: date | None = None,
    register: Subject | None = None,
) -> Person:
    """A person and the office that is the reason she is here, both or none."""
    person = add_person(actor, unit=unit, register=register, **fields)
    add_position(actor, person=person, unit=unit, kind=kind, from_day=from_day)
    return person


@action
def edit_person(actor: Actor, *, person: Person, **fields: object) -> ChangeSet | None:
    """Change a person's name, how she is reached, where she works and where she lives.

    Returns what can be undone, None when nothing became different.
    """
    require_edit(actor, person.subject)
    person = Person.objects.select_for_update().get(pk=person.pk)
    if unknown := fields.keys() - set(EDITABLE):
        raise ValueError(f"not editable: {', '.join(sorted(unknown))}")
    changed = [name for name, value in fields.items() if getattr(person, name) != value]
    if not changed:
        return None
    if person.subject.is_public:
        _refuse_beyond_the_official({name: fields[name] for name in changed})
    for name in changed:
        setattr(person, name, fields[name])
    check(person)
    with _recording(actor, "person.edited", person) as recorder:
        recorder.update(person, **{name: fields[name] for name in changed})
    search.refresh([person.pk])
    audit.record(actor, "person.edited", person.subject, fields=changed)
    return recorder.change_set


def _recording(actor: Actor, what: str, person: Person) -> AbstractContextManager[changes.Recorder]:
    """What is written within can be undone by who may edit the person."""
    subject = person.subject
    return changes.recording(actor, what, act=edit_act(subject), controller=subject.controller)


@action
def add_position(
    actor: Actor,
    *,
    person: Person,
    unit: Unit,
    kind: PositionKind,
    from_day: date | None = None,
    to_day: date | None = None,
    consent: Consent | None = None,
    confirmed_on: date | None = None,
    **fields: object,
) -> Position:
    """The person is something in a unit from a day. A political position needs source or consent.

    confirmed_on: the day it is known for certain; for an official fact, when its source was read.

    Raises NotFound for a unit where the actor may not add to this person's register; an official
    body may be anywhere.
    """
    require_edit(actor, person.subject)
    if person.subject.is_public:
        _require_official(unit, kind, fields.get("source"))
    elif not (kind.political and unit.subject.is_public):  # who is elected is not ours to reach
        register = _register(actor, "people.edit", unit, person.subject.controller)
        if register.pk != person.controller_id:
            raise access.not_there()
    if kind.political and consent is None and not fields.get("source"):
        raise Rejected(_("A political position needs a public source or the person's own consent."))
    _require_held_while_it_stands(unit, to_day)
    if consent is not None:
        _require_covers(consent, person)
    position = Position(
        person=person,
        unit=unit,
        kind=kind,
        political=kind.political,
        from_day=from_day,
        to_day=to_day,
        confirmed_on=confirmed_on or timezone.localdate(),
        consent=consent,
        **fields,
    )
    check(position)
    position.save()
    place([person.pk])
    audit.record(actor, "position.added", person.subject, fields=["positions"])
    return position


def _require_covers(consent: Consent, person: Person) -> None:
    consent = (
        Consent.objects.select_for_update(of=("self",)).select_related("text").get(pk=consent.pk)
    )
    if consent.person_id != person.pk or consent.withdrawn_at:
        raise Rejected(_("That consent is not this person's, or it has been withdrawn."))
    if consent.text.purpose != POLITICAL_OFFICE:
        raise Rejected(_("That consent is to something else than recording a political office."))


def _require_held_while_it_stands(unit: Unit, to_day: date | None) -> None:
    """Who was what in a unit that has ended may be written down; nobody is anything there now."""
    if unit.valid_to is not None and (to_day is None or to_day > unit.valid_to):
        raise Rejected(
            _("%(name)s has ended. Say until when the position was held, at the latest then."),
            name=unit.name,
        )


def may_be_put(
    actor: Actor, *, unit: Unit, kind: PositionKind, person: Person | None = None
) -> bool:
    """Whether `add_position` finds the unit open to the actor, for a form to say before it asks."""
    if person is not None and (
        person.subject.is_public or (kind.political and unit.subject.is_public)
    ):
        return True
    found = access.registers_at(actor, "people.edit", unit.subject)
    return bool(found) and (person is None or person.controller_id in found)


def _require_official(unit: Unit, kind: PositionKind, source: object) -> None:
    if not source:
        raise Rejected(_("An official fact says where it is published."))
    if not kind.political or unit.kind.side not in OFFICIAL_SIDES:
        raise Rejected(
            _("The public register holds offices in councils, committees and parties alone.")
        )


@action
def end_position(actor: Actor, *, position: Position, day: date) -> ChangeSet:
    """The position ended on a day; it stays to be looked up. Returns what can be undone."""
    require_edit(actor, position.person.subject)
    position = Position.objects.select_for_update().get(pk=position.pk)
    position.to_day = day
    check(position)
    with _recording(actor, "position.ended", position.person) as recorder:
        recorder.update(position, to_day=day)
    place([position.person_id])
    audit.record(actor, "position.ended", position.person.subject, fields=["to_day"])
    return recorder.change_set


@action
def confirm_position(actor: Actor, *, position: Position, day: date | None = None) -> Position:
    """Somebody says that it still holds."""
    require_edit(actor, position.person.subject)
    position.confirmed_on = day or timezone.localdate()
    position.save(update_fields=["confirmed_on"])
    audit.record(actor, "position.confirmed", position.person.subject, fields=["confirmed_on"])
    return position


@action
def correct_position(actor: Actor, *, position: Position, **fields: object) -> Position:
    """Put right what was entered wrongly: days, title, source."""
    require_edit(actor, position.person.subject)
    position = Position.objects.select_for_update().get(pk=position.pk)
    allowed = {"title", "from_day", "to_day", "approximate", "source", "source_url", "party"}
    if unknown := fields.keys() - allowed:
        raise ValueError(f"not editable: {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(position, name, value)
    check(position)
    position.save(update_fields=list(fields))
    place([position.person_id])
    audit.record(actor, "position.corrected", position.person.subject, fields=sorted(fields))
    return position


@action
def remove_position(actor: Actor, *, position: Position) -> ChangeSet:
    """Take away a position that never was; one that ended is ended instead.

    Returns what can be undone.
    """
    require_edit(actor, position.person.subject)
    person = position.person
    with _recording(actor, "position.removed", person) as recorder:
        recorder.delete(position)
    place([person.pk])
    audit.record(actor, "position.removed", person.subject, fields=["positions"])
    return recorder.change_set


def place(people: Iterable[int]) -> None:
    """Put people where they have positions today; who has none stays where she was last.

    So who took over a club does not see where the one before her went. Call inside an action.
    """
    today = timezone.localdate()
    wanted = _homes(set(people), today)
    present = {
        (row.subject_id, row.unit_id): row
        for row in Placement.objects.filter(subject__in=list(wanted))
    }
    keep = {(person, unit) for person, units in wanted.items() for unit in units}
    # Who has never had a position stays where she was added.
    never = {person for person, units in wanted.items() if not units}
    gone = [
        row.pk for key, row in present.items() if key not in keep and row.subject_id not in never
    ]
    Placement.objects.filter(pk__in=gone).delete()
    Placement.objects.bulk_create(
        Placement(subject_id=person, unit_id=unit) for person, unit in sorted(keep - present.keys())
    )
    search.refresh(wanted)


def _homes(people: set[int], today: date) -> dict[int, set[int]]:
    """The units each person is placed in: those of today, else those of what ended last."""
    current: dict[int, set[int]] = {person: set() for person in people}
    last: dict[int, tuple[date, set[int]]] = {}
    rows = Position.objects.filter(person__in=people).values_list("person", "unit", "to_day")
    for person, unit, to_day in rows:
        if to_day is None or to_day >= today:
            current[person].add(unit)
        elif person not in last or to_day > last[person][0]:
            last[person] = (to_day, {unit})
        elif to_day == last[person][0]:
            last[person][1].add(unit)
    return {
        person: units or (last[person][1] if person in last else set())
        for person, units in current.items()
    }


def end_with_unit(
    recorder: changes.Recorder, actor: Actor, unit: Unit, into: Unit | None, day: date
) -> None:
    """When a unit closes, positions there end; when it goes over in another, they go on there.

    Whose register they are in does not matter: an office in what is no more is no office.
    """
    held = list(
        Position.objects.select_for_update(of=("self",))
        .filter(Q(to_day=None) | Q(to_day__gt=day), unit=unit)
        .select_related("person__subject")
    )
    for position in held:
        until, later = position.to_day, position.from_day is not None and position.from_day > day
        if into is None:
            recorder.update(position, to_day=position.from_day if later else day)
        elif later:  # it has not begun: it begins there
            recorder.update(position, unit=into)
        else:
            recorder.update(position, to_day=day)
            recorder.create(_going_on(position, into, day, until))
        audit.record(actor, "position.ended", position.person.subject, fields=["to_day"])
    place({position.person_id for position in held})


def _going_on(position: Position, into: Unit, day: date, until: date | None) -> Position:
    """The same office in the unit that came after, from the day after."""
    kept = ("person", "kind", "title", "approximate", "confirmed_on", "political", "party")
    rest = ("source", "source_url", "consent")
    fields = {name: getattr(position, name) for name in (*kept, *rest)}
    return Position(unit=into, from_day=day + timedelta(days=1), to_day=until, **fields)


def reopen_with_unit(actor: Actor, unit: Unit, after: Unit | None, day: date) -> None:
    """Positions that ended on the day their unit did hold again, and not in the one after it."""
    ended = Position.objects.filter(unit=unit, to_day=day).select_related("person__subject")
    people = set()
    for position in ended:
        same = Position.objects.filter(person=position.person, kind=position.kind)
        going_on = same.filter(unit=after, from_day=day + timedelta(days=1)) if after else None
        if going_on is not None and not going_on.filter(to_day=None).exists():
            continue  # what she is after it has ended or been moved: nothing to take back
        if same.filter(unit=unit, to_day=None).exists():
            continue
        if going_on is not None:
            going_on.delete()
        position.to_day = None
        position.save(update_fields=["to_day"])
        people.add(position.person_id)
        audit.record(actor, "position.corrected", position.person.subject, fields=["to_day"])
    place(people)


@action
def name_kind(actor: Actor, *, kind: PositionKind, **names: str) -> PositionKind:
    """Change what a position is called. People are found by the new word."""
    access.require(actor, "kinds.edit")
    for field, text in names.items():
        setattr(kind, field, text)
    check(kind)
    kind.save(update_fields=list(names))
    search.refresh(Position.objects.filter(kind=kind).values_list("person", flat=True).distinct())
    audit.record(actor, "position_kind.named", kind, fields=sorted(names))
    return kind
