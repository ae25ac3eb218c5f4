"""Import: 20,000 organisations, then 20,000 people with offices in them, from xlsx files.

In an empty SQLite of its own; SAMLET_DATABASE, where it is set, must name an empty database:
script/lib/with_postgres.py -m samlet.cli bench register-import measures PostgreSQL.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator

from samlet.cli.bench import Section
from samlet.cli.errors import CommandError
from samlet.cli.starting import start

ROWS = 20_000


def sections() -> Iterator[Section]:
    with tempfile.TemporaryDirectory(prefix="samlet-bench-") as folder:
        os.environ["SAMLET_DATA_DIR"] = folder
        start()
        from samlet.web.accounts.measuring import database, measure
        from samlet.web.core.errors import SamletError

        rows: list[tuple[str | int | None, ...]] = []
        try:
            for step in measure(ROWS):
                speed = round(step.rows / step.wall)
                rows.append((step.what, f"{step.wall:.1f}", f"{step.cpu:.1f}", speed))
        except SamletError as error:
            raise CommandError(str(error)) from error
        yield Section(
            f"Import of {ROWS} rows, {database()}",
            "The jobs behind the pages, one after another. Seconds by the clock, and of the "
            "processor that Samlet itself used.",
            ("step", "seconds", "of the processor", "rows a second"),
            rows,
        )
