"""What is held about a person, told to that person: by the declarations, in plain words."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from samlet.web.core.models import PurposeSetting, Subject
from samlet.web.core.personal.declarations import Declaration, Identity, all_declarations
from samlet.web.core.personal.purposes import Keeping, Purpose, purpose_of

# What a subject that is no person is, by the rooms that keep it.
_NAMED = ("unit", "municipality", "county")


@dataclass(frozen=True)
class Said:
    """One thing that is held: what it is called, what it says, and why it is there."""

    name: str
    label: str
    value: str
    why: str


@dataclass(frozen=True)
class Section:
    """All rows of one model about the person, and the purpose they are held for."""

    model: str
    title: str
    purpose: Purpose
    rows: tuple[tuple[Said, ...], ...]
    fate: str
    kept: str


@dataclass(frozen=True)
class Told:
    """A purpose with what is held for it, and who in this register answers for it."""

    purpose: Purpose
    sections: tuple[Section, ...]
    contact: str
    contact_email: str
    keeping: str


def sections(who: Identity, *, most: int = 200) -> list[Section]:
    """Everything held about them, by model. most: rows of one model, so that a page stays one."""
    found = []
    for declaration in sorted(all_declarations(), key=lambda one: (one.order, one.model)):
        if not declaration.shown:
            continue
        rows = declaration.rows(who).select_related(*_pointed_at(declaration)).order_by("pk")[:most]
        told = tuple(said for row in rows if (said := tuple(_row(declaration, row))))
        if told:
            found.append(
                Section(
                    declaration.model,
                    str(declaration.title),
                    purpose_of(declaration.purpose),
                    told,
                    declaration.erasure,
                    str(declaration.kept),
                )
            )
    return found


def by_purpose(who: Identity, controller: Subject | None) -> list[Told]:
    """The same, in the order of the purposes, each with its controller's office and its time."""
    held = sections(who)
    said = {
        setting.purpose: setting for setting in PurposeSetting.objects.filter(controller=controller)
    }
    told = []
    for purpose in dict.fromkeys(one.purpose for one in held):
        setting = said.get(purpose.key)
        told.append(
            Told(
                purpose,
                tuple(one for one in held if one.purpose is purpose),
                setting.contact if setting else "",
                setting.contact_email if setting else "",
                kept_for(purpose.keeping, setting),
            )
        )
    return told


def kept_for(keeping: Keeping, setting: PurposeSetting | None = None) -> str:
    """How long, as a sentence's part: "365 days after the last office has ended"."""
    days = keeping.time.days if keeping.time is not None else None
    if days is not None and setting is not None and setting.keep_days is not None:
        days = min(days, setting.keep_days)
    if days is None:
        return _("until %(event)s") % {"event": keeping.after}
    return _("%(days)s days after %(event)s") % {"days": days, "event": keeping.after}


def _row(declaration: Declaration, row: models.Model) -> Iterator[Said]:
    for name, why in declaration.fields.items():
        known = row._meta.get_field(name)
        value = text_of(row, known)
        if value:
            yield Said(name, _label(known, str(why)), value, str(why))


def _pointed_at(declaration: Declaration) -> Iterator[str]:
    """What is told of other rows, so that it is read with the rows and not for each of them."""
    for name in declaration.fields:
        known: Any = declaration.model_class._meta.get_field(name)
        if not known.is_relation:
            continue
        yield name
        if known.related_model is Subject:
            yield from (f"{name}__{of}" for of in _NAMED)


def _label(known: Any, why: str) -> str:
    """The field's own name in the reader's language; else what it is for, which is one too."""
    # Django makes a name up, in English, where the model gives none.
    given = known._verbose_name
    return why.rstrip(".") if given is None else str(capfirst(str(given)))


def text_of(row: models.Model, known: Any) -> str:
    """The value as a person reads it; "" for nothing."""
    if known.choices:
        return str(getattr(row, f"get_{known.name}_display")() or "")
    if known.is_relation:
        # Related rows come by the plain manager: what one's own row points at may be told to one.
        related = getattr(row, known.name) if getattr(row, known.attname) is not None else None
        return "" if related is None else name_of(related)
    value = getattr(row, known.name)
    if value is None or value is False or value == "" or value in ([], {}):
        return ""
    if known.name == "language":
        return str(dict(settings.LANGUAGES).get(value, value))
    return _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.datetime):
        return str(date_format(timezone.localtime(value), "j. F Y H:i"))
    if isinstance(value, datetime.date):
        return str(date_format(value, "j. F Y"))
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_plain(part)}" for name, part in value.items())
    if isinstance(value, list):
        return ", ".join(_plain(part) for part in value)
    return str(value)


def name_of(related: models.Model) -> str:
    """What it is called; a unit by its name and not by its subject's number."""
    if isinstance(related, Subject):
        for name in _NAMED:
            if hasattr(related, name):
                return str(getattr(related, name))
        return related.public_id
    return str(related)
