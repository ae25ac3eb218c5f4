"""Restoring a backup; whoever was erased after it was made is erased again before anyone sees."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext_lazy as _

from samlet.web.core import audit, installation
from samlet.web.core.actor import Actor
from samlet.web.core.backup.copying import NAMES, copy_in
from samlet.web.core.backup.writing import DOCUMENTS, Written, _require, open_backup
from samlet.web.core.errors import Conflict
from samlet.web.core.models import Stamp
from samlet.web.core.personal import ledger
from samlet.web.core.working import working_folder


@dataclass(frozen=True)
class Restored:
    """What was restored, and how many people were erased again."""

    backup: Written
    erased: int


def restore_backup(actor: Actor, path: Path, password: str, *, replace: bool = False) -> Restored:
    """Put a backup in the place of the present database. Nobody may be using it.

    replace: also where there is something already. Raises Conflict when there is and `replace`
    was not said, when the backup is of another kind of database or of a newer Samlet.
    """
    _require(actor)
    if installation.mode() and not replace:
        raise Conflict(
            _("There is something here already. Say --replace to put the backup in its place.")
        )
    with working_folder("restore") as folder:
        work = folder
        backup = open_backup(path, password, work)
        _check_fits(backup)
        _unfinished().touch()  # from here on nobody may look before the erased are erased again
        copy_in(work / NAMES[backup.vendor])
        _restore_documents(work / DOCUMENTS)
    call_command("migrate", interactive=False, verbosity=0)
    erased = ledger.replay()
    _unfinished().unlink()
    audit.record(actor, "backup.restored", Stamp.objects.get_or_create(pk="backup")[0])
    return Restored(backup, erased)


def finish_restore() -> None:
    """What a restore that was stopped half way has left to do; at each start, before all else."""
    if _unfinished().exists():
        ledger.replay()
        _unfinished().unlink()


def _unfinished() -> Path:
    return Path(settings.DATA_DIR) / "restore.unfinished"


def _check_fits(backup: Written) -> None:
    if backup.vendor != connection.vendor:
        raise Conflict(
            _(
                "The backup is of %(theirs)s and this is %(ours)s. Restore it with "
                "SAMLET_DATABASE set to a database of the same kind."
            ),
            theirs=backup.vendor,
            ours=connection.vendor,
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(connection).disk_migrations}
    if backup.migrations - known:
        raise Conflict(
            _("The backup was made by a newer Samlet (%(version)s). Install that one first."),
            version=backup.version,
        )


def _restore_documents(source: Path) -> None:
    target = Path(settings.DATA_DIR) / DOCUMENTS
    if target.is_dir():
        shutil.rmtree(target)
    if source.is_dir():
        shutil.copytree(source, target)
