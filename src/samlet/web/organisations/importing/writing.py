"""Writes organisations and what they belong to as an import has planned them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from samlet.web.core import installation, search
from samlet.web.core.importing import Writing, slices
from samlet.web.core.models import Placement, Subject
from samlet.web.organisations import reach
from samlet.web.organisations.actions import KIND, find_people_again, is_hidden
from samlet.web.organisations.models import Edge, Unit, UnitKind, UnitName

EDGES_AT_A_TIME = 500


def write(writing: Writing) -> None:
    """Units first, since they name one another; then edges, the closure and the index, once."""
    units: dict[int, int] = {}
    for rows in writing.slices():
        units |= _write_units(writing, rows)
    moved: set[int] = set()
    for rows in slices(writing.rows, EDGES_AT_A_TIME):
        moved |= _write_edges(writing, rows, units)
    hidden = [unit for unit in _units(moved) if is_hidden(unit)]
    reach.rebuild(units.values())
    for unit in {*hidden, *(unit for unit in _units(moved) if is_hidden(unit))}:
        find_people_again(unit)
    search.refresh(units.values())


def _units(pks: set[int]) -> list[Unit]:
    return list(Unit.objects.filter(pk__in=pks))


def _write_units(writing: Writing, rows: Sequence[dict[str, Any]]) -> dict[int, int]:
    """Row number → unit, made or changed."""
    old = {row["number"]: pk for row in rows if (pk := writing.target(row)) is not None}
    _change(writing, [row for row in rows if row["number"] in old], old)
    new = [row for row in rows if row["number"] not in old]
    kinds = {kind.key: kind for kind in UnitKind.objects.all()}
    synthetic = installation.is_demonstration()
    subjects = writing.recorder.create_many(
        Subject(
            kind=KIND,
            controller=writing.batch.controller,
            is_public=kinds[row["kind"]].is_public,
            synthetic=synthetic,
        )
        for row in new
    )
    writing.recorder.create_many(
        Unit(subject=subject, kind=kinds[row["kind"]], **_columns(row["whole"]))
        for row, subject in zip(new, subjects, strict=True)
    )
    Placement.objects.bulk_create(Placement(subject=one, unit=one) for one in subjects)
    made = {row["number"]: one.pk for row, one in zip(new, subjects, strict=True)}
    return old | made


def _change(writing: Writing, rows: Sequence[dict[str, Any]], old: Mapping[int, int]) -> None:
    """What differs; a name that is left is kept among those it is found by."""
    present = Unit.objects.select_for_update(of=("self",)).in_bulk(list(set(old.values())))
    renamed = [present[old[row["number"]]] for row in rows if "name" in row["values"]]
    held = set(UnitName.objects.filter(unit__in=renamed).values_list("unit", "name"))
    writing.recorder.create_many(
        UnitName(unit=unit, name=unit.name, until=timezone.localdate())
        for unit in renamed
        if (unit.pk, unit.name) not in held
    )
    writing.recorder.update_many(
        (present[old[row["number"]]], _columns(row["values"])) for row in rows if row["values"]
    )


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    columns = {
        "municipality_id" if name == "municipality" else name: one for name, one in values.items()
    }
    if "valid_from" in columns:
        columns["valid_from"] = date.fromisoformat(columns["valid_from"])
    return columns


def _write_edges(
    writing: Writing, rows: Sequence[dict[str, Any]], units: Mapping[int, int]
) -> set[int]:
    """New edges, and the end of those that are left for them; which units were moved."""
    today = timezone.localdate()
    wanted: list[tuple[int, str, int, date | None]] = []
    left: set[tuple[int, str, int]] = set()
    for row in rows:
        unit, there = units[row["number"]], writing.target(row) is not None
        for kind, upper in (row["joins"] if there else row["parents"]).items():
            begins = today if there else _columns(row["whole"]).get("valid_from")
            wanted.append((unit, kind, units[-upper] if upper < 0 else upper, begins))
        if there:
            left |= {(unit, kind, upper) for kind, upper in row["leaves"].items()}
    _end(writing, left, today)
    writing.recorder.create_many(
        Edge(kind=kind, lower_id=lower, upper_id=upper, valid_from=begins)
        for lower, kind, upper, begins in wanted
    )
    return {unit for unit, _kind, _upper in left}


def _end(writing: Writing, left: set[tuple[int, str, int]], today: date) -> None:
    """They held until yesterday; one that never held is taken away."""
    yesterday = today - timedelta(days=1)
    edges = Edge.objects.select_for_update().filter(
        valid_to=None, lower__in={unit for unit, _kind, _upper in left}
    )
    held = [one for one in edges if (one.lower_id, one.kind, one.upper_id) in left]
    never = [one.pk for one in held if one.valid_from is not None and one.valid_from > yesterday]
    writing.recorder.delete_all(Edge.objects.filter(pk__in=never))
    writing.recorder.update_many(
        (one, {"valid_to": yesterday}) for one in held if one.pk not in set(never)
    )
