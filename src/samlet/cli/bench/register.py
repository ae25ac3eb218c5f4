"""The register at national size: search, lists and pages, as several roles, on either database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from samlet.cli.bench import Section
from samlet.cli.errors import CANNOT_START, CommandError


def sections() -> Iterator[Section]:
    """Filled and asked in a process of its own, with a data folder of its own; a PostgreSQL of
    SAMLET_DATABASE must be empty, and is left filled."""
    with tempfile.TemporaryDirectory(prefix="samlet-bench-") as folder:
        env = {**os.environ, "SAMLET_DATA_DIR": folder}
        if not env.get("SAMLET_DATABASE", "").startswith("postgres"):
            env.pop("SAMLET_DATABASE", None)
        command = [sys.executable, "-m", "samlet.web.measuring"]
        done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise CommandError("the register could not be measured", status=CANNOT_START)
    said = json.loads(done.stdout.splitlines()[-1])
    yield Section(
        f"The register, on {said['database']}",
        f"{said['units']:,} organisations and {said['people']:,} people".replace(",", " ")
        + f", loaded in {said['seconds']} s. Inside one process, without the network, every "
        "address once before it is measured. Milliseconds: p50 and p95 of what one waits, p95 of "
        "this process's own work. Load of the machine meanwhile: "
        f"{said['load']} on {os.cpu_count()} cores.",
        ("page", "as", "requests", "p50", "p95", "own p95"),
        [tuple(row) for row in said["rows"]],
    )
