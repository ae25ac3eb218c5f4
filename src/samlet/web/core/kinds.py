"""Kinds of subject: what each is called, who may see one and where its page is.

A room registers its kinds in AppConfig.ready(). Search, panels, follow-ups and "what is this
about" read them here and never import the room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True)
class SubjectKind:
    """key: the model's label. view_act: the act that lets one see it. url_name: its page, which
    takes `public_id`. titles: from subject ids to what they are called, for those already scoped.
    """

    key: str
    title: _StrOrPromise
    view_act: str
    url_name: str
    titles: Callable[[Iterable[int]], dict[int, str]]


_kinds: dict[str, SubjectKind] = {}


def register(kind: SubjectKind) -> None:
    """Add a kind, from a room's AppConfig.ready(). Registering again replaces it."""
    _kinds[kind.key] = kind


def kind_of(key: str) -> SubjectKind:
    """The kind; KeyError when no room has registered it."""
    return _kinds[key]


def all_kinds() -> tuple[SubjectKind, ...]:
    return tuple(_kinds.values())
