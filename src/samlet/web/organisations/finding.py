"""How organisations and places are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from samlet.web.core.search import Entry
from samlet.web.organisations.models import Unit
from samlet.web.places.models import County, Municipality


def units(ids: Iterable[int] | None) -> Iterator[Entry]:
    """By name, former names, numbers and the shared e-mail; told by kind and place."""
    rows = Unit.objects.select_related("kind", "municipality").prefetch_related("names")
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    today = timezone.localdate()
    for unit in rows.iterator(chunk_size=2000):
        place = unit.municipality.name if unit.municipality else ""
        number = f"avd {unit.number}" if unit.number else ""
        names = [other.name for other in unit.names.all()]
        said = (unit.short_name, number, unit.number, unit.org_number, unit.email)
        yield Entry(
            unit.pk,
            unit.name,
            ", ".join(filter(None, (str(unit.kind), place))),
            [*filter(None, said), *names],
            unit.valid_to is not None and unit.valid_to < today,
        )


def municipalities(ids: Iterable[int] | None) -> Iterator[Entry]:
    """By name and number; the numbers and names of before lead to the present one."""
    rows = Municipality.objects.select_related("county").exclude(subject=None)
    if ids is not None:
        rows = rows.filter(subject__in=list(ids))
    earlier: dict[int, list[str]] = {}
    for name, number, today in Municipality.objects.exclude(valid_to=None).values_list(
        "name", "number", "today"
    ):
        if today is not None:
            earlier.setdefault(today, []).extend((name, number))
    for place in rows:
        if place.subject_id is not None and place.is_current:
            county = place.county.name if place.county else ""
            words = [place.number, *earlier.get(place.pk, [])]
            yield Entry(
                place.subject_id,
                place.name,
                ", ".join(filter(None, (_("municipality"), county))),
                words,
            )


def counties(ids: Iterable[int] | None) -> Iterator[Entry]:
    rows = County.objects.exclude(subject=None)
    if ids is not None:
        rows = rows.filter(subject__in=list(ids))
    for county in rows:
        if county.subject_id is not None:
            yield Entry(county.subject_id, county.name, _("county"), [county.number])
