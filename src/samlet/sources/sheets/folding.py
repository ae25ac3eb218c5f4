"""Text made comparable, and text made whole: letters, spaces and what a broken export did to them.

`clean` is what a cell really says; `fold` is only for comparing.
"""

from __future__ import annotations

import html
import re
import unicodedata
from datetime import date, datetime, time
from functools import lru_cache
from typing import Final

Cell = str | int | float | bool | date | datetime | None


_NO_LETTER: Final = re.compile(r"[\W_]+")
_LONG_A: Final = re.compile("a{2,}")


def listed(text: str) -> tuple[str, ...]:
    """The entries of a list written as one text, with bars between them."""
    return tuple(text.split(" | "))


_NORDIC: Final = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "ä": "ae", "ö": "o", "ß": "ss", "đ": "d", "ð": "d", "ł": "l"}
)
# What people write where a cell should be empty.
PLACEHOLDERS: Final = frozenset(
    listed(
        "ukjent | vetikke | vetikkje | na | nn | xxx | mangler | ingen | tom | tba | null | "
        "ikkeoppgitt | ikkjeoppgitt | none | nan"
    )
)


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Only letters and digits, small, without accents: "Arb.sted " → "arbsted"; for comparing."""
    small = text.casefold()
    if not small.isascii():
        small = unicodedata.normalize("NFC", small).translate(_NORDIC)
        small = unicodedata.normalize("NFKD", small).casefold()
        small = "".join(filter(str.isalnum, small))
    return _LONG_A.sub("a", _NO_LETTER.sub("", small))


@lru_cache(maxsize=65_536)
def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order."""
    return tuple(folded for word in re.split(r"[^\w]+", text) if (folded := fold(word)))


def _broken_pairs() -> dict[str, str]:
    """Two signs that stand for one letter when UTF-8 was read as Windows-1252 or MacRoman."""
    pairs: dict[str, str] = {}
    for first in (0xC2, 0xC3, 0xC4, 0xC5):
        # Norwegian names hold Å but neither Ã nor Ä, and in MacRoman only C3 is worth the trouble.
        encodings = ("cp1252", "latin-1", "mac_roman") if first == 0xC3 else ("cp1252", "latin-1")
        for second in range(0x80, 0xC0):
            letter = bytes((first, second)).decode("utf-8")
            for encoding in encodings:
                try:
                    pair = bytes((first, second)).decode(encoding)
                except UnicodeDecodeError:
                    continue
                if not (pair[0] == "Å" and pair[1] in _AFTER_A_RING):
                    pairs[pair] = letter
    return pairs


# What may stand after Å in sound text: "GÅ – HJEM", "«GRÅ»".
_AFTER_A_RING: Final = frozenset("\xa0–—’‘“”…•«»·´")
_PAIRS: Final = _broken_pairs()
_BROKEN: Final = re.compile("[ÃÂÄÅ√]")
_PAIR: Final = re.compile("[ÃÂÄÅ√][" + re.escape("".join({pair[1] for pair in _PAIRS})) + "]")
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ud800-\udfff]"
)
_SPACES: Final = re.compile(r"\s+")
_LOST: Final = re.compile(r"(?<=[^\W\d_])[?�](?=[^\W\d_])|�")


def repair(text: str) -> str:
    """Letters that UTF-8 read as something else broke, made whole: "MÃ¸ller" → "Møller"."""
    for _ in range(2):
        if not _BROKEN.search(text):
            break
        text = _PAIR.sub(lambda pair: _PAIRS.get(pair.group(), pair.group()), text)
    return text


def letter_lost(text: str) -> bool:
    """A question mark stands inside a word, where a letter has been: "M?ller"."""
    return bool(_LOST.search(text)) and "@" not in text and "://" not in text


def clean(cell: Cell) -> str:
    """What a cell says, on one line: no invisible signs, single spaces, broken letters repaired."""
    if cell is None:
        return ""
    text = cell if isinstance(cell, str) else written(cell)
    # Most cells are plain: told apart here, since twenty thousand rows have a quarter of a million.
    if text.isprintable() and "  " not in text and "&" not in text:
        if text.isascii():
            return text.strip()
        return _SPACES.sub(" ", unicodedata.normalize("NFC", repair(text))).strip()
    text = repair(text)
    if "&" in text and ";" in text:
        text = html.unescape(text)
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return _SPACES.sub(" ", text).strip()


def written(cell: Cell | time) -> str:
    """A cell as text: whole numbers without decimals, dates as year-month-day."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nei"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        midnight = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "minutes")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return str(cell)


def is_placeholder(text: str) -> bool:
    """The cell says that nothing is known: "«ukjent»", "-", "?"."""
    if len(text) > 20:
        return not any(sign.isalnum() for sign in text)
    folded = fold(text)
    return not folded or folded in PLACEHOLDERS
