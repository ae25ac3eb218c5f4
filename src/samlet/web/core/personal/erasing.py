"""Taking a person out of everything, by the declarations; and saying first what will go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from samlet.web.core.errors import Conflict
from samlet.web.core.models import Subject
from samlet.web.core.personal.declarations import (
    Declaration,
    Identity,
    all_declarations,
    all_stores,
    is_person,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True)
class Line:
    """What happens to the rows of one model. fate: "delete", "blank" or "count"."""

    title: _StrOrPromise
    rows: int
    fate: str
    kept: _StrOrPromise = ""


class NotErased(RuntimeError):
    """Something was left behind. A fault in a declaration: nothing is erased and it is told."""


def plan(who: Identity) -> list[Line]:
    """What will go and what stays, and by which law, before anything is done."""
    lines = [
        Line(found.title, count, found.erasure, found.kept)
        for found in all_declarations()
        if found.shown and (count := found.rows(who).count())
    ]
    if staying := len(set(who.accounts) - set(who.users)):
        why = _("The account stays: it has access in another register, on that register's basis.")
        lines.append(Line(_("The account one signs in with"), staying, "count", why))
    return lines


@transaction.atomic
def erase_rows(who: Identity) -> int:
    """Take them out of every table and store; how many rows went. Files follow by `scrub`.

    Raises NotErased, with nothing changed, if any declared row is still there afterwards.
    """
    kinds = Subject.objects.filter(pk__in=who.subjects).values_list("kind", flat=True)
    if not all(is_person(kind) for kind in kinds):
        raise Conflict("only people are erased in this way")
    gone = sum(store.forget(who) for store in all_stores())
    for declaration in in_order():
        gone += _take(declaration, who)
    left = [
        found.model
        for found in all_declarations()
        if found.erasure == "delete" and found.rows(who).exists()
    ]
    if left:
        raise NotErased(f"rows are left in {', '.join(left)}")
    return gone


def _take(declaration: Declaration, who: Identity) -> int:
    if declaration.erase:
        return declaration.erase(who)
    if declaration.erasure == "delete":
        return declaration.rows(who).delete()[0]
    if declaration.erasure == "blank":
        return declaration.rows(who).update(**declaration.blanks)
    return 0


def in_order() -> Iterator[Declaration]:
    """The declarations, each before those its rows point at: so nothing is held back."""
    left = {found.model_class: found for found in all_declarations()}
    while left:
        free = [model for model in left if not _pointed_at(model, set(left))]
        # A ring of models is taken in any order; deleting follows what cascades.
        for model in free or [next(iter(left))]:
            yield left.pop(model)


def _pointed_at(model: type[models.Model], by: set[type[models.Model]]) -> bool:
    return any(
        relation.related_model in by and relation.related_model is not model
        for relation in model._meta.related_objects
    )
