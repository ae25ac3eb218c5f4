"""How rows name each other in a file: by what is the same in every installation, never by keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from samlet.web.core.errors import Rejected
from samlet.web.core.models import Subject, Subjected
from samlet.web.core.wholes.parts import all_parts

# Public things that every installation has, and the number or code that names them.
PUBLIC = {
    "organisations.unitkind": "key",
    "parties.party": "code",
    "people.positionkind": "key",
    "places.county": "number",
    "places.municipality": "number",
}
PLACES = {"places.municipality": "municipality", "places.county": "county"}
UNIT = "organisations.unit"


class OutsideTheRegister(LookupError):
    """A row points at somebody in another register, of whom nothing is told."""


@dataclass(frozen=True)
class Known:
    public_id: str
    kind: str
    register: int | None


def target_of(field: models.Field[Any, Any]) -> type[models.Model]:
    related: Any = field.related_model
    return related  # type: ignore[no-any-return]


def is_subject(model: type[models.Model]) -> bool:
    return model is Subject or issubclass(model, Subjected)


def columns_naming(model: type[models.Model]) -> tuple[str, ...]:
    """The fields by which rows of this model are named."""
    label = model._meta.label_lower
    if label in PUBLIC:
        return (PUBLIC[label],)
    for part in all_parts():
        if part.model.lower() == label:
            return part.named_by
    return ("public_id",)


def joined(values: tuple[Any, ...]) -> str:
    return "/".join(str(value) for value in values)


def places() -> dict[int, str]:
    """Names of places by their subject: "municipality:3220"."""
    found: dict[int, str] = {}
    for label, word in PLACES.items():
        rows = apps.get_model(label)._base_manager.exclude(subject=None)
        found |= {pk: f"{word}:{number}" for pk, number in rows.values_list("subject", "number")}
    return found


class Names:
    """From keys to names, for writing one register. `others`: units of others that were named."""

    def __init__(self, register: int) -> None:
        self.register = register
        self.others: set[int] = set()
        self._places = places()
        self._subjects: dict[int, Known] = {
            pk: Known(public_id, kind, controller)
            for pk, public_id, kind, controller in Subject.objects.values_list(
                "pk", "public_id", "kind", "controller"
            )
        }
        self._tables: dict[type[models.Model], dict[Any, str]] = {}

    def of(self, model: type[models.Model], pk: Any) -> str:
        """The name of a row. Raises OutsideTheRegister for a person in another one."""
        if is_subject(model):
            return self._of_subject(pk)
        if model not in self._tables:
            columns = columns_naming(model)
            rows = model._base_manager.values_list("pk", *columns)
            self._tables[model] = {
                key: joined(values) for key, *rest in rows if (values := tuple(rest))
            }
        return self._tables[model][pk]

    def _of_subject(self, pk: int) -> str:
        if pk in self._places:
            return self._places[pk]
        known = self._subjects[pk]
        if known.register != self.register:
            if known.kind != UNIT:
                raise OutsideTheRegister(known.kind)
            self.others.add(pk)
        return known.public_id


class Keys:
    """From names to keys, for loading. Raises Rejected for a name that stands nowhere."""

    def __init__(self) -> None:
        self.subjects: dict[str, int] = dict(Subject.objects.values_list("public_id", "pk"))
        self.subjects |= {name: pk for pk, name in places().items()}
        self._tables: dict[type[models.Model], dict[str, Any]] = {}

    def of(self, model: type[models.Model], name: object) -> Any:
        table = self.subjects if is_subject(model) else self._table(model)
        if not isinstance(name, str) or name not in table:
            raise Rejected(
                _("The file points at %(what)s “%(name)s”, which is not there."),
                what=str(model._meta.verbose_name),
                name=str(name)[:60],
            )
        return table[name]

    def _table(self, model: type[models.Model]) -> dict[str, Any]:
        if model not in self._tables:
            rows = model._base_manager.values_list("pk", *columns_naming(model))
            self._tables[model] = {joined(tuple(rest)): key for key, *rest in rows}
        return self._tables[model]
