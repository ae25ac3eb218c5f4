"""The letters that can be sent; rooms declare theirs in AppConfig.ready()."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True)
class LetterKind:
    """key: "events.invitation". template: a text file; its first line is the subject, then an
    empty line, then the text. fields: what it is filled in with, all of it. urgent: somebody sits
    and waits for it, so it passes those that do not. lives: not sent when it has waited longer.
    """

    key: str
    title: _StrOrPromise
    template: str
    fields: frozenset[str]
    urgent: bool
    lives: timedelta | None


_kinds: dict[str, LetterKind] = {}


def register_letter(
    key: str,
    *,
    title: _StrOrPromise,
    template: str,
    fields: tuple[str, ...],
    urgent: bool = False,
    lives: timedelta | None = None,
) -> None:
    """Add a kind of letter. Registering again replaces it."""
    _kinds[key] = LetterKind(key, title, template, frozenset(fields), urgent, lives)


def kind_of(key: str) -> LetterKind:
    """The kind; KeyError when no room has registered it, which is a fault in the program."""
    return _kinds[key]


def all_kinds() -> Mapping[str, LetterKind]:
    return dict(_kinds)
