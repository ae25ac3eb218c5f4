"""`samlet backup` and `samlet restore`: a sealed, checked copy of everything, and back."""

from __future__ import annotations

import getpass
import os
import sys
from argparse import Namespace
from pathlib import Path

from samlet.cli.errors import CANNOT_START, OK, UNUSABLE, CommandError
from samlet.cli.starting import start


def run(options: Namespace) -> int:
    start()
    from samlet.web.core.actor import COMMAND
    from samlet.web.core.backup import check_backup, write_backup
    from samlet.web.core.errors import SamletError

    path = Path(options.file)
    try:
        if options.check:
            found = check_backup(path, _password("The backup's password: "))
            print(f"{path}: whole, made {found.at:%Y-%m-%d %H:%M}, {found.files} files")
            return OK
        written = write_backup(COMMAND, path, _password("A new password for the backup: "))
    except SamletError as error:
        raise CommandError(str(error), status=UNUSABLE) from error
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", status=UNUSABLE) from error
    print(f"{path}: written and read back, {written.files} files, {written.bytes:,} bytes")
    print("Keep it and its password apart, and neither on this machine.", file=sys.stderr)
    return OK


def restore(options: Namespace) -> int:
    start()
    from samlet.web.core.actor import COMMAND
    from samlet.web.core.backup import restore_backup
    from samlet.web.core.errors import SamletError
    from samlet.web.server import CannotStart, alone

    path = Path(options.file)
    try:
        with alone():
            done = restore_backup(
                COMMAND, path, _password("The backup's password: "), replace=options.replace
            )
    except CannotStart as error:
        raise CommandError(str(error), status=CANNOT_START) from error
    except SamletError as error:
        raise CommandError(str(error), status=UNUSABLE) from error
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", status=UNUSABLE) from error
    print(f"{path}: restored as of {done.backup.at:%Y-%m-%d %H:%M}")
    if done.erased:
        print(f"{done.erased} erased since then were erased again")
    return OK


def _password(question: str) -> str:
    """From SAMLET_BACKUP_PASSWORD, else asked for where there is a terminal."""
    if given := os.environ.get("SAMLET_BACKUP_PASSWORD"):
        return given
    if not sys.stdin.isatty():
        raise CommandError("set SAMLET_BACKUP_PASSWORD, or run it in a terminal that can ask")
    return getpass.getpass(question)
