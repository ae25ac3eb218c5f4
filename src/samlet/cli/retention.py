"""`samlet retention`: whose time is over, in each register and why, counted. Nothing is done."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter

from samlet.cli.errors import OK
from samlet.cli.starting import start


def run(options: Namespace) -> int:
    start()
    from samlet.web.core.actor import COMMAND
    from samlet.web.core.personal import documents, retention

    for register in documents.registers():
        found = retention.look(COMMAND, controller=register)
        waiting = retention.open_run(register)
        print(f"{documents.name_of(register) or register.public_id}:")
        if waiting is not None:
            print(f"  {waiting.marked} marked, to be erased from {waiting.due_at:%Y-%m-%d}")
        for why, count in Counter(str(due.why) for due in found.due).items():
            print(f"  {count} would be marked: {why}")
        if found.left_over:
            print(f"  {found.left_over} more in the next run")
        if found.needs_second:
            print("  so many that a second person must agree")
        if not found.due and waiting is None:
            print("  nobody")
    print("rows whose own time is over, let go of each night:")
    over = retention.rows_over()
    for declared, rows in over:
        print(f"  {rows} of {declared.title}: kept {declared.retention.said}")  # type: ignore[union-attr]
    if not over:
        print("  none")
    return OK
