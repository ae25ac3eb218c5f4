"""Saying yes and taking it back, and the one way from a register to another, which rests on a yes.

The person does it on her own page. Who keeps the register asks, writes down a yes that was given
on paper, by phone or by e-mail, and takes one back for her.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, audit, search
from samlet.web.core.actor import SYSTEM, Actor
from samlet.web.core.errors import Forbidden, Rejected
from samlet.web.core.guard import action
from samlet.web.core.models import Change, Subject
from samlet.web.core.personal import ledger
from samlet.web.core.personal.erasure import is_own
from samlet.web.people.actions import is_official, place
from samlet.web.people.models import (
    Consent,
    ConsentRequest,
    ConsentText,
    Disclosure,
    Person,
    Position,
)
from samlet.web.people.privacy.actions import OWN, require_own
from samlet.web.people.privacy.purposes import HANDING_OVER
from samlet.web.people.privacy.texts import consent_purposes, replaced_on, texts_of

# What the text of consent says and no more: where one works and lives stays where it is.
DISCLOSABLE = frozenset({*OWN, "positions"} - {"home_municipality"})


@action
def ask_for_consent(
    actor: Actor, *, person: Person, purpose: str, recipient: Subject | None = None
) -> ConsentRequest:
    """Put a question on the person's own page. Asking twice is asking once; what she has said yes
    to already is not asked (Rejected).
    """
    access.require(actor, "people.edit", person.subject)
    if purpose not in {one.consent for one in consent_purposes(_register_of(person))}:
        raise Rejected(_("In this register nobody is asked for consent to that."))
    require_recipient(person, purpose, recipient)
    if person.consents.filter(
        text__purpose=purpose, recipient=recipient, withdrawn_at=None
    ).exists():
        raise Rejected(_("The person has already said yes to this."))
    asked, new = ConsentRequest.objects.get_or_create(
        person=person, purpose=purpose, recipient=recipient
    )
    if new:
        audit.record(actor, "consent.asked", person, fields=["consent_requests"])
    return asked


@action
def decline_consent(actor: Actor, *, asked: ConsentRequest) -> None:
    """The person says no: the question goes, and nobody is told who said it."""
    require_own(actor, asked.person)
    person = asked.person
    asked.delete()
    audit.record(actor, "consent.declined", person, fields=["consent_requests"])


@action
def let_lapse(actor: Actor, *, before: datetime) -> int:
    """Questions that nobody has answered are no longer asked; how many."""
    if not actor.is_trusted:
        raise Forbidden(_("Your role does not include this."))
    gone, _by = ConsentRequest.objects.filter(created_at__lt=before).delete()
    return gone


def require_recipient(person: Person, purpose: str, recipient: Subject | None) -> None:
    """Only a yes to handing over names whom it is handed to, and that is another register."""
    if (recipient is not None) != (purpose == HANDING_OVER):
        raise Rejected(_("Say to whom it may be handed, and nothing else."))
    if recipient is None:
        return
    if recipient.pk == person.controller_id:
        raise Rejected(_("That is the register the person is in already."))
    if recipient.pk != recipient.controller_id or is_official(recipient):
        raise Rejected(_("That organisation keeps no register of its own."))


def _register_of(person: Person) -> Subject:
    register = person.subject.controller
    if register is None or is_official(register):
        raise Rejected(_("The public register holds official facts, which rest on no consent."))
    return register


@action
def give_consent(
    actor: Actor,
    *,
    person: Person,
    text: ConsentText,
    recipient: Subject | None = None,
    how: Consent.How = Consent.How.LINK,
    day: date | None = None,
) -> Consent:
    """The person says yes to a text; somebody else can only write down a yes that was given.

    day: when it was given, for one that is written down; the text must have been in force then.
    Raises Rejected when a newer version of the text is there to be read first.
    """
    register = _register_of(person)
    if is_own(actor, person.subject):
        how, day = Consent.How.LINK, None
    else:
        access.require(actor, "people.edit", person.subject)
        if how == Consent.How.LINK:
            raise Rejected(_("Only the person can say yes on their own page."))
    _require_in_force(text, register, day or timezone.localdate())
    require_recipient(person, text.purpose, recipient)
    given = Consent.objects.filter(person=person, text=text, recipient=recipient)
    if standing := given.filter(withdrawn_at=None).first():
        return standing
    consent = Consent.objects.create(
        person=person, text=text, recipient=recipient, how=how, given_at=_moment(day)
    )
    ConsentRequest.objects.filter(person=person, purpose=text.purpose, recipient=recipient).delete()
    act = "consent.given" if how == Consent.How.LINK else "consent.written_down"
    audit.record(actor, act, person, fields=["consents"])
    return consent


def _require_in_force(text: ConsentText, register: Subject, day: date) -> None:
    if not texts_of(register, text.purpose).filter(pk=text.pk).exists():
        raise access.not_there()
    today = timezone.localdate()
    if day > today:
        raise Rejected(_("The yes cannot have been given on a day to come."))
    replaced = replaced_on(text, register)
    if replaced is not None and (day > replaced or day == today):
        raise Rejected(_("The text has been changed. Read the new one before you say yes."))


def _moment(day: date | None) -> datetime:
    """Now, or noon of the day before today on which it was given."""
    if day is None or day >= timezone.localdate():
        return timezone.now()
    return timezone.make_aware(datetime.combine(day, time(12)))


@action
def withdraw_consent(actor: Actor, *, consent: Consent) -> Consent:
    """Take a yes back, as easily as it was given. What rested on it alone is removed.

    It is a no to what was agreed to: yeses to other versions of the same go with it.
    """
    person = consent.person
    if not is_own(actor, person.subject):
        access.require(actor, "people.edit", person.subject)
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    if consent.withdrawn_at:
        return consent
    standing = list(
        Consent.objects.select_for_update(of=("self",)).filter(
            person=person,
            text__purpose=consent.text.purpose,
            recipient=consent.recipient_id,
            withdrawn_at=None,
        )
    )
    # Before the rows: a restored backup must not bring a consent back that was withdrawn since.
    ledger.append([_mark_of(one) for one in standing])
    Consent.objects.filter(pk__in=[one.pk for one in standing]).update(withdrawn_at=timezone.now())
    _remove_what_rested_on(person, standing)
    place([person.pk])
    search.refresh([person.pk])
    audit.record(actor, "consent.withdrawn", person, fields=["consents", "positions"])
    consent.refresh_from_db()
    return consent


def _mark_of(consent: Consent) -> str:
    return f"consent:{consent.public_id}"


@action
def withdraw_again(marked: Callable[[str], bool]) -> int:
    """After a restore: take back what had been taken back before; how many consents."""
    standing = Consent.objects.filter(withdrawn_at=None).select_related("person__subject", "text")
    again = [consent for consent in standing.iterator() if marked(_mark_of(consent))]
    for consent in again:
        withdraw_consent(SYSTEM, consent=consent)
    return len(again)


ledger.register_again("people.consents", withdraw_again)


def _remove_what_rested_on(person: Person, consents: list[Consent]) -> None:
    """Political offices without a public source go, and with them what an undo could bring back."""
    resting = Position.objects.filter(consent__in=consents, political=True, source="")
    alone = list(resting.values_list("pk", flat=True))
    rows, keys = {str(pk) for pk in alone}, {one.pk for one in consents}
    kept = Change.objects.filter(model=Position._meta.label_lower, subject=person.pk)
    told = [
        change.pk
        for change in kept
        if change.row in rows
        or any(side and side.get("consent") in keys for side in (change.before, change.after))
    ]
    Change.objects.filter(pk__in=told).delete()
    Position.objects.filter(pk__in=alone).delete()
    Position.objects.filter(consent__in=consents).update(consent=None)


@action
def disclose(
    actor: Actor, *, person: Person, to_controller: Subject, consent: Consent, fields: list[str]
) -> Disclosure:
    """Hand something about a person to another register: the only way there is, and recorded.

    Who works with people there can see it for as long as the yes stands. Raises Rejected without
    a yes of that person to handing it to them, and for fields that no register hands over.
    """
    access.require(actor, "people.edit", person.subject)
    require_recipient(person, HANDING_OVER, to_controller)
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    covers = consent.text.purpose == HANDING_OVER and consent.recipient_id == to_controller.pk
    if consent.person_id != person.pk or consent.withdrawn_at is not None or not covers:
        raise Rejected(_("There is no consent from this person that covers it."))
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
