"""`samlet init`: real use begins, empty, with one user."""

from __future__ import annotations

import sys
from argparse import Namespace

from samlet.cli.errors import OK, UNUSABLE, CommandError
from samlet.cli.starting import start


def run(options: Namespace) -> int:
    start()
    from samlet.web.accounts.beginning.actions import Begun, begin_real_use, let_in_after_load
    from samlet.web.core import installation
    from samlet.web.core.actor import COMMAND
    from samlet.web.core.errors import SamletError

    def begin() -> Begun:
        if installation.mode() == "real":  # a register that was loaded whole
            return let_in_after_load(COMMAND, name=options.name, email=_email(options))
        return begin_real_use(
            COMMAND,
            name=options.name or _asked("What is the organisation called? ", "--name"),
            email=_email(options),
            kind=options.kind,
            county=options.county,
            ground=not options.empty,
        )

    try:
        begun = begin()
    except SamletError as error:
        raise CommandError(str(error), status=UNUSABLE) from error
    print(f"{begun.unit.name} is ready{_to_put_right(begun.added)}.")
    print("Start Samlet (samlet serve), and sign in within 24 hours at its address followed by")
    print(begun.address)
    return OK


def _email(options: Namespace) -> str:
    return options.email or _asked("The e-mail of whoever runs it? ", "--email")


def _to_put_right(added: int) -> str:
    return f", with {added} organisations to put right" if added else ""


def _asked(question: str, option: str) -> str:
    if not sys.stdin.isatty():
        raise CommandError(f"say {option}, or run it in a terminal that can ask")
    return input(question).strip()
