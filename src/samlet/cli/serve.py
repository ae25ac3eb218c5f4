"""`samlet serve`: the pages, on this machine only unless told otherwise."""

from __future__ import annotations

import os
from argparse import Namespace

from samlet.cli.errors import CANNOT_START, OK, CommandError

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def run(options: Namespace) -> int:
    if options.host not in LOOPBACK and os.environ.get("SAMLET_ALLOW_REMOTE") != "1":
        raise CommandError(
            f"--host {options.host} lets other machines in without encryption. "
            "Set SAMLET_ALLOW_REMOTE=1 when a proxy of yours adds it (docs/running/proxy.md)."
        )
    host = "127.0.0.1" if options.host == "localhost" else options.host
    if host in LOOPBACK and not os.environ.get("SAMLET_ADDRESS"):
        # Links in letters and on posters lead to where it is served.
        shown = f"[{host}]" if ":" in host else host
        os.environ["SAMLET_ADDRESS"] = f"http://{shown}:{options.port}"
    from samlet.web.server import CannotStart, serve

    try:
        serve(host=host, port=options.port, demo=options.demo)
    except CannotStart as error:
        raise CommandError(str(error), status=CANNOT_START) from error
    return OK
