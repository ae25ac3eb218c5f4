"""Asking for a person to be erased, calling it off, and doing it.

Two steps: asked, and done. Who asks for oneself is erased at once; what others ask for waits, so
that it can be called off. Afterwards only counts are left, and a line in the ledger.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, audit
from samlet.web.core.actor import SYSTEM, Actor
from samlet.web.core.errors import Conflict, NotFound
from samlet.web.core.guard import action, unscoped
from samlet.web.core.jobs import start_job
from samlet.web.core.models import Erasure, ErasureCount, Subject
from samlet.web.core.personal import ledger
from samlet.web.core.personal.declarations import (
    Identity,
    identify,
    identify_account,
    person_kinds,
)
from samlet.web.core.personal.erasing import Line, erase_rows, plan
from samlet.web.core.personal.scrubbing import scrub

JOB = "personal.erase"
REGRET = timedelta(days=7)  # for what others ask for


@action
def preview(actor: Actor, *, subject: Subject) -> list[Line]:
    """What will go, what stays and by which law. Nothing is done."""
    if not is_own(actor, subject):
        require(actor, subject)
    return plan(identify(subject))


@action
def ask(actor: Actor, *, subject: Subject, reason: Erasure.Reason, later: bool = False) -> Erasure:
    """Ask for a person to be erased. Own requests are done at once, unless `later` is chosen.

    Raises Conflict when it has been asked already.
    """
    own = is_own(actor, subject)
    if not own:
        require(actor, subject)
    if open_for(subject):
        raise Conflict(_("This person is already to be erased."))
    at_once = (own and not later) or actor.is_trusted
    now = timezone.now()
    erasure = Erasure.objects.create(
        subject=subject,
        controller=subject.controller,
        reason=Erasure.Reason.OWN if own else reason,
        asked_by=actor.trail,
        due_at=now if at_once else now + REGRET,
    )
    audit.record(actor, "erasure.asked", subject, fields=["reason"])
    if at_once:
        begin(erasure)
    return erasure


@action
def cancel(actor: Actor, *, erasure: Erasure) -> Erasure:
    """Call it off, while nothing is gone."""
    erasure = Erasure.objects.select_for_update().get(pk=erasure.pk)
    subject = erasure.subject
    if subject is None or erasure.rows_gone_at or erasure.cancelled_at:
        raise Conflict(_("It is too late to call this off."))
    if not is_own(actor, subject):
        require(actor, subject)
    erasure.cancelled_at, erasure.cancelled_by = timezone.now(), actor.trail
    erasure.save(update_fields=["cancelled_at", "cancelled_by"])
    audit.record(actor, "erasure.cancelled", subject)
    return erasure


def begin(erasure: Erasure) -> None:
    """Queue the work. The program does it: a link's holder is gone before it is done."""
    start_job(SYSTEM, JOB, controller=erasure.controller, erasure=erasure.public_id)


def execute(public_id: str) -> int:
    """Erase, then write the files anew; how many rows went. Safe to run again at any point."""
    erasure = Erasure.objects.get(public_id=public_id)
    if not erasure.rows_gone_at:
        erasure = _erase(erasure.pk)
    if erasure.rows_gone_at and not erasure.done_at:
        scrub()
        Erasure.objects.filter(pk=erasure.pk).update(done_at=timezone.now())
    return erasure.rows


def execute_rows(erasures: list[int]) -> int:
    """Erase several, the files to be written once afterwards; how many people went."""
    return sum(_erase(pk).rows_gone_at is not None for pk in erasures)


def finish(erasures: list[int]) -> None:
    """Write the files anew and say that these are done."""
    scrub()
    Erasure.objects.filter(pk__in=erasures, rows_gone_at__isnull=False).update(
        done_at=timezone.now()
    )


@transaction.atomic
def _erase(pk: int) -> Erasure:
    erasure = Erasure.objects.select_for_update().get(pk=pk)
    if erasure.cancelled_at or erasure.rows_gone_at or erasure.due_at > timezone.now():
        return erasure
    subject, account = erasure.subject, erasure.account
    erasure.rows_gone_at = timezone.now()
    if subject is not None or account is not None:  # else it was removed in another way
        with unscoped("a person is erased"):
            who = _who(subject, account)
            # Before the rows: should the machine stop in between, the ledger knows too much and
            # never too little, and this runs again.
            ledger.append(who.public_ids)
            erasure.rows = erase_rows(who)
    # Deleting the subject has emptied the reference in the database; it is not written back.
    erasure.subject = erasure.account = None
    erasure.save(update_fields=["rows_gone_at", "rows", "subject", "account"])
    _count(erasure)
    audit.record(SYSTEM, "erasure.done", erasure)
    return erasure


def _who(subject: Subject | None, account: Model | None) -> Identity:
    if subject is not None:
        return identify(subject)
    assert account is not None
    return identify_account(account)


def _count(erasure: Erasure) -> None:
    count, _made = ErasureCount.objects.get_or_create(
        controller=erasure.controller,
        month=timezone.localdate().replace(day=1),
        reason=erasure.reason,
    )
    ErasureCount.objects.filter(pk=count.pk).update(
        people=F("people") + 1, rows=F("rows") + erasure.rows
    )


def open_for(subject: Subject) -> Erasure | None:
    """What has been asked for this person and is not done or called off."""
    return Erasure.objects.filter(subject=subject, cancelled_at=None, rows_gone_at=None).first()


def is_own(actor: Actor, subject: Subject) -> bool:
    """Whether the actor is that person: by a link made for her or the account her office gave."""
    if actor.kind == "link":
        return actor.subject_id == subject.pk
    if actor.kind == "user" and actor.user_id is not None:
        with unscoped("whether the account is this person's own"):
            return actor.user_id in identify(subject).accounts
    return False


def require(actor: Actor, subject: Subject) -> None:
    """Raise unless the actor may erase this person. Only people are erased in this way."""
    kind = person_kinds().get(subject.kind)
    if kind is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    access.require(actor, kind.erase_act_for(subject), subject)
