"""Message catalogues: `update` from the sources, `compile` to .mo, `check` that nothing is missing.

Compiling needs only polib, so a machine without gettext can run Samlet. Updating and checking read
the sources with Django's makemessages, which needs gettext's xgettext and msgmerge.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polib

LANGUAGES = ("nb", "nn")  # the sources are in English
WEB = Path("src/samlet/web")
TO_PROGRAMS = ("answer.py", "apportionment.py")  # of JSON and arrays: no page shows what they say


def catalogues(root: Path) -> Iterator[Path]:
    yield from sorted(root.rglob("locale/*/LC_MESSAGES/*.po"))


def compile_all() -> None:
    for path in catalogues(Path("src")):
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


@contextmanager
def updated() -> Iterator[Path]:
    """A copy of the web's sources with its catalogues brought up to date."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "web"
        shutil.copytree(WEB, copy, ignore=shutil.ignore_patterns("vendor", "__pycache__", "*.mo"))
        (copy / "locale").mkdir(exist_ok=True)
        lines = [f"gettext({text!r})" for text in engine_sentences()]
        (copy / "engine_sentences.py").write_text("\n".join(lines) + "\n")
        command = [sys.executable, "-m", "django", "makemessages", "--no-location"]
        command += ["--no-obsolete", *(f"--locale={language}" for language in LANGUAGES)]
        # The settings would name the real locale folder; without them the copy's own is used.
        env = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
        done = subprocess.run(
            command, cwd=copy, env=env, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(f"samlet: makemessages failed: {done.stderr.strip()}")
        yield copy


def engine_sentences() -> list[str]:
    """What the engine and the file readers say, which know no gettext: the web translates it."""
    found = set()
    for path in [
        *Path("src/samlet/election").glob("*.py"),
        *Path("src/samlet/sources").glob("*.py"),
    ]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found |= set(map(_text, _said(node))) - {""}
    return sorted(found)


def _said(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.args[:1] if node.func.id in ("InvalidCount", "MajorityElection") else []
    if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Dict):
        return node.value.values if getattr(node.target, "id", "") == "REASONS" else []
    return []


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def update() -> None:
    with updated() as copy:
        for path in catalogues(copy):
            catalogue = polib.pofile(str(path))
            catalogue.metadata.pop("POT-Creation-Date", None)  # else every run changes every file
            kept = WEB / path.relative_to(copy)
            kept.parent.mkdir(parents=True, exist_ok=True)
            catalogue.save(str(kept))


def problems() -> Iterator[str]:
    """What keeps the catalogues from being complete, one line each."""
    with updated() as copy:
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
    {"compile": compile_all, "check": check, "update": update}[sys.argv[1]]()
