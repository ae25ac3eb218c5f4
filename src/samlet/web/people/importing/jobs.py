"""Trying and carrying out imports in the background."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samlet.web.core.errors import Conflict
from samlet.web.core.guard import unscoped
from samlet.web.core.jobs import JobFailed, Progress, daily, job
from samlet.web.core.models import Job
from samlet.web.people.importing import actions
from samlet.web.people.importing.models import ImportBatch


def _batch(public_id: str) -> ImportBatch:
    with unscoped("the job asks for permission in its action"):
        return ImportBatch.objects.select_related("controller").get(public_id=public_id)


def _page(done: Job) -> str:
    return reverse("people:import_look", args=[done.arguments["batch"]])


@job("people.import_try", title=_("Try an import"), result_href=_page)
def try_import(progress: Progress, *, batch: str) -> dict[str, int]:
    tried = actions.try_out(progress.actor, batch=_batch(batch), progress=progress)
    counts: dict[str, int] = (tried.plan or {})["counts"]
    return counts


@job("people.import", title=_("Carry out an import"), result_href=_page)
def carry_out_import(progress: Progress, *, batch: str) -> dict[str, int]:
    waiting = _batch(batch)
    if waiting.done_at is not None:  # it was done, and the worker ended before it could say so
        return dict((waiting.plan or {})["counts"])
    try:
        done = actions.carry_out(progress.actor, batch=waiting, progress=progress)
    except Conflict as error:
        raise JobFailed(error.message.replace("%", "%%")) from error
    counts: dict[str, int] = (done.plan or {})["counts"]
    return counts


@daily("people.imports_left", at="03:30", title=_("Let go of imports left lying"))
def let_go(progress: Progress) -> dict[str, int]:
    return {"emptied": actions.empty_old()}
