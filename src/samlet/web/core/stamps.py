"""When a body of figures last moved, so that what is computed from it can be kept until then."""

from __future__ import annotations

from samlet.web.core.models import Stamp, new_public_id

FIGURES = "figures"


def stamp(key: str = FIGURES) -> str:
    """The present stamp ("" before the first touch). One small query."""
    return Stamp.objects.filter(pk=key).values_list("value", flat=True).first() or ""


def touch(key: str = FIGURES) -> str:
    """Say that the figures moved. Call inside the transaction that moved them."""
    value = new_public_id()
    Stamp.objects.update_or_create(pk=key, defaults={"value": value})
    return value


def put(key: str, value: str) -> None:
    """Keep a value that says which release of something the database holds."""
    Stamp.objects.update_or_create(pk=key, defaults={"value": value})
