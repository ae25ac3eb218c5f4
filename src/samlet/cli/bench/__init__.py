"""`samlet bench`: the one place of speed. Figures are ratios to peers measured in the same run,
since absolutes belong to the machine of the day."""

from __future__ import annotations

import os
import platform
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import numpy as np

from samlet.cli.errors import OK, CommandError
from samlet.cli.tables import table

BENCHES = ("settle", "web")  # run by --write; the register takes minutes and is asked for
REPORT = Path("docs/method/benchmarks.md")
INTRODUCTION = """\
# How fast

Written by `script/setup dev && script/samlet bench --write`. Ratios travel between machines better
than figures: read the ratio first.
"""


@dataclass(frozen=True)
class Section:
    """One table of figures, with what was measured in a sentence."""

    title: str
    about: str
    head: tuple[str, ...]
    rows: list[tuple[str | int | None, ...]]


def run(options: Namespace) -> int:
    chosen = BENCHES if options.what == "all" else (options.what,)
    if options.write and (options.what != "all" or not REPORT.parent.is_dir()):
        raise CommandError("--write runs all, at the top of a checkout")
    sections: list[Section] = []
    print(_machine())
    for name in chosen:
        for section in import_module(f"samlet.cli.bench.{name.replace('-', '_')}").sections():
            sections.append(section)
            print(f"\n{section.title}. {section.about}")
            print("\n".join(table(section.head, section.rows)), flush=True)
    if options.write:
        REPORT.write_text("\n".join([INTRODUCTION, _machine(), *_markdown(sections)]) + "\n")
        print(f"\nwritten: {REPORT}", file=sys.stderr)
    return OK


def _machine() -> str:
    python, system = platform.python_version(), f"{platform.system()} {platform.machine()}"
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    day = datetime.now(UTC).date()
    return f"Measured {day}: {cores} cores, {system}, Python {python}, NumPy {np.__version__}."


def _markdown(sections: list[Section]) -> Iterator[str]:
    for section in sections:
        rule = ["---", *["---:"] * (len(section.head) - 1)]
        yield f"\n## {section.title}\n\n{section.about}\n"
        for line in (section.head, rule, *section.rows):
            yield f"| {' | '.join(_plain(value) for value in line)} |"


def _plain(value: str | int | None) -> str:
    return f"{value:,}".replace(",", " ") if isinstance(value, int) else value or "–"
