"""Sending what waits: one letter at a time, marked before it is handed over, tried again later.

A letter is sent exactly once as far as SMTP lets anyone promise that. It is marked as taken, in a
transaction of its own, before the server is spoken to; if the program dies after that, nobody
knows whether the server had it, and the letter is given up as uncertain and not sent again.
"""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F, Q
from django.template import TemplateDoesNotExist
from django.utils import timezone
from django_tasks import task

from samlet.web.core.guard import unscoped
from samlet.web.core.installation import is_demonstration
from samlet.web.messages.kinds import all_kinds
from samlet.web.messages.models import Letter
from samlet.web.messages.rendering import message_of
from samlet.web.messages.sealing import Unreadable

log = logging.getLogger("samlet.outgoing")

FIRST_PAUSE = timedelta(minutes=1)  # and twice as long after each attempt
LONGEST_PAUSE = timedelta(hours=6)
MAX_ATTEMPTS = 12  # about a day
UNCERTAIN_AFTER = timedelta(minutes=10)  # far longer than any answer is waited for
A_MINUTE = timedelta(minutes=1)
QUIET = timedelta(seconds=30)  # a server that does not answer is left alone, with all letters
AT_ONCE = 200  # letters in one round; the next round comes soon
URGENT_PRIORITY = 50

REFUSED = "refused"  # by the mail server, for good
UNREACHABLE = "unreachable"  # for a whole day
UNCERTAIN = "uncertain"  # handed over when the program died
UNREADABLE = "unreadable"  # sealed with another key, or of a kind that is gone
TOO_LATE = "too_late"  # it would say what no longer holds

WHY = "the outbox sends what actions have queued"

# When the server may be spoken to again, in this process; empty while it answers.
_quiet_until: list[datetime] = []


def enqueue(letter: Letter) -> None:
    """Let the worker send it now; one for later waits until its time comes round."""
    if letter.send_after <= timezone.now():
        priority = URGENT_PRIORITY if letter.urgent else 0
        send_letter.using(queue_name="quick", priority=priority).enqueue(letter.pk)


@task()
def send_letter(letter_id: int) -> None:
    """Send this letter, if it is due and still waits. Safe to be run twice."""
    with unscoped(WHY):
        _send(letter_id)


def send_due() -> int:
    """Send the letters whose time has come; how many left. Called every few seconds."""
    with unscoped(WHY):
        _give_up_uncertain()
        if is_demonstration():
            return 0
        waiting = Letter.objects.filter(_due(timezone.now())).order_by("-urgent", "send_after")
        return sum(_send(pk) for pk in waiting.values_list("pk", flat=True)[:AT_ONCE])


def _due(now: datetime) -> Q:
    return Q(
        Q(next_try_at=None) | Q(next_try_at__lte=now),
        channel=Letter.Channel.EMAIL,  # a text message is sent by hand, from someone's phone
        sent_at=None,
        given_up_at=None,
        taken_at=None,
        send_after__lte=now,
    )


def _send(letter_id: int) -> bool:
    """Whether it left."""
    if is_demonstration() or any(timezone.now() < until for until in _quiet_until):
        return False
    letter = _take(letter_id)
    if letter is None:
        return False
    try:
        message = message_of(letter)
    except (Unreadable, KeyError, TemplateDoesNotExist):
        _give_up(letter, UNREADABLE)
        return False
    try:
        get_connection(timeout=settings.EMAIL_TIMEOUT).send_messages([message])
    except (smtplib.SMTPException, OSError) as error:
        _not_sent(letter, error)
        return False
    _quiet_until.clear()
    Letter.objects.filter(pk=letter.pk).update(
        sent_at=timezone.now(), taken_at=timezone.now(), sealed="", failure=""
    )
    return True


@transaction.atomic
def _take(letter_id: int) -> Letter | None:
    """Mark the letter as being handed over; None when it is not due, or the minute is full."""
    now = timezone.now()
    rows = Letter.objects.select_for_update().filter(_due(now), pk=letter_id)
    letter = rows.first()
    if letter is None or not (letter.urgent or _room_in_this_minute(now)):
        return None
    if _is_too_late(letter, now):
        _give_up(letter, TOO_LATE)
        return None
    rows.update(taken_at=now, attempts=F("attempts") + 1)
    letter.attempts += 1
    return letter


def _room_in_this_minute(now: datetime) -> bool:
    sent = Letter.objects.filter(Q(taken_at__gt=now - A_MINUTE) | Q(sent_at__gt=now - A_MINUTE))
    return sent.count() < settings.MAIL_PER_MINUTE


def _is_too_late(letter: Letter, now: datetime) -> bool:
    kind = all_kinds().get(letter.template)
    return bool(kind and kind.lives and now > letter.send_after + kind.lives)


def _not_sent(letter: Letter, error: Exception) -> None:
    """Try again later what may pass; the server's no is a no. Its words quote the address."""
    log.warning("letter %s not sent: %s", letter.public_id, type(error).__name__)
    if not _is_about_the_letter(error):
        _quiet_until[:] = [timezone.now() + QUIET]
    if _is_final(error):
        _give_up(letter, REFUSED)
    elif letter.attempts >= MAX_ATTEMPTS:
        _give_up(letter, UNREACHABLE)
    else:
        pause = min(FIRST_PAUSE * 2 ** (letter.attempts - 1), LONGEST_PAUSE)
        Letter.objects.filter(pk=letter.pk).update(
            taken_at=None, next_try_at=timezone.now() + pause
        )


def _is_about_the_letter(error: Exception) -> bool:
    """Whether the server spoke of this letter and not of us (a wrong password, a sender it does not
    know, no answer); else the next letter would fare no better, and be waited for as long.
    """
    return isinstance(error, (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError))


def _is_final(error: Exception) -> bool:
    """Whether the server said no for good (5xx) to this letter."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _said in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500


def _give_up(letter: Letter, failure: str) -> None:
    log.warning("letter %s given up: %s", letter.public_id, failure)
    Letter.objects.filter(pk=letter.pk, sent_at=None).update(
        given_up_at=timezone.now(), failure=failure, sealed="", next_try_at=None
    )


def _give_up_uncertain() -> None:
    """Letters that were being handed over when the program died."""
    before = timezone.now() - UNCERTAIN_AFTER
    for letter in Letter.objects.filter(sent_at=None, given_up_at=None, taken_at__lt=before):
        _give_up(letter, UNCERTAIN)
