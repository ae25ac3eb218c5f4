"""A backup goes out and comes back, and whoever was erased meanwhile does not come with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from samlet.web.core.actor import SYSTEM
from samlet.web.core.backup import restore_backup, write_backup
from samlet.web.core.errors import Conflict, Rejected
from samlet.web.core.models import Stamp
from tests.conftest import environment_of_its_own
from tests.web.english import messages_in_english  # noqa: F401  for every test

PASSWORD = "et langt passord"
WHOLE = """
import sys
from pathlib import Path
from samlet.web.server import ready
ready()
from samlet.web.core import installation, personal
from samlet.web.core.actor import SYSTEM
from samlet.web.core.backup import restore_backup, write_backup
from samlet.web.core.guard import unscoped
from samlet.web.core.models import Subject
from samlet.web.core.personal import erasing, identify, ledger
from samlet.web.organisations.models import UnitKind
from samlet.web.organisations.actions import add_unit
from samlet.web.people.actions import add_person
from samlet.web.people.models import Person

installation.begin("demonstration")
top = add_unit(SYSTEM, kind=UnitKind.objects.get(key="region"), name="LO i Eksempelfylke")
people = [
    add_person(SYSTEM, unit=top, register=top.subject, given_name="Siri", family_name=name)
    for name in ("Eksempeldal", "Mønstervik")
]
target = Path(sys.argv[1])
write_backup(SYSTEM, target, sys.argv[2])
gone = Subject.objects.get(pk=people[0].pk)
ledger.append([gone.public_id])
erasing.erase_rows(identify(gone))
add_unit(SYSTEM, kind=UnitKind.objects.get(key="union"), name="Kom til etterpå")
done = restore_backup(SYSTEM, target, sys.argv[2], replace=True)
with unscoped("test"):
    left = sorted(Person.objects.values_list("family_name", flat=True))
from samlet.web.organisations.models import Unit
print(done.erased, left, Unit.objects.filter(name="Kom til etterpå").exists())
"""


def run(code: str, data: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment_of_its_own(data),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip().splitlines()[-1]


def test_whoever_was_erased_after_the_backup_is_erased_again(tmp_path: Path) -> None:
    said = run(WHOLE, tmp_path / "data", str(tmp_path / "backup"), PASSWORD)

    assert said == "1 ['Mønstervik'] False"
    assert b"Eksempeldal" not in (tmp_path / "data" / "samlet.sqlite3").read_bytes()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_postgresql_goes_out_and_comes_back(tmp_path: Path) -> None:
    Stamp.objects.create(pk="test", value="før")
    written = write_backup(SYSTEM, tmp_path / "backup", PASSWORD)
    Stamp.objects.filter(pk="test").update(value="etter")

    restored = restore_backup(SYSTEM, tmp_path / "backup", PASSWORD, replace=True)

    assert Stamp.objects.get(pk="test").value == "før"
    assert restored.backup.at == written.at


@pytest.mark.django_db
def test_a_short_password_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Rejected, match="12 characters"):
        write_backup(SYSTEM, tmp_path / "backup", "kort")


@pytest.mark.django_db
def test_a_backup_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "backup").write_text("noe annet")

    with pytest.raises(Rejected, match="already"):
        write_backup(SYSTEM, tmp_path / "backup", PASSWORD)

    assert (tmp_path / "backup").read_text() == "noe annet"


@pytest.mark.django_db
def test_what_is_in_use_is_not_replaced_unless_said(tmp_path: Path) -> None:
    with pytest.raises(Conflict, match="--replace"):
        restore_backup(SYSTEM, tmp_path / "backup", PASSWORD)


def test_command_writes_checks_and_restores(tmp_path: Path) -> None:
    environment = environment_of_its_own(tmp_path / "data") | {"SAMLET_BACKUP_PASSWORD": PASSWORD}

    def samlet(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "samlet.cli", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    file = str(tmp_path / "backup")
    wrong = environment | {"SAMLET_BACKUP_PASSWORD": "et helt annet passord"}

    assert "written and read back" in samlet("backup", file).stdout
    assert "whole" in samlet("backup", "--check", file).stdout
    environment, kept = wrong, environment
    assert "does not open" in samlet("restore", file).stderr
    environment = kept
    assert "restored as of" in samlet("restore", file).stdout
