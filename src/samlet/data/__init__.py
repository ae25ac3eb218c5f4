"""Packaged tables of real figures, each with publisher, source, day and checksum.

The tables are plain CSV beside this file and are listed in `manifest.toml`. Shares and turnout are
0 to 1; codes and numbers are text. An empty cell means that the figure is not known, never zero.
What each table covers and leaves out: docs/data.md.
"""

from __future__ import annotations

import csv
import hashlib
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["Source", "manifest", "read_bytes", "structure", "table", "version"]


@dataclass(frozen=True, slots=True)
class Source:
    """One packaged file: what it is, who published its figures and how to recognise it.

    rows counts records without the header (for the map: municipalities). elections: for a table
    of several elections, publisher and source of each by year.
    """

    name: str
    file: str
    rows: int
    sha256: str
    publisher: str
    source: str
    retrieved: date
    note: str
    elections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, year: int) -> tuple[str, str]:
        """Publisher and source of the figures of one election."""
        told = self.elections.get(str(year), {})
        return told.get("publisher", self.publisher), told.get("source", self.source)


def read_bytes(file: str) -> bytes:
    """The content of a packaged file. Raises FileNotFoundError when there is none of that name."""
    return resources.files(__name__).joinpath(file).read_bytes()


@cache
def manifest() -> dict[str, Source]:
    """Every packaged file of figures by name, in the manifest's order; the map is the last."""
    listed = _listed()
    entries = [*listed["table"], *listed.get("map", [])]
    return {entry["name"]: Source(**entry) for entry in entries}


@cache
def structure() -> dict[str, Source]:
    """The packaged tables of organisations: proposals a region edits, which move no figure."""
    return {entry["name"]: Source(**entry) for entry in _listed().get("structure", [])}


def _listed() -> dict[str, Any]:
    return tomllib.loads(read_bytes("manifest.toml").decode("utf-8"))


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a packaged table in file order, as column: text.

    Rows are shared between callers: read them, never change them.
    Raises KeyError for a name that is not a table of the manifest.
    """
    source = (manifest() | structure())[name]
    if not source.file.endswith(".csv"):
        raise KeyError(name)
    text = read_bytes(source.file).decode("utf-8")
    return tuple(csv.DictReader(io.StringIO(text)))


@cache
def version() -> str:
    """Twelve characters that change whenever any packaged figure does: the data version."""
    sums = "\n".join(f"{source.name} {source.sha256}" for source in manifest().values())
    return hashlib.sha256(sums.encode()).hexdigest()[:12]
