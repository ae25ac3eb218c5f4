"""What a person does with what is held about her, by her link or her account.

Consent is given and taken back here too, and nothing goes from one register to another except by
`disclose`.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, audit, changes, search
from samlet.web.core.actor import SYSTEM, Actor
from samlet.web.core.errors import Conflict, Rejected
from samlet.web.core.guard import action
from samlet.web.core.models import Change, Subject
from samlet.web.core.personal import ledger
from samlet.web.core.personal.erasure import is_own
from samlet.web.organisations.actions import check
from samlet.web.people.actions import place
from samlet.web.people.models import Consent, ConsentText, Disclosure, Person, Position

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
DISCLOSABLE = frozenset({*OWN, "works_at", "positions"})


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
def give_consent(
    actor: Actor, *, person: Person, text: ConsentText, how: Consent.How = Consent.How.LINK
) -> Consent:
    """The person says yes to a text; somebody else can only write down a yes that was given.

    Raises Rejected when a newer version of the text is there to be read first.
    """
    if is_own(actor, person.subject):
        how = Consent.How.LINK
    else:
        access.require(actor, "people.edit", person.subject)
        if how == Consent.How.LINK:
            raise Rejected(_("Only the person can say yes on their own page."))
    newest = ConsentText.objects.filter(purpose=text.purpose).order_by("-version").first()
    if newest != text:
        raise Rejected(_("The text has been changed. Read the new one before you say yes."))
    standing = Consent.objects.filter(person=person, text=text, withdrawn_at=None).first()
    if standing:
        return standing
    consent = Consent.objects.create(person=person, text=text, how=how, given_at=timezone.now())
    audit.record(actor, "consent.given", person, fields=["consents"])
    return consent


@action
def withdraw_consent(actor: Actor, *, consent: Consent) -> Consent:
    """Take a yes back, as easily as it was given. What rested on it alone is removed."""
    person = consent.person
    if not is_own(actor, person.subject):
        access.require(actor, "people.edit", person.subject)
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    if consent.withdrawn_at:
        return consent
    # Before the row: a restored backup must not bring a consent back that was withdrawn since.
    ledger.append([_mark_of(consent)])
    consent.withdrawn_at = timezone.now()
    consent.save(update_fields=["withdrawn_at"])
    _remove_what_rested_on(consent)
    place([person.pk])
    search.refresh([person.pk])
    audit.record(actor, "consent.withdrawn", person, fields=["consents", "positions"])
    return consent


def _mark_of(consent: Consent) -> str:
    return f"consent:{consent.public_id}"


@action
def withdraw_again(marked: Callable[[str], bool]) -> int:
    """After a restore: take back what had been taken back before; how many consents."""
    standing = Consent.objects.filter(withdrawn_at=None).select_related("person__subject")
    again = [consent for consent in standing.iterator() if marked(_mark_of(consent))]
    for consent in again:
        withdraw_consent(SYSTEM, consent=consent)
    return len(again)


ledger.register_again("people.consents", withdraw_again)


def _remove_what_rested_on(consent: Consent) -> None:
    """Political offices without a public source go, and with them what an undo could bring back."""
    resting = Position.objects.filter(consent=consent)
    alone = list(resting.filter(political=True, source="").values_list("pk", flat=True))
    Change.objects.filter(
        model=Position._meta.label_lower, row__in=[str(pk) for pk in alone]
    ).delete()
    Position.objects.filter(pk__in=alone).delete()
    resting.update(consent=None)


@action
def disclose(
    actor: Actor, *, person: Person, to_controller: Subject, consent: Consent, fields: list[str]
) -> Disclosure:
    """Hand something about a person to another register: the only way there is, and recorded.

    Raises Rejected without a consent of that person that is still given, and for fields that no
    register hands over.
    """
    access.require(actor, "people.edit", person.subject)
    if consent.person_id != person.pk or consent.withdrawn_at is not None:
        raise Rejected(_("There is no consent from this person that covers it."))
    if to_controller.pk == person.controller_id:
        raise Rejected(_("That is the register the person is in already."))
    if to_controller.pk != to_controller.controller_id:
        raise Rejected(_("That organisation keeps no register of its own."))
    if not fields or set(fields) - DISCLOSABLE:
        raise Rejected(_("Say what is handed over: name, contact or offices."))
    made = Disclosure.objects.create(
        person=person,
        to_controller=to_controller,
        consent=consent,
        fields=sorted(set(fields)),
        at=timezone.now(),
    )
    audit.record(actor, "person.disclosed", person, fields=sorted(set(fields)))
    return made


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
