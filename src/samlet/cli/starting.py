"""What the commands that read or write the database do first."""

from __future__ import annotations

from samlet.cli.errors import CANNOT_START, CommandError


def start() -> None:
    """Make the database ready, or say in one line why it is not."""
    from samlet.web.server import CannotStart, ready

    try:
        ready()
    except CannotStart as error:
        raise CommandError(str(error), status=CANNOT_START) from error
