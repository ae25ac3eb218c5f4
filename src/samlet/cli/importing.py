"""`samlet import results`: official files into the database, each all or nothing."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from samlet.cli.errors import OK, PARTLY, UNUSABLE, CommandError
from samlet.cli.starting import start
from samlet.sources.errors import UnreadableSource

if TYPE_CHECKING:
    from samlet.web.elections.actions import ImportReport

LARGEST = 64 * 1024 * 1024  # bytes; the reader refuses before this, with a reason of its own


def run(options: Namespace) -> int:
    start()
    from samlet.web.core.actor import Actor

    actor = Actor(options.name or _login(), "command")
    return max(_import(actor, Path(name), options) for name in options.files)


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        raise CommandError('say who imports, for the record: --as "NAME"') from None


def _import(actor: object, path: Path, options: Namespace) -> int:
    from samlet.web.core.actor import Actor
    from samlet.web.core.errors import SamletError
    from samlet.web.elections.actions import import_results

    assert isinstance(actor, Actor)
    try:
        content = _content(path)
        report = import_results(
            actor,
            content=content,
            filename=path.name,
            dry_run=options.dry_run,
            kind=options.kind,
            year=options.year,
        )
    except (UnreadableSource, SamletError) as error:
        print(f"samlet import: {error}", file=sys.stderr)
        return UNUSABLE
    except OSError as error:
        print(f"samlet import: {path}: {error.strerror}", file=sys.stderr)
        return UNUSABLE
    for line in (*report.rejected, *report.notices):
        print(f"{path.name}:{line}", file=sys.stderr)
    print(f"{path.name}: {_said(report)}")
    return PARTLY if report.rejected else OK


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST)


def _said(report: ImportReport) -> str:
    if report.already:
        return "imported before; nothing changed"
    about = f"{report.kind} {report.year}, {report.format}"
    if report.rejected:
        lines = _counted(len(report.rejected), "line")
        return f"{about}: {lines} cannot be used; nothing changed"
    counts = f"{report.new} results new, {report.changed} changed, {report.same} as before"
    if report.ignored:
        counts += f", {report.ignored} of groups we hold list by list"
    would = "would be " if report.dry_run else ""
    return f"{about}, {_counted(report.contests, 'contest')}: {would}{counts}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
