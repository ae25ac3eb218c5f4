"""Writes people and their offices as an import has planned them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from samlet.web.core import installation
from samlet.web.core.importing import Writing
from samlet.web.core.models import Placement, Subject
from samlet.web.people.actions import KIND, place
from samlet.web.people.models import Person, Position, PositionKind

REFERENCES = {"home_municipality": "home_municipality_id", "works_at": "works_at_id"}


def write(writing: Writing) -> None:
    """Some rows at a time; placing brings the search index up to date as well."""
    for rows in writing.slices():
        people = _write_people(writing, rows)
        _write_offices(writing, rows, people)
        place(set(people.values()))


def _write_people(writing: Writing, rows: Sequence[dict[str, Any]]) -> dict[int, int]:
    """Row number → person, made or changed."""
    old = {row["number"]: pk for row in rows if (pk := writing.target(row)) is not None}
    present = Person.objects.select_for_update(of=("self",)).in_bulk(list(set(old.values())))
    recorder = writing.recorder
    recorder.update_many(
        (present[old[row["number"]]], _columns(row["values"]))
        for row in rows
        if row["number"] in old and row["values"]
    )
    new = [row for row in rows if row["number"] not in old]
    synthetic = installation.is_demonstration()
    subjects = recorder.create_many(
        [
            Subject(
                kind=KIND,
                controller=writing.batch.controller,
                synthetic=synthetic,
            )
            for _row in new
        ]
    )
    recorder.create_many(
        [
            Person(subject=subject, **_columns(row["whole"]))
            for row, subject in zip(new, subjects, strict=True)
        ]
    )
    Placement.objects.bulk_create(
        Placement(subject=subject, unit_id=row["unit"] or row["all_offices"][0][1])
        for row, subject in zip(new, subjects, strict=True)
    )
    made = {row["number"]: subject.pk for row, subject in zip(new, subjects, strict=True)}
    return old | made


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    return {REFERENCES.get(name, name): value for name, value in values.items()}


def _write_offices(
    writing: Writing, rows: Sequence[dict[str, Any]], people: Mapping[int, int]
) -> None:
    recorder = writing.recorder
    kinds = {kind.key: kind for kind in PositionKind.objects.all()}
    today = timezone.localdate()
    recorder.create_many(
        [
            Position(
                person_id=people[row["number"]],
                unit_id=unit,
                kind=kinds.get(kind, kinds["other"]),
                from_day=_day(begun),
                to_day=_day(ended),
                confirmed_on=today,
            )
            for row in rows
            for kind, unit, begun, ended in _offices(writing, row)
        ]
    )
    ends = {
        int(pk): _day(day)
        for row in rows
        if writing.target(row) is not None
        for pk, day in row["ends"].items()
    }
    held = Position.objects.select_for_update(of=("self",)).in_bulk(list(ends))
    recorder.update_many((held[pk], {"to_day": day}) for pk, day in ends.items())


def _offices(writing: Writing, row: Mapping[str, Any]) -> list[list[Any]]:
    """What is to be added: all of the row's for somebody new, what is missing for who is there."""
    there = writing.target(row) is not None
    offices: list[list[Any]] = row["offices"] if there else row["all_offices"]
    return offices


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
