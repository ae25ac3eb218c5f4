"""What the cells of a column look like, whatever its heading says."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from samlet.sources.sheets.days import MONTHS, SEASONS
from samlet.sources.sheets.folding import Cell, clean, fold
from samlet.sources.sheets.given_names import GIVEN_NAMES
from samlet.sources.sheets.identity import is_national_id
from samlet.sources.sheets.municipalities import is_municipality
from samlet.sources.sheets.parties import is_party
from samlet.sources.sheets.positions import names_a_position
from samlet.sources.sheets.statuses import status_in
from samlet.sources.sheets.unions import names_a_union

_EMAIL: Final = re.compile(r"\S+(?:@|\[at\]|\(at\))\S+\.\w{2,}", re.IGNORECASE)
_MOBILE: Final = re.compile(r"(?:\+|00)?(?:47)?[49]\d{7}")
_PHONE: Final = re.compile(r"(?:\+|00)?(?:47)?[2-9]\d{7}")
_SCIENTIFIC: Final = re.compile(r"[2-9][.,]\d+E\+?0?7", re.IGNORECASE)
_DATE: Final = re.compile(
    r"\d{1,2}[./ -]+\d{1,2}[./ -]+(?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2}(?: [\d:]+)?|\d{1,2}/\d{1,2}"
)
_YEAR: Final = re.compile(r"(?:19|20)\d{2}")
_PERIOD: Final = re.compile(r"(?:19|20)\d{2}\s*[-–/]\s*((?:19|20)?\d{2})?")
_ORG: Final = re.compile(r"(?:NO)?[89]\d{8}(?:MVA)?", re.IGNORECASE)
_ADDRESS: Final = re.compile(
    r"\w.*(?:vei|veien|veg|vegen|gate|gata|gt|vn|allé|plass|torg|tunet|stien|bakken|svingen)\.?"
    r"\s*\d*\s*\w?$",
    re.IGNORECASE,
)
_WEBSITE: Final = re.compile(r"(?:https?://|www\.)\S+\.\S+", re.IGNORECASE)
_NAME: Final = re.compile(r"[^\W\d_][\w.'’-]*(?:[ ,]+[^\W\d_][\w.'’-]*){1,5}")

_LANGUAGES: Final = frozenset(("nb", "nn", "en", "bokmal", "nynorsk", "engelsk", "english", "no"))


def _mobile(text: str) -> bool:
    digits = re.sub(r"[\s().-]", "", text)
    return bool(_MOBILE.fullmatch(digits) or _MOBILE.match(re.sub(r"^\D*", "", digits)))


def _phone(text: str) -> bool:
    digits = re.sub(r"[\s().-]", "", text)
    return bool(_PHONE.match(re.sub(r"^[^\d+]*", "", digits)) or _SCIENTIFIC.fullmatch(digits))


def _day(text: str) -> bool:
    if _DATE.fullmatch(text) or _YEAR.fullmatch(text):
        return True
    parts = re.split(r"[\s.]+", text)
    named = any(fold(part) in MONTHS or fold(part) in SEASONS for part in parts)
    return named and len(parts) <= 3


def _org_number(text: str) -> bool:
    return bool(_ORG.fullmatch(re.sub(r"[\s.]", "", text)))


def _person_name(text: str) -> bool:
    """Two to six words of letters; the heading has said that it is a name."""
    return bool(_NAME.fullmatch(re.sub(r"\s*\([^)]*\)", "", text)))


def _known_name(text: str) -> bool:
    """The same with a common given name in it, where no heading says anything."""
    return _person_name(text) and any(
        fold(part) in GIVEN_NAMES for part in re.split(r"[\s,-]+", text)
    )


def _branch(text: str) -> bool:
    return bool(re.match(r"(?:avd|distr|fagforening|forening)|\d{1,4}$", text, re.IGNORECASE))


def _position(text: str) -> bool:
    first = re.split(r"[,;/+&]|\s+og\s+", text)[0]
    return names_a_position(first)


LOOKS: Final[dict[str, Callable[[str], bool]]] = {
    "public_id": lambda text: bool(re.fullmatch(r"[A-Za-z0-9_-]{12}", text)),
    "person_name": _person_name,
    "known_name": _known_name,
    "given_name": lambda text: text.count(" ") <= 3 and any(sign.isalpha() for sign in text),
    "one_word": lambda text: text.count(" ") <= 2 and any(sign.isalpha() for sign in text),
    "union": names_a_union,
    "branch": _branch,
    "branch_number": lambda text: bool(re.fullmatch(r"(?:avd\.?\s*)?\d{1,4}", text, re.I)),
    "text": lambda text: any(sign.isalpha() for sign in text) and "@" not in text,
    "municipality": lambda text: is_municipality(text) or bool(re.fullmatch(r"\d{4}", text)),
    "position": _position,
    "email": lambda text: bool(_EMAIL.search(text)),
    "mobile": _mobile,
    "phone": _phone,
    "date": _day,
    "period": lambda text: bool(_PERIOD.fullmatch(text)) or _day(text),
    "language": lambda text: fold(text) in _LANGUAGES,
    "status": lambda text: status_in(text) is not None,
    "org_number": _org_number,
    "address": lambda text: bool(_ADDRESS.search(text)),
    "postcode": lambda text: bool(re.match(r"\d{3,4}(?!\d)", text)),
    "website": lambda text: bool(_WEBSITE.search(text)),
    "party": is_party,
    "national_id": is_national_id,
}


@lru_cache(maxsize=32_768)
def _fits(look: str, text: str) -> bool:
    return LOOKS[look](text)


def share_that_fits(look: str, cells: list[Cell]) -> float:
    """The share (0 to 1) of filled cells that look like this; 0 when there are none."""
    if not cells:
        return 0.0
    fitting = 0
    for cell in cells:
        if look == "national_id":
            fitting += is_national_id(cell)
        elif isinstance(cell, (date, datetime)):
            fitting += look in ("date", "period")
        else:
            fitting += _fits(look, clean(cell)[:200])
    return fitting / len(cells)
