"""A question to the index, as a tree that both databases' full-text languages can say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from samlet.web.core.search.folding import INITIAL, Chunk, chunks, key_of, stem

MOST_CHUNKS = 8
LONGEST_QUESTION = 200
# Little words that people write or leave out as it falls; alone they are asked for.
_LITTLE = frozenset({"i", "og", "pa", "av", "for", "nr", "ved", "the", "of", "and"})


@dataclass(frozen=True, slots=True)
class Word:
    """One term of the index, or all that begin so."""

    text: str
    start: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    of: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Either:
    of: tuple[Asked, ...]


Asked: TypeAlias = Word | Every | Either
Way: TypeAlias = Callable[[str], Asked]


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: its key as a title, and its pieces, each of which has to be found."""

    key: str
    pieces: tuple[Chunk, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(part for piece in self.pieces for part in piece.parts)

    def as_whole(self) -> Asked:
        """Every word as it stands."""
        return self._said(Word)

    def as_start(self) -> Asked:
        """Every word, or what begins with it."""
        return self._said(begins)

    def as_kin(self) -> Asked:
        """Every word, what begins with it, or another form of it."""
        return self._said(kin)

    def as_near(self, near: Mapping[str, Iterable[str]]) -> Asked:
        """One of the words that are near it; where more is asked, each may also be as written.

        Of a single word, what is as written is found already, and may be half of the index.
        """
        if len(self.parts) == 1:
            return Either(tuple(map(Word, near[self.parts[0]])))
        return self._said(lambda part: Either((kin(part), *map(Word, near.get(part, ())))))

    def _said(self, way: Way) -> Asked:
        return Every(tuple(_piece(piece, way) for piece in self.pieces))


def question(text: str) -> Question:
    """Read what somebody typed. Without a letter or digit in it, it has no pieces."""
    pieces = chunks(text[:LONGEST_QUESTION])[:MOST_CHUNKS]
    telling = [piece for piece in pieces if piece.joined not in _LITTLE]
    return Question(key_of(text[:LONGEST_QUESTION]), tuple(telling or pieces))


def begins(part: str) -> Asked:
    # One letter is an initial: the index has those as terms, so that half of it need not be read.
    return Word(INITIAL + part) if len(part) == 1 else Word(part, start=True)


def kin(part: str) -> Asked:
    return Either((begins(part), Word(stem(part)))) if stem(part) else begins(part)


def _piece(piece: Chunk, way: Way) -> Asked:
    together = way(piece.joined)
    if len(piece.parts) == 1 and piece.parts[0] == piece.joined:
        return together
    return Either((together, Every(tuple(way(part) for part in piece.parts))))


def in_fts5(asked: Asked) -> str:
    if isinstance(asked, Word):
        return f'"{asked.text}"{" *" if asked.start else ""}'
    joint = " AND " if isinstance(asked, Every) else " OR "
    return f"({joint.join(map(in_fts5, asked.of))})"


def in_tsquery(asked: Asked) -> str:
    if isinstance(asked, Word):
        return f"'{asked.text}'{':*' if asked.start else ''}"
    joint = " & " if isinstance(asked, Every) else " | "
    return f"({joint.join(map(in_tsquery, asked.of))})"
