"""What would be lost along with a row: everything that points at it and is not derived."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from samlet.web.core.models import Subjected

# Made from other rows and made again when those change, or a trail that follows its subject.
_derived = {
    "core.auditpayload",
    "core.change",
    "core.placement",
    "core.reach",
    "core.searchentry",
    "core.searchgram",
    "core.searchword",
}


def derived(*labels: str) -> None:
    """Say that rows of these models are derived, so that they never stand in the way of an undo."""
    _derived.update(label.lower() for label in labels)


def is_derived(label: str) -> bool:
    """Whether rows of this model follow from others."""
    return label.lower() in _derived


@dataclass(frozen=True)
class Attached:
    """A row that points at another: `what` in words, `to` the pk of the other."""

    what: str
    model: str
    row: str
    to: Any


def attached_to(
    model: type[models.Model],
    ids: Sequence[Any],
    *,
    except_: Collection[tuple[str, str]] = (),
    at_most: int = 20,
) -> list[Attached]:
    """What points at these rows; `except_`: (label, pk as text) that go too."""
    found: list[Attached] = []
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete):
            continue
        if not (relation.one_to_many or relation.one_to_one):
            continue
        other: Any = relation.related_model
        label = other._meta.label_lower
        if label in _derived:
            continue
        field = relation.field  # type: ignore[union-attr]
        rows = other._base_manager.filter(**{f"{field.name}__in": ids})
        for pk, to in rows.values_list("pk", field.attname):
            if (label, str(pk)) in except_:
                continue
            found.append(Attached(str(other._meta.verbose_name), label, str(pk), to))
            if len(found) >= at_most:
                return found
    return found


def is_of_its_subject(model: type[models.Model]) -> bool:
    """Whether rows of this model were made together with a subject of their own."""
    return issubclass(model, Subjected)
