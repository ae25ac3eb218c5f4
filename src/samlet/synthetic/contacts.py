"""E-mail addresses and mobile numbers that reach nobody.

Numbers: Nkom sets no series aside for fiction (its overview of the numbering plan, read 24 November
2026, names none). We use 42, 43 and 44: inside the plan's mobile range, 40-49, but in series that
libphonenumber's metadata (9.0) gives to no operator, so that they are "possible" and not "valid".
Whoever checks numbers must let them through for synthetic people: `reaches_nobody`.
Addresses: the top domain .example, which RFC 2606 keeps from ever being registered. .no has none
that we found a source for.
"""

from __future__ import annotations

import re
import unicodedata

DOMAIN = "samlet.example"
FICTION = re.compile(r"\+47(42|43|44)\d{6}")
_SERIES = 3_000_000
# A step without a common factor with the series: every number once before any comes again.
_STEP = 1_299_709
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t", "ł": "l", "ı": "i"}
)


def mobile(count: int, start: int) -> str:
    """A person's mobile number, in E.164. Raises ValueError for a count past 3 million."""
    if not 0 <= count < _SERIES:
        raise ValueError(count)
    return f"+47{42_000_000 + (start + count * _STEP) % _SERIES}"


def reaches_nobody(number: str) -> bool:
    """True for a number, in E.164, of the series this package uses."""
    return FICTION.fullmatch(number) is not None


def plain(name: str) -> str:
    """The name in the letters of an address: "Åse Sæther" → "ase.saether"."""
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    kept = "".join(letter if letter.isascii() else "" for letter in letters)
    return ".".join(re.findall(r"[a-z0-9]+", kept))


def email(given: str, family: str, count: int) -> str:
    return f"{plain(given)}.{plain(family)}.{count}@{DOMAIN}"


def shared_box(key: str) -> str:
    """The address of a unit, not of a person."""
    return f"post@{key}.{DOMAIN}"
