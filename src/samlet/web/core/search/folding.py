"""Text as the index knows it: what the hand may vary is folded away, on both sides alike.

Upper and lower case, accents, æ/ae, ø/ö/o/oe, å/aa/a are the same. A word joined by hyphens, dots
or an at sign is found by its parts and by the whole; so is a number written in groups.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from samlet.web.core.models.search import LONGEST_TITLE, LONGEST_WORD

STEM, INITIAL = "~", "^"  # marks of terms that are no words: a stem, a first letter
SHORTEST_STEMMED = 4

_LETTERS = str.maketrans(
    {"æ": "ae", "ä": "ae", "ø": "o", "ö": "o", "å": "a", "đ": "d", "ð": "d", "þ": "th"}
    | {"ŋ": "n", "ŧ": "t", "ł": "l", "œ": "o"}
)
_PART = re.compile(r"[^\W\d_]+|\d+")
# A number in groups, standing by itself: "912 34 567", "+47 22-03-00-00", "(987) 654 321".
_NUMBER = re.compile(r"(?<!\S)[(+]*\d+(?:[ .()\-]+\d+)*(?!\S)")
# What Brønnøysund numbers wear on invoices.
_VAT = re.compile(r"\b(?:no)?[ ]?(\d{3} ?\d{3} ?\d{3}) ?mva\b")
# Written short in names of units, asked for in full.
_ABBREVIATIONS = {"avd": "avdeling", "fk": "fylkeskommune", "st": "sankt", "komm": "kommune"}

_stemmer = snowballstemmer.stemmer("norwegian")


@dataclass(frozen=True, slots=True)
class Chunk:
    """What was written together: its parts, and all of it as one word. number: digits alone."""

    parts: tuple[str, ...]
    joined: str
    number: bool = False


def fold(text: str) -> str:
    """The text without what the hand may vary."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return re.sub("a{2,}", "a", plain).replace("oe", "o")


def chunks(text: str) -> list[Chunk]:
    """The text in order, as what belongs together."""
    folded = _VAT.sub(r" \1 ", fold(text))
    found: list[Chunk] = []
    end = 0
    for match in _NUMBER.finditer(folded):
        found += _words(folded[end : match.start()])
        found.append(_number(match.group()))
        end = match.end()
    return found + _words(folded[end:])


def _words(text: str) -> list[Chunk]:
    found = []
    for piece in text.split():
        parts = tuple(_PART.findall(piece))
        if parts:
            found.append(Chunk(parts, "".join(parts)))
    return found


def _number(text: str) -> Chunk:
    """Digits in groups. The country's own code is left out of the whole, not of the groups."""
    parts = tuple(_PART.findall(text))
    digits = "".join(parts)
    if text.lstrip("(").startswith("+47"):
        digits = digits.removeprefix("47")
    elif digits.startswith("0047"):
        digits = digits.removeprefix("0047")
    elif len(digits) == 10:
        digits = digits.removeprefix("47")
    return Chunk(parts, digits or "".join(parts), number=True)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a folded word, marked as one; "" for what has none worth having."""
    if len(word) < SHORTEST_STEMMED or word[0].isdigit():
        return ""
    return STEM + str(_stemmer.stemWord(word))


def key_of(text: str) -> str:
    """The folded text with single spaces: equal keys are the same title."""
    return " ".join("".join(chunk.parts) for chunk in chunks(text))[:LONGEST_TITLE]


def words_of(text: str) -> set[str]:
    """Every word one may search the text by, in parts and joined."""
    found: set[str] = set()
    for chunk in chunks(text):
        found.update(chunk.parts)
        found.add(chunk.joined)
        found.update(_ABBREVIATIONS[part] for part in chunk.parts if part in _ABBREVIATIONS)
    return {word[:LONGEST_WORD] for word in found}


def terms_of(words: set[str]) -> str:
    """What the index holds for these words: themselves, their stems and their first letters."""
    stems = {stem(word) for word in words} - {""}
    initials = {INITIAL + word[0] for word in words}
    return " ".join(sorted(words | stems | initials))


def correctable(word: str) -> bool:
    """Whether a word may be what a misspelt one was meant as: not numbers, not the shortest."""
    return len(word) >= SHORTEST_STEMMED and word.isalpha() and len(word) < LONGEST_WORD


def grams(word: str) -> list[str]:
    """Three letters in a row, and the first with the last: in a short word two letters that have
    changed places leave no three as they were.
    """
    marked = f"^{word}$"
    in_a_row = {marked[start : start + 3] for start in range(len(marked) - 2)}
    return sorted(in_a_row | {f"{word[0]}~{word[-1]}"})
