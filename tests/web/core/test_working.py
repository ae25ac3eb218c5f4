"""What a program that was killed leaves behind is taken away, and finished, at the next start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from samlet.web.core import working
from samlet.web.core.backup import restoring
from samlet.web.core.models import Subject
from samlet.web.core.personal import ledger


@pytest.fixture(autouse=True)
def data(settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_folders_of_programs_that_are_no_more_are_removed_and_no_others(data: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = data / f"whole-{gone.pid}-abc_def1"
    mine, other = data / f"backup-{os.getpid()}-abcdef12", data / "documents"
    for folder in (left, mine, other):
        folder.mkdir()
        (folder / "people.jsonl").write_text("x")

    assert working.sweep() == 1
    assert not left.exists()
    assert mine.exists()
    assert other.exists()


def test_a_working_folder_goes_with_the_work(data: Path) -> None:
    with working.working_folder("whole") as folder:
        (folder / "a").write_text("x")
        assert working.sweep() == 0
    assert list(data.iterdir()) == []


@pytest.mark.django_db
def test_a_restore_that_was_stopped_erases_again_at_the_next_start(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "scrub", lambda: None)
    person = Subject.objects.create(kind="people.person")
    ledger.append([person.public_id])

    restoring.finish_restore()
    assert Subject.objects.filter(pk=person.pk).exists()  # nothing was under way

    (data / "restore.unfinished").touch()
    restoring.finish_restore()
    assert not Subject.objects.filter(pk=person.pk).exists()
    assert not (data / "restore.unfinished").exists()
