"""The process beside the pages that does the work: `samlet serve` starts it and keeps it alive.

Three threads: one takes long jobs, one takes quick ones and watches the clock, one beats the pulse
by which others see that the running jobs are alive. Taking tasks is django-tasks-db's own worker,
asked for one task at a time so that the clock is looked at in between.
"""

from __future__ import annotations

import fcntl
import logging
import os
import signal
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from types import FrameType
from typing import IO

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from samlet.web.core.jobs import registry, running, schedule, ticks
from samlet.web.core.jobs.progress import Progress, live, stopping
from samlet.web.core.models import new_public_id

log = logging.getLogger("samlet.jobs")

LOOK_SECONDS = 0.5  # how long a job waits before it is seen
PULSE_SECONDS = 1.0
PUT_BACK_SECONDS = 30.0
STOP_SECONDS = 6.0  # what a running job has, to reach its next advance


def work() -> int:
    """Do what is queued until told to stop; the exit status."""
    lock, name, alone = _name()
    running.worker_name = name
    registry.discover()
    if alone:
        running.put_back(dead=name)
    ticks.register("jobs.put_back", running.put_back, seconds=PUT_BACK_SECONDS)
    ticks.register("jobs.schedule", schedule.run_due, seconds=10)
    ended = Event()
    threads = [
        _thread(_take_jobs, ended),
        _thread(_take_quick_jobs, ended),
        _thread(_beat, ended),
    ]
    _end_on_signal(ended)
    ended.wait()
    asked = stopping.is_set()
    for thread in threads:
        thread.join(STOP_SECONDS / len(threads))
    lock.close()
    return 0 if asked else 1


def _name() -> tuple[IO[str], str, bool]:
    """This worker's name: always the same for the one that holds the data folder's lock.

    So a new worker knows its predecessor's jobs as its own, and need not wait until they are
    surely dead. A second worker on the same folder has a name that nobody had before.
    """
    folder: Path = settings.DATA_DIR
    lock = (folder / "worker.lock").open("a+", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return lock, new_public_id(), False
    lock.seek(0)
    name = (lock.read().split() or [new_public_id()])[0]
    lock.truncate(0)
    lock.write(f"{name} {os.getpid()}\n")
    lock.flush()
    return lock, name, True


def _end_on_signal(ended: Event) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()
        ended.set()

    signal.signal(signal.SIGTERM, stop)


def _thread(act: Callable[[Event], None], ended: Event) -> Thread:
    def whole() -> None:
        try:
            act(ended)
        finally:
            ended.set()  # a thread that fell takes the process with it, and serve starts another
            connection.close()

    thread = Thread(target=whole, name=act.__name__, daemon=True)
    thread.start()
    return thread


def _take_jobs(ended: Event) -> None:
    while not ended.is_set():
        if not _take_one("default"):
            ended.wait(LOOK_SECONDS)


def _take_quick_jobs(ended: Event) -> None:
    while not ended.is_set():
        for key, act in ticks.due():
            _guarded(key, act)
        if not _take_one("quick"):
            ended.wait(LOOK_SECONDS)


def _take_one(queue: str) -> bool:
    """Run one task of the queue, if one is ready. Looking is a read; taking locks the table."""
    return bool(_guarded(f"queue {queue}", lambda: _ready(queue) and _run_one(queue)))


def _ready(queue: str) -> bool:
    return DBTaskResult.objects.ready().filter(queue_name=queue).exists()


def _run_one(queue: str) -> bool:
    Worker(
        queue_names=[queue],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=running.worker_name,
        excluded_queue_names=[],
    ).run()
    return True


def _guarded(what: str, act: Callable[[], object]) -> object:
    """A database that is busy or away for a while ends nothing; it is asked again."""
    close_old_connections()
    try:
        return act()
    except DatabaseError as error:
        running.log_without_values(f"worker, {what}", error)
        return None


def _beat(ended: Event) -> None:
    while not ended.wait(PULSE_SECONDS):
        for progress in live():
            _beat_once(progress)


def _beat_once(progress: Progress) -> None:
    """One beat; a missed one is nothing, so it does not wait for a database that is busy."""
    try:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA busy_timeout = 200")
        progress.beat()
    except DatabaseError:
        if connection.vendor == "sqlite":
            _guarded("pulse", progress.note)
        else:
            close_old_connections()
