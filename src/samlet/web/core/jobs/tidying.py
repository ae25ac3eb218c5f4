"""The daily work on jobs themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from samlet.web.core.jobs.progress import Progress
from samlet.web.core.jobs.registry import daily
from samlet.web.core.models import Job, ScheduledRun

JOBS_KEPT = timedelta(days=90)
TASKS_KEPT = timedelta(days=7)
DAYS_KEPT = timedelta(days=400)  # longer than any machine is away


def over(at: datetime) -> Q:
    """Jobs that ended long ago."""
    before = at - JOBS_KEPT
    return Q(finished_at__lt=before) | Q(cancelled_at__lt=before) | Q(failed_at__lt=before)


@daily("jobs.tidy", at="03:50", title=_("Remove old background work from the list"))
def tidy(progress: Progress) -> dict[str, int]:
    """Jobs that ended long ago, what the queue has done with, and old days of the schedule."""
    now = timezone.now()
    done = DBTaskResult.objects.finished().filter(finished_at__lt=now - TASKS_KEPT)
    removed, _each = Job.objects.filter(over(now)).delete()
    done.delete()
    ScheduledRun.objects.filter(started_at__lt=now - DAYS_KEPT).delete()
    return {"removed": removed}
