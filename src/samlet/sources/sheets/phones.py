"""Telephone numbers as lists have them: with words, two in a cell, shortened by a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, Literal

from samlet.data.fiction import reaches_nobody
from samlet.sources.sheets.folding import Cell, is_placeholder, written
from samlet.sources.sheets.reasons import Note, Parsed
from samlet.sources.sheets.texts import nothing, prepared

PhoneKind = Literal["mobile", "landline", "foreign", "service"]

_SCIENTIFIC: Final = re.compile(r"[+']?(\d)[.,]?(\d*)\s*E\s*\+?\s*(\d{1,2})", re.IGNORECASE)
# "ring etter kl 16", "mellom 8 og 15", "9-15": hours, not telephones.
_HOURS: Final = re.compile(
    r"(?:\bkl\.?|\better\b|\bfør\b|\bmellom\b|\bog\b|\btil\b)\s*\d{1,2}(?:[.:]\d{2})?(?!\d)"
    r"(?:\s*[-–]\s*\d{1,2}(?:[.:]\d{2})?(?!\d))?",
    re.IGNORECASE,
)
_DIVIDER: Final = re.compile(r"[;/|,]|\beller\b|\bog\b|(?<=\d)\s+(?=\+)", re.IGNORECASE)
_LABELS: Final = re.compile(
    r"\b(?:mobil|mob|m|tlf|telefon|tel|t|privat|priv|p|jobb|arb|arbeid|a|j|nr|no)\b\.?",
    re.IGNORECASE,
)
_WITH_COUNTRY: Final = re.compile(r"47[49]\d{7}")
_PIECE: Final = re.compile(r"(?:\+|00)?\(?\+?\d[\d\s.()‐-―-]*")


@dataclass(frozen=True, slots=True)
class Phone:
    """e164: "+4790167667". national: "901 67 667". others: further numbers of the cell."""

    e164: str
    national: str
    kind: PhoneKind
    others: tuple[Phone, ...] = ()


def parse_phone(cell: Cell) -> Parsed[Phone]:
    """The first mobile number of a cell, or else its first number."""
    if isinstance(cell, (int, float)) and _WITH_COUNTRY.fullmatch(written(cell)):
        # As a number it would pass for an identity number of a test population, month 74.
        cell = f"+{written(cell)}"
    text, notes, doubtful = prepared(cell)
    if not text or is_placeholder(text):
        return nothing(text, notes)
    scientific = _SCIENTIFIC.fullmatch(text)
    if scientific:
        whole = _whole(scientific)
        if not whole:
            return Parsed(None, text, (*notes, Note("digits_lost")), True)
        text_of_number = whole
    else:
        text_of_number = text.replace("\u00a0", " ")
    found = list(dict.fromkeys(_numbers(text_of_number)))
    if not found:
        digits = sum(sign.isdigit() for sign in text)
        code = "phone_too_short" if 3 <= digits < 8 else "not_a_phone"
        return Parsed(None, text[:100], (*notes, Note(code)), True)
    chosen = next((phone for phone in found if phone.kind == "mobile"), found[0])
    others = tuple(phone for phone in found if phone is not chosen)
    notes += _notes(text, chosen, len(found))
    phone = Phone(chosen.e164, chosen.national, chosen.kind, others)
    unsure = doubtful or chosen.kind in ("foreign", "service")
    return Parsed(phone, text, tuple(notes), unsure)


def _notes(text: str, chosen: Phone, count: int) -> Iterator[Note]:
    if count > 1:
        yield Note("several_numbers", {"count": count})
    codes = {"landline": "landline", "foreign": "foreign_number", "service": "number_with_price"}
    if chosen.kind in codes:
        yield Note(codes[chosen.kind])
    if re.search(r"[^\W\d_]{2,}", _LABELS.sub("", text)) and not _SCIENTIFIC.fullmatch(text):
        yield Note("words_beside_number")


def _whole(scientific: re.Match[str]) -> str:
    """A number written as 9.0167667E7, or nothing when its last digits are lost."""
    first, decimals, exponent = scientific.groups()
    if len(decimals) < int(exponent):
        return ""
    try:
        number = Decimal(f"{first}.{decimals or '0'}E{exponent}")
    except InvalidOperation:
        return ""
    return str(int(number)) if number == number.to_integral_value() else ""


def _numbers(text: str) -> Iterator[Phone]:
    for part in _DIVIDER.split(_HOURS.sub(" ", text)):
        for piece in _PIECE.findall(part):
            digits = re.sub(r"[^\d+]", "", piece)
            for one in _eights(digits):
                phone = _phone(one)
                if phone:
                    yield phone


def _eights(digits: str) -> list[str]:
    """Two numbers of eight digits that stand side by side with only a space between."""
    if digits.isdigit() and len(digits) in (16, 24) and not digits.startswith("00"):
        return [digits[place : place + 8] for place in range(0, len(digits), 8)]
    return [digits]


@lru_cache(maxsize=65_536)
def _phone(digits: str) -> Phone | None:
    import phonenumbers  # noqa: PLC0415  imports only
    from phonenumbers import PhoneNumberFormat, PhoneNumberType  # noqa: PLC0415

    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif len(digits) == 10 and digits.startswith("47"):
        digits = f"+{digits}"
    elif len(digits) < 8 or digits.count("+") > 1:
        return None
    try:
        number = phonenumbers.parse(digits, "NO")
    except phonenumbers.NumberParseException:
        return None
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    invented = reaches_nobody(e164)
    if not invented and not phonenumbers.is_valid_number(number):
        return None
    kinds: dict[int, PhoneKind] = {
        PhoneNumberType.MOBILE: "mobile",
        PhoneNumberType.FIXED_LINE: "landline",
        PhoneNumberType.VOIP: "landline",
        PhoneNumberType.FIXED_LINE_OR_MOBILE: "landline",
    }
    kind = "mobile" if invented else kinds.get(phonenumbers.number_type(number), "service")
    if number.country_code != 47:
        kind = "foreign"
    return Phone(
        e164,
        phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL),
        kind,
    )
