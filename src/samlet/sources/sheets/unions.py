"""Unions and their branches as lists have them: "Fagforb", "IE&FLT", "Fellesforb. avd 850".

The table is packaged (docs/data.md#organisations) and where the register begins as well: unions
come and go, so nothing counts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from samlet.data import table
from samlet.sources.sheets.folding import Cell, fold, is_placeholder
from samlet.sources.sheets.reasons import Note, Parsed
from samlet.sources.sheets.texts import nothing, prepared


@dataclass(frozen=True, slots=True)
class Union:
    """A union.

    aliases: how people write it. former: names of unions that went into it. ambiguous: folded
    forms that may also mean somebody else, in the table or not.
    """

    key: str
    name: str
    short: str
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    confederation: str = "LO"
    ambiguous: frozenset[str] = frozenset()


def _packaged() -> Iterator[Union]:
    for row in table("unions"):
        if row["kind"] == "union":
            aliases, former, ambiguous = (
                tuple(filter(None, row[column].split("|")))
                for column in ("abbreviations", "former_names", "ambiguous")
            )
            yield Union(
                key=row["key"],
                name=row["name"],
                short=row["short"],
                aliases=aliases,
                former=former,
                confederation=row["confederation"],
                ambiguous=frozenset(map(fold, ambiguous)),
            )


UNIONS: Final = tuple(_packaged())
# Short forms of unions that have become part of another.
_FORMER_SHORT: Final = frozenset(("ie", "flt", "ieflt", "mfo", "ntf"))
# What is above unions and no union itself.
CONFEDERATIONS: Final = frozenset(
    fold(name)
    for row in table("unions")
    for name in (row["confederation"], row["name"] if row["kind"] != "union" else "")
    if name
) | {fold("Landsorganisasjonen")}


@dataclass(frozen=True, slots=True)
class BranchText:
    """A branch as it is named: "avd 850 Romerike" is number 850, name "Romerike"."""

    number: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class UnionText:
    """The union of a cell, and the branch where the cell names one as well.

    key: a key of the table unions; empty where the cell is ambiguous, and `keys` has every union
    of the table that can be meant.
    """

    key: str
    name: str
    branch: BranchText | None = None
    keys: tuple[str, ...] = ()


@cache
def _meanings() -> dict[str, tuple[Union, ...]]:
    found: dict[str, list[Union]] = {}
    for union in UNIONS:
        for alias in (union.name, union.short, *union.aliases, *union.former):
            unions = found.setdefault(fold(alias), [])
            if union not in unions:
                unions.append(union)
    return {alias: tuple(unions) for alias, unions in found.items()}


_BRANCH: Final = re.compile(
    r"\b(?:avd(?:eling)?|distr(?:ikt)?|forening|fagforening|klubb)\b\.?\s*(?:nr\.?\s*)?"
    r"(?P<number>\d{1,4})?\s*(?P<name>[^\d].*)?$",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"^(?:nr\.?\s*)?(?P<number>\d{1,4})(?:[.\s,:–-]+(?P<name>\D.*))?$")
_TAIL_NUMBER: Final = re.compile(r"^(?P<name>\D+?)[\s,(-]+(?P<number>\d{1,4})\)?$")
_EMPTY_PARTS: Final = " ,.;:()–-"


def parse_union(cell: Cell) -> Parsed[UnionText]:
    """The union a cell names; an abbreviation of two unions is doubtful and never guessed.

    NAF and NFF also mean something that is in no table, so they are asked about as well.
    """
    text, notes, doubtful = prepared(cell)
    if not text or is_placeholder(text):
        return nothing(text, notes)
    if len(text) > 200:
        return Parsed(None, text[:200], (*notes, Note("unknown_union")), True)
    plain, branch = _parts(text)
    if fold(plain) in CONFEDERATIONS:
        return Parsed(None, text, (*notes, Note("confederation_not_union")), True)
    unions, alias, exact = _unions(plain)
    if not unions:
        return Parsed(None, text, (*notes, Note("unknown_union")), True)
    union = unions[0]
    if len(unions) > 1 or fold(alias) in union.ambiguous:
        names = ", ".join(one.name for one in unions)
        notes.append(
            Note("union_ambiguous" if len(unions) > 1 else "union_or_other", {"names": names})
        )
        keys = tuple(one.key for one in unions)
        return Parsed(UnionText("", "", branch, keys), text, tuple(notes), True)
    if not exact:
        notes.append(Note("union_maybe", {"suggestion": union.name}))
    if fold(alias) in {*map(fold, union.former), *_FORMER_SHORT}:
        notes.append(Note("former_union", {"old": alias, "new": union.name}))
    outside = union.confederation != "LO"
    if outside:
        params = {"name": union.name, "confederation": union.confederation or "–"}
        notes.append(Note("union_outside", params))
    value = UnionText(union.key, union.name, branch, (union.key,))
    return Parsed(value, text, tuple(notes), doubtful or not exact or outside)


def parse_branch(cell: Cell) -> Parsed[BranchText]:
    """A branch: "850", "avd. 2", "Avd 850 Romerike", "Distr. Øst", or a name alone."""
    text, notes, doubtful = prepared(cell)
    if not text or is_placeholder(text):
        return nothing(text, notes)
    if len(text) > 200:
        return Parsed(None, text[:200], (*notes, Note("too_long", {"limit": 200})), True)
    found = _NUMBER.match(text) or _BRANCH.match(text) or _TAIL_NUMBER.match(text)
    if not found:
        inner = _BRANCH.search(text)
        if inner and inner.group("number"):
            name = _tidy(f"{text[: inner.start()]} {inner.group('name') or ''}")
            return Parsed(BranchText(_number(inner), name), text, tuple(notes), doubtful)
        return Parsed(BranchText("", text), text, tuple(notes), doubtful)
    name = _tidy(found.group("name") or "")
    return Parsed(BranchText(_number(found), name), text, tuple(notes), doubtful)


def _number(found: re.Match[str]) -> str:
    return (found.group("number") or "").lstrip("0")


def _tidy(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip(_EMPTY_PARTS)


@lru_cache(maxsize=4_096)
def _parts(text: str) -> tuple[str, BranchText | None]:
    """The union's part of a cell, and the branch that stands behind it."""
    if fold(text) in _meanings():
        return text, None
    found = _BRANCH.search(text)
    if found and found.start() and (found.group("number") or found.group("name")):
        name = _tidy(found.group("name") or "")
        return _tidy(text[: found.start()]), BranchText(_number(found), name)
    tail = _TAIL_NUMBER.match(text)
    if tail and fold(tail.group("name")) in _meanings():
        return tail.group("name").strip(), BranchText(_number(tail))
    # "Fagforbundet Bærum": the union, and a branch by name.
    pieces = text.split()
    for count in range(len(pieces) - 1, 0, -1):
        beginning = " ".join(pieces[:count]).strip(_EMPTY_PARTS)
        if fold(beginning) in _meanings():
            rest = _tidy(" ".join(pieces[count:]))
            same = {fold(union.short) for union in _meanings()[fold(beginning)]}
            if fold(rest) in same:
                return beginning, None
            return beginning, BranchText("", rest) if rest else None
    return text, None


@lru_cache(maxsize=4_096)
def _unions(text: str) -> tuple[tuple[Union, ...], str, bool]:
    """The unions that can be meant, the alias that was found, and whether it is spelt right."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  imports only

    meanings = _meanings()
    folded = fold(text)
    if folded in meanings:
        return meanings[folded], text, True
    for divider in ("/", "(", ",", " - "):
        beginning = text.partition(divider)[0].strip()
        if beginning != text and fold(beginning) in meanings:
            return meanings[fold(beginning)], beginning, True
    if len(folded) < 5:
        return (), text, False
    known = [alias for alias in meanings if len(alias) >= 5]
    found = process.extractOne(folded, known, scorer=fuzz.ratio, score_cutoff=85)
    return (meanings[found[0]], text, False) if found else ((), text, False)


def names_a_union(text: str) -> bool:
    """The text names a union, rightly spelt, with or without a branch behind it."""
    return len(text) < 100 and fold(_parts(text)[0]) in _meanings()
