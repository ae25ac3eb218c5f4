"""After the rows are gone: leaving none of their bytes in the database's files.

Not inside a transaction. docs/privacy/erasure.md says what it cannot reach: the machine's own
backups, and what a disk keeps of blocks it has given free.
"""

from __future__ import annotations

import time
from typing import Any

from django.db import connection, transaction

from samlet.web.core.errors import Conflict
from samlet.web.core.personal.declarations import all_declarations, all_stores

WAIT_SECONDS = 60  # for readers on SQLite to finish, and for locks on PostgreSQL
LARGEST_REWRITTEN = 256 * 1024 * 1024  # bytes; above this a table is vacuumed where it stands


def scrub() -> None:
    """Rebuild the indexes, empty the log and write the files anew.

    Raises Conflict when others held the database all the time; the job is then started again.
    """
    if connection.in_atomic_block:
        raise RuntimeError("files are written anew outside of any transaction")
    for store in all_stores():
        if store.scrub:
            with transaction.atomic():
                store.scrub()
    if connection.vendor == "postgresql":
        _vacuum_tables()
    else:
        _write_file_anew()


def _write_file_anew() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
        _empty_log(cursor)
        cursor.execute("VACUUM")
        _empty_log(cursor)


def _empty_log(cursor: Any) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while True:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
        if not busy:
            return
        if time.monotonic() > until:
            raise Conflict("the database was busy all the time; the work will be tried again")
        time.sleep(0.05)


def _vacuum_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{WAIT_SECONDS}s'")
        for table in sorted(_tables()):
            cursor.execute("SELECT pg_total_relation_size(%s::regclass)", [table])
            full = "(FULL)" if cursor.fetchone()[0] <= LARGEST_REWRITTEN else ""
            cursor.execute(f"VACUUM {full} {connection.ops.quote_name(table)}")
        cursor.execute("RESET lock_timeout")


def _tables() -> set[str]:
    """Tables of ours from which rows may have gone, the words of the index and the queue's too."""
    tables = {found.model_class._meta.db_table for found in all_declarations()}
    beside = {"core_searchword", "core_searchgram", "django_session"}
    return (tables | beside) & set(connection.introspection.table_names())
