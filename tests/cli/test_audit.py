"""`samlet audit verify` and `samlet retention`, in processes of their own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import environment_of_its_own


def samlet(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "samlet.cli", *arguments],
        env=environment_of_its_own(data),
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_fresh_trail_holds_and_a_mark_that_never_was_is_missed(
    begun_before: Path, django_db_setup: None, tmp_path: Path
) -> None:
    if begun_before.exists():  # a database that has its tables and figures: the start is shorter
        shutil.copyfile(begun_before, tmp_path / "samlet.sqlite3")
    fresh = samlet(tmp_path, "audit", "verify")
    wrong = samlet(tmp_path, "audit", "verify", "--noted", "0" * 64)
    waiting = samlet(tmp_path, "retention")

    assert fresh.returncode == 0, fresh.stderr
    assert "the trail holds" in fresh.stdout
    assert wrong.returncode == 1
    assert "has been made anew" in wrong.stdout
    assert waiting.returncode == 0, waiting.stderr
