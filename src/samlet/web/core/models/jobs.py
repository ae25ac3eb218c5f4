"""Long work in the background, and when the daily work was last done."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core.models.records import Record
from samlet.web.core.models.subjects import Subject


class Job(Record):
    """One piece of long work: who asked, how far it has come, how it ended. No personal data.

    started_by is the actor's stable key, never a name. `run` is the token of the run that holds
    the job; empty while it waits. `checkpoint` moves in the same transaction as the work it
    counts, so a run that follows a crash goes on from there; `done` is what the page shows.
    """

    kind = models.CharField(max_length=60)
    started_by = models.CharField(max_length=60)
    starter_kind = models.CharField(max_length=20)
    starter_id = models.BigIntegerField(null=True, blank=True)
    controller = models.ForeignKey(
        Subject, models.CASCADE, null=True, blank=True, related_name="jobs"
    )
    arguments = models.JSONField(default=dict)
    task_id = models.CharField(max_length=40, blank=True, default="")

    queued_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)

    run = models.CharField(max_length=12, blank=True, default="")
    worker = models.CharField(max_length=40, blank=True, default="")
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    checkpoint = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=40, blank=True, default="")
    failure = models.CharField(max_length=300, blank=True, default="")
    result = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-queued_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="job_ends_once",
                condition=Q(finished_at=None, cancelled_at=None)
                | Q(finished_at=None, failed_at=None)
                | Q(cancelled_at=None, failed_at=None),
                violation_error_message=_("A job ends in one way only."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["queued_at"],
                name="job_open",
                condition=Q(finished_at=None, cancelled_at=None, failed_at=None),
            ),
            models.Index(fields=["started_by", "-queued_at"], name="job_of_starter"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def ended_at(self) -> datetime.datetime | None:
        """When it ended, in whichever way; None while it waits or runs."""
        return self.finished_at or self.cancelled_at or self.failed_at


class ScheduledRun(models.Model):
    """The daily work `key` was started for `day`; the row is what makes it happen once."""

    key = models.CharField(max_length=60)
    day = models.DateField()
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "day"], name="scheduled_run_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.day}"
