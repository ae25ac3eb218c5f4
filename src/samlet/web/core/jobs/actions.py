"""Start, cancel and restart a job."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core import audit
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Conflict, NotFound
from samlet.web.core.jobs import notes, queries, registry
from samlet.web.core.jobs.running import enqueue
from samlet.web.core.models import Job, Subject


@transaction.atomic
def start_job(
    actor: Actor, kind: str, *, controller: Subject | None = None, **arguments: object
) -> Job:
    """Queue a job; it begins within a second. Who may start it is for the calling action to say.

    arguments are ids, keys, numbers or lists of them, never personal data. Raises
    PersonalArgument for others. controller: the unit whose data it works on.
    """
    known = registry.kind_of(kind)
    if known is None:
        raise LookupError(f"no room has declared the job {kind!r}")
    job = Job.objects.create(
        kind=kind,
        started_by=actor.trail,
        starter_kind=actor.kind,
        starter_id=actor.user_id,
        controller=controller,
        arguments=registry.checked(known, arguments),
    )
    audit.record(actor, "jobs.started", job)
    enqueue(job)
    job.refresh_from_db()
    return job


def cancel_job(actor: Actor, *, job: Job) -> Job:
    """Ask a job to end: at once when it waits, at its next advance when it runs.

    The wish is noted first, before the database is written to: a job that holds SQLite in a
    transaction of its own hears it there, ends, and lets this write.
    """
    _require_stop(actor, job)
    if job.run:
        notes.ask_to_end(job.public_id)
    return _cancel(actor, job)


@transaction.atomic
def _cancel(actor: Actor, job: Job) -> Job:
    now = timezone.now()
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.cancelled_at and job.cancel_asked_at is None:  # it heard the note and has ended
        job.cancel_asked_at = now
    elif job.ended_at:
        raise Conflict(_("This work has already ended."))
    else:
        job.cancel_asked_at = now
        job.cancelled_at = None if job.run else now
    job.save(update_fields=["cancel_asked_at", "cancelled_at"])
    audit.record(actor, "jobs.cancelled", job)
    return job


@transaction.atomic
def restart_job(actor: Actor, *, job: Job) -> Job:
    """Queue again a job that failed or was cancelled; what its steps have done stays done."""
    _require_stop(actor, job)
    job = Job.objects.select_for_update().get(pk=job.pk)
    if not (job.failed_at or job.cancelled_at):
        raise Conflict(_("Only work that failed or was stopped can be started again."))
    if registry.kind_of(job.kind) is None:
        raise Conflict(_("This kind of work is no longer part of Samlet."))
    job.failed_at = job.cancelled_at = job.cancel_asked_at = job.started_at = None
    job.run, job.failure, job.message, job.attempts, job.result = "", "", "", 0, {}
    job.queued_at = timezone.now()
    job.save()
    audit.record(actor, "jobs.restarted", job)
    enqueue(job)
    job.refresh_from_db()
    return job


def _require_stop(actor: Actor, job: Job) -> None:
    if not queries.may_stop(actor, job):
        raise NotFound(_("There is no such page, or it is not open to you."))
