"""`samlet settle`: contests in, each answered as soon as it is read."""

from __future__ import annotations

import io
import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from samlet.cli.errors import OK, PARTLY, CommandError
from samlet.cli.tables import settlement
from samlet.election.answer import answer
from samlet.sources.contests import read_contests
from samlet.sources.errors import UnreadableSource


def run(options: Namespace) -> int:
    _write_anything(in_json=options.json)
    failed = 0
    try:
        with _opened(options.file) as (stream, name):
            for number, contest in enumerate(read_contests(stream, name)):
                # One that could not be read has its error already, and goes by as it is.
                unread = "error" in contest and "lists" not in contest
                answered = contest if unread else answer(contest)
                failed += "error" in answered
                if options.json:
                    print(json.dumps(answered, ensure_ascii=False), flush=True)
                else:
                    print("\n".join([*([""] if number else []), *settlement(contest, answered)]))
    except UnreadableSource as error:
        raise CommandError(str(error)) from error
    if failed:
        what = "contest" if failed == 1 else "contests"
        print(f"samlet settle: {failed} {what} could not be settled", file=sys.stderr)
    return PARTLY if failed else OK


def _write_anything(*, in_json: bool) -> None:
    """Let no name stop the answers: JSON is UTF-8 whatever the terminal is, and what cannot be
    written (half a character from `"\\ud800"`) is written as its escape, which JSON reads back.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = "utf-8" if in_json else None
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")


@contextmanager
def _opened(file: str) -> Iterator[tuple[BinaryIO, str]]:
    if file == "-":
        yield sys.stdin.buffer, "standard input"
        return
    try:
        with open(file, "rb") as stream:
            yield stream, file
    except BrokenPipeError:  # who reads the answers has left; the file has no fault
        raise
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error
