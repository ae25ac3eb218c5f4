"""Every write of promises. The history only grows."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, audit, personal
from samlet.web.core.actor import Actor
from samlet.web.core.attached import queries as attached
from samlet.web.core.errors import Conflict, Forbidden, Rejected
from samlet.web.core.guard import action
from samlet.web.core.models import (
    Promise,
    PromiseCorrection,
    PromiseReply,
    PromiseStep,
    Subject,
)


def _register(actor: Actor, subject: Subject, act: str) -> int:
    """The register it is kept in. NotFound for what cannot be seen, else Forbidden."""
    if not Subject.objects.filter(access.seen_subjects(actor), pk=subject.pk).exists():
        raise access.not_there()
    if actor.is_trusted:
        return subject.controller_id or subject.pk
    mine = attached.registers(actor, act)
    if not mine:
        raise Forbidden(_("Your role does not include this."))
    return mine[0]


def _require(actor: Actor, promise: Promise, act: str) -> None:
    _register(actor, promise.subject, act)
    if not actor.is_trusted and promise.controller_id not in attached.registers(actor, act):
        raise access.not_there()


def _not_ahead(day: date) -> None:
    if day > timezone.localdate():
        raise Rejected(_("The day has not come yet."))


@action
def record_promise(
    actor: Actor,
    *,
    subject: Subject,
    text: str,
    source: str,
    day: date,
    source_url: str = "",
    deadline: date | None = None,
) -> Promise:
    """A promise as quoted, with its source. Raises Rejected for a person's, or without source."""
    if personal.is_person(subject.kind):
        raise Rejected(_("A promise is recorded on a party or an organisation, not on a person."))
    controller = _register(actor, subject, "promises.edit")
    if not source.strip():
        raise Rejected(_("Say where the promise is read."))
    _not_ahead(day)
    if deadline is not None and deadline < day:
        raise Rejected(_("A promise cannot be due before it is given."))
    made = Promise.objects.create(
        subject=subject,
        controller_id=controller,
        text=text.strip(),
        source=source.strip(),
        source_url=source_url,
        day=day,
        deadline=deadline,
    )
    audit.record(actor, "promise.recorded", made)
    return made


@action
def record_step(
    actor: Actor,
    *,
    promise: Promise,
    stage: str,
    day: date,
    evidence: str,
    evidence_url: str = "",
) -> PromiseStep:
    """What came of it, with evidence. It counts when somebody else has checked it."""
    _require(actor, promise, "promises.edit")
    _not_ahead(day)
    if day < promise.day:
        raise Rejected(_("That is before the promise was given."))
    made = PromiseStep.objects.create(
        promise=promise,
        stage=stage,
        day=day,
        evidence=evidence.strip(),
        evidence_url=evidence_url,
        recorded_by=actor.trail[:100],
    )
    audit.record(actor, "promise.step_recorded", promise, fields=["stage"])
    return made


@action
def check_step(actor: Actor, *, step: PromiseStep) -> PromiseStep:
    """A second person has read the evidence. Raises Rejected for who recorded it."""
    promise = step.promise
    _require(actor, promise, "promises.edit")
    step = PromiseStep.objects.select_for_update().get(pk=step.pk)
    if step.checked_at is not None:
        raise Conflict(_("Somebody has checked this already."))
    if step.recorded_by == actor.trail:
        raise Rejected(_("Somebody else than who recorded it must check it."))
    step.checked_by, step.checked_at = actor.trail[:100], timezone.now()
    step.save(update_fields=["checked_by", "checked_at"])
    latest = promise.steps.exclude(checked_at=None).order_by("-day", "-pk").first()
    promise.stage = latest.stage if latest else Promise.Stage.GIVEN
    promise.save(update_fields=["stage"])
    audit.record(actor, "promise.step_checked", promise, fields=["stage"])
    return step


@action
def record_reply(
    actor: Actor, *, promise: Promise, text: str, source: str, day: date
) -> PromiseReply:
    """What whoever promised says of it."""
    _require(actor, promise, "promises.edit")
    _not_ahead(day)
    made = PromiseReply.objects.create(
        promise=promise, text=text.strip(), source=source.strip(), day=day
    )
    audit.record(actor, "promise.replied", promise)
    return made


@action
def correct(actor: Actor, *, promise: Promise, text: str, why: str) -> PromiseCorrection:
    """Put the quotation right; what it said before stays to be read, with why."""
    _require(actor, promise, "promises.edit")
    promise = Promise.objects.select_for_update().get(pk=promise.pk)
    text = text.strip()
    if text == promise.text:
        raise Rejected(_("That is what it says already."))
    made = PromiseCorrection.objects.create(
        promise=promise,
        before=promise.text,
        after=text,
        why=why.strip(),
        corrected_by=actor.trail[:100],
    )
    promise.text = text
    promise.save(update_fields=["text"])
    audit.record(actor, "promise.corrected", promise, fields=["text"])
    return made
