"""Blocs as a TOML file: read, checked, and written out again."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from samlet.web.core.errors import Rejected

PACKAGED = Path(__file__).with_name("blocs.toml")
LANGUAGES = ("nb", "nn", "en")


@dataclass(frozen=True, slots=True)
class ExtraList:
    """A mixed or local list that somebody counts with the bloc in one council."""

    municipality: str
    year: int
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class BlocConfig:
    """One bloc as configured. `parties` are codes of the official result files."""

    key: str
    name: dict[str, str]
    adjective: dict[str, str]
    colour: str
    parties: tuple[str, ...]
    decided_by: str = ""
    decided_on: date | None = None
    decision: str = ""
    lists: tuple[ExtraList, ...] = field(default=())


def configured_blocs() -> tuple[BlocConfig, ...]:
    """The blocs of SAMLET_BLOCS_FILE, or the packaged proposal. Raises Rejected, saying where."""
    path = Path(settings.BLOCS_FILE) if settings.BLOCS_FILE else PACKAGED
    try:
        return read_blocs(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise Rejected(_("The file of blocs cannot be read: %(why)s"), why=str(error)) from error


def read_blocs(text: str) -> tuple[BlocConfig, ...]:
    """Read TOML into blocs. Raises Rejected with the bloc and the key that is wrong."""
    try:
        rows = tomllib.loads(text).get("bloc", [])
    except tomllib.TOMLDecodeError as error:
        raise Rejected(_("The file of blocs is not TOML: %(why)s"), why=str(error)) from error
    if not isinstance(rows, list) or not rows:
        raise Rejected(_("The file of blocs has no [[bloc]]."))
    blocs = tuple(_bloc(row, number) for number, row in enumerate(rows, 1))
    if len({bloc.key for bloc in blocs}) < len(blocs):
        raise Rejected(_("Two blocs have the same key."))
    return blocs


def _bloc(row: Any, number: int) -> BlocConfig:
    def wrong(what: str) -> Rejected:
        return Rejected(_("Bloc number %(number)s: %(what)s"), number=number, what=what)

    if not isinstance(row, dict):
        raise wrong(_("it must be a table."))
    if "\x00" in "".join(_strings(row)):  # no database keeps it
        raise wrong(_("it holds the sign \\u0000."))
    for key in ("key", "name", "colour", "parties"):
        if not row.get(key):
            raise wrong(_("“%(key)s” is missing.") % {"key": key})
    parties = row["parties"]
    if not isinstance(parties, list) or not all(isinstance(code, str) for code in parties):
        raise wrong(_("“parties” must be a list of codes."))
    decided_on = row.get("decided_on")
    if decided_on is not None and type(decided_on) is not date:  # a datetime is a date too
        raise wrong(_("“decided_on” must be a date."))
    for key in ("name", "adjective"):
        if not isinstance(row.get(key, ""), str | dict):
            raise wrong(_("“%(key)s” must be a text, or one for each language.") % {"key": key})
    return BlocConfig(
        key=str(row["key"]),
        name=_texts(row["name"]),
        adjective=_texts(row.get("adjective", {})),
        colour=str(row["colour"]).lower(),
        parties=tuple(parties),
        decided_by=str(row.get("decided_by", "")),
        decided_on=decided_on,
        decision=str(row.get("decision", "")),
        lists=_extra_lists(row.get("lists", []), wrong),
    )


def _extra_lists(rows: Any, wrong: Callable[[str], Rejected]) -> tuple[ExtraList, ...]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise wrong(_("“lists” must be tables: [[bloc.lists]]."))
    for row in rows:
        if type(row.get("year")) is not int or not 1900 <= row["year"] <= 2100:
            raise wrong(_("a list needs the year of the election, for instance year = 2023."))
    return tuple(
        ExtraList(
            str(row.get("municipality", "")),
            row["year"],
            str(row.get("code", "")),
            str(row.get("reason", "")),
        )
        for row in rows
    )


def _strings(value: Any) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _texts(value: Any) -> dict[str, str]:
    """One text for all languages, or one for each."""
    if isinstance(value, str):
        return {"nb": value, "nn": "", "en": ""}
    return {language: str(value.get(language, "")) for language in LANGUAGES}


def write_blocs(blocs: tuple[BlocConfig, ...]) -> str:
    """The TOML that `read_blocs` reads back to the same blocs."""
    return "\n".join(_written(bloc) for bloc in blocs)


def _written(bloc: BlocConfig) -> str:
    lines = ["[[bloc]]", f"key = {_quoted(bloc.key)}"]
    for key, texts in (("name", bloc.name), ("adjective", bloc.adjective)):
        pairs = ", ".join(f"{lang} = {_quoted(texts.get(lang, ''))}" for lang in LANGUAGES)
        lines.append(f"{key} = {{ {pairs} }}")
    lines.append(f"colour = {_quoted(bloc.colour)}")
    lines.append(f"parties = [{', '.join(map(_quoted, bloc.parties))}]")
    if bloc.decided_on:
        lines += [
            f"decided_by = {_quoted(bloc.decided_by)}",
            f"decided_on = {bloc.decided_on.isoformat()}",
            f"decision = {_quoted(bloc.decision)}",
        ]
    for item in bloc.lists:
        lines += [
            "[[bloc.lists]]",
            f"municipality = {_quoted(item.municipality)}",
            f"year = {item.year}",
            f"code = {_quoted(item.code)}",
            f"reason = {_quoted(item.reason)}",
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return (
        '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'
    )
