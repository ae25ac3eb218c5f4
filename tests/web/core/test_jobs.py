"""Jobs: what is declared, how one runs, who may see it, what happens when it goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from samlet.web.core.actor import ANONYMOUS, SYSTEM, Actor, Held
from samlet.web.core.errors import Conflict, NotFound, Rejected
from samlet.web.core.jobs import (
    JobFailed,
    PersonalArgument,
    Progress,
    cancel_job,
    job,
    notes,
    register_starter,
    registry,
    restart_job,
    start_job,
    starters,
)
from samlet.web.core.jobs.progress import Superseded, stopping
from samlet.web.core.jobs.queries import job_for, jobs_for
from samlet.web.core.models import AuditEntry, Job, Stamp, Subject

pytestmark = pytest.mark.django_db

KARI = Actor("Kari", "user", key="user:kari", user_id=1)
OLA = Actor("Ola", "user", key="user:ola", user_id=2)


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    """The tests' own kinds of job, gone again afterwards."""
    registry.discover()
    before, loaders = dict(registry._kinds), dict(starters._loaders)
    job("test.count", title="Count", messages={"counting": _("Counting")})(count)
    job("test.refuse", title="Refuse")(refuse)
    job("test.break", title="Break")(break_down)
    job("test.half", title="Half")(half)
    register_starter("user", lambda found: KARI if found.starter_id == 1 else OLA)
    yield
    registry._kinds.clear()
    registry._kinds.update(before)
    starters._loaders.clear()
    starters._loaders.update(loaders)


def count(progress: Progress, *, steps: int = 3, stop_at: int = 0) -> dict[str, int]:
    progress.begin(steps, "counting")
    for number in range(progress.checkpoint, steps):
        if number == stop_at - 1:
            Job.objects.filter(pk=progress.job_id).update(cancel_asked_at="2026-11-24T12:00Z")
        with progress.step():
            Stamp.objects.create(key=f"step {number}", value="x")
    return {"counted": steps}


def refuse(progress: Progress, *, rows: int = 0) -> None:
    if rows:
        raise JobFailed(_("There are %(rows)s rows, which is too many."), rows=rows)
    raise Rejected(_("%(who)s is known already."), who="Kari Nordmann")


def break_down(progress: Progress) -> None:
    raise IntegrityError("Key (email)=(kari@example.org) already exists.")


def half(progress: Progress) -> None:
    progress.begin(10)
    progress.advance(5)
    stopping.set()
    try:
        progress.advance(1)
    finally:
        stopping.clear()


def test_a_job_runs_counts_and_keeps_what_it_answers() -> None:
    done = start_job(KARI, "test.count", steps=4)

    assert done.finished_at
    assert (done.done, done.total, done.attempts) == (4, 4, 1)
    assert done.result == {"counted": 4}
    assert done.run == ""
    assert Stamp.objects.filter(key__startswith="step").count() == 4
    assert AuditEntry.objects.filter(act="jobs.started").exists()


def test_the_function_acts_as_who_started_it() -> None:
    seen: list[Actor] = []
    job("test.who", title="Who")(lambda progress: seen.append(progress.actor))

    start_job(OLA, "test.who")
    start_job(SYSTEM, "test.who")

    assert seen == [OLA, SYSTEM]


def test_a_job_of_somebody_who_may_do_nothing_any_more_fails() -> None:
    register_starter("user", lambda found: None)

    ended = start_job(KARI, "test.count")

    assert ended.failed_at
    assert ended.failure == "Whoever started this may no longer do it."
    assert not Stamp.objects.filter(key__startswith="step").exists()


@pytest.mark.parametrize(
    "value", ["Kari Nordmann", "kari@example.org", {"name": "x"}, ["a", "b c"], 1.5, "x" * 65]
)
def test_what_could_be_personal_is_no_argument(value: object) -> None:
    with pytest.raises(PersonalArgument, match="ids, keys or numbers"):
        start_job(KARI, "test.count", steps=value)

    assert not Job.objects.exists()


def test_every_declared_job_takes_only_what_has_no_room_for_a_name() -> None:
    plain = {"int", "str", "bool", "int | None", "str | None", "list[int]", "list[str]"}
    for kind in registry.all_kinds():
        names = {
            name: str(annotation)
            for name, annotation in kind.function.__annotations__.items()
            if name not in ("return", "progress")
        }
        assert set(names.values()) <= plain, kind.key


def test_arguments_the_function_does_not_take_are_refused_at_once() -> None:
    with pytest.raises(TypeError):
        start_job(KARI, "test.count", stepps=3)
    with pytest.raises(LookupError):
        start_job(KARI, "no.such.job")


def test_a_job_that_is_asked_to_end_ends_at_its_next_step_and_can_go_on_later() -> None:
    stopped = start_job(KARI, "test.count", steps=5, stop_at=3)

    assert stopped.cancelled_at
    assert stopped.checkpoint == 2
    assert Stamp.objects.filter(key__startswith="step").count() == 2

    Job.objects.filter(pk=stopped.pk).update(arguments={"steps": 5})
    again = restart_job(KARI, job=stopped)

    assert again.finished_at
    assert not again.cancelled_at
    assert Stamp.objects.filter(key__startswith="step").count() == 5


def test_a_waiting_job_is_cancelled_at_once() -> None:
    waiting = Job.objects.create(kind="test.count", started_by=KARI.key, starter_kind="user")

    cancel_job(KARI, job=waiting)

    waiting.refresh_from_db()
    assert waiting.cancelled_at
    with pytest.raises(Conflict, match="already ended"):
        cancel_job(KARI, job=waiting)


def test_a_finished_job_cannot_be_started_again() -> None:
    finished = start_job(KARI, "test.count")

    with pytest.raises(Conflict, match="Only work that failed or was stopped"):
        restart_job(KARI, job=finished)


def test_a_refusal_is_told_with_its_counts() -> None:
    ended = start_job(KARI, "test.refuse", rows=7)

    assert ended.failed_at
    assert ended.failure == "There are %(rows)s rows, which is too many."
    assert ended.result == {"rows": 7}


def test_a_refusal_that_names_somebody_is_not_kept() -> None:
    ended = start_job(KARI, "test.refuse")

    assert "Kari" not in f"{ended.failure} {ended.result}"
    assert ended.failure.startswith("Something went wrong")


def test_a_fault_is_logged_where_it_arose_without_what_it_quotes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO):
        ended = start_job(KARI, "test.break")

    assert ended.failed_at
    assert "IntegrityError" in caplog.text
    assert "break_down" in caplog.text
    assert ended.public_id in caplog.text
    assert "kari@example.org" not in caplog.text


def test_a_job_whose_worker_is_told_to_end_waits_for_the_next() -> None:
    first: list[int] = []

    def once(progress: Progress) -> None:
        first.append(1)
        if len(first) == 1:
            half(progress)

    job("test.once", title="Once")(once)

    ended = start_job(KARI, "test.once")

    assert len(first) == 2
    assert ended.finished_at
    assert ended.attempts == 1


def test_a_run_that_was_given_up_for_dead_writes_nothing_more() -> None:
    row = Job.objects.create(
        kind="test.count", started_by=KARI.key, starter_kind="user", run="first"
    )
    stale = Progress(row, KARI)
    Job.objects.filter(pk=row.pk).update(run="second")

    with pytest.raises(Superseded), stale.step():
        Stamp.objects.create(key="step 0", value="x")
    with pytest.raises(Superseded):
        stale.advance()

    assert not Stamp.objects.filter(key__startswith="step").exists()


def test_a_step_that_fails_moves_no_checkpoint() -> None:
    row = Job.objects.create(kind="test.count", started_by=KARI.key, starter_kind="user", run="r")
    progress = Progress(row, KARI)

    def fall_in_the_middle() -> None:
        with progress.step():
            Stamp.objects.create(key="step 0", value="x")
            raise IntegrityError

    with pytest.raises(IntegrityError):
        fall_in_the_middle()

    row.refresh_from_db()
    assert row.checkpoint == progress.checkpoint == 0
    assert not Stamp.objects.filter(key="step 0").exists()


def test_a_job_cannot_end_in_two_ways() -> None:
    now = "2026-11-24T12:00Z"
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(
            kind="x", started_by="x", starter_kind="user", finished_at=now, failed_at=now
        )


def test_jobs_are_seen_by_who_started_them_and_by_who_answers_for_the_unit() -> None:
    unit = Subject.objects.create(kind="organisations.unit")
    Subject.objects.filter(pk=unit.pk).update(controller=unit)
    other = Subject.objects.create(kind="organisations.unit")
    Subject.objects.filter(pk=other.pk).update(controller=other)
    mine = start_job(KARI, "test.count", controller=unit)
    Stamp.objects.all().delete()
    nightly = start_job(SYSTEM, "test.count")
    held = Held("region_admin", unit.pk, True, unit.pk)
    admin = Actor("Per", "user", key="user:per", user_id=3, grants=(held,))
    elsewhere = Held("region_admin", other.pk, True, other.pk)
    stranger = Actor("Pål", "user", key="user:pal", user_id=4, grants=(elsewhere,))

    assert set(jobs_for(KARI)) == {mine}
    assert set(jobs_for(OLA)) == set()
    assert set(jobs_for(ANONYMOUS)) == set()
    assert set(jobs_for(admin)) == {mine, nightly}
    assert set(jobs_for(stranger)) == {nightly}
    with pytest.raises(NotFound):
        job_for(OLA, mine.public_id)
    with pytest.raises(NotFound):
        cancel_job(OLA, job=mine)


def test_a_pulse_that_meets_the_end_of_its_run_notes_nothing(
    tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path
    replace = Path.replace

    def ended_meanwhile(self: Path, target: Path) -> Path:
        notes.clear("job")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", ended_meanwhile)
    notes.tell("job", "run", notes.HowFar(1, 2, ""))

    assert list((tmp_path / "jobs").iterdir()) == []
