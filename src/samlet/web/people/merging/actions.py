"""Merge two records of one person, or say that they are two people. Both can be undone."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, audit, changes
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Conflict, Rejected
from samlet.web.core.guard import action
from samlet.web.core.models import ChangeSet, Erasure
from samlet.web.organisations.actions import check
from samlet.web.people.actions import EDITABLE, place
from samlet.web.people.merging import moving
from samlet.web.people.merging.models import NotSame
from samlet.web.people.merging.pairs import ACT
from samlet.web.people.models import Person, Position


@action
def merge_people(
    actor: Actor, *, person: Person, other: Person, taken: Collection[str] = ()
) -> ChangeSet:
    """Make `other` part of `person`: what hangs on it moves, and it leaves the lists.

    taken: the fields whose value is taken from `other`. The other record keeps what it said, so
    nothing is lost, and goes with the person in erasure and on her page. Never across registers.
    """
    person, other = _both(actor, person, other)
    if unknown := set(taken) - set(EDITABLE):
        raise ValueError(f"not editable: {', '.join(sorted(unknown))}")
    if Erasure.objects.filter(
        subject__in=[person.pk, other.pk], cancelled_at=None, done_at=None
    ).exists():
        raise Conflict(_("One of the two is to be erased. Wait until that is done or called off."))
    values = {name: getattr(other, name) for name in taken}
    with changes.recording(
        actor, "person.merged", act=ACT, controller=person.controller_id
    ) as recorder:
        if person.joined_with_id is None and other.joined_with_id is not None:
            values["joined_with"] = other.joined_with
        if values:
            recorder.update(person, **values)
        check(person)
        moving.move_positions(recorder, person, other)
        moving.move_rows(recorder, person, other)
        recorder.update(other, merged_into=person)
    place([person.pk, other.pk])
    audit.record(actor, "person.merged", person.subject, fields=sorted(taken))
    audit.record(actor, "person.merged", other.subject, fields=["merged_into"])
    return recorder.change_set


@action
def not_the_same(actor: Actor, *, person: Person, other: Person) -> ChangeSet | None:
    """Remember that these are two people, so that they are not proposed again."""
    person, other = _both(actor, person, other)
    one, two = sorted((person, other), key=lambda row: row.pk)
    if NotSame.objects.filter(one=one, two=two).exists():
        return None
    with changes.recording(
        actor, "person.told_apart", act=ACT, controller=one.controller_id
    ) as recorder:
        recorder.create(NotSame(one=one, two=two))
    for row in (one, two):
        audit.record(actor, "person.told_apart", row.subject)
    return recorder.change_set


def _both(actor: Actor, person: Person, other: Person) -> tuple[Person, Person]:
    """Both as they are now, locked. Raises NotFound, Forbidden, Rejected or Conflict."""
    for one in (person, other):
        access.require(actor, ACT, one.subject)
    if person.pk == other.pk:
        raise Rejected(_("Choose two records: this is one and the same."))
    if person.controller_id != other.controller_id:
        raise Rejected(
            _("The two are in different registers. Only the person can say that they are the same.")
        )
    rows = Person.objects.select_for_update().filter(pk__in=[person.pk, other.pk])
    found = {row.pk: row for row in rows}
    if any(row.merged_into_id for row in found.values()):
        raise Conflict(_("One of the two is merged already. Look at the pairs again."))
    return found[person.pk], found[other.pk]


def place_people(pks: Sequence[int]) -> None:
    """After an undo: where people are and how they are found is worked out anew."""
    place(Person._base_manager.filter(pk__in=pks).values_list("pk", flat=True))


def place_holders(pks: Sequence[int]) -> None:
    """The same, for positions."""
    place(set(Position._base_manager.filter(pk__in=pks).values_list("person", flat=True)))
