"""The letters of an invitation, each with a link to answer by."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from samlet.web.accounts.links import make_link, read_link, revoke_link
from samlet.web.core.actor import Actor
from samlet.web.core.models import Subject
from samlet.web.events.models import Invitation, Occasion
from samlet.web.events.wording import when
from samlet.web.messages.kinds import register_letter
from samlet.web.messages.outbox import queue_letter
from samlet.web.people.models import Person

INVITATION, CHANGED, CANCELLED = "events.invitation", "events.changed", "events.cancelled"
REPLY = "events.reply"
AFTERWARDS = timedelta(days=1)  # the link lives on a day, for who looks when it was


def register() -> None:
    for key, title, name in (
        (INVITATION, _("Invitation"), "invitation"),
        (CHANGED, _("Notice of a new time or place"), "changed"),
        (CANCELLED, _("Notice that it is cancelled"), "cancelled"),
    ):
        register_letter(
            key,
            title=title,
            template=f"events/letters/{name}.txt",
            fields=("title", "when", "place", "address"),
            lives=timedelta(days=3),
        )


def send(actor: Actor, invitation: Invitation, kind: str, *, sender: Subject | None = None) -> None:
    """Write to whoever is invited, if they still have an address; the former link ends."""
    to = _address_of(invitation)
    if not to:
        return
    occasion = invitation.occasion
    with translation.override(invitation.language):
        told = {"title": occasion.title, "when": when(occasion), "place": occasion.place}
    queue_letter(
        actor,
        template=kind,
        to=to,
        language=invitation.language,
        context={**told, "address": settings.SITE_ADDRESS + _new_link(actor, invitation, occasion)},
        subject=invitation.person,
        sender=sender or _sender_of(occasion),
    )


def _new_link(actor: Actor, invitation: Invitation, occasion: Occasion) -> str:
    former = invitation.link
    address = make_link(
        actor,
        purpose=REPLY,
        subject=invitation.person,
        lasts=max(occasion.ends_at - timezone.now(), timedelta()) + AFTERWARDS,
        single_use=False,
    )
    invitation.link = read_link(address.rstrip("/").rpartition("/")[2], REPLY)
    invitation.save(update_fields=["link"])
    if former is not None:
        revoke_link(actor, former)
    return address


def _address_of(invitation: Invitation) -> str:
    if invitation.person_id is None:
        return invitation.email
    return Person.objects.filter(pk=invitation.person_id).values_list("email", flat=True).get()


def _sender_of(occasion: Occasion) -> Subject | None:
    return occasion.subject.controller
