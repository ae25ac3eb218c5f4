"""Errors a user can act on. Raised where they are known, told once at the edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


class SamletError(Exception):
    """An error with a message in the user's language. `status` is the HTTP status at the edge."""

    status = 400

    def __init__(self, message: _StrOrPromise, **params: object) -> None:
        self.template = message
        self.params = params
        super().__init__(message)

    @property
    def message(self) -> str:
        text = str(self.template)
        return text % self.params if self.params else text

    def __str__(self) -> str:
        return self.message


class Rejected(SamletError):
    """The input breaks a rule; nothing was changed."""

    status = 400


class Conflict(SamletError):
    """Somebody was first, or the thing has moved on since it was read."""

    status = 409


class Forbidden(SamletError):
    """Seen, but not allowed."""

    status = 403


class NotFound(SamletError):
    """Not there, or not for this actor: the two answer alike."""

    status = 404


class TooLarge(SamletError):
    """More than is read at once; told before it is kept."""

    status = 413


__all__ = ["Conflict", "Forbidden", "NotFound", "Rejected", "SamletError", "TooLarge"]
