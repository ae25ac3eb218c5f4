"""The scripts' own logic: locks, leaks, messages, and documents that must agree with the code."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


def script(name: str) -> ModuleType:
    """A module of script/lib, which is no package: nothing that is installed may use it."""
    path = CHECKOUT / "script" / "lib" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"script_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHECKOUT)


def test_every_setting_the_code_reads_is_described_and_no_other() -> None:
    read = set()
    for path in (CHECKOUT / "src").rglob("*.py"):
        read |= set(re.findall(r"""["'](SAMLET_[A-Z_]+)["']""", path.read_text(encoding="utf-8")))
    page = (CHECKOUT / "docs/running/settings.md").read_text(encoding="utf-8")

    assert set(re.findall(r"^\| `(SAMLET_[A-Z_]+)`", page, re.MULTILINE)) == read


def test_locks_are_in_order() -> None:
    assert list(script("locks").problems()) == []


def test_a_lock_line_that_names_a_host_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pyproject.toml", "package-lock.json"):
        shutil.copy(name, tmp_path)
    shutil.copytree("requirements", tmp_path / "requirements")
    lock = tmp_path / "requirements" / "run.txt"
    lock.write_text("--extra-" + "index-url https://packages.invalid/simple\n" + lock.read_text())
    monkeypatch.chdir(tmp_path)

    assert any("run.txt:1: neither" in problem for problem in script("locks").problems())


@pytest.mark.parametrize(
    "line",
    [
        "-----BEGIN RSA PRIVATE" + " KEY-----",
        "token = 'ghp_" + "a" * 36 + "'",
        "PASSWORD = " + '"correct-horse-battery"',
        "open('" + "/ho" + "me/kari/notes.txt')",
        '"resolved": ' + '"https://packages.invalid/axe.tgz"',
    ],
)
def test_what_must_never_be_committed_is_found(tmp_path: Path, line: str) -> None:
    file = tmp_path / "notes.txt"
    file.write_text(f"harmless\n{line}\n")

    found = list(script("leaks").found(file))

    assert len(found) == 1
    assert ":2: a" in found[0]


@pytest.mark.parametrize(
    "line", ["docs/work/plan.md", "https://x.invalid/home/", "a/root/b", "~/x"]
)
def test_ordinary_paths_are_no_leak(tmp_path: Path, line: str) -> None:
    file = tmp_path / "notes.txt"
    file.write_text(line)

    assert list(script("leaks").found(file)) == []


def test_what_the_engine_says_is_offered_for_translation() -> None:
    sentences = script("messages").engine_sentences()

    assert "No list has any votes, so no seat can be given." in sentences
    assert "The file is empty." in sentences


@pytest.mark.parametrize("name", sorted(p.name for p in (CHECKOUT / "script").iterdir()))
def test_a_script_is_plain_sh_and_short(name: str) -> None:
    path = CHECKOUT / "script" / name
    if path.is_dir():
        return
    lines = path.read_text(encoding="utf-8").splitlines()

    assert lines[0] == "#!/bin/sh"
    assert lines[1].startswith(f"# script/{name}")
    assert len(lines) < 60
    assert os.access(path, os.X_OK)
    subprocess.run(["sh", "-n", str(path)], check=True)


def test_set_up_again_takes_no_time_and_says_nothing() -> None:
    done = subprocess.run(
        ["script/setup", "test"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert done.stdout == ""


def test_without_a_fitting_python_set_up_says_so(tmp_path: Path) -> None:
    checkout, programs = tmp_path / "checkout", tmp_path / "bin"
    shutil.copytree("script", checkout / "script")
    shutil.copytree("requirements", checkout / "requirements")
    programs.mkdir()
    for name in ("cat", "cksum", "dirname", "id", "mkdir", "sh", "find"):
        found = shutil.which(name)
        assert found is not None
        (programs / name).symlink_to(found)

    done = subprocess.run(
        ["sh", str(checkout / "script" / "setup"), "run"],
        env={"PATH": str(programs)},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("samlet: Python 3.11 or newer is needed")
