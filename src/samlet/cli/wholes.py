"""`samlet export`: everything of one register, in one file of an open format."""

from __future__ import annotations

import getpass
import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from samlet.cli.errors import OK, UNUSABLE, CommandError
from samlet.cli.starting import start

if TYPE_CHECKING:
    from samlet.web.core.models import Subject

VARIABLE = "SAMLET_EXPORT_PASSWORD"


def run(options: Namespace) -> int:
    start()
    from samlet.web.accounts.grants.operator import read_by_command
    from samlet.web.core.errors import SamletError
    from samlet.web.core.wholes import write_whole

    path = Path(options.file)
    if path.exists():
        raise CommandError(f"{path}: there is a file of that name already")
    register = _chosen(options.register)
    secret = password("A new password for the file: ") if options.sealed else ""
    try:
        with read_by_command("export", reason=options.reason) as actor:
            rows = write_whole(actor, register=register, target=path, password=secret)
    except SamletError as error:
        raise CommandError(str(error), status=UNUSABLE) from error
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", status=UNUSABLE) from error
    print(f"{path}: written, {rows} rows")
    return OK


def _chosen(name: str) -> Subject:
    from samlet.web.core.actor import COMMAND
    from samlet.web.core.personal import documents
    from samlet.web.core.wholes import registers_for

    named = {documents.name_of(register): register for register in registers_for(COMMAND)}
    found = [register for said, register in named.items() if name.lower() in said.lower()]
    exact = [register for said, register in named.items() if name.lower() == said.lower()]
    if len(exact or found) != 1:
        raise CommandError(f"say --register, one of: {'; '.join(sorted(named)) or 'none yet'}")
    return (exact or found)[0]


def password(question: str) -> str:
    """From SAMLET_EXPORT_PASSWORD, else asked for where there is a terminal."""
    if given := os.environ.get(VARIABLE):
        return given
    if not sys.stdin.isatty():
        raise CommandError(f"set {VARIABLE}, or run it in a terminal that can ask")
    return getpass.getpass(question)
