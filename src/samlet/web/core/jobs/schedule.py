"""The daily work: what is due is started once, also after the machine has been down."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from samlet.web.core.actor import SYSTEM
from samlet.web.core.jobs import registry
from samlet.web.core.jobs.actions import start_job
from samlet.web.core.jobs.registry import Daily
from samlet.web.core.models import Job, ScheduledRun

A_WEEK = 7


def run_due() -> list[Job]:
    """Start the daily work whose time has passed since it was last started; what was started.

    A machine that was down for days does each thing once, not once a day missed. Two workers
    asking at the same moment start it once: the row of key and day can be written by one only.
    """
    now = timezone.localtime()
    return [job for daily in registry.all_daily() if (job := _start_if_due(daily, now))]


def _start_if_due(daily: Daily, now: datetime.datetime) -> Job | None:
    day = _latest_due(daily, now)
    if day is None or ScheduledRun.objects.filter(key=daily.key, day__gte=day).exists():
        return None
    with transaction.atomic():
        row, made = ScheduledRun.objects.get_or_create(key=daily.key, day=day)
        if not made:
            return None
        row.job = start_job(SYSTEM, daily.key)
        row.save(update_fields=["job"])
        return row.job


def _latest_due(daily: Daily, now: datetime.datetime) -> datetime.date | None:
    """The last day on which it was due and its hour has passed.

    Compared by the wall clock: in the night without 02:30, 02:30 has passed at 03:00; in the
    night with two, it is due at the first.
    """
    for back in range(A_WEEK + 1):
        day = now.date() - datetime.timedelta(days=back)
        passed = back > 0 or now.time() >= daily.at
        if passed and day.weekday() in daily.weekdays:
            return day
    return None
