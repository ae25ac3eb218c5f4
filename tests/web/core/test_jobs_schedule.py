"""The daily work: once a day at its time, also late, also with two workers, by the wall clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from samlet.web.core.actor import SYSTEM
from samlet.web.core.jobs import Progress, daily, registry, start_job, ticks
from samlet.web.core.jobs.schedule import run_due
from samlet.web.core.models import Job, ScheduledRun, Stamp

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")
TUESDAY = datetime(2026, 11, 24, 3, 0, tzinfo=OSLO)


def sweep(progress: Progress) -> None:
    Stamp.objects.create(key=f"swept {Stamp.objects.filter(key__startswith='swept').count()}")


def swept() -> int:
    return Stamp.objects.filter(key__startswith="swept").count()


@pytest.fixture(autouse=True)
def only_the_sweep() -> Iterator[None]:
    registry.discover()
    kinds, dailies = dict(registry._kinds), dict(registry._daily)
    registry._daily.clear()
    daily("test.sweep", at="03:10", title="Sweep")(sweep)
    yield
    registry._kinds.clear()
    registry._kinds.update(kinds)
    registry._daily.clear()
    registry._daily.update(dailies)


@pytest.fixture
def begun() -> None:
    """Yesterday's is done, as on any machine that was up."""
    ScheduledRun.objects.create(key="test.sweep", day=date(2026, 11, 23))


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> time_machine.travel:
    return time_machine.travel(datetime(2026, month, day, hour, minute, tzinfo=OSLO), tick=False)


@pytest.mark.usefixtures("begun")
def test_it_is_started_at_its_time_and_once() -> None:
    with at(24, 3, 9):
        assert run_due() == []
    with at(24, 3, 10):
        (job,) = run_due()
        assert run_due() == []
    with at(24, 23, 59):
        assert run_due() == []
    with at(25, 3, 10):
        run_due()

    assert job.finished_at
    assert job.started_by == "system"
    assert swept() == 2


@pytest.mark.usefixtures("begun")
def test_a_machine_that_was_down_for_days_does_it_once() -> None:
    with at(27, 2):
        run_due()
        run_due()
    with at(27, 3, 30):
        run_due()

    assert swept() == 2
    days = ScheduledRun.objects.order_by("day").values_list("day", flat=True)
    assert list(days) == [date(2026, 11, 23), date(2026, 11, 26), date(2026, 11, 27)]


def test_a_row_written_by_another_worker_leaves_nothing_to_start() -> None:
    ScheduledRun.objects.create(key="test.sweep", day=date(2026, 11, 24))

    with at(24, 4):
        assert run_due() == []

    assert not Job.objects.exists()


def test_a_clock_set_back_starts_nothing_again() -> None:
    with at(24, 4):
        run_due()
    with at(22, 4):
        assert run_due() == []


@pytest.mark.usefixtures("begun")
def test_weekly_work_waits_for_its_day() -> None:
    registry._daily.clear()
    daily("test.sweep", at="06:00", title="Sweep", weekdays=[0])(sweep)

    with at(24, 7):  # a Tuesday; Monday's is done
        assert run_due() == []
    with at(29, 23):
        assert run_due() == []
    with at(30, 6):
        assert len(run_due()) == 1


@pytest.mark.parametrize(
    ("moment", "started"),
    [
        # 29 March 2026: 02:00 becomes 03:00, so there is no 02:30.
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), 0),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), 1),
        # 25 October 2026: 03:00 becomes 02:00, so 02:30 comes twice.
        (datetime(2026, 10, 25, 0, 29, tzinfo=UTC), 0),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 1),
    ],
)
def test_the_nights_when_the_clock_is_moved(moment: datetime, started: int) -> None:
    registry._daily.clear()
    daily("test.sweep", at="02:30", title="Sweep")(sweep)
    eve = moment.astimezone(OSLO).date().replace(day=moment.day - 1)
    ScheduledRun.objects.create(key="test.sweep", day=eve)

    with time_machine.travel(moment, tick=False):
        assert len(run_due()) == started


def test_the_second_half_past_two_of_october_starts_nothing() -> None:
    registry._daily.clear()
    daily("test.sweep", at="02:30", title="Sweep")(sweep)

    for minutes in (30, 59):
        with time_machine.travel(datetime(2026, 10, 25, 0, minutes, tzinfo=UTC), tick=False):
            run_due()
    with time_machine.travel(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), tick=False):
        run_due()

    assert swept() == 1


def test_chores_come_round_each_in_its_own_time() -> None:
    before = dict(ticks._chores)
    ticks._chores.clear()
    ticks.register("often", lambda: None, seconds=1)
    ticks.register("seldom", lambda: None, seconds=60)

    rounds = [[key for key, _act in ticks.due(now)] for now in (0.0, 0.5, 1.0, 60.0)]

    ticks._chores.clear()
    ticks._chores.update(before)
    assert rounds == [["often", "seldom"], [], ["often"], ["often", "seldom"]]


def test_old_jobs_and_old_days_are_removed_and_the_others_kept() -> None:
    def ended(key: str, days: int) -> None:
        at = TUESDAY - timedelta(days=days)
        Job.objects.create(kind=key, started_by="system", starter_kind="system", finished_at=at)

    ended("old", 91)
    ended("new", 89)
    Job.objects.create(kind="open", started_by="system", starter_kind="system")
    ScheduledRun.objects.create(
        key="gone", day=date(2025, 1, 1), started_at=TUESDAY - timedelta(days=401)
    )

    with at(24, 4):
        job = start_job(SYSTEM, "jobs.tidy")

    assert job.result == {"removed": 1}
    assert set(Job.objects.values_list("kind", flat=True)) == {"new", "open", "jobs.tidy"}
    assert not ScheduledRun.objects.filter(key="gone").exists()
