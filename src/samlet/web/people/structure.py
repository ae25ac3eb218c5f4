"""Brings what a person can be in a unit into the database. Never overwrites what was edited."""

from __future__ import annotations

from django.db import transaction

from samlet import data
from samlet.web.core import stamps
from samlet.web.people.models import PositionKind
from samlet.web.people.privacy import texts

KEY = "position_kinds"


def is_current() -> bool:
    """Whether this release's kinds have been brought in."""
    return stamps.stamp(KEY) == data.structure()["position_kinds"].sha256[:12]


@transaction.atomic
def load() -> bool:
    """Add the kinds and the texts to agree to that are missing; returns whether any could be."""
    added = texts.load()
    if is_current():
        return added
    present = set(PositionKind.objects.values_list("key", flat=True))
    PositionKind.objects.bulk_create(
        PositionKind(
            key=row["key"],
            political=row["political"] == "1",
            steward=row["steward"] == "1",
            contact=row["contact"] == "1",
            order=int(row["order"]),
            **{name: row[name] for name in ("name_nb", "name_nn", "name_en")},
        )
        for row in data.table("position_kinds")
        if row["key"] not in present
    )
    stamps.put(KEY, data.structure()["position_kinds"].sha256[:12])
    return True
