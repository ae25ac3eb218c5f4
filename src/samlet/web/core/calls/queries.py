"""Who is to be called today, for whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from samlet.web.core import access
from samlet.web.core.actor import Actor
from samlet.web.core.calls.registry import Call, Source, all_sources
from samlet.web.core.models import CallOutcome


@dataclass(frozen=True)
class Due:
    source: Source
    call: Call


def calls_due(actor: Actor, day: date | None = None) -> list[Due]:
    """The calls of every source, without those put off to a later day."""
    day = day or timezone.localdate()
    found: list[Due] = []
    for source in all_sources():
        if not access.may(actor, source.act):
            continue
        off = put_off(source, day)
        found += [Due(source, c) for c in source.due(actor, day) if c.item not in off]
    return found


def put_off(source: Source, day: date) -> set[str]:
    """The items of a source that are not to be called before a later day."""
    rows = CallOutcome.objects.filter(source=source.key, until__gt=day)
    return set(rows.values_list("item", flat=True))
