"""Where finished files wait to be fetched: a day at most, for whoever asked for them."""

from __future__ import annotations

import time
from pathlib import Path

from django.conf import settings

from samlet.web.core.models import Job

KEPT_SECONDS = 24 * 60 * 60


def folder() -> Path:
    found = Path(settings.DATA_DIR) / "wholes"
    found.mkdir(mode=0o700, exist_ok=True)
    return found


def file_of(job: Job) -> Path:
    return folder() / f"{job.public_id}.zip"


def sweep(seconds: int = KEPT_SECONDS) -> int:
    """Remove files older than this; how many."""
    limit, gone = time.time() - seconds, 0
    for path in folder().iterdir():
        if path.stat().st_mtime <= limit:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def let_go_of_all() -> int:
    """When somebody is erased no file may still hold them; they are made again in a minute."""
    return sweep(0)
