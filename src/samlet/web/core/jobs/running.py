"""One run of a job, and what happens to those whose worker died."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from samlet.web.core.errors import SamletError
from samlet.web.core.jobs import notes, registry
from samlet.web.core.jobs.progress import (
    Cancelled,
    Progress,
    Stopped,
    Superseded,
    announced,
)
from samlet.web.core.jobs.starters import starter_of
from samlet.web.core.models import Job, new_public_id

log = logging.getLogger("samlet.jobs")

LOST_AFTER = timedelta(seconds=90)  # the pulse beats every second
MAX_ATTEMPTS = 3  # a job that takes its worker with it three times is not tried a fourth

OPEN = Q(finished_at=None, cancelled_at=None, failed_at=None)
UNEXPECTED = _("Something went wrong on our side. The fault is logged; try again, or tell us.")
GONE = _("The program ended three times while it did this. It will not be tried again by itself.")
NOBODY = _("Whoever started this may no longer do it.")
UNKNOWN = _("This kind of work is no longer part of Samlet.")

# The worker of this process; empty where jobs run at once, in tests and commands.
worker_name = ""


def enqueue(job: Job) -> None:
    """Give the job to the queue, in the transaction that made it: both are there or neither."""
    known = registry.kind_of(job.kind)
    queue = known.queue if known else "default"
    queued = run_job.using(queue_name=queue).enqueue(job.pk)
    Job.objects.filter(pk=job.pk).update(task_id=queued.id)


@task()
def run_job(job_id: int) -> None:
    """Claim the job and run it; a job that another run holds, or that ended, is left alone."""
    token = new_public_id()
    now = timezone.now()
    claimed = Job.objects.filter(OPEN, pk=job_id, run="").update(
        run=token,
        worker=worker_name,
        started_at=now,
        heartbeat_at=now,
        attempts=F("attempts") + 1,
        done=F("checkpoint"),
    )
    if claimed:
        job = Job.objects.get(pk=job_id)
        with translation.override("en"):  # what is kept are source strings, turned when shown
            _run(job)


def _run(job: Job) -> None:
    """Run to the end, and write how it ended."""
    kind, actor = registry.kind_of(job.kind), starter_of(job)
    if kind is None or actor is None:
        _end(job, failed_at=timezone.now(), failure=str(UNKNOWN if kind is None else NOBODY))
        return
    notes.clear(job.public_id)
    progress = Progress(job, actor, pulsed=bool(worker_name))
    try:
        with announced(progress) if worker_name else nullcontext():
            result = kind.function(progress, **job.arguments)
    except Cancelled:
        _end(job, cancelled_at=timezone.now(), done=progress.done)
    except Stopped:
        _requeue(job, attempts=job.attempts - 1)
    except Superseded:
        log.warning("job %s %s: another run has it; this one ends", job.kind, job.public_id)
    except SamletError as error:
        _fail(job, progress, error)
    except Exception as error:  # the one place that catches everything: the task runner
        log_without_values(f"job {job.kind} {job.public_id} failed", error)
        _end(job, failed_at=timezone.now(), failure=str(UNEXPECTED), done=progress.done)
    else:
        _finish(job, progress, result)


def _finish(job: Job, progress: Progress, result: Mapping[str, Any] | None) -> None:
    total = max(progress.total, progress.done)
    _end(job, finished_at=timezone.now(), done=total, total=total, result=dict(result or {}))


def _fail(job: Job, progress: Progress, error: SamletError) -> None:
    """Keep the sentence; what is filled in only when it is numbers, since the rest may be names."""
    counts = {name: value for name, value in error.params.items() if isinstance(value, int)}
    sentence = str(error.template) if len(counts) == len(error.params) else str(UNEXPECTED)
    log.warning("job %s %s refused: %s", job.kind, job.public_id, type(error).__name__)
    _end(job, failed_at=timezone.now(), failure=sentence, result=counts, done=progress.done)


def _end(job: Job, **values: object) -> None:
    """Write the end, if the run still has the job."""
    notes.clear(job.public_id)
    if not Job.objects.filter(pk=job.pk, run=job.run).update(run="", worker="", **values):
        log.warning("job %s %s: another run has it", job.kind, job.public_id)


@transaction.atomic
def _requeue(job: Job, *, attempts: int) -> None:
    notes.clear(job.public_id)
    given_back = Job.objects.filter(OPEN, pk=job.pk, run=job.run).update(
        run="", worker="", attempts=attempts, queued_at=timezone.now()
    )
    if given_back:
        enqueue(job)


def log_without_values(what: str, error: BaseException) -> None:
    """Log where an error arose, not what it says: messages of databases quote the row."""
    frames = traceback.extract_tb(error.__traceback__)
    where = "\n".join(f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    log.error("%s: %s\n%s", what, type(error).__qualname__, where)


def put_back(dead: str = "") -> None:
    """Queue again what a worker that died had in hand.

    dead: the name of a worker that is known to be gone, so that its jobs need not be waited for.
    """
    before = timezone.now() - LOST_AFTER
    with transaction.atomic():
        lost = Q(heartbeat_at__lt=before) | (Q(worker=dead) if dead else Q(pk__in=[]))
        for job in Job.objects.select_for_update().filter(OPEN, lost).exclude(run=""):
            _take_from_the_dead(job)
        _forget_tasks_of(dead)
        _queue_forgotten(before)


def _take_from_the_dead(job: Job) -> None:
    log.warning("job %s %s: its worker is gone", job.kind, job.public_id)
    if job.cancel_asked_at:
        _end(job, cancelled_at=timezone.now())
    elif job.attempts >= MAX_ATTEMPTS:
        _end(job, failed_at=timezone.now(), failure=str(GONE))
    else:
        DBTaskResult.objects.filter(pk=UUID(job.task_id)).delete()
        _requeue(job, attempts=job.attempts)


def _forget_tasks_of(dead: str) -> None:
    """Remove the queue's own rows that say a dead worker is at it."""
    for row in DBTaskResult.objects.running() if dead else ():
        if row.worker_ids and row.worker_ids[-1] == dead:
            row.delete()


def _queue_forgotten(before: datetime) -> None:
    """Queue jobs that wait and that the queue does not know: their worker died at the claim."""
    waiting = {job.task_id: job for job in Job.objects.filter(OPEN, run="").exclude(task_id="")}
    if not waiting:
        return
    known = DBTaskResult.objects.filter(pk__in=[UUID(key) for key in waiting]).exclude(
        Q(status="RUNNING", started_at__lt=before) | Q(status__in=["SUCCESSFUL", "FAILED"])
    )
    there = {str(pk) for pk in known.values_list("pk", flat=True)}
    for key, job in waiting.items():
        if key not in there:
            enqueue(job)
