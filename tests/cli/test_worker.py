"""Background work beside the pages: it survives the death of its process, and ends with it."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.cli.test_serve import Start, ended, first_line
from tests.conftest import CHECKOUT, environment_of_its_own

STEPS = 80
START = f"""
import django
django.setup()
from samlet.web.core.actor import SYSTEM
from samlet.web.core.jobs import start_job
print(start_job(SYSTEM, "slow.count", steps={STEPS}).public_id)
"""


STOP_WHILE_HELD = """
import django, time
django.setup()
from samlet.web.core.actor import SYSTEM
from samlet.web.core.jobs import cancel_job, start_job
from samlet.web.core.jobs.wording import told
from samlet.web.core.models import Job
job = start_job(SYSTEM, "slow.hold", steps=600)
while not job.run:
    time.sleep(0.05)
    job.refresh_from_db()
begun = job.done
while not told(job).percent:
    time.sleep(0.05)
    job.refresh_from_db()
said = told(job)
print(job.public_id, said.state, begun, Job.objects.get(pk=job.pk).done, said.percent)
cancel_job(SYSTEM, job=job)
while not job.ended_at:
    time.sleep(0.05)
    job.refresh_from_db()
print(bool(job.cancelled_at))
"""


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def slow() -> dict[str, str]:
    """What a process needs in its environment to know the long work of the tests."""
    path = os.pathsep.join([str(CHECKOUT / "src"), str(CHECKOUT)])
    return {"DJANGO_SETTINGS_MODULE": "tests.cli.slow.settings", "PYTHONPATH": path}


@pytest.fixture
def served(start_samlet: Start, slow: dict[str, str], port: int) -> subprocess.Popen[str]:
    server = start_samlet("serve", "--port", str(port), **slow)
    first_line(server)
    return server


def started(data: Path, slow: dict[str, str]) -> str:
    """Start the long work from a process of its own, as a page would; its public id."""
    done = subprocess.run(
        [sys.executable, "-c", START],
        env=environment_of_its_own(data) | slow,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def one(data: Path, question: str, *values: object) -> tuple[object, ...]:
    with closing(sqlite3.connect(data / "samlet.sqlite3", timeout=20)) as database:
        found: tuple[object, ...] = database.execute(question, values).fetchone()
        return found


def wait_until(happened: Callable[[], bool], what: str, seconds: float = 60) -> None:
    deadline = monotonic() + seconds
    while not happened():
        if monotonic() > deadline:
            pytest.fail(f"not within {seconds} s: {what}")
        sleep(0.05)


def checkpoint(data: Path, job: str) -> int:
    return int(str(one(data, "SELECT checkpoint FROM core_job WHERE public_id = ?", job)[0]))


def worker_pid(data: Path) -> int:
    return int((data / "worker.lock").read_text().split()[1])


def test_a_job_whose_worker_is_killed_is_finished_by_the_next_and_each_step_done_once(
    served: subprocess.Popen[str], served_data: Path, slow: dict[str, str]
) -> None:
    job = started(served_data, slow)
    wait_until(lambda: checkpoint(served_data, job) >= 5, "the job is under way")
    first = worker_pid(served_data)

    os.kill(first, signal.SIGKILL)
    question = "SELECT finished_at IS NOT NULL FROM core_job WHERE public_id = ?"
    wait_until(lambda: bool(one(served_data, question, job)[0]), "the job is finished")

    attempts, done, total = one(
        served_data, "SELECT attempts, done, total FROM core_job WHERE public_id = ?", job
    )
    (rows,) = one(served_data, "SELECT count(*) FROM core_stamp WHERE value = ?", job)
    assert worker_pid(served_data) != first
    assert (attempts, done, total) == (2, STEPS, STEPS)
    assert rows == STEPS


def test_a_job_is_taken_up_again_at_the_next_start_after_a_stop(
    start_samlet: Start, served_data: Path, slow: dict[str, str], port: int
) -> None:
    server = start_samlet("serve", "--port", str(port), **slow)
    first_line(server)
    job = started(served_data, slow)
    wait_until(lambda: checkpoint(served_data, job) >= 5, "the job is under way")

    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=20) == 0
    reached = checkpoint(served_data, job)
    again = start_samlet("serve", "--port", str(port), **slow)
    first_line(again)
    question = "SELECT finished_at IS NOT NULL FROM core_job WHERE public_id = ?"
    wait_until(lambda: bool(one(served_data, question, job)[0]), "the job is finished")

    (attempts,) = one(served_data, "SELECT attempts FROM core_job WHERE public_id = ?", job)
    assert 5 <= reached < STEPS
    assert attempts == 1  # being told to stop is no failed attempt


def test_a_job_that_holds_the_database_shows_how_far_it_is_and_can_be_stopped(
    served: subprocess.Popen[str], served_data: Path, slow: dict[str, str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STOP_WHILE_HELD],
        env=environment_of_its_own(served_data) | slow,
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )
    assert done.returncode == 0, done.stderr
    told, stopped = done.stdout.splitlines()
    job, state, _begun, in_the_row, percent = told.split()

    (rows,) = one(served_data, "SELECT count(*) FROM core_stamp WHERE value = ?", job)
    assert state == "running"
    assert int(in_the_row) == 0  # nobody could write it
    assert 0 < int(percent) < 100
    assert stopped == "True"
    assert rows == 0
    assert list((served_data / "jobs").iterdir()) == []


def test_the_worker_ends_with_a_parent_that_was_killed(
    served: subprocess.Popen[str], served_data: Path
) -> None:
    wait_until(lambda: state_known(served_data), "the worker has said who it is")
    pid = worker_pid(served_data)

    served.kill()
    served.wait(timeout=15)

    assert ended({pid})


def state_known(data: Path) -> bool:
    try:
        return Path(f"/proc/{worker_pid(data)}").exists()
    except (FileNotFoundError, IndexError):
        return False
