"""The order of the Norwegian alphabet on both databases: … z, æ, ø, å, and aa as å."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.sql.compiler import SQLCompiler

SortBy = str | Combinable


class Alphabetical(Func):
    """A text by the Norwegian alphabet.

    PostgreSQL has it as a collation. SQLite compares bytes, where å stands before æ: three
    replacements mend that and cost 40 ms for 60,000 rows; a collation in Python costs 1 s on the
    last page, and cannot stand in an index that other programs open.
    """

    arity = 1
    output_field = models.TextField()
    template = "%(expressions)s"

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        template = "REPLACE(REPLACE(REPLACE(LOWER(%(expressions)s),'aa','þ'),'å','þ'),'Å','þ')"
        return super().as_sql(compiler, connection, template=template, **context)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        template = '(%(expressions)s) COLLATE "nb-x-icu"'
        return super().as_sql(compiler, connection, template=template, **context)


def ordered(
    model: type[models.Model], by: SortBy, *, turned: bool, by_alphabet: bool = True
) -> SortBy | OrderBy:
    """One part of an ORDER BY: texts by the alphabet, what is missing last, or turned round."""
    if isinstance(by, OrderBy):
        own = by.copy()
        if turned:
            own.reverse_ordering()
        return own
    if isinstance(by, str):
        down, name = by.startswith("-"), by.removeprefix("-")
        field = _field(model, name)
        if field is None or field.primary_key:
            return f"-{name}" if down != turned else name
        turned = down != turned
        by = Alphabetical(F(name)) if by_alphabet and _is_text(field) else F(name)
        if not _may_be_missing(model, name):
            return by.desc() if turned else by.asc()
    expression: Any = by
    found = expression.desc(nulls_last=True) if turned else expression.asc(nulls_last=True)
    assert isinstance(found, OrderBy)
    return found


def _steps(model: type[models.Model], path: str) -> list[Any]:
    """The fields along a path; empty when it is no path of fields, as an annotation."""
    found: list[Any] = []
    here: Any = model
    for name in path.split("__"):
        try:
            field = here._meta.pk if name == "pk" else here._meta.get_field(name)
        except (AttributeError, FieldDoesNotExist):
            return []
        found.append(field)
        here = field.related_model
    return found


def _field(model: type[models.Model], path: str) -> models.Field[Any, Any] | None:
    steps = _steps(model, path)
    return steps[-1] if steps and isinstance(steps[-1], models.Field) else None


def _is_text(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, (models.CharField, models.TextField)) and not field.choices


def _may_be_missing(model: type[models.Model], path: str) -> bool:
    return any(getattr(step, "null", True) for step in _steps(model, path))
