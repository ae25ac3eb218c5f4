"""Offices as lists have them: "HTV, styremedlem LO Follo", "tidl. klubbl.", "leder 2019–2023"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from samlet.sources.sheets.days import Day, parse_day
from samlet.sources.sheets.folding import Cell, fold, is_placeholder, listed
from samlet.sources.sheets.municipalities import is_municipality
from samlet.sources.sheets.offices import LONGEST_WORDS, OFFICE_BY_WORD, Office
from samlet.sources.sheets.parties import HIDDEN, is_party, without_parties
from samlet.sources.sheets.reasons import Note, Parsed
from samlet.sources.sheets.texts import nothing, prepared

MOST_POSITIONS: Final = 12
LONGEST: Final = 400

_DIVIDER: Final = re.compile(
    r"[,;\n+&]|(?<!\d)\s*/\s*(?!\d)|\s+(?:og|samt|-|–)\s+(?=\D)", re.IGNORECASE
)
# Names of unions that hold a divider themselves.
_KEEP: Final = re.compile(r"\b(EL|Handel|IE)\s*(?:og|&|\+)\s*(IT|Kontor|FLT)\b", re.IGNORECASE)
_ENDED: Final = re.compile(
    r"\b(?:tidl\b\.?|tidligere|tidlegare|forhenværende|fhv\b\.?|eks\b\.?-?|ex\b\.?-?|avgått|gått av"
    r"|fratrådt|ikke lenger|ikkje lenger|sluttet|slutta|avsluttet|gikk av)(?!\w)[\s:-]*",
    re.IGNORECASE,
)
_YEARS: Final = re.compile(r"\(?\s*((?:19|20)\d{2})\s*[-–—/]\s*((?:19|20)?\d{2})?(?!\d)\s*\)?")
_FROM: Final = re.compile(
    r"\(?\b(?:fra(?: og med)?|frå|siden|sidan|fom|f\.o\.m\.?|valgt|vald)\s+"
    r"((?:\d{1,2}[./-]\s?){0,2}\d{2,4}|\w+\s\d{4})\)?",
    re.IGNORECASE,
)
_TO: Final = re.compile(
    r"\(?\b(?:til(?: og med)?|tom|t\.o\.m\.?|ut|på valg)\s+"
    r"((?:\d{1,2}[./-]\s?){0,2}\d{4}|(?:\d{1,2}[./-]){2}\d{2}|\w+\s\d{4})\)?",
    re.IGNORECASE,
)
_PREPOSITION: Final = re.compile(r"^(?:i|på|av|for|ved|hos|til|in|[-–:.])\s+", re.IGNORECASE)
_NOTHING: Final = frozenset(("ingenverv", "ingen", "uten", "nei", "ja", "x", "medlem", "ansatt"))


@dataclass(frozen=True, slots=True)
class PositionText:
    """One office of a cell.

    kind: a key of the table position_kinds. written: the word for it. unit_text: what stands
    beside it ("LO Follo"), if anything.
    started, ended_on: as far as the cell tells. ended: over, even when nobody says since when.
    political: only from public sources or by the person's own consent.
    """

    kind: str
    unit_text: str = ""
    started: Day | None = None
    ended_on: Day | None = None
    ended: bool = False
    political: bool = False
    doubtful: bool = False
    written: str = ""


def parse_positions(cell: Cell, *, today: date) -> Parsed[tuple[PositionText, ...]]:
    """Every office of a cell. Parties are left out of the answer, what was typed included."""
    text, notes, doubtful = prepared(cell)
    if not text or is_placeholder(text) or fold(text) in _NOTHING:
        codes = ("not_a_position",) if fold(text) in _NOTHING else ("only_placeholder",)
        return Parsed(None, text, tuple(Note(code) for code in codes) if text else ())
    if len(text) > LONGEST:
        return Parsed(None, "", (*notes, Note("too_long", {"limit": LONGEST})), True)
    found: list[PositionText] = []
    typed = []
    for fragment, divider in _fragments(text):
        position, more, shown = _position(fragment, today)
        typed.append(f"{shown}{divider}" if shown else "")
        notes += more
        if position and len(found) < MOST_POSITIONS:
            found.append(position)
    unsure = doubtful or any(note.code in _UNSURE for note in notes)
    unsure = unsure or any(position.doubtful for position in found)
    value = tuple(dict.fromkeys(found)) or None
    return Parsed(value, "".join(typed).strip(" ,;/&+-–"), tuple(notes), unsure)


_UNSURE: Final = frozenset(
    listed(
        "party_left_out | political_position | unknown_position | position_maybe | "
        "position_ended_unknown_when"
    )
)


def names_a_position(text: str) -> bool:
    """The text is an office and hardly anything else."""
    stripped = _ENDED.sub("", text).strip(" .()")
    return 0 < len(stripped) <= 40 and _spelt(stripped) is not None


def _fragments(text: str) -> Iterator[tuple[str, str]]:
    """Each part of a cell, and what divides it from the next."""
    kept = _KEEP.sub(lambda name: f"{name.group(1)}\u0001{name.group(2)}", text)
    depth, begin = 0, 0
    # A comma within brackets divides nothing: "styremedlem (LO Follo, 2021)".
    levels = []
    for sign in kept:
        depth += (sign == "(") - (sign == ")")
        levels.append(depth)
    for divider in _DIVIDER.finditer(kept):
        if levels[divider.start()] <= 0:
            part = kept[begin : divider.start()].replace("\u0001", " og ").strip()
            yield part, divider.group() if divider.group() != "," else ", "
            begin = divider.end()
    yield kept[begin:].replace("\u0001", " og ").strip(), ""


def _position(fragment: str, today: date) -> tuple[PositionText | None, list[Note], str]:
    """One office, what is to be said of it, and the fragment as it may be kept."""
    if not fragment:
        return None, [], ""
    rest, started, ended_on, ended = _times(fragment, today)
    office, written, unit_text, suggestion = _office(rest)
    shown, party = without_parties(fragment, political=bool(office and office.political))
    if (party or is_party(rest)) and not (office and office.political):
        # An office in a party tells which party; it is not kept in any form.
        return None, [Note("party_left_out")], HIDDEN
    if office and office.political and not is_municipality(unit_text):
        # Beside such an office stands its council, or else a list or party.
        unit_text = ""
    notes = [Note("party_left_out")] if party else []
    if office is None:
        if ended and not fold(rest):
            return None, [*notes, Note("position_ended_unknown_when")], shown
        return None, [*notes, Note("unknown_position", {"text": shown[:60]})], shown
    if suggestion:
        notes.append(Note("position_maybe", {"suggestion": suggestion}))
    if office.political:
        notes.append(Note("political_position"))
    if ended_on and ended_on.last < today:
        ended = True
    if ended:
        notes.append(Note("position_ended" if ended_on else "position_ended_unknown_when"))
    position = PositionText(
        office.key,
        unit_text,
        started,
        ended_on,
        ended,
        office.political,
        bool(suggestion) or office.political,
        written,
    )
    return position, notes, shown


def _times(fragment: str, today: date) -> tuple[str, Day | None, Day | None, bool]:
    """The fragment without what it tells of times, and what that is."""
    started = ended_on = None
    ended = bool(_ENDED.search(fragment))
    rest = _ENDED.sub(" ", fragment)
    if found := _YEARS.search(rest):
        first, last = found.groups()
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
        started = parse_day(first, today=today).value
        if last:
            ended_on = parse_day(last if len(last) == 4 else first[:2] + last, today=today).value
    for pattern, is_end in ((_FROM, False), (_TO, True)):
        if found := pattern.search(rest):
            day = parse_day(found.group(1), today=today).value
            if day:
                rest = f"{rest[: found.start()]} {rest[found.end() :]}"
                started, ended_on = (started, day) if is_end else (day, ended_on)
    if ended and ended_on is None and (found := re.search(r"\(?\b((?:19|20)\d{2})\b\)?", rest)):
        ended_on = parse_day(found.group(1), today=today).value
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    return re.sub(r"\s+", " ", rest).strip(" ,()-–?"), started, ended_on, ended


@lru_cache(maxsize=16_384)
def _office(text: str) -> tuple[Office | None, str, str, str]:
    """The office a text names and how, what else stands there, and the word if it is misspelt."""
    spelt = _spelt(text)
    if spelt:
        return (*spelt, "")
    parts = _parts(text)
    for count in dict.fromkeys((1, len(parts))):
        word = _misspelt(fold("".join(parts[:count])))
        if word:
            return OFFICE_BY_WORD[word], " ".join(parts[:count]), _unit(parts[count:]), word
    return None, "", "", ""


def _spelt(text: str) -> tuple[Office, str, str] | None:
    """The office at the beginning or end of a text, rightly spelt, with what else stands there."""
    parts = _parts(text)
    folded = [fold(part) for part in parts]
    most = min(len(parts), LONGEST_WORDS)
    for count in range(most, 0, -1):
        office = OFFICE_BY_WORD.get("".join(folded[:count]))
        if office:
            return office, " ".join(parts[:count]), _unit(parts[count:])
    for count in range(most, 0, -1):
        office = OFFICE_BY_WORD.get("".join(folded[-count:]))
        if office:
            return office, " ".join(parts[-count:]), _unit(parts[:-count])
    return None


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[\s()]+", text) if fold(part)]


def _unit(parts: list[str]) -> str:
    return _PREPOSITION.sub("", " ".join(parts)).strip(" ,.-–:")


_LONG_WORDS: Final = [word for word in OFFICE_BY_WORD if len(word) >= 5]


def _misspelt(folded: str) -> str:
    from rapidfuzz import fuzz, process  # noqa: PLC0415  imports only

    if len(folded) < 5:
        return ""
    found = process.extractOne(folded, _LONG_WORDS, scorer=fuzz.ratio, score_cutoff=84)
    return found[0] if found else ""


@dataclass(frozen=True, slots=True)
class Period:
    """A term of office: "2023–2025", "fra 2024", "til årsmøtet 2026"."""

    started: Day | None = None
    ended_on: Day | None = None


def parse_period(cell: Cell, *, today: date) -> Parsed[Period]:
    """A term of office in one cell; a date alone is its beginning."""
    text, notes, doubtful = prepared(cell)
    if not text or is_placeholder(text):
        return nothing(text, notes)
    _, started, ended_on, _ = _times(text[:LONGEST], today)
    if started is None and ended_on is None:
        day = parse_day(cell, today=today)
        value = Period(day.value) if day.value else None
        return Parsed(value, day.typed, day.notes, day.doubtful)
    return Parsed(Period(started, ended_on), text, tuple(notes), doubtful)
