"""Letting go of people whose time is over: looked at first, marked by somebody, then waited for.

A run never takes more than the cap. One above the limit needs a second person. Marked people stand
on a page for fourteen days and can be kept; who has a new office meanwhile is kept by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, audit
from samlet.web.core.actor import SYSTEM, Actor
from samlet.web.core.errors import Conflict
from samlet.web.core.guard import action, unscoped
from samlet.web.core.models import Erasure, PurposeSetting, RetentionRun, Subject
from samlet.web.core.personal import erasure
from samlet.web.core.personal.declarations import Declaration, Due, all_declarations
from samlet.web.core.personal.purposes import purpose_of

ACT = "retention.run"
REGRET = timedelta(days=14)


@dataclass(frozen=True)
class Look:
    """What a run would do: whom it would mark, how many wait for the next one."""

    due: tuple[Due, ...]
    left_over: int
    needs_second: bool


def days_kept(controller: Subject, purpose: str) -> int:
    """The purpose's days, or fewer where the controller has said so. Raises for one without."""
    time = purpose_of(purpose).keeping.time
    assert time is not None, purpose
    said = PurposeSetting.objects.filter(controller=controller, purpose=purpose).first()
    shorter = said.keep_days if said is not None else None
    return time.days if shorter is None else min(time.days, shorter)


def registers_for(actor: Actor) -> QuerySet[Subject]:
    """The registers where the actor may let people go."""
    own = Subject.objects.filter(pk=F("controller_id"))
    return own.filter(access.visible(actor, ACT, "")).order_by("pk")


def all_due(controller: Subject, today: date | None = None) -> list[Due]:
    """Everybody in a register whose time is over, the longest first."""
    day = today or timezone.localdate()
    found: dict[tuple[int, int], Due] = {}
    for declared in all_declarations():
        if declared.retention is not None and declared.retention.due is not None:
            found |= {_key(due): due for due in declared.retention.due(controller, day)}
    return sorted(found.values(), key=lambda due: (due.since, *_key(due)))


def _key(one: Due | Erasure) -> tuple[int, int]:
    return one.subject_id or 0, one.account_id or 0


@action
def look(actor: Actor, *, controller: Subject) -> Look:
    """Who would go and why. Nothing is done."""
    access.require(actor, ACT, controller)
    return _look(controller)


def _look(controller: Subject) -> Look:
    asked = Erasure.objects.filter(controller=controller, cancelled_at=None, done_at=None)
    waiting = {_key(one) for one in asked}
    due = [one for one in all_due(controller) if _key(one) not in waiting]
    taken = tuple(due[: settings.RETENTION_CAP])
    return Look(taken, len(due) - len(taken), len(taken) > settings.RETENTION_SECOND)


def open_run(controller: Subject) -> RetentionRun | None:
    """The run that waits for its day or for a second person."""
    return (
        RetentionRun.objects.filter(
            controller=controller, cancelled_at=None, erasures__in=_unfinished()
        )
        .distinct()
        .first()
    )


def _unfinished() -> QuerySet[Erasure]:
    return Erasure.objects.filter(run__isnull=False, cancelled_at=None, rows_gone_at=None)


@action
def mark(actor: Actor, *, controller: Subject) -> RetentionRun | None:
    """Mark those whose time is over; they are erased in fourteen days. None when there is nobody.

    Raises Conflict while another run waits.
    """
    access.require(actor, ACT, controller)
    if open_run(controller):
        raise Conflict(_("There are people marked already. Let that run end first."))
    found = _look(controller)
    if not found.due:
        return None
    due_at = timezone.now() + REGRET
    run = RetentionRun.objects.create(
        controller=controller,
        marked_by=actor.trail,
        due_at=due_at,
        marked=len(found.due),
        left_over=found.left_over,
        needs_second=found.needs_second,
    )
    Erasure.objects.bulk_create(
        Erasure(
            subject_id=one.subject_id or None,
            account_id=one.account_id or None,
            controller=controller,
            run=run,
            reason=Erasure.Reason.RETENTION,
            asked_by=actor.trail,
            due_at=due_at,
        )
        for one in found.due
    )
    audit.record(actor, "retention.marked", run)
    return run


@action
def agree(actor: Actor, *, run: RetentionRun) -> RetentionRun:
    """A second person agrees to a run above the limit."""
    access.require(actor, ACT, run.controller)
    run = RetentionRun.objects.select_for_update().get(pk=run.pk)
    if run.marked_by == actor.trail:
        raise Conflict(_("Another person than the one who marked them has to agree."))
    if run.cancelled_at or run.second_at:
        raise Conflict(_("This has been decided already."))
    run.second_by, run.second_at = actor.trail, timezone.now()
    run.save(update_fields=["second_by", "second_at"])
    audit.record(actor, "retention.confirmed", run)
    return run


@action
def cancel_run(actor: Actor, *, run: RetentionRun) -> RetentionRun:
    """Keep everybody that the run has marked and that is not gone yet."""
    access.require(actor, ACT, run.controller)
    run = RetentionRun.objects.select_for_update().get(pk=run.pk)
    now = timezone.now()
    run.cancelled_at = run.cancelled_at or now
    run.save(update_fields=["cancelled_at"])
    _unfinished().filter(run=run).update(cancelled_at=now, cancelled_by=actor.trail)
    audit.record(actor, "retention.cancelled", run)
    return run


@action
def keep_one(actor: Actor, *, marked: Erasure) -> Erasure:
    """Keep one of the marked people."""
    assert marked.controller is not None
    access.require(actor, ACT, marked.controller)
    marked = Erasure.objects.select_for_update().get(pk=marked.pk)
    if marked.rows_gone_at or marked.cancelled_at:
        raise Conflict(_("It is too late to call this off."))
    marked.cancelled_at, marked.cancelled_by = timezone.now(), actor.trail
    marked.save(update_fields=["cancelled_at", "cancelled_by"])
    if marked.subject is not None:
        audit.record(actor, "erasure.cancelled", marked.subject)
    return marked


def sweep() -> dict[str, int]:
    """The daily work: erase those whose day has come, then mark those whose time is over; and let
    go of rows whose own time is over."""
    erased = erase_due()
    marked = 0
    for controller in Subject.objects.filter(pk=F("controller_id")):
        if open_run(controller) is None and (run := mark(SYSTEM, controller=controller)):
            marked += run.marked
    return {"erased": erased, "marked": marked, "rows": sum(let_go_of_rows().values())}


def rows_over(at: datetime | None = None) -> list[tuple[Declaration, int]]:
    """How many rows of each model are over by themselves. Nothing is done."""
    moment = at or timezone.now()
    with unscoped("retention counts what is over"):
        counted = [
            (declared, declared.model_class._base_manager.filter(kept.over(moment)).count())
            for declared in all_declarations()
            if (kept := declared.retention) is not None and kept.over is not None
        ]
    return [(declared, count) for declared, count in counted if count]


@transaction.atomic
def let_go_of_rows(at: datetime | None = None) -> dict[str, int]:
    """Let go of those, no more of one model in a run than the cap; how many of each."""
    moment, gone = at or timezone.now(), {}
    for declared, _count in rows_over(moment):
        kept = declared.retention
        assert kept is not None
        assert kept.over is not None
        with unscoped("retention lets go of what is over"):
            gone[declared.model] = (kept.let_go or _deleted(declared, kept.over))(moment)
    return gone


def _deleted(declared: Declaration, over: Callable[[datetime], Q]) -> Callable[[datetime], int]:
    def delete(at: datetime) -> int:
        rows = declared.model_class._base_manager
        found = rows.filter(over(at)).order_by("pk").values("pk")[: settings.RETENTION_ROWS]
        return rows.filter(pk__in=list(found.values_list("pk", flat=True))).delete()[0]

    return delete


def erase_due() -> int:
    """Erase those whose day has come, the files written once afterwards; how many people."""
    now = timezone.now()
    ready = Erasure.objects.filter(cancelled_at=None, done_at=None, due_at__lte=now)
    ready = ready.exclude(run__needs_second=True, run__second_at=None)
    _keep_those_with_a_new_office(ready)
    ids = list(ready.order_by("pk").values_list("pk", flat=True)[: settings.RETENTION_CAP])
    if not ids:
        return 0
    gone = erasure.execute_rows(ids)
    erasure.finish(ids)
    return gone


@transaction.atomic
def _keep_those_with_a_new_office(ready: QuerySet[Erasure]) -> None:
    """Marked weeks ago: whoever the rule would not take today is kept."""
    by_register: dict[int, list[Erasure]] = {}
    for one in ready.filter(run__isnull=False, rows_gone_at=None).select_related("controller"):
        if one.controller_id is not None:
            by_register.setdefault(one.controller_id, []).append(one)
    for some in by_register.values():
        controller = some[0].controller
        assert controller is not None
        still = {_key(due) for due in all_due(controller)}
        kept = [one.pk for one in some if _key(one) not in still]
        Erasure.objects.filter(pk__in=kept).update(
            cancelled_at=timezone.now(), cancelled_by=SYSTEM.trail
        )
