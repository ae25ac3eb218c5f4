"""Unions and their branches as lists have them: "Fagforb", "IE&FLT", "Fellesforb. avd 850".

The table is seed data for the register as well: unions come and go, so nothing counts them.
Names and mergers: the confederation's own list of unions and the mergers told on the unions' own
pages (docs/data.md says no more, since a region edits them).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from samlet.sources.sheets.folding import Cell, fold, is_placeholder, listed
from samlet.sources.sheets.reasons import Note, Parsed
from samlet.sources.sheets.texts import nothing, prepared


@dataclass(frozen=True, slots=True)
class Union:
    """A union. aliases: how people write it. former: names of unions that went into it."""

    key: str
    name: str
    short: str
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    confederation: str = "LO"


UNIONS: Final = (
    Union(
        "fagforbundet",
        "Fagforbundet",
        "Fagforbundet",
        ("Fagf.", "Fagforb.", "FF", "Fag forbundet", "Fagforbund"),
        ("Postkom", "Norsk Post- og Kommunikasjonsforbund"),
    ),
    Union(
        "fellesforbundet",
        "Fellesforbundet",
        "Fellesforbundet",
        ("FeF", "Fellesf.", "Fellesforb.", "FF", "Felles forbundet", "Fellesforbund"),
        ("Norsk Transportarbeiderforbund", "Transportarbeiderforbundet", "NTF"),
    ),
    Union(
        "handel_og_kontor",
        "Handel og Kontor i Norge",
        "HK",
        ("Handel og Kontor", "Handel & Kontor", "H&K", "Handel og kontor (HK)"),
    ),
    Union(
        "styrke",
        "Forbundet Styrke",
        "Styrke",
        (),
        listed(
            "IE | FLT | IE&FLT | IE og FLT | IE/FLT | IE-FLT | Industri Energi | "
            "IndustriEnergi | Forbundet for Ledelse og Teknikk | Industri Energi og FLT"
        ),
    ),
    Union("ntl", "Norsk Tjenestemannslag", "NTL", ("Tjenestemannslaget",)),
    Union(
        "el_og_it",
        "EL og IT Forbundet",
        "EL og IT",
        ("EL & IT", "ELIT", "Elogit", "El og IT-forbundet", "EL&IT", "El-it", "EL/IT", "EL+IT"),
    ),
    Union(
        "fo",
        "Fellesorganisasjonen",
        "FO",
        ("Fellesorganisasjonen FO", "Fellesorg.", "Fellesorganisasjonen for barnevernspedagoger"),
    ),
    Union(
        "nnn",
        "Norsk Nærings- og Nytelsesmiddelarbeiderforbund",
        "NNN",
        ("Nærings- og nytelsesmiddelarbeiderforbundet",),
    ),
    Union(
        "arbeidsmandsforbundet",
        "Norsk Arbeidsmandsforbund",
        "Arbeidsmandsforbundet",
        listed(
            "NAF | Arbeidsmandsf. | Arbeidsmannsforbundet | Norsk Arbeidsmannsforbund | "
            "Arb.mand | Arbeidsmand"
        ),
    ),
    Union("skolenes_landsforbund", "Skolenes landsforbund", "SL", ("Skolenes", "Skolenes LF")),
    Union("njf", "Norsk Jernbaneforbund", "NJF", ("Jernbaneforbundet",)),
    Union(
        "nlf",
        "Norsk Lokomotivførerforbund",
        "NLF",
        ("Lokomotivførerforbundet", "N.L.F."),
        ("Norsk Lokomotivmannsforbund", "Lokomotivmannsforbundet"),
    ),
    Union(
        "nff", "Norsk Fengsels- og Friomsorgsforbund", "NFF", ("Fengsels- og friomsorgsforbundet",)
    ),
    Union("nsf", "Norsk Sjømannsforbund", "NSF", ("Sjømannsforbundet", "Sjømannsf.")),
    Union("nof", "Norges Offisers- og Spesialistforbund", "NOF", ("Offisersforbundet",)),
    Union(
        "creo",
        "Creo – forbundet for kunst og kultur",
        "Creo",
        ("Creo/MFO", "Creo (MFO)"),
        ("MFO", "Musikernes fellesorganisasjon"),
    ),
    Union("nkf", "Norsk Kabinforening", "NKF", ("Kabinforeningen",)),
    Union("niso", "Norske Idrettsutøveres Sentralorganisasjon", "NISO"),
    Union("nmf", "Norsk Manuellterapeutforening", "NMF", ("Manuellterapeutforeningen",)),
    Union("apf", "Arbeiderbevegelsens Presseforbund", "APF"),
    # Not in LO; people write them in the same column, and alliances count them.
    Union(
        "utdanningsforbundet",
        "Utdanningsforbundet",
        "Utdanningsforbundet",
        ("Utd.forb.", "UDF", "Utdanningsforb."),
        confederation="Unio",
    ),
    Union(
        "sykepleierforbundet",
        "Norsk Sykepleierforbund",
        "Norsk Sykepleierforbund",
        ("NSF", "Sykepleierforbundet", "Sykepleierforb."),
        confederation="Unio",
    ),
    Union("delta", "Delta", "Delta", confederation="YS"),
    Union("parat", "Parat", "Parat", confederation="YS"),
    Union("negotia", "Negotia", "Negotia", confederation="YS"),
    Union("finansforbundet", "Finansforbundet", "Finansforbundet", confederation="YS"),
    Union("tekna", "Tekna", "Tekna", confederation="Akademikerne"),
    Union("nito", "NITO", "NITO", ("Norges Ingeniør- og Teknologorganisasjon",), confederation=""),
)
# Abbreviations that also name something outside the table.
OTHER_MEANINGS: Final = {
    "naf": "Norges Automobil-Forbund",
}
CONFEDERATIONS: Final = frozenset(
    map(fold, ("LO", "YS", "Unio", "Akademikerne", "LO Stat", "LO Kommune", "Landsorganisasjonen"))
)
UNION_BY_KEY: Final = {union.key: union for union in UNIONS}


@dataclass(frozen=True, slots=True)
class BranchText:
    """A branch as it is named: "avd 850 Romerike" is number 850, name "Romerike"."""

    number: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class UnionText:
    """The union of a cell, and the branch where the cell names one as well.

    key: a key of UNIONS. keys: every union that can be meant; more than one is doubtful.
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

    value.key is empty when more than one can be meant: `keys` has them.
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
    other = OTHER_MEANINGS.get(fold(alias))
    if len(unions) > 1 or other:
        names = [union.name for union in unions] + ([other] if other else [])
        notes.append(Note("union_ambiguous", {"names": ", ".join(names)}))
    union = unions[0]
    if len(unions) > 1:
        keys = tuple(one.key for one in unions)
        return Parsed(UnionText("", "", branch, keys), text, tuple(notes), True)
    if not exact:
        notes.append(Note("union_maybe", {"suggestion": union.name}))
    if fold(alias) in map(fold, union.former):
        notes.append(Note("former_union", {"old": alias, "new": union.name}))
    if union.confederation != "LO":
        params = {"name": union.name, "confederation": union.confederation or "–"}
        notes.append(Note("union_outside", params))
    value = UnionText(union.key, union.name, branch, (union.key,))
    unsure = doubtful or not exact or bool(other) or union.confederation != "LO"
    return Parsed(value, text, tuple(notes), unsure)


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
