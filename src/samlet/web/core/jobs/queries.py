"""Jobs an actor may see: their own, and with the act those of the units they answer for."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from samlet.web.core.access import can, may, visible
from samlet.web.core.actor import Actor
from samlet.web.core.errors import NotFound
from samlet.web.core.jobs import registry
from samlet.web.core.jobs.registry import Daily, JobKind
from samlet.web.core.models import Job, ScheduledRun


def jobs_for(actor: Actor) -> models.QuerySet[Job]:
    """The jobs this actor may see, newest first."""
    if actor.is_trusted:
        return Job.objects.all()
    seen = Q(started_by=actor.trail) if actor.is_signed_in else Q(pk__in=[])
    if may(actor, "jobs.view"):
        seen |= Q(controller=None, starter_kind__in=["system", "command"])
        seen |= visible(actor, "jobs.view", "controller")
    return Job.objects.filter(seen)


def job_for(actor: Actor, public_id: str) -> Job:
    """The one with this id, or NotFound: the same answer whether it is hidden or not there."""
    found = jobs_for(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    return found


def may_stop(actor: Actor, job: Job) -> bool:
    """Whether the actor may cancel and restart it: who started it, and who holds the act."""
    if actor.is_trusted or (actor.is_signed_in and job.started_by == actor.trail):
        return True
    if not may(actor, "jobs.stop"):
        return False
    if job.controller is None:
        return job.starter_kind in ("system", "command")
    return can(actor, "jobs.stop", job.controller)


def daily_work(actor: Actor) -> list[tuple[Daily, JobKind, date | None]]:
    """The daily work by the clock, and the day it was last started; for who may see it."""
    if not may(actor, "jobs.view"):
        return []
    days = ScheduledRun.objects.values_list("key").annotate(Max("day"))
    last: dict[str, date] = dict(days)
    found = [(one, registry.kind_of(one.key), last.get(one.key)) for one in registry.all_daily()]
    known = [(one, kind, day) for one, kind, day in found if kind is not None]
    return sorted(known, key=lambda row: (row[0].at, row[0].key))
