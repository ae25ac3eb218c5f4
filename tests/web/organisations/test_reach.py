"""The closure of the unit graph: what is stored equals what a slow search finds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from samlet.web.core.actor import SYSTEM
from samlet.web.core.errors import Rejected
from samlet.web.core.models import Reach
from samlet.web.organisations import actions, ending, reach
from samlet.web.organisations.models import Coverage, Edge, Unit, UnitKind
from samlet.web.places.models import Municipality

pytestmark = pytest.mark.django_db


def unit(name: str, kind: str = "club", **more: object) -> Unit:
    return actions.add_unit(SYSTEM, kind=UnitKind.objects.get(key=kind), name=name, **more)


def reached_from(top: Unit) -> dict[str, bool]:
    rows = Reach.objects.filter(ancestor=top.pk).values_list("descendant", "closed")
    names = dict(Unit.objects.values_list("pk", "name"))
    return {names[pk]: closed for pk, closed in rows}


def test_club_lies_below_its_branch_its_area_and_their_regions() -> None:
    region = unit("LO i regionen", "region")
    union = unit("Forbundet", "union")
    branch = unit("Avdeling 1", "union_branch", belongs_to=[union])
    place = Municipality.objects.get(number="3220", valid_to=None)
    area = unit("LO i området", "local_organisation", belongs_to=[region], covers=[place])

    club = unit("Klubben", belongs_to=[branch], municipality=place)

    above = set(Reach.objects.filter(descendant=club.pk).values_list("ancestor", flat=True))
    places = {place.subject_id, place.county.subject_id}
    assert above == {club.pk, branch.pk, union.pk, area.pk, region.pk} | places


def test_branch_that_covers_a_municipality_does_not_reach_another_unions_clubs_there() -> None:
    place = Municipality.objects.get(number="3220", valid_to=None)
    branch = unit("Avdeling 1", "union_branch", covers=[place])

    unit("Et annet forbunds klubb", municipality=place)

    assert reached_from(branch) == {"Avdeling 1": False}


def test_closed_unit_hides_itself_and_what_is_below_from_above_and_not_from_itself() -> None:
    top = unit("Topp", "union")
    middle = unit("Midt", "union_branch", belongs_to=[top])
    unit("Bunn", belongs_to=[middle])

    actions.close_upwards(SYSTEM, unit=middle, closed=True)

    assert reached_from(top) == {"Topp": False, "Midt": True, "Bunn": True}
    assert reached_from(middle) == {"Midt": False, "Bunn": False}


def test_another_open_way_keeps_a_unit_open() -> None:
    top = unit("Topp", "union")
    middle = unit("Midt", "union_branch", belongs_to=[top])
    unit("Bunn", belongs_to=[middle], lies_in=[top])

    actions.close_upwards(SYSTEM, unit=middle, closed=True)

    assert reached_from(top)["Bunn"] is False


def test_circle_is_refused_and_changes_nothing() -> None:
    top = unit("Topp", "union")
    bottom = unit("Bunn", belongs_to=[top])
    before = set(Reach.objects.values_list("ancestor", "descendant"))

    with translation.override("en"), pytest.raises(Rejected, match="circle"):
        actions.move_unit(
            SYSTEM, unit=top, kind=Edge.Kind.BELONGS_TO, to=bottom, day=timezone.localdate()
        )

    assert set(Reach.objects.values_list("ancestor", "descendant")) == before
    assert not Edge.objects.filter(lower=top.pk).exists()


def test_moved_unit_is_reached_from_its_new_place_and_its_past_is_kept() -> None:
    old, new = unit("Gammel", "union"), unit("Ny", "union")
    club = unit("Klubben", belongs_to=[old], from_day=date(2020, 1, 1))

    actions.move_unit(
        SYSTEM, unit=club, kind=Edge.Kind.BELONGS_TO, to=new, day=timezone.localdate()
    )

    assert "Klubben" not in reached_from(old)
    assert "Klubben" in reached_from(new)
    ended = Edge.objects.get(lower=club.pk, upper=old.pk)
    assert ended.valid_to == timezone.localdate() - timedelta(days=1)


def test_move_on_a_day_to_come_holds_when_that_day_comes() -> None:
    old, new = unit("Gammel", "union"), unit("Ny", "union")
    club = unit("Klubben", belongs_to=[old], from_day=date(2020, 1, 1))
    day = timezone.localdate() + timedelta(days=30)

    actions.move_unit(SYSTEM, unit=club, kind=Edge.Kind.BELONGS_TO, to=new, day=day)

    assert "Klubben" in reached_from(old)
    reach.rebuild(day=day)
    assert "Klubben" not in reached_from(old)
    assert "Klubben" in reached_from(new)


def test_closed_down_unit_is_still_found_from_where_it_was() -> None:
    top = unit("Topp", "union")
    club = unit("Klubben", belongs_to=[top])

    ending.close_unit(SYSTEM, unit=club, day=timezone.localdate() - timedelta(days=400))
    reach.rebuild()

    assert "Klubben" in reached_from(top)


def test_what_lies_below_a_unit_goes_over_with_it() -> None:
    top = unit("Topp", "union")
    old = unit("Gammel", "union_branch", belongs_to=[top])
    new = unit("Ny", "union_branch", belongs_to=[top])
    unit("Klubben", belongs_to=[old])

    ending.merge_units(SYSTEM, units=[old], into=new, day=timezone.localdate())
    reach.rebuild(day=timezone.localdate() + timedelta(days=1))

    assert "Klubben" in reached_from(new)
    assert [name.name for name in new.names.all()] == ["Gammel"]


class StoredClosure(TestCase):
    """Random graphs: the stored rows are those a walk over the edges finds."""

    @settings(max_examples=25)
    @given(
        st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14),
        st.sets(st.integers(0, 7), max_size=3),
        st.integers(0, 7),
    )
    def test_stored_rows_are_those_of_a_walk(self, pairs, closed, changed) -> None:
        units = [unit(f"Enhet {number}") for number in range(8)]
        edges = {(max(a, b), min(a, b)) for a, b in pairs if a != b}  # downwards only: no circle
        for lower, upper in edges:
            Edge.objects.create(kind="belongs_to", lower=units[lower], upper=units[upper])
        for number in closed:
            Unit.objects.filter(pk=units[number].pk).update(closed_upwards=True)
        reach.rebuild([one.pk for one in units])
        Coverage.objects.all().delete()
        reach.rebuild([units[changed].pk])

        stored = {
            (row.ancestor_id, row.descendant_id): row.closed
            for row in Reach.objects.filter(descendant__in=[one.pk for one in units])
        }
        assert stored == self.walked(units, edges, closed)

    @staticmethod
    def walked(units, edges, closed) -> dict[tuple[int, int], bool]:
        found = {}
        for start in range(len(units)):
            ways = [(start, False)]  # where one has come to, and whether the way is closed
            seen = set()
            while ways:
                at, hidden = ways.pop()
                if (at, hidden) in seen:
                    continue
                seen.add((at, hidden))
                key = (units[at].pk, units[start].pk)
                found[key] = found.get(key, True) and hidden
                ways += [(upper, hidden or at in closed) for lower, upper in edges if lower == at]
        return found
