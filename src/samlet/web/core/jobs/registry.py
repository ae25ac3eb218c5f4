"""What can run in the background, declared by the rooms in their jobs.py."""

from __future__ import annotations

import datetime
import inspect
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, ParamSpec, TypeAlias, TypeVar

from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from samlet.web.core.models import Job

P = ParamSpec("P")
Result: TypeAlias = "Mapping[str, Any] | None"
F = TypeVar("F", bound=Callable[..., Result])
Queue = Literal["default", "quick"]

EVERY_DAY = range(7)
# An id, a key, a code or a date: what has no room for a name, an address or a sentence.
_PLAIN_WORD = re.compile(r"[\w.:-]{0,64}", re.ASCII)


class PersonalArgument(ValueError):
    """An argument of a job that could hold personal data; ids are what is given."""


@dataclass(frozen=True)
class JobKind:
    """A function that can run in the background.

    messages: texts for the codes that the function says while it works and when it fails.
    result_href: from the job to the page with its result; back_href: where to go when it was
    stopped or could not be done. queue: "quick" for what takes seconds
    and must not wait behind an import.
    """

    key: str
    title: _StrOrPromise
    function: Callable[..., Result]
    messages: Mapping[str, _StrOrPromise] = field(default_factory=dict)
    result_href: Callable[[Job], str] | None = None
    back_href: Callable[[Job], str] | None = None
    queue: Queue = "default"


@dataclass(frozen=True)
class Daily:
    """Work that is due each of `weekdays` (0 is Monday) at a time of day in the site's zone."""

    key: str
    at: datetime.time
    weekdays: Collection[int]


_kinds: dict[str, JobKind] = {}
_daily: dict[str, Daily] = {}
_found: list[bool] = []


def job(
    key: str,
    *,
    title: _StrOrPromise,
    messages: Mapping[str, _StrOrPromise] | None = None,
    result_href: Callable[[Job], str] | None = None,
    back_href: Callable[[Job], str] | None = None,
    queue: Queue = "default",
) -> Callable[[F], F]:
    """Declare a function `f(progress, **arguments)` that `start_job(actor, key, ...)` runs.

    It is written to be run again: after a crash it starts anew with the same arguments, and what
    must happen once happens in `progress.step()`. What it returns is shown as the result and holds
    counts and ids only.
    """

    def declare(function: F) -> F:
        _kinds[key] = JobKind(key, title, function, messages or {}, result_href, back_href, queue)
        return function

    return declare


def daily(
    key: str,
    *,
    at: str,
    title: _StrOrPromise,
    weekdays: Collection[int] = EVERY_DAY,
    queue: Queue = "default",
) -> Callable[[F], F]:
    """Declare a job that the worker starts each day at `at` ("03:10"), once, also when late."""

    def declare(function: F) -> F:
        _daily[key] = Daily(key, datetime.time.fromisoformat(at), frozenset(weekdays))
        return job(key, title=title, queue=queue)(function)

    return declare


def discover() -> None:
    """Import every room's jobs.py, once."""
    if not _found:
        _found.append(True)
        from samlet.web.core.jobs import tidying  # noqa: F401, PLC0415  it declares by import

        autodiscover_modules("jobs")


def kind_of(key: str) -> JobKind | None:
    """The kind; None for one whose room is gone."""
    discover()
    return _kinds.get(key)


def all_kinds() -> tuple[JobKind, ...]:
    discover()
    return tuple(_kinds.values())


def all_daily() -> tuple[Daily, ...]:
    discover()
    return tuple(_daily.values())


def checked(kind: JobKind, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments, if the function takes them and none of them can be about a person."""
    inspect.signature(kind.function).bind(None, **arguments)
    for name, value in arguments.items():
        if not _is_plain(value):
            raise PersonalArgument(f"{kind.key}: {name} must be ids, keys or numbers")
    return dict(arguments)


def _is_plain(value: object) -> bool:
    if value is None or isinstance(value, (bool, int)):
        return True
    if isinstance(value, str):
        return _PLAIN_WORD.fullmatch(value) is not None
    if isinstance(value, (list, tuple)):
        return all(_is_plain(part) for part in value)
    return False


__all__ = ["Daily", "JobKind", "PersonalArgument", "daily", "job"]
