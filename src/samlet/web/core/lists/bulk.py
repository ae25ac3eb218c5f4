"""Acts on many rows at once: chosen, shown, confirmed, done, and undone if it was wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True)
class BulkAct:
    """key: its name in forms. title: the button. act: what one must be allowed with each row.

    run: (actor, rows, **the form's data) → the change set, so that it can be undone; it is an
    action of the room. text: what happens, in a sentence or two, on the page that asks.
    """

    key: str
    title: _StrOrPromise
    act: str
    run: Callable[..., Any]
    form: type[forms.Form] | None = None
    text: _StrOrPromise = ""
