"""What to show of a hit: which words answered, and what a misspelt question was meant as."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from samlet.web.core.models.search import SearchEntry
from samlet.web.core.search.asking import Question
from samlet.web.core.search.folding import fold
from samlet.web.core.search.vocabulary import distance, kin

_WORD = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether it answered the question."""

    text: str
    marked: bool = False


def marked(text: str, asked: Question) -> tuple[Piece, ...]:
    """The text in pieces, the words that answer marked."""
    pieces: list[Piece] = []
    end = 0
    for word in _WORD.finditer(text):
        if _answers(word.group(), asked):
            if word.start() > end:
                pieces.append(Piece(text[end : word.start()]))
            pieces.append(Piece(word.group(), True))
            end = word.end()
    if end < len(text):
        pieces.append(Piece(text[end:]))
    return tuple(pieces)


def also_called(row: SearchEntry, asked: Question) -> tuple[Piece, ...]:
    """The first of its other names that answers what title and subtitle do not.

    Numbers and addresses are never shown: a hit by telephone must not tell the e-mail.
    """
    shown = [fold(word) for word in _WORD.findall(f"{row.title} {row.subtitle}")]
    missing = [part for part in asked.parts if not any(kin(part, word) for word in shown)]
    for phrase in row.words.splitlines():
        if "@" in phrase or any(map(str.isdigit, phrase)):
            continue
        words = [fold(word) for word in _WORD.findall(phrase)]
        if any(kin(part, word) for part in missing for word in words):
            return marked(phrase, asked)
    return ()


def meant(asked: Question, row: SearchEntry) -> str:
    """The question in the words of the row that answers it; "" when it is the same already."""
    held = _WORD.findall(f"{row.title} {row.subtitle} {row.words}")
    words = [_nearest(part, held) for part in asked.parts]
    same = all(kin(part, fold(word)) for part, word in zip(asked.parts, words, strict=True))
    return "" if same else " ".join(words)


def far_from(asked: Question, row: SearchEntry) -> float:
    """How many typing errors lie between the question and the row, its title before the rest."""
    title, rest = _folded(row.title), _folded(f"{row.subtitle} {row.words}")
    return sum(min(_least(part, title), _least(part, rest) + 0.25) for part in asked.parts)


def _answers(word: str, asked: Question) -> bool:
    folded = fold(word)
    return any(kin(part, folded) for part in asked.parts)


def _folded(text: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(text)]


def _least(part: str, words: Iterable[str]) -> float:
    return min((_far(part, word) for word in words), default=float(len(part)))


def _far(part: str, word: str) -> float:
    """Typing errors between them; the word itself before what begins so."""
    if word == part:
        return 0.0
    return 0.1 if kin(part, word) else distance(part, word)


def _nearest(part: str, words: Iterable[str]) -> str:
    def far(word: str) -> tuple[float, str]:
        folded = fold(word)
        return (
            -1.0 if folded == part else 0 if kin(part, folded) else distance(part, folded)
        ), word

    best = min(words, key=far)
    return part if kin(part, fold(best)) else best
