"""`samlet init`: real use begins, empty, with one user."""

from __future__ import annotations

import sys
from argparse import Namespace

from samlet.cli.errors import OK, UNUSABLE, CommandError
from samlet.cli.starting import start


def run(options: Namespace) -> int:
    start()
    from samlet.web.accounts.beginning.actions import begin_real_use
    from samlet.web.core.actor import COMMAND
    from samlet.web.core.errors import SamletError

    try:
        begun = begin_real_use(
            COMMAND,
            name=options.name or _asked("What is the organisation called? ", "--name"),
            email=options.email or _asked("The e-mail of whoever runs it? ", "--email"),
            kind=options.kind,
            county=options.county,
            ground=not options.empty,
        )
    except SamletError as error:
        raise CommandError(str(error), status=UNUSABLE) from error
    print(f"{begun.unit.name} is ready, with {begun.added} organisations to put right.")
    print("Start Samlet (samlet serve), and sign in within 24 hours at its address followed by")
    print(begun.address)
    return OK


def _asked(question: str, option: str) -> str:
    if not sys.stdin.isatty():
        raise CommandError(f"say {option}, or run it in a terminal that can ask")
    return input(question).strip()
