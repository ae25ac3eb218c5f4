"""Folders for work under way: gone when it is done, and at the next start if it never was.

What lies in them may be a whole register as it stands, so nothing may be left of a program that
was killed.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from django.conf import settings

_NAME = re.compile(r"(?:backup|restore|whole)-(\d+)-\w+")


@contextmanager
def working_folder(what: Literal["backup", "restore", "whole"]) -> Iterator[Path]:
    """A folder of its own in the data folder, for one piece of work."""
    with tempfile.TemporaryDirectory(
        dir=settings.DATA_DIR, prefix=f"{what}-{os.getpid()}-"
    ) as folder:
        yield Path(folder)


def sweep() -> int:
    """Remove the folders of programs that are no more; how many."""
    gone = 0
    for path in Path(settings.DATA_DIR).iterdir():
        found = _NAME.fullmatch(path.name)
        if found and path.is_dir() and not _runs(int(found[1])):
            shutil.rmtree(path)
            gone += 1
    return gone


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # somebody else's, and so alive
    return True
