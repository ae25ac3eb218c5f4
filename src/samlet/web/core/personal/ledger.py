"""The ledger of erasures: what lets a restored backup be told who has been erased since.

A file beside the database, outside it and outside every backup: one line for each erased record,
an HMAC of its public id with a key that is kept beside the ledger. Who has the ledger alone can
find nobody in it; who has a backup and the ledger can find only the ids that are in that backup.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import os
import secrets
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from samlet.web.core.errors import Conflict
from samlet.web.core.models import Subject
from samlet.web.core.personal.declarations import identify, person_kinds
from samlet.web.core.personal.erasing import erase_rows
from samlet.web.core.personal.scrubbing import scrub

# What a room does again at a restore, told whether the ledger has a mark: how many it did.
Again = Callable[[Callable[[str], bool]], int]
_again: dict[str, Again] = {}

LEDGER = "erasures.ledger"
KEY = "erasures.key"


def path() -> Path:
    return Path(settings.DATA_DIR) / LEDGER


def register_again(key: str, again: Again) -> None:
    """Add what else is done again after a restore, such as taking back consents."""
    _again[key] = again


def append(public_ids: Iterable[str]) -> None:
    """Note that these are erased. It is on disk when this returns."""
    key = _key()
    lines = "".join(f"{_mark(key, public_id)}\n" for public_id in public_ids)
    descriptor = os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def marks(ledger: Path | None = None) -> set[str]:
    """The lines of the ledger; none when nobody has been erased."""
    file = ledger or path()
    return set(file.read_text(encoding="ascii").split()) if file.exists() else set()


def replay(ledger: Path | None = None) -> int:
    """Erase anew those the ledger knows, after a backup is restored; how many people went.

    Call it outside any transaction and before anybody is let in. Raises Conflict when the ledger
    is there and its key is not, since nobody in it could be found.
    """
    erased = marks(ledger)
    if not erased:
        return 0
    if not _key_path().exists():
        raise Conflict(
            _("The ledger of erasures is there, but not its key: bring %(name)s back first."),
            name=KEY,
        )
    key, kinds = _key(), list(person_kinds())  # asking for the kinds finds what is done again
    other = sum(again(lambda said: _mark(key, said) in erased) for again in _again.values())
    people = Subject.objects.filter(kind__in=kinds).only("pk", "public_id", "kind")
    found = [one.pk for one in people.iterator() if _mark(key, one.public_id) in erased]
    gone = 0
    for pk in found:
        subject = Subject.objects.filter(pk=pk).first()  # merged records go with the first
        if subject is not None:
            erase_rows(identify(subject))
            gone += 1
    if gone or other:
        scrub()
    return gone


def _mark(key: bytes, public_id: str) -> str:
    return hmac.new(key, public_id.encode(), hashlib.sha256).hexdigest()


def _key_path() -> Path:
    return Path(settings.DATA_DIR) / KEY


def _key() -> bytes:
    """The ledger's key, made when first needed."""
    place = _key_path()
    try:
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return bytes.fromhex(place.read_text(encoding="ascii").strip())
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        key = secrets.token_bytes(32)
        file.write(key.hex())
    return key
