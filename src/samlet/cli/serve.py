"""`samlet serve`: the pages, on this machine only unless told otherwise."""

from __future__ import annotations

import os
from argparse import Namespace

from samlet.cli.errors import CANNOT_START, OK, CommandError

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def run(options: Namespace) -> int:
    if options.host not in LOOPBACK and os.environ.get("SAMLET_ALLOW_REMOTE") != "1":
        raise CommandError(
            f"--host {options.host} would let other machines in, and there is no sign-in yet. "
            "Set SAMLET_ALLOW_REMOTE=1 if a proxy of yours checks who comes."
        )
    from samlet.web.server import CannotStart, serve

    try:
        serve(host="127.0.0.1" if options.host == "localhost" else options.host, port=options.port)
    except CannotStart as error:
        raise CommandError(str(error), status=CANNOT_START) from error
    return OK
