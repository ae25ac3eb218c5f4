"""`samlet load`: a register's file into an empty Samlet, all of it or nothing."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from samlet.cli.errors import OK, UNUSABLE, CommandError
from samlet.cli.starting import start
from samlet.cli.wholes import password


def run(options: Namespace) -> int:
    start()
    from samlet.web.core import installation
    from samlet.web.core.actor import COMMAND
    from samlet.web.core.backup.sealing import MAGIC
    from samlet.web.core.errors import SamletError
    from samlet.web.core.wholes import load_whole

    path = Path(options.file)
    try:
        with path.open("rb") as file:
            sealed = file.read(len(MAGIC)) == MAGIC
        secret = password("The file's password: ") if sealed else ""
        loaded = load_whole(COMMAND, path=path, password=secret)
    except SamletError as error:
        raise CommandError(str(error), status=UNUSABLE) from error
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", status=UNUSABLE) from error
    print(f"{path}: loaded, {loaded.rows} rows")
    if installation.is_demonstration():
        return OK
    print("Grants came along, passwords and passkeys did not. Let the first one in, once:")
    print("  samlet init --email leder@example.org")
    return OK
