"""When a body of figures last moved, so that what is computed from it can be kept until then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from samlet.web.core.models import Stamp, new_public_id

FIGURES = "figures"

# A page asks for the same stamp many times; within one request it is read once.
_read: ContextVar[dict[str, str] | None] = ContextVar("stamps", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Within this block each stamp is read once (and anew after a change made here)."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def stamp(key: str = FIGURES) -> str:
    """The present stamp ("" before the first touch). At most one small query."""
    read = _read.get()
    if read is not None and key in read:
        return read[key]
    value = Stamp.objects.filter(pk=key).values_list("value", flat=True).first() or ""
    if read is not None:
        read[key] = value
    return value


def touch(key: str = FIGURES) -> str:
    """Say that the figures moved. Call inside the transaction that moved them."""
    value = new_public_id()
    put(key, value)
    return value


def put(key: str, value: str) -> None:
    """Keep a value that says which release of something the database holds."""
    Stamp.objects.update_or_create(pk=key, defaults={"value": value})
    if (read := _read.get()) is not None:
        read.pop(key, None)


def drop(key: str) -> None:
    """Forget a value."""
    Stamp.objects.filter(pk=key).delete()
    if (read := _read.get()) is not None:
        read.pop(key, None)
