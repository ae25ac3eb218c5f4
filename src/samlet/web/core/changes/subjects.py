"""Whose visibility a row has: the subject at the end of its model's `scope_path`."""

from __future__ import annotations

from typing import Any

from django.db import models

from samlet.web.core.models import Subject, Subjected


def path_of(model: type[models.Model]) -> str:
    """The lookup from a row to its subject; "" when rows of this model have none."""
    if issubclass(model, Subjected):
        return "subject"
    found: str = getattr(model, "scope_path", "")
    if not found and any(field.name == "subject" for field in model._meta.concrete_fields):
        return "subject"
    return found


def subject_of(instance: models.Model) -> int | None:
    """The subject's pk, without a question to the database where the row itself tells."""
    path = path_of(type(instance))
    if not path:
        return None
    here: Any = instance
    for name in path.split("__"):
        field = here._meta.get_field(name)
        pk: int | None = getattr(here, field.attname)
        related: Any = field.related_model
        # A model with a subject shares its primary key, so the last step is taken already.
        if pk is None or related is Subject or issubclass(related, Subjected):
            return pk
        here = getattr(here, name)
    return None


def scope_field(model: type[models.Model]) -> str:
    """The column that says whose a row is: when that changes, the row moves to another subject."""
    return path_of(model).split("__", maxsplit=1)[0]
