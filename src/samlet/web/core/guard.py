"""Personal data is read through a scope or not at all.

It is easy to forget one filter. So the manager of a personal model refuses to be asked, unless the
question comes from `access.scoped()` (which filters first), from an action (which has required
permission first), or from a place that says aloud why it reads without a scope.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import models, transaction

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=models.Model)

_why_open: ContextVar[str] = ContextVar("guard", default="")


class Unscoped(RuntimeError):
    """Personal data was asked for without a scope. A fault in the program: never shown."""


class Guarded(models.Manager[M]):
    """The manager of personal models; also that of their reverse relations."""

    def get_queryset(self) -> models.QuerySet[M]:
        if not _why_open.get():
            raise Unscoped(
                f"{self.model.__name__} is personal: read it by access.scoped(), in an @action, "
                'or within unscoped("why")'
            )
        return super().get_queryset()


@contextmanager
def unscoped(why: str) -> Iterator[None]:
    """Let personal models be read without a scope, for a reason that stands in the code."""
    if not why.strip():
        raise ValueError("say why personal data is read without a scope")
    token = _why_open.set(why)
    try:
        yield
    finally:
        _why_open.reset(token)


def action(act: Callable[P, R]) -> Callable[P, R]:
    """An act: all or nothing in the database, and the guard open, since it requires first."""

    @wraps(act)
    def acted(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic(), unscoped(f"the action {act.__name__}"):
            return act(*args, **kwargs)

    return acted
