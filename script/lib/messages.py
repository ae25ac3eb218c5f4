"""Message catalogues: `update` from the sources, `compile` to .mo, `check` that nothing is missing.

Compiling needs only polib, so a machine without gettext can run Samlet. Updating and checking read
the sources with Django's makemessages, which needs gettext's xgettext and msgmerge.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

LANGUAGES = ("nb", "nn")  # the sources are in English
WEB = Path("src/samlet/web")


def catalogues(root: Path) -> Iterator[Path]:
    yield from sorted(root.rglob("locale/*/LC_MESSAGES/*.po"))


def compile_all() -> None:
    for path in catalogues(Path("src")):
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def update(root: Path) -> None:
    """Bring the catalogues under `root` up to date with the sources there."""
    (root / "locale").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "django", "makemessages", "--no-location", "--no-obsolete"]
    command += [part for language in LANGUAGES for part in ("--locale", language)]
    # The settings would name the real locale folder; without them the one in `root` is used.
    env = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"samlet: makemessages failed: {done.stderr.strip()}")
    for path in catalogues(root):
        catalogue = polib.pofile(str(path))
        catalogue.metadata.pop("POT-Creation-Date", None)  # else every run changes every file
        catalogue.save()


def problems() -> Iterator[str]:
    """What keeps the catalogues from being complete, one line each."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "web"
        shutil.copytree(WEB, copy, ignore=shutil.ignore_patterns("vendor", "__pycache__", "*.mo"))
        update(copy)
        for language in LANGUAGES:
            if not (WEB / "locale" / language / "LC_MESSAGES" / "django.po").exists():
                yield f"{language}: no catalogue at all; run script/messages"
        for path in catalogues(copy):
            yield from problems_in(WEB / path.relative_to(copy), polib.pofile(str(path)))


def problems_in(kept: Path, fresh: polib.POFile) -> Iterator[str]:
    language = kept.parts[-3]
    known = (
        {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(kept))}
        if kept.exists()
        else set()
    )
    wanted = {(entry.msgctxt, entry.msgid) for entry in fresh if not entry.obsolete}
    for _, text in sorted(wanted - known, key=str):
        yield f"{language}: not in the catalogue (script/messages): {text!r}"
    for _, text in sorted(known - wanted, key=str):
        yield f"{language}: no longer in the sources (script/messages): {text!r}"
    for entry in fresh:
        if "fuzzy" in entry.flags:
            yield f"{language}: fuzzy: {entry.msgid!r}"
        elif not entry.translated() and (entry.msgctxt, entry.msgid) in known:
            yield f"{language}: not translated: {entry.msgid!r}"


def check() -> None:
    found = list(problems())
    if found:
        sys.exit("\n".join([*found[:40], f"samlet: {len(found)} problems in the translations"]))


if __name__ == "__main__":
    {"compile": compile_all, "check": check, "update": lambda: update(WEB)}[sys.argv[1]]()
