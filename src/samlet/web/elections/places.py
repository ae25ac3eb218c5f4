"""From a place to the page of its council."""

from __future__ import annotations

from django.urls import reverse

from samlet.web.core.models import Subject
from samlet.web.places.models import County, Municipality


def council_address(place: Subject) -> str:
    """Where the majority in a municipality's or a county's council is shown."""
    if place.kind == "places.county":
        number = County.objects.values_list("number", flat=True).get(subject=place)
        return reverse("elections:county_council", args=[number])
    number = Municipality.objects.values_list("number", flat=True).get(subject=place)
    return reverse("elections:council", args=[number])
