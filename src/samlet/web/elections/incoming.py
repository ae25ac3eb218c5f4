"""A file between being looked at and being brought in: kept in the data folder for a day.

The database never sees it before it is brought in, and its name on disk is its checksum, so that
nothing a browser sends becomes a path.
"""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from samlet.web.core.errors import Rejected

LARGEST = 50 * 1024 * 1024
KEPT_SECONDS = 24 * 3600


def keep(content: bytes) -> str:
    """Keep a file and answer its checksum; files of yesterday are thrown away."""
    folder = _folder()
    for old in folder.glob("*.bin"):
        if time.time() - old.stat().st_mtime > KEPT_SECONDS:
            old.unlink(missing_ok=True)
    digest = hashlib.sha256(content).hexdigest()
    (folder / f"{digest}.bin").write_bytes(content)
    return digest


def kept(digest: str) -> bytes:
    """The file of a checksum. Raises Rejected when it is gone, or is no checksum."""
    if len(digest) == 64 and set(digest) <= set("0123456789abcdef"):
        path = _folder() / f"{digest}.bin"
        if path.exists():
            return path.read_bytes()
    raise Rejected(_("The file is no longer kept here. Choose it again."))


def forget(digest: str) -> None:
    """Throw a kept file away once it is brought in."""
    (_folder() / f"{digest}.bin").unlink(missing_ok=True)


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "incoming"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
