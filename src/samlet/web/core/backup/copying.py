"""A copy of the whole database as one file, by the database's own tools, and back again."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection, connections
from django.utils.translation import gettext_lazy as _

from samlet.web.core.errors import Rejected

# A restore that is stopped half way leaves the old database.
WHOLE_OR_NOT = ("--clean", "--if-exists", "--no-owner", "--exit-on-error", "--single-transaction")
NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}


def copy_out(target: Path) -> None:
    """Write the present database to `target`, whole and consistent, while it is in use."""
    if connection.vendor == "postgresql":
        _postgres("pg_dump", "--format=custom", "--no-owner", f"--file={target}")
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)


def check_copy(copy: Path, vendor: str) -> None:
    """Raise Rejected unless the copy is a whole database."""
    if vendor == "postgresql":
        _run([_tool("pg_restore"), "--list", str(copy)], os.environ.copy())
        return
    with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as database:
        found = database.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise Rejected(_("The database in the backup is damaged: %(found)s"), found=found)


def copy_in(copy: Path) -> None:
    """Put the copy in the place of the present database. Nobody else may be using it."""
    if connection.vendor == "postgresql":
        connections.close_all()
        _postgres("pg_restore", *WHOLE_OR_NOT, copy)
        return
    path = Path(str(connection.settings_dict["NAME"]))
    connections.close_all()
    for leftover in (path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        leftover.unlink(missing_ok=True)
    # Beside it and then over it: a restore that is stopped half way leaves the old database.
    beside = path.with_name(f"{path.name}.restoring")
    shutil.copyfile(copy, beside)
    os.replace(beside, path)


def _postgres(tool: str, *arguments: str | Path) -> None:
    about: dict[str, Any] = connection.settings_dict
    environment = os.environ.copy()
    if about["PASSWORD"]:
        environment["PGPASSWORD"] = about["PASSWORD"]
    place = [
        f"--{option}={about[key]}"
        for option, key in (("host", "HOST"), ("port", "PORT"), ("username", "USER"))
        if about[key]
    ]
    name = [f"--dbname={about['NAME']}"]
    _run([_tool(tool), *place, *name, *map(str, arguments)], environment)


def _tool(name: str) -> str:
    """PostgreSQL's own tool, from PATH or from where Debian keeps the newest."""
    if found := shutil.which(name):
        return found
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    if not places:
        raise Rejected(
            _("%(tool)s is needed and not here: install PostgreSQL's client programs."), tool=name
        )
    return str(places[-1])


def _run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise Rejected(
            _("%(tool)s could not do it: %(said)s"),
            tool=Path(command[0]).name,
            said=said[-1] if said else str(done.returncode),
        )
