"""`samlet demo`: begin the demonstration, or take it away so that real use can begin here."""

from __future__ import annotations

from argparse import Namespace

from samlet.cli.errors import OK, UNUSABLE, CommandError
from samlet.cli.starting import start


def run(options: Namespace) -> int:
    start()
    from samlet.web.accounts.demonstration.starting import begin_demonstration
    from samlet.web.core import installation
    from samlet.web.core.actor import COMMAND
    from samlet.web.core.errors import SamletError
    from samlet.web.core.wholes import remove_demonstration

    try:
        if options.remove:
            people = remove_demonstration(COMMAND)
            print(f"The demonstration is removed, with its {people} invented people.")
            print("Begin real use: samlet init")
            return OK
        if not installation.is_demonstration():
            begin_demonstration(COMMAND)
    except SamletError as error:
        raise CommandError(str(error), status=UNUSABLE) from error
    print("The demonstration is here. All its people are invented. Look at it: samlet serve")
    return OK
