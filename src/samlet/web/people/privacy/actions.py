"""What a person does with what is held about her, by her link or her account."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, audit, changes, search
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Conflict, Rejected
from samlet.web.core.guard import action
from samlet.web.core.personal.erasure import is_own
from samlet.web.organisations.actions import check
from samlet.web.people.models import Person

# What one corrects oneself at once; offices are corrected by those who keep them.
OWN = (
    "given_name",
    "family_name",
    "email",
    "mobile",
    "home_municipality",
    "channel",
    "language",
)


def require_own(actor: Actor, person: Person) -> None:
    """Raise NotFound unless it is the person herself: the same as for a page that is not there."""
    if not is_own(actor, person.subject):
        raise access.not_there()


@action
def correct_own(actor: Actor, *, person: Person, **fields: object) -> Person:
    """Correct what is held about oneself. It holds at once, and what stood before can be undone."""
    require_own(actor, person)
    if unknown := fields.keys() - set(OWN):
        raise ValueError(f"not one's own to change: {', '.join(sorted(unknown))}")
    person = Person.objects.select_for_update().get(pk=person.pk)
    changed = {name: value for name, value in fields.items() if getattr(person, name) != value}
    if not changed:
        return person
    for name, value in changed.items():
        setattr(person, name, value)
    check(person)
    register = person.subject.controller
    with changes.recording(
        actor, "person.corrected", act="people.edit", controller=register
    ) as recorder:
        recorder.update(person, **changed)
    audit.record(actor, "person.corrected", person, fields=sorted(changed))
    search.refresh([person.pk])
    return person


@action
def join_records(actor: Actor, *, person: Person, other: Person, other_actor: Actor) -> None:
    """Say that two records in two registers are both oneself. Each register still sees its own.

    other_actor: how one came to the other record; both have to be one's own.
    """
    require_own(actor, person)
    require_own(other_actor, other)
    if person.controller_id == other.controller_id:
        raise Rejected(_("Both records are in the same register; ask its keeper to merge them."))
    both = Person.objects.select_for_update().filter(pk__in=[person.pk, other.pk])
    people = {row.pk: row for row in both}
    one, two = people[person.pk], people[other.pk]
    if one.joined_with_id or two.joined_with_id:
        raise Conflict(
            _("One of the records is joined with another already. Take them apart first.")
        )
    one.joined_with, two.joined_with = two, one
    for row in (one, two):
        row.save(update_fields=["joined_with"])
    audit.record(actor, "person.joined", one, fields=["joined_with"])
    audit.record(other_actor, "person.joined", two, fields=["joined_with"])


@action
def part_records(actor: Actor, *, person: Person) -> None:
    """Take the two records apart again."""
    require_own(actor, person)
    person = Person.objects.select_for_update().get(pk=person.pk)
    other = person.joined_with
    if other is None:
        return
    Person.objects.filter(pk__in=[person.pk, other.pk]).update(joined_with=None)
    audit.record(actor, "person.unjoined", person, fields=["joined_with"])
    audit.record(actor, "person.unjoined", other, fields=["joined_with"])
