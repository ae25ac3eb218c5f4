"""Pages: time to answer over HTTP, from a server started for it with data of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from time import perf_counter

from samlet.cli.bench import Section
from samlet.cli.errors import CANNOT_START, CommandError

PAGES = {
    "Flertall, Akershus": "/flertall/32/",
    "Flertall, Norway": "/flertall/norge/",
    "A council (Vestby)": "/kommune/3216/",
    "A county council (Akershus)": "/fylke/32/",
    "Try it yourself (Vestby)": "/kommune/3216/prov/",
    "API: the description": "/api/v1/openapi.json",
}
ALONE, CLIENTS, TOGETHER = 40, 8, 160  # requests by one client; clients; requests by them all


def sections() -> Iterator[Section]:
    start = perf_counter()
    with _server() as port:
        first = perf_counter() - start
        rows: list[tuple[str | int | None, ...]] = []
        for name, path in PAGES.items():
            size = _get(HTTPConnection("127.0.0.1", port), path)[1]  # and fills the caches
            alone = sorted(_many(port, path, ALONE))
            began = perf_counter()
            with ThreadPoolExecutor(CLIENTS) as pool:
                shares = pool.map(
                    lambda _, path=path: _many(port, path, TOGETHER // CLIENTS), range(CLIENTS)
                )
                together = sorted(seconds for share in shares for seconds in share)
            speed = round(TOGETHER / (perf_counter() - began))
            figures = (_at(alone, 50), _at(alone, 95), _at(together, 95), speed)
            rows.append((name, round(size / 1024), *figures))
    yield Section(
        "Pages",
        f"Over HTTP with gzip, server and clients on the same cores. p50, p95: {ALONE} requests by "
        f"one client; the last two columns: {CLIENTS} clients at once. Milliseconds. An empty data "
        f"folder took {first:.1f} s to its first page.",
        ("page", "kB sent", "p50", "p95", f"p95 of {CLIENTS}", "a second"),
        rows,
    )


@contextmanager
def _server() -> Iterator[int]:
    with tempfile.TemporaryDirectory(prefix="samlet-bench-") as folder:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        env = {**os.environ, "SAMLET_DATA_DIR": folder}
        env.pop("SAMLET_DATABASE", None)
        command = [sys.executable, "-m", "samlet.cli", "serve", "--port", str(port)]
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            try:
                if not server.stdout.readline():
                    raise CommandError("the server did not start", status=CANNOT_START)
                yield port
            finally:
                server.terminate()
                server.wait(timeout=15)


def _many(port: int, path: str, count: int) -> list[float]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    return [_get(connection, path)[0] for _ in range(count)]


def _get(connection: HTTPConnection, path: str) -> tuple[float, int]:
    """(seconds, bytes) of one answer that must be a page."""
    start = perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise CommandError(f"{path} answered {answer.status}", status=CANNOT_START)
    return perf_counter() - start, len(body)


def _at(ordered: list[float], percent: int) -> str:
    return f"{ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] * 1000:.1f}"
