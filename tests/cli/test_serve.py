"""`samlet serve`, as script/run calls it: starts once, says where, leaves nothing behind."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def first_line(server: subprocess.Popen[str]) -> str:
    """What it says once it answers; if it says nothing it has ended, and stderr says why."""
    assert server.stdout is not None
    assert server.stderr is not None
    return server.stdout.readline() or pytest.fail(server.stderr.read())


def children_of(pid: int) -> set[int]:
    """The processes whose parent is `pid`, from Linux's own list."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended while we were looking
        if int(fields[1]) == pid:
            found.add(int(status.parent.name))
    return found


def ended(pids: set[int]) -> bool:
    """Whether all are gone within 5 seconds; one that waits to be collected has ended as well."""
    deadline = monotonic() + 5
    while monotonic() < deadline:
        states = {state(pid) for pid in pids}
        if states <= {"", "Z"}:
            return True
        sleep(0.02)
    return False


def state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_says_where_it_is_and_stops_with_its_children(
    start_samlet: Start, port: int, ending: signal.Signals
) -> None:
    server = start_samlet("serve", PORT=str(port))

    assert f"http://127.0.0.1:{port}/" in first_line(server)
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"http://127.0.0.1:{port}/no-such-page", timeout=30)
    children = children_of(server.pid)
    server.send_signal(ending)

    assert server.wait(timeout=15) == 0
    assert children
    assert ended(children)


def test_workers_end_with_a_parent_that_was_killed(start_samlet: Start, port: int) -> None:
    server = start_samlet("serve", "--port", str(port))
    first_line(server)
    children = children_of(server.pid)

    server.kill()
    server.wait(timeout=15)

    assert children
    assert ended(children)


def test_a_second_start_says_where_the_first_is(start_samlet: Start, port: int) -> None:
    first = start_samlet("serve", "--port", str(port))
    first_line(first)

    second = start_samlet("serve", "--port", str(port + 1))
    _, said = second.communicate(timeout=30)
    first.send_signal(signal.SIGTERM)
    first.wait(timeout=15)

    assert second.returncode == 3
    assert f"already running at http://127.0.0.1:{port}/" in said
    assert len(said.splitlines()) == 1


def test_a_port_that_another_program_has_is_named(start_samlet: Start) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        refused = start_samlet("serve", "--port", str(port))
        _, said = refused.communicate(timeout=30)

    assert refused.returncode == 3
    assert re.search(rf"port {port} on 127.0.0.1 cannot be used .*PORT={port + 1}", said)


def test_a_database_out_of_reach_is_one_line(start_samlet: Start, port: int) -> None:
    database = "sqlite:////dev/null/no.sqlite3"

    refused = start_samlet("serve", "--port", str(port), SAMLET_DATABASE=database)
    _, said = refused.communicate(timeout=30)

    assert refused.returncode == 3
    assert "the database cannot be used" in said.splitlines()[-1]
    assert "Traceback" not in said
