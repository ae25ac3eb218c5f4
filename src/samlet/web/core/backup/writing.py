"""Writing a backup, and proving that what was written can be read."""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import samlet
from samlet.web.core import audit
from samlet.web.core.actor import Actor
from samlet.web.core.backup.copying import NAMES, check_copy, copy_out
from samlet.web.core.backup.sealing import seal, unseal
from samlet.web.core.errors import Forbidden, Rejected
from samlet.web.core.models import Stamp
from samlet.web.core.working import working_folder

MANIFEST = "manifest.json"
DOCUMENTS = "documents"  # the folder of attached files, within the data folder
SHORTEST_PASSWORD = 12
KEY = "backup"


@dataclass(frozen=True)
class Written:
    """What a backup holds: when it was made, of which kind of database, how many files."""

    at: datetime
    vendor: str
    version: str
    files: int
    bytes: int
    migrations: frozenset[str]


def write_backup(actor: Actor, target: Path, password: str) -> Written:
    """Write a sealed backup to `target` and read it back. Nothing stands there until it is right.

    Raises Rejected for a short password or a place that is taken.
    """
    _require(actor)
    if len(password) < SHORTEST_PASSWORD:
        raise Rejected(_("Choose a password of at least 12 characters, and keep it elsewhere."))
    if target.exists():
        raise Rejected(_("There is a file called %(name)s already."), name=target.name)
    with working_folder("backup") as folder:
        work = folder
        packed = work / "packed.tar"
        _pack(work, packed)
        unfinished = target.with_name(f"{target.name}.unfinished")
        try:
            with packed.open("rb") as source, _private(unfinished) as sealed:
                seal(source, sealed, password)
                sealed.flush()
                os.fsync(sealed.fileno())
            packed.unlink()
            written = check_backup(unfinished, password)
            os.replace(unfinished, target)
        finally:
            unfinished.unlink(missing_ok=True)
    Stamp.objects.update_or_create(pk=KEY, defaults={"value": written.at.isoformat()[:40]})
    audit.record(actor, "backup.written", Stamp.objects.get(pk=KEY))
    return written


def _require(actor: Actor) -> None:
    if not actor.is_trusted:
        raise Forbidden(_("Backups are made on the machine where Samlet runs."))


def _private(path: Path) -> IO[bytes]:
    """A new file that only its owner can read."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    return os.fdopen(descriptor, "wb")


def _pack(work: Path, packed: Path) -> None:
    """The database and the documents in one archive, with the checksum of each."""
    name = NAMES[connection.vendor]
    copy_out(work / name)
    files = [(name, work / name), *_documents()]
    manifest = {
        "at": timezone.now().isoformat(),
        "database": connection.vendor,
        "version": samlet.__version__,
        "migrations": sorted(f"{app}.{one}" for app, one in _migrations()),
        "files": {at: _checksum(path) for at, path in files},
    }
    (work / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    with tarfile.open(packed, "w") as archive:
        archive.add(work / MANIFEST, MANIFEST)
        for at, path in files:
            archive.add(path, at)


def _documents() -> list[tuple[str, Path]]:
    folder = Path(settings.DATA_DIR) / DOCUMENTS
    found = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    return [(f"{DOCUMENTS}/{path.relative_to(folder).as_posix()}", path) for path in found]


def _migrations() -> set[tuple[str, str]]:
    return set(MigrationRecorder(connection).applied_migrations())


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_backup(path: Path, password: str) -> Written:
    """Open the backup, check every file in it and the database itself; what it holds.

    Raises Rejected or WrongPassword when it could not be restored.
    """
    with working_folder("backup") as folder:
        return open_backup(path, password, folder)


def open_backup(path: Path, password: str, into: Path) -> Written:
    """Unpack a backup into an empty folder, having checked everything in it."""
    packed = into / "packed.tar"
    with path.open("rb") as sealed, packed.open("wb") as target:
        for block in unseal(sealed, password):
            target.write(block)
    with tarfile.open(packed) as archive:
        archive.extractall(into, filter="data")
    size = packed.stat().st_size
    packed.unlink()
    manifest = json.loads((into / MANIFEST).read_text(encoding="utf-8"))
    for name, checksum in manifest["files"].items():
        file = into / name
        if not file.is_file() or _checksum(file) != checksum:
            raise Rejected(_("The backup is damaged: %(name)s is not as it was."), name=name)
    check_copy(into / NAMES[manifest["database"]], manifest["database"])
    return Written(
        datetime.fromisoformat(manifest["at"]),
        manifest["database"],
        manifest["version"],
        len(manifest["files"]),
        size,
        frozenset(manifest["migrations"]),
    )
