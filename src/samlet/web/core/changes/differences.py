"""What differs between then, now and what somebody wants: said by names, never by ids."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samlet.web.core.changes.encoding import Field, Json, decode
from samlet.web.ui import formats


@dataclass(frozen=True)
class Difference:
    """One field of one row: before, what was wanted (`yours`), what stands there (`theirs`).

    name: the field's name; empty when it is the whole row, which `problem` then tells of.
    """

    row: str
    label: str
    name: str
    before: str
    yours: str
    theirs: str
    problem: str = ""

    @property
    def touched(self) -> bool:
        """Whether the one who is asked had changed the field at all."""
        return self.yours != self.before

    @property
    def sentence(self) -> str:
        """In one line, for a message."""
        if self.problem:
            return f"{self.row}: {self.problem}"
        return _("%(row)s, %(field)s: was “%(yours)s”, is now “%(theirs)s”") % {
            "row": self.row,
            "field": self.label,
            "yours": self.yours,
            "theirs": self.theirs,
        }


def label_of(field: Field) -> str:
    return capfirst(str(field.verbose_name))


def said(field: Field, data: Json) -> str:
    """A value as people read it: a choice by its label, a foreign key by what it points at."""
    value = decode(field, data)
    if value is None or value == "":
        return pgettext("value of a field", "nothing")
    if isinstance(field, models.ForeignKey):
        return _called(field, value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return pgettext("answer", "Yes") if value else pgettext("answer", "No")
    if isinstance(value, date):
        return formats.day(value)
    return str(value)


def _called(field: models.ForeignKey[Any, Any], pk: object) -> str:
    model: Any = field.related_model
    found = model._base_manager.filter(pk=pk).first()
    return str(found) if found else _("something that is gone")
