"""What of organisations belongs to a register, when it is taken whole."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from samlet.web.core import search, wholes
from samlet.web.core.models import Placement, Subject
from samlet.web.core.wholes import Part
from samlet.web.organisations import reach
from samlet.web.organisations.actions import KIND
from samlet.web.organisations.models import Unit

_NAMES = ("name_nb", "name_nn", "name_en")
_PLURALS = ("plural_nb", "plural_nn", "plural_en")


def register() -> None:
    """From the room's AppConfig.ready()."""
    wholes.register(_parts)
    wholes.after_load(_work_out)


def _parts() -> Iterator[Part]:
    """Those that others point at first."""
    yield Part(
        "organization_kinds",
        "organisations.UnitKind",
        (*_NAMES, *_PLURALS, "side", "is_public", "is_area", "order"),
        lambda register: Q(),
        ("key",),
        shared=True,
    )
    yield Part(
        "organizations",
        "organisations.Unit",
        tuple(f.name for f in Unit._meta.concrete_fields if f.name != "subject"),
        "subject__controller",
    )
    yield Part(
        "other_names",
        "organisations.UnitName",
        ("created_at", "unit", "name", "until"),
        "unit__subject__controller",
    )
    yield Part(
        "relations",
        "organisations.Edge",
        ("created_at", "kind", "lower", "upper", "valid_from", "valid_to"),
        lambda register: (
            Q(lower__subject__controller=register) | Q(upper__subject__controller=register)
        ),
    )
    yield Part(
        "areas",
        "organisations.Coverage",
        ("created_at", "unit", "municipality", "valid_from", "valid_to"),
        "unit__subject__controller",
    )


def _work_out() -> None:
    """Each unit is at home in itself; what reaches what is worked out anew."""
    at_home = Placement.objects.values("subject")
    units = Subject.objects.filter(kind=KIND).exclude(pk__in=at_home)
    Placement.objects.bulk_create(
        (Placement(subject=subject, unit=subject) for subject in units), batch_size=2000
    )
    reach.rebuild()
    search.reindex(KIND)
