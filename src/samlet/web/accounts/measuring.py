"""An import measured as somebody signed in does it: the file, the try-out, carrying it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import TypeVar

from django.db import connection
from django.utils import timezone

from samlet.synthetic.plain_sheets import people_sheet, units_sheet
from samlet.web.accounts.grants.holding import actor_for
from samlet.web.accounts.models import Grant, User
from samlet.web.core import installation
from samlet.web.core.actor import SYSTEM, Actor
from samlet.web.core.errors import Conflict
from samlet.web.core.guard import unscoped
from samlet.web.core.importing import ImportKind, actions
from samlet.web.core.importing import kind_of as import_kind_of
from samlet.web.core.importing.jobs import CARRY_OUT, TRY
from samlet.web.core.importing.reading import read_file
from samlet.web.core.jobs import start_job
from samlet.web.core.jobs.running import run_job
from samlet.web.core.models import ImportBatch, Job
from samlet.web.organisations.actions import add_unit
from samlet.web.organisations.models import Unit, UnitKind

REGION = "Oppdiktet region"
T = TypeVar("T")


@dataclass(frozen=True)
class Step:
    """What was done, and the seconds it took: by the clock, and of this process's processor."""

    what: str
    rows: int
    wall: float
    cpu: float


def database() -> str:
    """The database's kind, in its own spelling."""
    return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(connection.vendor, "")


def measure(rows: int) -> Iterator[Step]:
    """Import `rows` organisations, then as many people into them, each by the real jobs.

    It leaves a demonstration behind, so it asks for a database nobody has begun to use: Conflict.
    """
    if installation.mode() or Unit.objects.exists():
        raise Conflict("An import is measured in an empty database: set SAMLET_DATA_DIR.")
    installation.begin("demonstration")
    actor, region = _somebody()
    yield from _import("units", actor, region, units_sheet(rows, REGION), rows)
    clubs = Unit.objects.filter(kind__key="club").count()
    yield from _import("people", actor, region, people_sheet(rows, clubs), rows)


def _somebody() -> tuple[Actor, Unit]:
    region = add_unit(SYSTEM, kind=UnitKind.objects.get(key="region"), name=REGION)
    user = User.objects.create_user("region-admin@example.org", is_synthetic=True)
    Grant.objects.create(
        user=user,
        role="region_admin",
        unit=region.subject,
        controller=region.subject,
        from_day=timezone.localdate(),
        given_by=SYSTEM.trail,
    )
    return actor_for(user), region


def _import(key: str, actor: Actor, region: Unit, content: bytes, rows: int) -> Iterator[Step]:
    kind = import_kind_of(key)

    def step(what: str, act: Callable[[], ImportBatch]) -> ImportBatch:
        batch, took = _timed(f"{key}, {what}", rows, act)
        steps.append(took)
        return batch

    steps: list[Step] = []
    batch = step("read", lambda: _received(kind, actor, region, content))
    tried = step("try", lambda: _done(actor, TRY, batch))
    _expect(tried, "new", rows)
    actions.choose(actor, batch=tried, choices={}, ticked=[])
    step("carry out", lambda: _done(actor, CARRY_OUT, tried))
    again = step("the same file again: read", lambda: _received(kind, actor, region, content))
    _expect(step("the same file again: try", lambda: _done(actor, TRY, again)), "same", rows)
    yield from steps


def _expect(batch: ImportBatch, fate: str, rows: int) -> None:
    """A measure of something else than what is meant is none: Conflict."""
    counts = (batch.plan or {})["counts"]
    if counts[fate] != rows:
        raise Conflict(f"{batch.kind}: {counts}")


def _received(kind: ImportKind, actor: Actor, region: Unit, content: bytes) -> ImportBatch:
    read = read_file(kind, content, "liste.xlsx")
    batch = actions.receive_file(
        actor, kind=kind, register=region.subject, read=read, filename="liste.xlsx"
    )
    return actions.map_columns(actor, batch=batch, fields=batch.mapping)


def _done(actor: Actor, name: str, batch: ImportBatch) -> ImportBatch:
    """The job itself, in this process. Raises Conflict when it failed."""
    job = start_job(
        actor, name, controller=batch.controller, rows=batch.kind, batch=batch.public_id
    )
    run_job.func(job.pk)
    ended = Job.objects.get(pk=job.pk)
    if ended.finished_at is None:
        raise Conflict(f"{name}: {ended.failure}")
    batch.refresh_from_db()
    return batch


def _timed(what: str, rows: int, act: Callable[[], T]) -> tuple[T, Step]:
    began, used = perf_counter(), process_time()
    with unscoped("an import is measured in a database of its own"):
        result = act()
    return result, Step(what, rows, perf_counter() - began, process_time() - used)
