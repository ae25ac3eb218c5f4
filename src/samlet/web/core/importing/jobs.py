"""Trying and carrying out imports in the background."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samlet.web.core.errors import Conflict
from samlet.web.core.guard import unscoped
from samlet.web.core.importing import actions
from samlet.web.core.importing.kinds import kind_of
from samlet.web.core.jobs import JobFailed, Progress, daily, job
from samlet.web.core.models import ImportBatch, Job

TRY, CARRY_OUT = "imports.try", "imports.carry_out"


def _batch(public_id: str) -> ImportBatch:
    with unscoped("the job asks for permission in its action"):
        return ImportBatch.objects.select_related("controller").get(public_id=public_id)


def _page(done: Job) -> str:
    batch: str = done.arguments["batch"]
    return kind_of(done.arguments["rows"]).address("look", batch)


@job(TRY, title=_("Try an import"), result_href=_page, back_href=_page)
def try_import(progress: Progress, *, rows: str, batch: str) -> dict[str, int]:
    tried = actions.try_out(progress.actor, batch=_batch(batch), progress=progress)
    counts: dict[str, int] = (tried.plan or {})["counts"]
    return counts


@job(CARRY_OUT, title=_("Carry out an import"), result_href=_page, back_href=_page)
def carry_out_import(progress: Progress, *, rows: str, batch: str) -> dict[str, int]:
    waiting = _batch(batch)
    if waiting.done_at is not None:  # it was done, and the worker ended before it could say so
        return dict((waiting.plan or {})["counts"])
    try:
        done = actions.carry_out(progress.actor, batch=waiting, progress=progress)
    except Conflict as error:
        raise JobFailed(error.message.replace("%", "%%")) from error
    counts: dict[str, int] = (done.plan or {})["counts"]
    return counts


@daily("imports.left", at="03:30", title=_("Delete imports that nobody finished"))
def let_go(progress: Progress) -> dict[str, int]:
    return {"emptied": actions.empty_old()}
