"""Run a Python module on a PostgreSQL of its own: with_postgres.py -m MODULE [ARGUMENT...].

A fresh cluster in a temporary folder, reached by a socket there and by nothing else, removed
afterwards. PostgreSQL refuses to run as root, so there its programs run as the user postgres.
`--is-here` only says, by its exit status, whether the server's programs are installed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

USER = "postgres"


def programs() -> Path | None:
    """The folder with initdb and pg_ctl; Debian keeps it out of PATH, one for each version."""
    newest_first = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = [Path(found).parent for found in [shutil.which("initdb")] if found]
    return next((place for place in newest_first + on_path if (place / "initdb").exists()), None)


def as_owner(command: list[str], folder: Path) -> None:
    if os.geteuid() == 0:
        command = ["runuser", "-u", USER, "--", *command]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"samlet: {Path(command[-1]).name}: {done.stdout}{done.stderr}")


def main(arguments: list[str]) -> int:
    place = programs()
    if place is None:
        sys.exit("samlet: PostgreSQL's server is missing; on Debian: apt-get install postgresql")
    # A socket's path has at most 107 characters, and the folder must be reachable for its owner:
    # neither is sure of TMPDIR or of the checkout.
    folder = Path(tempfile.mkdtemp(prefix="samlet-pg-", dir="/tmp"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, USER, USER)
        data, log = folder / "data", folder / "log"
        options = ["-U", "samlet", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        as_owner([str(place / "initdb"), *options, "-D", str(data)], folder)
        # Nothing here outlives the run, so nothing need reach the disk.
        quick = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        server = f"-c listen_addresses='' -c unix_socket_directories={folder} {quick}"
        control = [str(place / "pg_ctl"), "-D", str(data), "-w"]
        as_owner([*control, "-l", str(log), "-o", server, "start"], folder)
        try:
            as_owner([str(place / "createdb"), "-h", str(folder), "-U", "samlet", "samlet"], folder)
            database = f"postgres://samlet@/samlet?host={folder}"
            env = {**os.environ, "SAMLET_DATABASE": database}
            return subprocess.run([sys.executable, *arguments], env=env, check=False).returncode
        finally:
            as_owner([*control, "-m", "immediate", "stop"], folder)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    if sys.argv[1:] == ["--is-here"]:
        sys.exit(programs() is None)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server goes as well
    sys.exit(main(sys.argv[1:]))
