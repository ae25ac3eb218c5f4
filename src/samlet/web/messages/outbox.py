"""Queueing a letter. What sends it is in sending.py."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import RegexValidator, validate_email
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from samlet.web.core import audit
from samlet.web.core.actor import SYSTEM, Actor
from samlet.web.core.errors import Rejected
from samlet.web.core.guard import action
from samlet.web.core.models import Subject
from samlet.web.messages.kinds import kind_of
from samlet.web.messages.models import Letter
from samlet.web.messages.sealing import seal
from samlet.web.messages.sending import enqueue

READY = "outgoing.ready"
HOME = "outgoing.home"

_check_number = RegexValidator(r"^\+?[0-9]{3,15}$")


@action
def queue_letter(
    actor: Actor,
    *,
    template: str,
    to: str,
    language: str,
    context: Mapping[str, Any],
    subject: Subject | None = None,
    sender: Subject | None = None,
    send_after: datetime | None = None,
    channel: Letter.Channel = Letter.Channel.EMAIL,
) -> Letter:
    """Queue one letter to one address; it leaves within a second, or after `send_after`.

    Whether the actor may write to them is for the calling action to say. subject: whom or what it
    is about, and with whose erasure it goes. sender: the unit it comes from, whose shared e-mail
    takes the answer. context: exactly the fields that the kind declares, as little as it takes.
    Raises Rejected for what is no address.
    """
    kind = kind_of(template)
    if kind.fields != context.keys():
        odd = ", ".join(sorted(kind.fields ^ context.keys()))
        raise ValueError(f"{template} is filled in with other fields: {odd}")
    if language not in dict(settings.LANGUAGES):
        raise ValueError(f"no letter is written in {language!r}")
    letter = Letter.objects.create(
        channel=channel,
        to=_address(to, channel),
        template=template,
        language=language,
        sealed=seal(context),
        subject=subject,
        sender=sender,
        urgent=kind.urgent,
        send_after=send_after or timezone.now(),
    )
    audit.record(actor, "outgoing.queued", letter)
    enqueue(letter)
    return letter


def _address(to: str, channel: Letter.Channel) -> str:
    """One address and no more: nothing that a header could be made of."""
    address = to.strip()
    try:
        if channel == Letter.Channel.SMS:
            address = address.replace(" ", "")
            _check_number(address)
        else:
            validate_email(address)
    except ValidationError as error:
        raise Rejected(_("A letter needs one valid address.")) from error
    return address


def take_message(message: EmailMessage) -> None:
    """Queue an e-mail that another part has written already, such as a link to sign in.

    One letter to each address; nobody sees who else it went to.
    """
    for address in message.recipients():
        queue_letter(
            SYSTEM,
            template=READY,
            to=address,
            language=translation.get_language() or settings.LANGUAGE_CODE,
            context={"subject": message.subject, "text": _text_of(message)},
        )


def take_home_link(number: str, address: str, unit: str) -> None:
    """Prepare the text message with a contact's own link."""
    queue_letter(
        SYSTEM,
        template=HOME,
        to=number,
        language=translation.get_language() or settings.LANGUAGE_CODE,
        context={"unit": unit, "address": address},
        channel=Letter.Channel.SMS,
    )


def _text_of(message: EmailMessage) -> str:
    if message.content_subtype == "html":
        raise ValueError("a letter has a text; its HTML is made from that")
    return str(message.body)
