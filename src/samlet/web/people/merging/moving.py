"""What goes from one record to the other: everything that points at it, whichever room it is of.

Rooms above this one (grants, links, invitations) are found by their foreign keys, so that one
that is added later is moved too, without a word about it here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from samlet.web.core.changes.attached import is_derived
from samlet.web.core.changes.recording import Recorder
from samlet.web.core.models import Subject
from samlet.web.people.models import Person, Position

# Not the person's own: the record itself, erasures (refused), registers and what was told apart.
_STAYS = frozenset(
    {
        "core.changeset",
        "core.erasure",
        "core.subject",
        "people.notsame",
        "people.person",
        "people.position",
    }
)
_FILLED = ("title", "from_day", "source", "source_url", "party", "consent")


def pointing_at(target: type[models.Model], pk: Any) -> Iterator[tuple[models.Model, str]]:
    """Rows that point at this one, with the name of the field that does."""
    for relation in target._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        if relation.concrete:
            continue
        other: Any = relation.related_model
        label = other._meta.label_lower
        if label in _STAYS or is_derived(label):
            continue
        name = relation.field.name  # type: ignore[union-attr]
        for row in other._base_manager.filter(**{name: pk}).order_by("pk"):
            yield row, name


def of_person(pk: int) -> list[tuple[models.Model, str]]:
    """What hangs on a person, her positions aside."""
    return [*pointing_at(Subject, pk), *pointing_at(Person, pk)]


def counted(pk: int) -> list[tuple[str, int]]:
    """What would move, as kind and number, for the preview."""
    kinds = Counter(type(row)._meta.verbose_name or "" for row, _name in of_person(pk))
    return sorted((str(kind), count) for kind, count in kinds.items())


def move_rows(recorder: Recorder, person: Person, other: Person) -> None:
    """Point what hangs on `other` at `person`; what she already has once stays where it was."""
    for row, name in of_person(other.pk):
        field: Any = row._meta.get_field(name)
        _repoint(recorder, row, name, person.subject if _is_subject(field) else person)


def _is_subject(field: Any) -> bool:
    return field.related_model is Subject


def _repoint(recorder: Recorder, row: models.Model, name: str, to: models.Model) -> None:
    before = getattr(row, name)
    setattr(row, name, to)
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError:
        # Invited twice to the same day, for instance: one cannot be two. It stays hers there.
        setattr(row, name, before)
        return
    recorder.update(row, **{name: to})


def twin_of(position: Position, among: list[Position]) -> Position | None:
    """The same office for the same time, where what one does not say the other may."""
    for one in among:
        same = (one.unit_id, one.kind_id, one.to_day) == (
            position.unit_id,
            position.kind_id,
            position.to_day,
        )
        if same and all(
            not getattr(one, name)
            or not getattr(position, name)
            or getattr(one, name) == getattr(position, name)
            for name in ("title", "from_day", "party_id")
        ):
            return one
    return None


def move_positions(recorder: Recorder, person: Person, other: Person) -> None:
    """Her offices, those that are the same joined with what hangs on either."""
    present = list(Position.objects.select_for_update().filter(person=person))
    for position in Position.objects.select_for_update().filter(person=other):
        twin = twin_of(position, present)
        if twin is None:
            recorder.update(position, person=person)
            continue
        present.remove(twin)
        for row, name in pointing_at(Position, position.pk):
            _repoint(recorder, row, name, twin)
        filled = {
            name: getattr(position, name)
            for name in _FILLED
            if getattr(position, name) and not getattr(twin, name)
        }
        days = [day for day in (twin.confirmed_on, position.confirmed_on) if day]
        recorder.update(twin, **filled, confirmed_on=max(days, default=None))
        recorder.delete(position)
