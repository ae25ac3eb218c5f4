"""Brings what units can be, and a subject for each place, into the database. Never overwrites."""

from __future__ import annotations

from typing import TypeVar

from django.db import transaction

from samlet import data
from samlet.web.core import search, stamps
from samlet.web.core.models import Subject
from samlet.web.organisations import reach
from samlet.web.organisations.models import UnitKind
from samlet.web.places.models import County, Municipality

PlaceModel = TypeVar("PlaceModel", County, Municipality)
KEY = "unit_kinds"
_NAMES = ("name_nb", "name_nn", "name_en", "plural_nb", "plural_nn", "plural_en")


def is_current() -> bool:
    """Whether this release's kinds have been brought in."""
    return stamps.stamp(KEY) == data.structure()["unit_kinds"].sha256[:12]


@transaction.atomic
def load() -> bool:
    """Add the kinds that are missing and subjects of places without one; returns whether any."""
    if is_current() and not Municipality.objects.filter(subject=None).exists():
        return False
    present = set(UnitKind.objects.values_list("key", flat=True))
    UnitKind.objects.bulk_create(
        UnitKind(
            key=row["key"],
            side=row["side"],
            is_public=row["is_public"] == "1",
            is_area=row["is_area"] == "1",
            order=int(row["order"]),
            **{name: row[name] for name in _NAMES},
        )
        for row in data.table("unit_kinds")
        if row["key"] not in present
    )
    _give_subjects(County, "places.county")
    _give_subjects(Municipality, "places.municipality")
    reach.rebuild()
    for kind in ("places.municipality", "places.county"):
        search.reindex(kind)
    stamps.put(KEY, data.structure()["unit_kinds"].sha256[:12])
    return True


def _give_subjects(model: type[PlaceModel], kind: str) -> None:
    places: list[PlaceModel] = list(model._default_manager.filter(subject=None))
    subjects = Subject.objects.bulk_create(Subject(kind=kind, is_public=True) for _ in places)
    for place, subject in zip(places, subjects, strict=True):
        place.subject = subject
    model._default_manager.bulk_update(places, ["subject"], batch_size=300)
