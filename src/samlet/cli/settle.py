"""`samlet settle`: contests in, each answered as soon as it is read."""

from __future__ import annotations

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


@contextmanager
def _opened(file: str) -> Iterator[tuple[BinaryIO, str]]:
    if file == "-":
        yield sys.stdin.buffer, "standard input"
        return
    try:
        with open(file, "rb") as stream:
            yield stream, file
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error
