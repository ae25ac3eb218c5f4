"""What page and worker tell each other in files while a job's own transaction holds the database.

SQLite has one writer. A job that is all or nothing writes in one transaction, and for as long as
that lasts neither the pulse nor a wish to stop can be written to the database. So the pulse leaves
a note of how far the job has come, and whoever presses *Stop it* leaves another. No personal data:
counts and ids. On PostgreSQL the database itself does this, and no notes are written.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from samlet.web.core.models import Job


class HowFar(NamedTuple):
    """done and total as in the job's row; message: the code of what is being done."""

    done: int
    total: int
    message: str


def _path(public_id: str, kind: str) -> Path:
    folder = Path(settings.DATA_DIR) / "jobs"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{public_id}.{kind}"


def tell(public_id: str, run: str, far: HowFar) -> None:
    """Note how far the run has come; whole or not at all."""
    fresh = _path(public_id, "new")
    fresh.write_text(f"{run}\n{far.done}\n{far.total}\n{far.message}", encoding="ascii")
    with suppress(FileNotFoundError):  # the run ended in this moment and has cleared its notes
        fresh.replace(_path(public_id, "progress"))


def told(job: Job) -> HowFar | None:
    """What this run noted last; None when it has noted nothing."""
    try:
        lines = _path(job.public_id, "progress").read_text(encoding="ascii").split("\n")
    except FileNotFoundError:
        return None
    run, done, total, message = lines
    return HowFar(int(done), int(total), message) if run == job.run else None


def ask_to_end(public_id: str) -> None:
    """Leave the wish that the job ends."""
    _path(public_id, "stop").touch(mode=0o600)


def is_asked_to_end(public_id: str) -> bool:
    return _path(public_id, "stop").exists()


def clear(public_id: str) -> None:
    """A run begins or has ended: what was noted before is no longer so."""
    for kind in ("new", "progress", "stop"):
        _path(public_id, kind).unlink(missing_ok=True)
