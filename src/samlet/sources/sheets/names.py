"""Names of people as lists have them: turned, in capitals, with an office in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from samlet.sources.sheets.folding import Cell, clean, fold, is_placeholder, listed
from samlet.sources.sheets.given_names import GIVEN_NAMES
from samlet.sources.sheets.parties import is_party_alone
from samlet.sources.sheets.positions import names_a_position
from samlet.sources.sheets.reasons import Note, Parsed
from samlet.sources.sheets.texts import nothing, prepared

LONGEST_NAME: Final = 120
PARTICLES: Final = frozenset(
    listed(
        "von | van | de | la | del | der | den | af | av | al | el | bin | ben | ibn | di | da | "
        "dos | ter | zu | ten | du | le | abu | bint | della | das | do"
    )
)
_FAMILY_ENDINGS: Final = re.compile(
    r"(sen|son|stad|rud|vik|berg|dal|haug|land|moen|bakken|lien|nes|seth|set|heim|gård|gaard"
    r"|bråten|hagen|lund|sæter|engen|voll|åsen|tveit|vold|sund|strand)$",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_TWO: Final = re.compile(r"\s(?:og|&|\+)\s|(?<=\w)\s*[/;]\s*(?=\w)", re.IGNORECASE)
_NO_NAME: Final = re.compile(r"[\d@<>{}|\\=;:%$#_^~]|https?:|www\.")


@dataclass(frozen=True, slots=True)
class PersonName:
    """given: every name but the family name. aside: an office that stood beside the name."""

    given: str
    family: str
    aside: str = ""

    @property
    def full(self) -> str:
        return f"{self.given} {self.family}".strip()


def parse_name(cell: Cell, *, family_first: bool = False) -> Parsed[PersonName]:
    """A whole name in one cell: "Hansen, Kari", "HANSEN Kari", "Kari Hansen (nestl.)".

    family_first: the column's names begin with the family name, without a comma.
    """
    text, notes, doubtful = prepared(cell)
    if not text or is_placeholder(text):
        return nothing(text, notes)
    if len(text) > LONGEST_NAME:
        return Parsed(None, text[:LONGEST_NAME], (Note("too_long", {"limit": LONGEST_NAME}),), True)
    if (bare := _without_party(text)) != text:
        text, doubtful = bare, True
        notes.append(Note("party_left_out"))
    name, aside = _without_role(text)
    if aside:
        notes.append(Note("name_with_role", {"text": aside}))
    why = _no_name(name)
    if why:
        return Parsed(None, text, (*notes, Note(why)), True)
    given, family, more, unsure = _divided(name, family_first)
    notes += more
    return Parsed(PersonName(given, family, aside), text, tuple(notes), doubtful or unsure)


def parse_given_and_family(given: Cell, family: Cell) -> Parsed[PersonName]:
    """Given and family name in columns of their own; an office beside either is told."""
    first, notes, doubtful = prepared(given)
    last, more, unsure = prepared(family)
    typed = f"{first} {last}".strip()
    first = "" if is_placeholder(first) else first
    last = "" if is_placeholder(last) else last
    if not first and not last:
        return nothing(typed, [*notes, *more])
    if not first or not last:
        whole = parse_name(first or last)
        return Parsed(whole.value, typed, (*notes, *more, *whole.notes), True)
    first, aside = _without_role(first)
    last, beside = _without_role(last)
    aside = aside or beside
    notes += [*more, *([Note("name_with_role", {"text": aside})] if aside else ())]
    if len(typed) > LONGEST_NAME:
        return Parsed(
            None, typed[:LONGEST_NAME], (Note("too_long", {"limit": LONGEST_NAME}),), True
        )
    why = _no_name(first) or _no_name(last)
    if why:
        return Parsed(None, typed, (*notes, Note(why)), True)
    if first.isupper() and last.isupper() and len(first + last) > 3:
        notes.append(Note("name_in_capitals"))
    name = PersonName(_small(first), _small(last, family=True), aside)
    return Parsed(name, typed, tuple(notes), doubtful or unsure)


def _without_role(text: str) -> tuple[str, str]:
    """The name, and an office in brackets or after a comma or dash beside it."""
    found = _BRACKETS.search(text)
    if found:
        name = f"{text[: found.start()]} {text[found.end() :]}".strip()
        return (name, found.group(1).strip()) if name else (found.group(1).strip(), "")
    for divider in (",", " - ", " – ", "/"):
        before, found_divider, after = text.partition(divider)
        if found_divider and before.strip() and names_a_position(after):
            return before.strip(), after.strip()
    return text.strip(" .,-–"), ""


def _without_party(text: str) -> str:
    """The name without a party behind a comma, dash or stroke: "Kari Moe, Ap"."""
    found = re.fullmatch(r"(.*\w)\s*(?:,|/|\s[-–])\s*([^,/]{1,40})", text)
    return found.group(1) if found and is_party_alone(found.group(2)) else text


def _no_name(name: str) -> str:
    if _TWO.search(name):
        return "two_people"
    if _NO_NAME.search(name) or not any(sign.isalpha() for sign in name) or len(name) < 2:
        return "not_a_name"
    return ""


def _divided(name: str, family_first: bool) -> tuple[str, str, list[Note], bool]:
    notes: list[Note] = []
    capitals = name.isupper() and len(fold(name)) > 3
    if capitals:
        notes.append(Note("name_in_capitals"))
    family, comma, given = name.partition(",")
    if comma and family.strip() and given.strip():
        given = given.replace(",", " ").strip()
        notes.append(Note("name_turned"))
        return _small(given), _small(family.strip(), family=True), notes, False
    parts = name.replace(",", " ").split()
    if len(parts) == 1:
        return "", _small(parts[0]), [*notes, Note("one_name_only")], True
    turned = 1 if family_first else 0 if capitals else _capitals_first(parts)
    if turned:
        given, family = " ".join(parts[turned:]), " ".join(parts[:turned])
        return _small(given), _small(family), [*notes, Note("name_turned")], False
    if _family_first(parts):
        given, family = " ".join(parts[1:]), parts[0]
        return _small(given), _small(family), [*notes, Note("maybe_family_first")], True
    begin = next(
        (place for place, part in enumerate(parts[1:-1], 1) if part.casefold() in PARTICLES),
        len(parts) - 1,
    )
    family = _small(" ".join(parts[begin:]), family=True)
    return _small(" ".join(parts[:begin])), family, notes, False


def _capitals_first(parts: list[str]) -> int:
    """How many words at the beginning are in capitals, as some systems write family names."""
    count = 0
    for part in parts:
        if not (part.isupper() and len(part) > 2):
            break
        count += 1
    return count if count < len(parts) else 0


def _family_first(parts: list[str]) -> bool:
    first, last = fold(parts[0]), fold(parts[-1])
    return (
        first not in GIVEN_NAMES
        and last in GIVEN_NAMES
        and bool(_FAMILY_ENDINGS.search(parts[0]))
        and not _FAMILY_ENDINGS.search(parts[-1])
    )


def _small(name: str, *, family: bool = False) -> str:
    """A name written all in capitals or all small, as names are written; others as they stand."""
    name = clean(name)
    if not (name.isupper() and len(name) > 1) and not name.islower():
        return name
    if len(name) == 2 and name.endswith("."):
        return name.upper()
    last = len(name.split()) - 1
    parts = [
        part.casefold()
        if (family or place) and place < last and part.casefold() in PARTICLES
        else _cased(part)
        for place, part in enumerate(name.split())
    ]
    return " ".join(parts)


def _cased(word: str) -> str:
    pieces = re.split(r"([-'’.])", word.lower())
    cased = "".join(piece[:1].upper() + piece[1:] for piece in pieces)
    return f"Mc{cased[2:3].upper()}{cased[3:]}" if cased.startswith("Mc") and cased[3:] else cased


def looks_family_first(names: list[str]) -> bool:
    """Most names of a column begin with the family name, without a comma to say so."""
    plain = [parts for name in names if "," not in name and len(parts := name.split()) > 1]
    first = sum(fold(parts[0]) in GIVEN_NAMES for parts in plain)
    last = sum(fold(parts[-1]) in GIVEN_NAMES for parts in plain)
    return len(plain) >= 3 and last > 2 * first and last * 3 >= len(plain)
