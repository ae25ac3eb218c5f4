"""What follows when rows of organisations are put back as they were: reach and the index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from samlet.web.core import changes, search
from samlet.web.core.models import Change, Placement, Subject
from samlet.web.organisations import reach
from samlet.web.organisations.models import Coverage, Edge, Unit, UnitName


def _units_back(ids: Sequence[Any]) -> None:
    """Those that stand again, or have become undone altogether."""
    there = list(Unit.objects.filter(pk__in=ids).values_list("pk", flat=True))
    present = set(Placement.objects.filter(subject__in=there).values_list("subject", flat=True))
    # A unit put back after it was removed is at home in itself again.
    Placement.objects.bulk_create(
        Placement(subject_id=pk, unit_id=pk) for pk in there if pk not in present
    )
    reach.rebuild(there)
    search.refresh([pk for pk in ids if Subject.objects.filter(pk=pk).exists()])


def _edges_back(ids: Sequence[Any]) -> None:
    reach.rebuild(_column(Edge, ids, "lower"))


def _coverage_back(ids: Sequence[Any]) -> None:
    reach.rebuild(_column(Coverage, ids, "unit"))


def _names_back(ids: Sequence[Any]) -> None:
    search.refresh(sorted(_column(UnitName, ids, "unit")))


def _column(model: type[Edge | Coverage | UnitName], ids: Sequence[Any], name: str) -> set[int]:
    """The units that rows are about, also rows that are gone again: those stand in the change."""
    found = dict(model._default_manager.filter(pk__in=ids).values_list("pk", name))
    gone = [str(pk) for pk in ids if pk not in found]
    told = Change.objects.filter(model=model._meta.label_lower, row__in=gone)
    for after in told.values_list("after", flat=True):
        if after and name in after:
            found[("gone", after[name])] = after[name]
    wanted = set(found.values())
    return set(Unit.objects.filter(pk__in=wanted).values_list("pk", flat=True))


def register() -> None:
    """From the room's AppConfig.ready()."""
    changes.when_restored("organisations.unit", _units_back)
    changes.when_restored("organisations.edge", _edges_back)
    changes.when_restored("organisations.coverage", _coverage_back)
    changes.when_restored("organisations.unitname", _names_back)
    changes.entitle("units.closed", _("Organisations were ended"))
    changes.entitle("units.import", _("Organisations were imported"))
    changes.entitle("units.moved", _("Organisations were moved"))
    changes.entitle("units.placed", _("Organisations were given a municipality"))
