"""Every write to occasions and invitations.

Whether the actor may invite to a visit, a meeting or a course is for that room's own action to
say, before it calls these.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core import audit
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Conflict, Rejected
from samlet.web.core.guard import action
from samlet.web.core.models import Subject
from samlet.web.events import letters
from samlet.web.events.models import Invitation, Occasion
from samlet.web.people.models import Person


@action
def plan_occasion(
    actor: Actor,
    *,
    subject: Subject,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    place: str = "",
) -> Occasion:
    """Set a time and a place for what `subject` is. Raises Rejected when it ends too soon."""
    occasion = Occasion(
        subject=subject, title=title.strip(), starts_at=starts_at, ends_at=ends_at, place=place
    )
    _check(occasion)
    occasion.save()
    audit.record(actor, "occasion.planned", occasion)
    return occasion


@action
def change_occasion(
    actor: Actor,
    *,
    occasion: Occasion,
    sequence: int,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
) -> Occasion:
    """Move it or call it something else, and tell those who have not declined.

    sequence: of the version that the actor saw; Conflict when somebody has changed it since. A new
    time takes all replies back and asks everyone again.
    """
    occasion = _open(occasion)
    if occasion.sequence != sequence:
        raise Conflict(_("Somebody has changed this since you opened it. Look at it again."))
    new = {"title": title.strip(), "starts_at": starts_at, "ends_at": ends_at, "place": place}
    changed = [name for name, value in new.items() if getattr(occasion, name) != value]
    if not changed:
        return occasion
    for name in changed:
        setattr(occasion, name, new[name])
    _check(occasion)
    _touch(occasion)
    occasion.save()
    audit.record(actor, "occasion.changed", occasion, fields=changed)
    if {"starts_at", "ends_at"} & set(changed):
        invited = Invitation.objects.filter(occasion=occasion)
        invited.update(reply=Invitation.Reply.NONE, replied_at=None)
    for invitation in _not_declined(occasion):
        letters.send(actor, invitation, letters.CHANGED)
    return occasion


@action
def cancel_occasion(actor: Actor, *, occasion: Occasion) -> Occasion:
    """It will not take place. Those who have not declined are told."""
    occasion = _open(occasion)
    occasion.cancelled_at = timezone.now()
    _touch(occasion)
    occasion.save()
    audit.record(actor, "occasion.cancelled", occasion)
    for invitation in _not_declined(occasion):
        letters.send(actor, invitation, letters.CANCELLED)
    return occasion


@action
def invite(
    actor: Actor,
    *,
    occasion: Occasion,
    person: Subject | None = None,
    email: str = "",
    language: str = "nb",
    sender: Subject | None = None,
) -> Invitation:
    """Invite a person of the register, or an address, by a letter with a link to answer.

    Raises Rejected for a person without an e-mail address, and Conflict for one invited already.
    sender: the unit that invites; the answer to the letter goes to its shared address.
    """
    occasion = _open(occasion)
    address = _address(person, email)
    invited = Invitation.objects.filter(occasion=occasion)
    again = invited.filter(person=person) if person else invited.filter(email=address)
    if again.exists():
        raise Conflict(_("They are invited already."))
    invitation = Invitation.objects.create(
        occasion=occasion, person=person, email="" if person else address, language=language
    )
    audit.record(actor, "invitation.sent", invitation)
    letters.send(actor, invitation, letters.INVITATION, sender=sender)
    return invitation


@action
def answer(actor: Actor, *, invitation: Invitation, reply: str) -> Invitation:
    """Keep the answer; it can be changed until the occasion is over. Raises Conflict after."""
    if reply not in Invitation.Reply.values or reply == Invitation.Reply.NONE:
        raise Rejected(_("Choose one of the answers."))
    invitation = _locked(invitation)
    if invitation.occasion.cancelled_at:
        raise Conflict(_("It is cancelled, so there is nothing to answer."))
    if invitation.occasion.ends_at < timezone.now():
        raise Conflict(_("It is over, so there is nothing to answer."))
    invitation.reply, invitation.replied_at = reply, timezone.now()
    invitation.save(update_fields=["reply", "replied_at"])
    audit.record(actor, "invitation.answered", invitation, fields=["reply"])
    return invitation


@action
def record_attendance(actor: Actor, *, invitation: Invitation, came: bool) -> Invitation:
    """Keep that they came, or take it back. Raises Conflict before it has begun."""
    invitation = _locked(invitation)
    if invitation.occasion.starts_at > timezone.now():
        raise Conflict(_("It has not begun yet."))
    if came == bool(invitation.attended_at):
        return invitation
    invitation.attended_at = timezone.now() if came else None
    invitation.save(update_fields=["attended_at"])
    audit.record(actor, "invitation.attended", invitation, fields=["attended_at"])
    return invitation


def _open(occasion: Occasion) -> Occasion:
    found = Occasion.objects.select_for_update().get(pk=occasion.pk)
    if found.cancelled_at:
        raise Conflict(_("It is cancelled."))
    return found


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("occasion")
    return rows.get(pk=invitation.pk)


def _touch(occasion: Occasion) -> None:
    occasion.sequence += 1
    occasion.changed_at = timezone.now()


def _check(occasion: Occasion) -> None:
    try:
        occasion.full_clean()
    except ValidationError as error:
        raise Rejected(" ".join(error.messages)) from error


def _address(person: Subject | None, email: str) -> str:
    if (person is None) == (not email.strip()):
        raise Rejected(_("Invite a person in the register, or an address."))
    found = email.strip()
    if person is not None:
        found = Person.objects.get(pk=person.pk).email
        if not found:
            raise Rejected(_("There is no e-mail address for this person."))
    try:
        validate_email(found)
    except ValidationError as error:
        raise Rejected(_("This is no e-mail address.")) from error
    return found


def _not_declined(occasion: Occasion) -> list[Invitation]:
    rows = Invitation.objects.filter(occasion=occasion).exclude(reply=Invitation.Reply.DECLINED)
    return list(rows.select_related("occasion"))
