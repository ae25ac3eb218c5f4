"""The command line: `samlet settle|majorities|import|serve|bench`.

Thin over the same functions as the pages. Each command is a module of this package with a function
`run(arguments) -> int` that is imported only when it is called, so that `samlet settle` never waits
for Django. What goes wrong with the input is one clear line on stderr and an exit status.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from samlet.cli.errors import INTERRUPTED, PIPE_CLOSED, CommandError
from samlet.cli.parser import make_parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status (documented in `samlet --help`)."""
    options = make_parser().parse_args(arguments)
    try:
        status: int = import_module(f"samlet.cli.{options.module}").run(options)
        sys.stdout.flush()  # a closed pipe shows itself here and not after the exit status
    except CommandError as error:
        print(f"samlet {options.command}: {error}", file=sys.stderr)
        return error.status
    except BrokenPipeError:
        # The reader has what it wanted (`samlet settle … | head`). The rest goes nowhere, so that
        # the interpreter's own flush at exit does not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    return status
