"""Any row of acts on organisations: stored is what a walk finds, and undone it is as before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from samlet.web.core import changes
from samlet.web.core.actor import SYSTEM
from samlet.web.core.errors import Rejected
from samlet.web.core.guard import unscoped
from samlet.web.core.models import ChangeSet, Placement, Reach
from samlet.web.organisations import actions, ending, reach
from samlet.web.organisations.models import Coverage, Edge, Unit, UnitName
from samlet.web.people.models import Position
from tests.web import world as made

pytestmark = pytest.mark.django_db

CLUBS = st.integers(0, 3)
BRANCHES = st.integers(0, 2)
DAYS = st.integers(-40, 5)
ACTS = st.one_of(
    st.tuples(st.just("move"), CLUBS, BRANCHES, DAYS),
    st.tuples(st.just("end"), CLUBS, st.just(0), DAYS),
    st.tuples(st.just("merge"), CLUBS, CLUBS, DAYS),
    st.tuples(st.just("merge branches"), BRANCHES, BRANCHES, DAYS),
)
MORE = st.one_of(
    ACTS,
    st.tuples(st.just("hide"), CLUBS, st.integers(0, 1), DAYS),
    st.tuples(st.just("reopen"), CLUBS, st.just(0), DAYS),
)


class Sequences(TestCase):
    """A region, three branches, four clubs with somebody in each, and acts that may be refused."""

    def setUp(self) -> None:
        self.region = made.unit("Regionen", "region")
        register = self.region.subject
        self.branches = [
            made.unit(f"Avdeling {n}", "union_branch", belongs_to=[self.region], register=register)
            for n in range(3)
        ]
        self.clubs = [
            made.unit(f"Klubb {n}", "club", belongs_to=[self.branches[n % 3]], register=register)
            for n in range(4)
        ]
        self.people = [made.person(f"Alm{n}", club, register) for n, club in enumerate(self.clubs)]

    @settings(max_examples=25)
    @given(st.lists(MORE, min_size=1, max_size=7))
    def test_what_is_stored_is_what_the_dates_say_after_every_act(self, acts) -> None:
        offices = self.offices()
        for act in acts:
            self.carry_out(*act)

            assert reach.rebuild() == 0, act
            for edge in Edge.objects.exclude(valid_to=None).exclude(valid_from=None):
                assert edge.valid_from <= edge.valid_to, act
        # Who was what is never lost, whatever becomes of the organisation.
        assert {(who, kind) for who, kind, *_rest in offices} <= {
            (who, kind) for who, kind, *_rest in self.offices()
        }

    @settings(max_examples=25)
    @given(st.lists(ACTS, min_size=1, max_size=7))
    def test_undone_from_the_last_to_the_first_all_is_as_before(self, acts) -> None:
        before = self.snapshot()
        known = set(ChangeSet.objects.values_list("pk", flat=True))
        for act in acts:
            self.carry_out(*act)

        for change_set in ChangeSet.objects.exclude(pk__in=known).order_by("-pk"):
            changes.undo(SYSTEM, change_set)

        assert self.snapshot() == before

    def carry_out(self, act: str, one: int, two: int, days: int) -> None:
        day = timezone.localdate() + timedelta(days=days)
        try:
            self.do(act, one, two, day)
        except Rejected:
            return  # what cannot be is refused and changes nothing; the rest goes on

    def do(self, act: str, one: int, two: int, day: date) -> None:
        club = Unit.objects.get(pk=self.clubs[one].pk)
        if act == "move":
            to = Unit.objects.get(pk=self.branches[two].pk)
            actions.move_unit(SYSTEM, unit=club, kind="belongs_to", to=to, day=day)
        elif act == "end":
            ending.close_unit(SYSTEM, unit=club, day=day)
        elif act == "merge":
            into = Unit.objects.get(pk=self.clubs[two].pk)
            ending.merge_units(SYSTEM, units=[club], into=into, day=day)
        elif act == "merge branches":
            branch = Unit.objects.get(pk=self.branches[one].pk)
            into = Unit.objects.get(pk=self.branches[two].pk)
            ending.merge_units(SYSTEM, units=[branch], into=into, day=day)
        elif act == "hide":
            actions.close_upwards(SYSTEM, unit=club, closed=bool(two))
        else:
            ending.reopen_unit(SYSTEM, unit=club)

    def offices(self) -> set[tuple[Any, ...]]:
        with unscoped("a test reads every position"):
            columns = ("person", "kind", "unit", "from_day", "to_day")
            return set(Position.objects.values_list(*columns))

    def snapshot(self) -> dict[str, Any]:
        """All that the acts may touch; the closure without what is above the region."""
        return {
            "units": sorted(Unit.objects.values_list("pk", "valid_to", "succeeded_by")),
            "edges": set(
                Edge.objects.values_list("kind", "lower", "upper", "valid_from", "valid_to")
            ),
            "covers": set(Coverage.objects.values_list("unit", "municipality", "valid_to")),
            "names": set(UnitName.objects.values_list("unit", "name")),
            "offices": self.offices(),
            "homes": set(Placement.objects.values_list("subject", "unit")),
            "reach": set(Reach.objects.values_list("ancestor", "descendant", "closed")),
        }
