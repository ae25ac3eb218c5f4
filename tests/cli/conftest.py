"""The command line as a script meets it: arguments in, lines and an exit status out."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from django.utils import translation

from samlet.cli import main
from tests.conftest import environment_of_its_own


class Result(NamedTuple):
    status: int
    out: str
    err: str


Command = Callable[..., Result]


@pytest.fixture
def samlet(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Command]:
    """samlet(*arguments, stdin=""): run one command here, in this process and its database."""

    def run(*arguments: str, stdin: str | bytes = "") -> Result:
        content = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        try:
            status = main(arguments)
        except SystemExit as stop:  # argparse leaves this way
            status = int(stop.code or 0)
        said = capsys.readouterr()
        return Result(status, said.out, said.err)

    with translation.override(None):  # a command turns to English; the next test shall not
        yield run


@pytest.fixture(scope="session")
def served_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder for started commands; the first of them fills it, the others find it filled."""
    return tmp_path_factory.mktemp("served")


@pytest.fixture
def start_samlet(served_data: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a command in a process of its own, with data of the tests; what still runs is ended."""
    started: list[subprocess.Popen[str]] = []
    env = environment_of_its_own(served_data)

    def start(*arguments: str, **more: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            # Started under nohup, the tests themselves ignore this signal, and would pass it on.
            ["env", "--default-signal=HUP", sys.executable, "-m", "samlet.cli", *arguments],
            env=env | more,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        with suppress(BrokenPipeError), process:  # closes its pipes; one may be gone already
            process.wait()
