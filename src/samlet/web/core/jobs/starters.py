"""From a starter's key back to an actor with the grants of today, when the job runs."""

from __future__ import annotations

from collections.abc import Callable

from samlet.web.core.actor import COMMAND, SYSTEM, Actor
from samlet.web.core.models import Job

Loader = Callable[[Job], Actor | None]
_loaders: dict[str, Loader] = {}


def register_starter(kind: str, loader: Loader) -> None:
    """Say how an actor of this kind is found again from job.started_by and job.starter_id.

    From a room's AppConfig.ready(). None: they may do nothing any more, and the job fails.
    """
    _loaders[kind] = loader


def starter_of(job: Job) -> Actor | None:
    if job.starter_kind == SYSTEM.kind:
        return SYSTEM
    if job.starter_kind == COMMAND.kind:
        return COMMAND
    loader = _loaders.get(job.starter_kind)
    return loader(job) if loader else None
