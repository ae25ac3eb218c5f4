"""What a register consists of: one part, and so one file, for each model that it keeps rows of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from samlet.web.core import personal


@dataclass(frozen=True)
class Part:
    """key: the file's name. model: its label. fields: what is written, besides what names the row.

    of: the lookup from a row to the register, or from the register's key to a filter. named_by:
    the fields that name a row, also in other installations. shared: rows that every installation
    has some of, so that loading sets them in place of adding. file: the field with the hash of a
    document, whose content goes along.
    """

    key: str
    model: str
    fields: tuple[str, ...]
    of: str | Callable[[int], Q]
    named_by: tuple[str, ...] = ("public_id",)
    shared: bool = False
    file: str = ""

    @property
    def model_class(self) -> type[models.Model]:
        return apps.get_model(self.model)

    def rows(self, register: int) -> models.QuerySet[Any]:
        """The rows of one register, in an order that is the same everywhere."""
        wanted = Q(**{self.of: register}) if isinstance(self.of, str) else self.of(register)
        return self.model_class._base_manager.filter(wanted).distinct()


Parts = Callable[[], Iterable[Part]]
_rooms: list[Parts] = []
_after: list[Callable[[], None]] = []
_left_out: dict[str, str] = {}


def register(parts: Parts) -> None:
    """Say what gives a room's parts, from its AppConfig.ready(): it is asked when first needed,
    since what is written of people follows from their declarations. A part stands after those it
    points at.
    """
    if parts not in _rooms:
        _rooms.append(parts)


def after_load(then: Callable[[], None]) -> None:
    """Be called within the loading, when all rows are there: placements, closure, index."""
    if then not in _after:
        _after.append(then)


def leave_out(why: str, *labels: str) -> None:
    """Say that rows of these models are not in a register's file, and why."""
    if not why.strip():
        raise ValueError("say why these are not in the file")
    _left_out.update({label.lower(): why for label in labels})


def left_out() -> Mapping[str, str]:
    """The models whose rows are not in the file, and why; a test asks for every model."""
    all_parts()
    return dict(_left_out)


@cache
def all_parts() -> tuple[Part, ...]:
    """The rooms' own, and then what core keeps, which points at them."""
    from samlet.web.core.wholes.furniture import furniture  # noqa: PLC0415  it is made of parts

    return (*(part for parts in _rooms for part in parts()), *furniture())


def followers() -> tuple[Callable[[], None], ...]:
    return tuple(_after)


def declared(label: str, *more: str, without: Collection[str] = ()) -> tuple[str, ...]:
    """The fields of a personal model by its declaration, and those that tie it to others."""
    found = personal.declaration_of(apps.get_model(label))
    if found is None:
        raise LookupError(f"{label} is not declared")
    return tuple(name for name in (*more, *found.fields) if name not in without)
