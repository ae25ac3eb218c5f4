"""E-mail addresses and mobile numbers that reach nobody.

Numbers: the series of samlet.data.fiction, which says why. Addresses: the top domain .example,
which RFC 2606 keeps from ever being registered; for .no we found no source that says the same.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from samlet.data.fiction import FIRST, SERIES

DOMAIN = "samlet.example"
# A step without a common factor with the series: every number once before any comes again.
_STEP = 1_299_709
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t", "ł": "l", "ı": "i"}
)


def mobile(count: int, start: int) -> str:
    """A person's mobile number, in E.164. Raises ValueError for a count past 3 million."""
    if not 0 <= count < SERIES:
        raise ValueError(count)
    return f"+47{FIRST + (start + count * _STEP) % SERIES}"


@cache
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
