"""Cells of plain text, and what every other cell goes through first."""

from __future__ import annotations

import re
from typing import Any, Final

from samlet.sources.sheets.folding import (
    Cell,
    clean,
    fold,
    is_placeholder,
    letter_lost,
    listed,
    repair,
)
from samlet.sources.sheets.identity import is_national_id, without_national_ids
from samlet.sources.sheets.parties import without_bracketed_parties
from samlet.sources.sheets.reasons import Note, Parsed

LONGEST_TEXT: Final = 200

_ABBREVIATIONS: Final = {
    "bhg": "barnehage",
    "bhage": "barnehage",
    "vgs": "videregående skole",
    "vdg": "videregående skole",
    "sk": "skole",
    "ung": "ungdomsskole",
    "ungdsk": "ungdomsskole",
    "usk": "ungdomsskole",
    "bsk": "barneskole",
    "syk": "sykehjem",
    "sykehj": "sykehjem",
    "sykeh": "sykehjem",
    "sjukeh": "sjukeheim",
    "hjtj": "hjemmetjeneste",
    "hjsykepl": "hjemmesykepleie",
    "oms": "omsorgssenter",
    "bos": "bosenter",
    "avd": "avdeling",
    "komm": "kommune",
    "sfo": "skolefritidsordning",
}
_VAGUE: Final = frozenset(
    fold(word)
    for word in listed(
        "diverse | Hovedkontor | Hovedkontoret | Sykehjemmet | Skolen | Barnehagen | Sykehuset | "
        "Kommunen | Kontoret | Flere | Ymse | Ulike | Alle | Fabrikken | Lager | Lageret | "
        "Butikken | Hjemmetjenesten | Rådhuset | Verkstedet | Fleire | Sjukeheimen"
    )
)


_LEFT_OUT: Final = frozenset(("national_id_removed", "party_left_out"))


def prepared(cell: Cell) -> tuple[str, list[Note], bool]:
    """The cleaned text of a cell, what was done to it, and whether somebody should look.

    National identity numbers are gone from it, and parties in brackets ("Kari Moe (Ap)"), so it
    may be kept as what was typed.
    """
    if isinstance(cell, (int, float)) and is_national_id(cell):
        return "…", [Note("national_id_removed")], True
    text, removed = without_national_ids(clean(cell))
    notes = list(removed)
    if "(" in text or "[" in text:
        text, party = without_bracketed_parties(text)
        notes += [Note("party_left_out")] if party else []
    if isinstance(cell, str) and not cell.isascii() and repair(cell) != cell:
        notes.append(Note("letters_repaired_here"))
    lost = ("?" in text or "\ufffd" in text) and letter_lost(text)
    if lost:
        notes.append(Note("letter_lost"))
    return text, notes, lost or any(note.code in _LEFT_OUT for note in notes)


def nothing(text: str, notes: list[Note]) -> Parsed[Any]:
    """The answer for a cell that says nothing, or that it is not known."""
    if any(note.code in _LEFT_OUT for note in notes):
        return Parsed(None, text, tuple(notes), True)
    return Parsed(None, text, (Note("only_placeholder"),) if text else ())


def parse_text(cell: Cell, *, longest: int = LONGEST_TEXT) -> Parsed[str]:
    """A name of a unit, an address or another short text, cleaned; None for "ukjent" and "-"."""
    text, notes, doubtful = prepared(cell)
    if not text or is_placeholder(text):
        return nothing(text, notes)
    if len(text) > longest:
        notes.append(Note("too_long", {"limit": longest}))
        return Parsed(None, text[:longest], tuple(notes), True)
    return Parsed(text, text, tuple(notes), doubtful)


def parse_workplace(cell: Cell) -> Parsed[str]:
    """The name of a workplace; doubtful when it does not tell which ("diverse", "Sykehjemmet")."""
    parsed = parse_text(cell)
    if parsed.value is None or fold(parsed.value) not in _VAGUE:
        return parsed
    return Parsed(parsed.value, parsed.typed, (*parsed.notes, Note("vague_workplace")), True)


def long_form(workplace: str) -> str:
    """A name of a workplace with its abbreviations written out, for finding the same one again.

    "Sinober bhg." → "Sinober barnehage", "Granåsen SYK" → "Granåsen sykehjem". Never stored.
    """
    parts = re.split(r"\s+", workplace)
    return " ".join(_ABBREVIATIONS.get(fold(part), part.rstrip(".")) for part in parts)


def parse_org_number(cell: Cell) -> Parsed[str]:
    """Nine digits with a right check digit, of a unit or a sub-unit; "NO … MVA" is understood."""
    from stdnum.no import orgnr  # noqa: PLC0415  imports only

    text, notes, doubtful = prepared(cell)
    if not text or is_placeholder(text):
        return nothing(text, notes)
    digits = re.sub(r"\D", "", text)
    if len(digits) != 9:
        return Parsed(None, text, (*notes, Note("not_an_org_number")), True)
    if not orgnr.is_valid(digits):
        return Parsed(None, text, (*notes, Note("org_number_wrong")), True)
    return Parsed(digits, text, tuple(notes), doubtful)


def parse_postcode(cell: Cell) -> Parsed[str]:
    """Four digits; a number cell has lost its leading zero. "2000 Lillestrøm" gives 2000."""
    text, notes, doubtful = prepared(cell)
    if not text or is_placeholder(text):
        return nothing(text, notes)
    found = re.match(r"(?:N(?:O)?[- ])?(\d{3,4})(?!\d)", text)
    if not found or (len(found.group(1)) == 3 and not isinstance(cell, (int, float))):
        return Parsed(None, text, (*notes, Note("not_a_postcode")), True)
    return Parsed(found.group(1).zfill(4), text, tuple(notes), doubtful)


def parse_public_id(cell: Cell) -> Parsed[str]:
    """The id that Samlet itself wrote when the list was exported."""
    text, notes, _ = prepared(cell)
    if not text:
        return nothing(text, notes)
    if not re.fullmatch(r"[A-Za-z0-9_-]{12}", text):
        return Parsed(None, text[:100], (*notes, Note("not_an_id")), True)
    return Parsed(text, text)
