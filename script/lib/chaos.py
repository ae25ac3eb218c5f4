"""Kill Samlet in the middle of its work, start it again, and look at what is left.

    chaos.py [ROUNDS] [import|erasure|backup|mail|load]...

Each round: a fresh data folder, work that is queued, a process that does it and is killed (SIGKILL)
at a moment drawn by chance, and another that goes on from there. Then: nothing half done, nothing
done twice, each letter at most once, the audit trail whole, no working folder left behind.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from chaos_mail import Sink

WHAT = ("import", "erasure", "backup", "mail", "load")
PATIENCE = 180  # seconds until work that goes on must be done
KILLS = 3  # at most, in one round


class Broken(AssertionError):
    """What must always hold did not."""


class Place:
    """A data folder and a database of its own, copied from one that is ready."""

    def __init__(self, folder: Path, mail: Sink) -> None:
        self.folder = folder
        url = os.environ.get("SAMLET_DATABASE", "")
        self.server = url if url.startswith("postgres") else ""
        self.name = "chaos_" + folder.name.replace("-", "_").lower()
        self.env = {
            **os.environ,
            "SAMLET_DATA_DIR": str(folder),
            "SAMLET_SMTP_HOST": "127.0.0.1",
            "SAMLET_SMTP_PORT": str(mail.port),
            "SAMLET_SMTP_SECURITY": "none",
            "SAMLET_MAIL_PER_MINUTE": "100000",
            "SAMLET_BACKUP_PASSWORD": "a password for chaos",
        }
        self.env.pop("SAMLET_DATABASE", None)
        if self.server:
            self.env["SAMLET_DATABASE"] = self.server.replace("/samlet?", f"/{self.name}?")

    def sql(self, statement: str) -> None:
        import psycopg  # noqa: PLC0415  with PostgreSQL only

        parts = urlsplit(self.server)
        host = parts.query.removeprefix("host=")
        with psycopg.connect(
            host=host, user=parts.username, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)

    def make(self) -> None:
        if self.server:
            self.sql(f'CREATE DATABASE "{self.name}"')

    def copy_of(self, other: Place) -> None:
        shutil.copytree(other.folder, self.folder, dirs_exist_ok=True)
        if self.server:
            self.sql(f'CREATE DATABASE "{self.name}" TEMPLATE "{other.name}"')

    def remove(self) -> None:
        shutil.rmtree(self.folder)
        if self.server:
            self.sql(f'DROP DATABASE "{self.name}" WITH (FORCE)')

    def start(self, *command: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *command],
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def act(self, *command: str) -> dict[str, object]:
        """A step of chaos_acts, to its end; what it says."""
        done = self.start("-m", "chaos_acts", *command)
        out, err = done.communicate(timeout=PATIENCE)
        if done.returncode:
            raise Broken(f"{command}: {err[-2000:]}")
        return json.loads(out.splitlines()[-1]) if command[0] == "look" else {}

    def samlet(self, *command: str) -> tuple[int, str]:
        done = self.start("-m", "samlet.cli", *command)
        out, err = done.communicate(timeout=PATIENCE)
        return done.returncode, out + err


def kill(process: subprocess.Popen[str], after: float, *, once_it_works: bool = False) -> bool:
    """SIGKILL the process and its children after so long; whether it was still at work."""
    if once_it_works:
        assert process.stdout is not None
        process.stdout.readline()
    try:
        process.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return True
    return False


def expect(found: dict[str, object], **wanted: object) -> None:
    wrong = {name: found.get(name) for name, value in wanted.items() if found.get(name) != value}
    if wrong:
        raise Broken(f"expected {wanted}, found {wrong} in {found}")


def work_killed(place: Place, chance: random.Random, longest: float) -> int:
    """The worker, killed a few times in what is queued and then left to finish; how many kills."""
    killed = sum(
        kill(
            place.start("-m", "chaos_acts", "work"),
            chance.uniform(0, longest),
            once_it_works=True,
        )
        for _turn in range(chance.randint(1, KILLS))
    )
    place.act("work")
    return killed


def round_of(what: str, place: Place, ready: Path, chance: random.Random, mail: Sink) -> int:
    """One round; how many kills hit something at work."""
    if what in ("import", "erasure"):
        place.act("queue", what)
        killed = work_killed(place, chance, 3)
        expect(place.act("look", what), right=True)
    elif what == "mail":
        mail.received.clear()
        place.act("queue", what)
        killed = work_killed(place, chance, 1.5)
        found = place.act("look", what)
        expect(found, right=True)
        twice = [address for address, count in mail.received.items() if count > 1]
        lost = [one for one in found["sent"] if one not in mail.received]  # type: ignore[attr-defined]
        if twice or lost or len(found["uncertain"]) > killed:  # type: ignore[arg-type]
            raise Broken(f"sent twice: {twice}; said to be sent: {lost}; {found['uncertain']}")
    else:
        killed = _command_killed(what, place, ready, chance)
    expect(place.act("look", "always"), right=True)
    return killed


def _command_killed(what: str, place: Place, ready: Path, chance: random.Random) -> int:
    """`samlet backup` or `samlet load`, killed, and then done whole."""
    file = place.folder.with_suffix(".file")
    command = ("backup", str(file)) if what == "backup" else ("load", str(ready))
    killed = kill(place.start("-m", "samlet.cli", *command), chance.uniform(1, 6))
    if what == "load":
        found = place.act("look", "load")
        if found["people"] and not found["whole"]:
            raise Broken(f"half loaded: {found}")
        if not found["people"]:
            status, said = place.samlet(*command)
            if status:
                raise Broken(said)
        expect(place.act("look", "load"), whole=True)
        return int(killed)
    if not file.exists():
        status, said = place.samlet(*command)
        if status:
            raise Broken(said)
    status, said = place.samlet("backup", "--check", str(file))
    file.unlink()
    if status:
        raise Broken(said)
    return int(killed)


def main(arguments: list[str]) -> int:
    rounds = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else 20
    wanted = arguments or list(WHAT)
    seed = int(os.environ.get("SAMLET_CHAOS_SEED") or time.time())
    chance = random.Random(seed)
    print(f"seed {seed} (SAMLET_CHAOS_SEED repeats the draws)", flush=True)
    mail = Sink()
    Thread(target=mail.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(prefix="samlet-chaos-") as top:
        begun, empty = Place(Path(top) / "begun", mail), Place(Path(top) / "empty", mail)
        for place, step in ((begun, "begin"), (empty, "empty")):
            place.folder.mkdir()
            place.make()
            place.act(step)
        ready = Path(top) / "register.zip"
        begun.act("export", str(ready))
        for what in wanted:
            hits, began = 0, time.monotonic()
            for number in range(rounds):
                place = Place(Path(top) / f"{what}-{number}", mail)
                place.copy_of(empty if what == "load" else begun)
                hits += round_of(what, place, ready, chance, mail)
                place.remove()
            seconds = time.monotonic() - began
            print(f"{what}: {rounds} rounds, {hits} kills at work, {seconds:.0f} s", flush=True)
        for place in (begun, empty):
            place.remove()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Broken as broken:
        sys.exit(f"samlet: {broken}")
