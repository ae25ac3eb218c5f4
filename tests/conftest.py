"""What every test stands on: one hypothesis profile, one real database, and its figures."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from pytest_django import DjangoDbBlocker

# Derandomised: a red run is red again for whoever looks into it. Time limits are measured by
# `samlet bench`; a busy machine is no reason for a property to fail.
settings.register_profile("samlet", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("fast", settings.get_profile("samlet"), max_examples=20)
settings.load_profile("samlet")

CHECKOUT = Path(__file__).resolve().parents[1]
ON_POSTGRES = os.environ.get("SAMLET_DATABASE", "").startswith("postgres")


def uses_database(item: pytest.Item) -> bool:
    names = getattr(item, "fixturenames", ())
    return (
        "db" in names or "transactional_db" in names or bool(item.get_closest_marker("django_db"))
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run the tests that touch a database; elsewhere all but those only it can run.

    script/test runs both, so a test that is put aside here has run or will run there.
    """
    if ON_POSTGRES:
        kept = [item for item in items if uses_database(item)]
    else:
        kept = [item for item in items if not item.get_closest_marker("postgres")]
    put_aside = [item for item in items if item not in set(kept)]
    if put_aside:
        config.hook.pytest_deselected(items=put_aside)
        items[:] = kept


def environment_of_its_own(data: Path) -> dict[str, str]:
    """The environment of a `samlet` started in a process of its own, with its data in `data`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAMLET_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)  # the tests' own, which would choose their data
    return kept | {"SAMLET_DATA_DIR": str(data), "PYTHONPATH": str(CHECKOUT / "src")}


@pytest.fixture(scope="session", autouse=True)
def emptying_spares_no_trail() -> None:
    """Transactional tests clean up by emptying every table, which the audit trail's refuse: put
    the refusal aside around that, and only that.
    """
    from django.db import connection  # noqa: PLC0415  Django is not ready before

    from samlet.web.core.audit import triggers  # noqa: PLC0415

    operations = type(connection.ops)
    empty = operations.sql_flush

    def emptied(ops: Any, *args: Any, **kwargs: Any) -> list[str]:
        before = triggers.remove_statements(ops.connection.vendor)
        return [*before, *empty(ops, *args, **kwargs), *triggers.statements(ops.connection.vendor)]

    operations.sql_flush = emptied  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def begun_before() -> Iterator[Path]:
    """The file that SQLite's test database is kept in once it has its tables and figures, and is
    begun from when nothing that they are made by has changed: seconds for each run of few tests.
    """
    from django.db.backends.signals import connection_created  # noqa: PLC0415

    kept = CHECKOUT / "build" / f"test-database-{_made_by()}.sqlite3"

    def begin(connection: Any, **_more: Any) -> None:
        if connection.vendor == "sqlite" and kept.exists() and not _tables(connection.connection):
            with closing(sqlite3.connect(kept)) as source:
                source.backup(connection.connection)

    connection_created.connect(begin)
    yield kept
    connection_created.disconnect(begin)


def _tables(database: sqlite3.Connection) -> int:
    return int(database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def _made_by() -> str:
    """A digest of all that says what stands in the database at the start of a test."""
    source = CHECKOUT / "src" / "samlet"
    files = {*source.glob("web/**/migrations/*.py"), *source.glob("web/**/structure.py")}
    for folder in ("data", "election", "sources", "web/elections", "web/organisations"):
        files.update(path for path in (source / folder).rglob("*") if path.is_file())
    found = hashlib.sha256()
    for path in sorted(path for path in files if path.suffix != ".pyc"):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


@pytest.fixture(scope="session")
def django_db_setup(
    begun_before: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Every database test begins with the packaged figures, loaded once and by the same function
    as at the first start. (Not the transactional ones: emptying the tables is how they clean up.)
    """
    from django.db import connection  # noqa: PLC0415

    from samlet.web.core import installation  # noqa: PLC0415
    from samlet.web.core.actor import SYSTEM  # noqa: PLC0415  Django is not ready before
    from samlet.web.elections import packaged  # noqa: PLC0415
    from samlet.web.organisations import structure as organisations  # noqa: PLC0415
    from samlet.web.people import structure as people  # noqa: PLC0415

    with django_db_blocker.unblock():
        packaged.load(SYSTEM)
        organisations.load()
        people.load()
        installation.begin("demonstration")
        if connection.vendor == "sqlite" and not begun_before.exists():
            for older in begun_before.parent.glob("test-database-*.sqlite3"):
                older.unlink(missing_ok=True)
            part = begun_before.with_suffix(f".{os.getpid()}")
            with closing(sqlite3.connect(part)) as kept:
                connection.connection.backup(kept)
            part.replace(begun_before)
