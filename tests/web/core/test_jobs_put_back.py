"""What a worker that died had in hand is queued again (in the real queue)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from samlet.web.core.actor import SYSTEM
from samlet.web.core.jobs import cancel_job, job, registry, running, start_job
from samlet.web.core.jobs.progress import Progress, announced, live
from samlet.web.core.jobs.running import LOST_AFTER, MAX_ATTEMPTS, put_back, run_job
from samlet.web.core.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def real_queue(settings: Any) -> Iterator[None]:
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "quick"]}
    }
    registry.discover()
    job("test.noop", title="Nothing")(lambda progress: None)
    yield
    del registry._kinds["test.noop"]


def taken(worker: str, *, ago: timedelta = timedelta(), attempts: int = 1) -> Job:
    """A job that a worker has claimed, and whose pulse was last felt so long ago."""
    queued = start_job(SYSTEM, "test.noop")
    row = DBTaskResult.objects.get(pk=UUID(queued.task_id))
    row.claim(worker)
    Job.objects.filter(pk=queued.pk).update(
        run="running", worker=worker, heartbeat_at=timezone.now() - ago, attempts=attempts
    )
    queued.refresh_from_db()
    return queued


def ready() -> set[int]:
    """The jobs that wait in the queue."""
    return {row.args_kwargs["args"][0] for row in DBTaskResult.objects.ready()}


def test_a_job_and_its_place_in_the_queue_are_there_together() -> None:
    queued = start_job(SYSTEM, "test.noop")

    assert ready() == {queued.pk}
    assert not queued.started_at


def test_the_jobs_of_a_worker_known_to_be_dead_are_queued_at_once() -> None:
    mine, others = taken("dead"), taken("alive")

    put_back(dead="dead")

    mine.refresh_from_db()
    others.refresh_from_db()
    assert ready() == {mine.pk}
    assert mine.run == ""
    assert others.run == "running"
    assert [row.worker_ids for row in DBTaskResult.objects.running()] == [["alive"]]


def test_a_job_without_a_pulse_is_queued_by_any_worker() -> None:
    lost = taken("far away", ago=LOST_AFTER + timedelta(seconds=1))
    fresh = taken("far away", ago=LOST_AFTER - timedelta(seconds=5))

    put_back()

    assert ready() == {lost.pk}
    fresh.refresh_from_db()
    assert fresh.run == "running"


def test_a_job_that_was_asked_to_end_is_not_begun_again() -> None:
    asked = taken("dead")
    cancel_job(SYSTEM, job=asked)

    put_back(dead="dead")

    asked.refresh_from_db()
    assert asked.cancelled_at
    assert ready() == set()


def test_a_job_that_takes_its_worker_with_it_again_and_again_is_given_up() -> None:
    deadly = taken("dead", attempts=MAX_ATTEMPTS)

    put_back(dead="dead")

    deadly.refresh_from_db()
    assert deadly.failed_at
    assert "ended three times" in deadly.failure
    assert ready() == set()


def test_a_job_whose_worker_died_before_the_claim_is_queued_again() -> None:
    queued = start_job(SYSTEM, "test.noop")
    DBTaskResult.objects.get(pk=UUID(queued.task_id)).claim("dead")

    put_back(dead="dead")

    assert ready() == {queued.pk}
    assert DBTaskResult.objects.count() == 1


def test_two_places_in_the_queue_run_a_job_once(monkeypatch: pytest.MonkeyPatch) -> None:
    queued = start_job(SYSTEM, "test.noop")
    running.enqueue(queued)

    for _time in range(2):
        run_job.call(queued.pk)

    queued.refresh_from_db()
    assert queued.attempts == 1
    assert queued.finished_at


def test_a_cancelled_job_that_is_still_in_the_queue_is_passed_over() -> None:
    queued = start_job(SYSTEM, "test.noop")
    cancel_job(SYSTEM, job=queued)

    run_job.call(queued.pk)

    queued.refresh_from_db()
    assert queued.attempts == 0
    assert queued.cancelled_at


def test_the_pulse_writes_how_far_and_hears_that_it_shall_end() -> None:
    row = taken("alive", ago=timedelta(seconds=60))
    progress = Progress(row, SYSTEM, pulsed=True)
    progress.begin(10)
    progress.advance(4)

    with announced(progress):
        assert live() == [progress]
        progress.beat()

    row.refresh_from_db()
    assert live() == []
    assert (row.done, row.total) == (4, 10)
    assert row.heartbeat_at is not None
    assert timezone.now() - row.heartbeat_at < timedelta(seconds=30)
