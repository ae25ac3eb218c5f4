"""What a running job tells the one who waits, and how it learns that it shall stop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

from django.db import transaction
from django.utils import timezone

from samlet.web.core.actor import Actor
from samlet.web.core.errors import Rejected
from samlet.web.core.jobs import notes
from samlet.web.core.models import Job

# Set when the worker is told to end: jobs give back their work at the next advance.
stopping = Event()

_live: dict[str, Progress] = {}
_live_lock = Lock()


class Cancelled(Exception):
    """Somebody asked for the job to end. The function lets it pass; what it began is undone."""


class Stopped(Exception):
    """The worker is ending: the job goes back in the queue and begins again later."""


class Superseded(Exception):
    """This run was thought dead and another has the job; this one must not write any more."""


class JobFailed(Rejected):
    """The job cannot be done; the message is for the one who started it, without personal data."""


class Progress:
    """Handed to the job's function. `actor` is who started it, with the grants of today."""

    def __init__(self, job: Job, actor: Actor, *, pulsed: bool = False) -> None:
        self.job_id = job.pk
        self.public_id = job.public_id
        self.run = job.run
        self.actor = actor
        self.done = job.checkpoint
        self.total = job.total
        self.checkpoint = job.checkpoint
        self._message = job.message
        self._pulsed = pulsed
        self._cancel = False
        self._lost = False

    def begin(self, total: int, message: str = "") -> None:
        """Say how much there is to do, counted from the beginning also in a second run."""
        self.total = total
        self.say(message or self._message)

    def say(self, message: str) -> None:
        """Say what is being done now: a code among the messages that the job declares."""
        self._message = message
        self.advance(0)

    def advance(self, n: int = 1) -> None:
        """Count n more as done. Raises Cancelled when somebody asked for the end."""
        self.done += n
        if not self._pulsed:
            self.beat()
        if self._lost:
            raise Superseded(self.public_id)
        if self._cancel:
            raise Cancelled(self.public_id)
        if stopping.is_set():
            raise Stopped(self.public_id)

    @contextmanager
    def step(self, n: int = 1) -> Iterator[None]:
        """Work that must happen exactly once: it and the checkpoint are one transaction.

        The next run begins with `progress.checkpoint` counting what is behind it. Keep it short:
        the job's row is locked meanwhile.
        """
        self.advance(0)
        with transaction.atomic():
            mine = Job.objects.select_for_update().filter(pk=self.job_id, run=self.run)
            if not mine.exists():
                raise Superseded(self.public_id)
            yield
            mine.update(checkpoint=self.checkpoint + n, heartbeat_at=timezone.now())
        self.checkpoint += n
        self.done = max(self.done, self.checkpoint)

    def beat(self) -> None:
        """Write how far it has come and read whether it shall go on."""
        mine = Job.objects.filter(pk=self.job_id, run=self.run)
        self._lost = not mine.update(
            done=self.done,
            total=self.total,
            message=self._message,
            heartbeat_at=timezone.now(),
        )
        self.look()

    def note(self) -> None:
        """In place of a beat, while the job's own transaction holds SQLite."""
        notes.tell(self.public_id, self.run, notes.HowFar(self.done, self.total, self._message))
        self.look()

    def look(self) -> None:
        """Read whether somebody asked for the end."""
        asked = Job.objects.filter(pk=self.job_id, cancel_asked_at__isnull=False).exists()
        self._cancel = asked or notes.is_asked_to_end(self.public_id)


@contextmanager
def announced(progress: Progress) -> Iterator[None]:
    """While within, the worker's pulse beats for this run."""
    with _live_lock:
        _live[progress.run] = progress
    try:
        yield
    finally:
        with _live_lock:
            del _live[progress.run]


def live() -> list[Progress]:
    with _live_lock:
        return list(_live.values())
