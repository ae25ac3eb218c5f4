"""A job in words, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from samlet.web.core.jobs import notes, registry
from samlet.web.core.models import Job

State = Literal["waiting", "running", "stopping", "finished", "cancelled", "failed"]


@dataclass(frozen=True)
class Told:
    """What a page says of a job. percent: 0 to 100, None while nobody knows."""

    title: str
    state: State
    sentence: str
    doing: str
    percent: int | None
    result_href: str
    back_href: str

    @property
    def is_open(self) -> bool:
        return self.state in ("waiting", "running", "stopping")


def told(job: Job) -> Told:
    _take_note(job)
    kind = registry.kind_of(job.kind)
    messages = kind.messages if kind else {}
    href = kind.result_href(job) if kind and kind.result_href and job.finished_at else ""
    ended = job.failed_at or job.cancelled_at
    return Told(
        title=str(kind.title) if kind else job.kind,
        state=_state(job),
        sentence=_sentence(job),
        doing=str(messages.get(job.message, "")) if job.run else "",
        percent=min(100, 100 * job.done // job.total) if job.total else None,
        result_href=href,
        back_href=kind.back_href(job) if kind and kind.back_href and ended else "",
    )


def _take_note(job: Job) -> None:
    """Put what the run has noted in a file into the row at hand, where it is further on."""
    noted = notes.told(job) if job.run else None
    if noted and noted.done >= job.done:
        job.done, job.total, job.message = noted


def _state(job: Job) -> State:
    if job.finished_at:
        return "finished"
    if job.cancelled_at:
        return "cancelled"
    if job.failed_at:
        return "failed"
    if job.cancel_asked_at:
        return "stopping"
    if job.run and notes.is_asked_to_end(job.public_id):
        return "stopping"
    return "running" if job.run else "waiting"


def _sentence(job: Job) -> str:
    state = _state(job)
    if state == "failed":
        # The source sentence was kept when it failed; what is filled in are counts.
        return _(job.failure) % job.result if job.result else _(job.failure)
    if state in ("running", "cancelled") and job.total:
        return _so_far(job)
    return {
        "waiting": _("It waits for its turn and begins by itself."),
        "running": _("It is being done."),
        "stopping": _("It is being stopped. What was begun is taken back."),
        "finished": _("It is done."),
        "cancelled": _("It was stopped."),
    }[state]


def _so_far(job: Job) -> str:
    counts = {"done": job.done, "total": job.total}
    if job.cancelled_at:
        return _("It was stopped after %(done)s of %(total)s.") % counts
    return _("%(done)s of %(total)s done.") % counts
