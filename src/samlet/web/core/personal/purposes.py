"""The purposes for which people's data may be held. Nothing is held for none of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from samlet.web.core.models import Subject


@dataclass(frozen=True)
class Keeping:
    """How long: `time` after `after`, in words. time None: as long as what `after` says."""

    after: _StrOrPromise
    time: timedelta | None = None


@dataclass(frozen=True)
class Purpose:
    """One purpose and what the law lets it do.

    basis: of GDPR Art. 6. special: the exception of Art. 9(2), "" where nothing special is held.
    seen_by: the acts by which others can see it; the roles follow from the table of acts.
    consent: the key of the consent's text, where consent is the basis. sources: where it is read.
    unsure: what the controller's lawyer is to decide.
    """

    key: str
    title: _StrOrPromise
    why: _StrOrPromise
    basis: _StrOrPromise
    special: _StrOrPromise
    holds: _StrOrPromise
    about: _StrOrPromise
    seen_by: tuple[str, ...]
    keeping: Keeping
    sources: _StrOrPromise
    consent: str = ""
    unsure: _StrOrPromise = ""
    order: int = 0


_purposes: dict[str, Purpose] = {}
_official: list[Callable[[Subject], bool]] = []
OFFICIAL_PURPOSES = frozenset({"public_offices", "security", "account"})


def declare_purpose(purpose: Purpose) -> None:
    """Add a purpose, from a room's personal.py. Declaring again replaces it."""
    _purposes[purpose.key] = purpose


def purpose_of(key: str) -> Purpose:
    """The purpose; KeyError when no room has declared it, which is a fault in the program."""
    from samlet.web.core.personal.declarations import discover  # noqa: PLC0415  they import this

    discover()
    return _purposes[key]


def all_purposes() -> tuple[Purpose, ...]:
    from samlet.web.core.personal.declarations import discover  # noqa: PLC0415  they import this

    discover()
    return tuple(sorted(_purposes.values(), key=lambda purpose: (purpose.order, purpose.key)))


def register_official(test: Callable[[Subject], bool]) -> None:
    """Say how the public register of official facts is told from the others."""
    _official[:] = [test]


def purposes_in(register: Subject) -> list[Purpose]:
    """The purposes a register can have: the public one holds official facts and nothing else."""
    official = any(test(register) for test in _official)
    return [
        purpose
        for purpose in all_purposes()
        if (purpose.key in OFFICIAL_PURPOSES if official else purpose.key != "public_offices")
    ]
