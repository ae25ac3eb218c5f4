"""What holds for every command: help, exit status, one clear line, nothing loaded in vain."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

import samlet as package
from tests.cli.conftest import Command


def test_help_names_every_command_and_every_exit_status(samlet: Command) -> None:
    result = samlet("--help")

    assert result.status == 0
    for word in ("settle", "majorities", "import", "serve", "bench"):
        assert f"  {word}" in result.out
    assert "exit status: 0 done; 1 some" in result.out


@pytest.mark.parametrize("command", ["settle", "majorities", "import results", "bench"])
def test_help_of_a_command_shows_examples(samlet: Command, command: str) -> None:
    result = samlet(*command.split(), "--help")

    assert result.status == 0
    assert "examples:" in result.out
    assert f"samlet {command}" in result.out


def test_version_is_the_packages(samlet: Command) -> None:
    assert samlet("--version").out.strip() == f"samlet {package.__version__}"


@pytest.mark.parametrize(
    "arguments", [(), ("settel",), ("settle",), ("serve", "--port", "0"), ("import", "votes")]
)
def test_wrong_usage_is_status_2_and_a_line_on_stderr(
    samlet: Command, arguments: tuple[str, ...]
) -> None:
    result = samlet(*arguments)

    assert (result.status, result.out) == (2, "")
    assert "error:" in result.err


def test_a_door_to_other_machines_is_refused_unless_allowed(samlet: Command) -> None:
    result = samlet("serve", "--host", "192.0.2.1")

    assert result.status == 2
    assert "SAMLET_ALLOW_REMOTE=1" in result.err


def test_settling_loads_neither_django_nor_the_server() -> None:
    code = (
        "import sys; from samlet.cli import main; "
        "main(['settle', '/dev/null']); print(*sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert not {"django", "granian", "samlet.web"} & set(done.stdout.split())


def test_a_reader_that_has_seen_enough_gets_no_traceback(
    start_samlet: Callable[..., subprocess.Popen[str]],
) -> None:
    line = (
        '{"seats": 3, "lists": [{"code": "A", "list_votes": 2}, {"code": "H", "list_votes": 1}]}\n'
    )
    process = start_samlet("settle", "-", "--json")
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None

    process.stdin.write(line)
    process.stdin.flush()
    process.stdout.close()
    try:
        for _ in range(5_000):
            process.stdin.write(line)
        process.stdin.close()
    except BrokenPipeError:
        pass  # it left while we were writing, as it should

    assert process.wait(timeout=30) == 141
    assert process.stderr.read() == ""
