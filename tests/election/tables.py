"""The official tables the tests compare with (see protocols/README.md)."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (HERE / "protocols" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def grouped(name: str, *keys: str) -> dict[tuple[str, ...], list[Row]]:
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows(name):
        groups[tuple(row[key] for key in keys)].append(row)
    return dict(groups)


def vectors() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        (HERE / "law_vectors.json").read_text(encoding="utf-8")
    )
    return found
