"""On random graphs of units: a yes or no, a filter, and a slow reading of the rule agree."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from samlet.web.accounts.grants import queries
from samlet.web.accounts.grants.holding import actor_for, in_force
from samlet.web.accounts.models import Grant, User
from samlet.web.core import access
from samlet.web.core.access import ROLES
from samlet.web.core.actor import Actor
from samlet.web.core.guard import unscoped
from samlet.web.core.models import Placement, Reach, Subject
from samlet.web.organisations import reach
from samlet.web.organisations.models import Edge, Unit, UnitKind
from samlet.web.people.models import Person, Position, PositionKind
from samlet.web.places.models import Municipality

UNITS, PEOPLE, GRANTS = 6, 4, 4
ACTS = ("people.view", "people.edit", "people.export", "units.view", "units.edit", "grants.give")
TODAY = timezone.localdate()

# A unit's parents have lower numbers, so there is no circle.
graphs = st.fixed_dictionaries(
    {
        "parents": st.tuples(
            *(
                st.sets(st.integers(0, n - 1), max_size=2) if n else st.just(set())
                for n in range(UNITS)
            )
        ),
        "closed": st.sets(st.integers(0, UNITS - 1), max_size=2),
        "registers": st.tuples(*(st.integers(0, 1) for _unit in range(UNITS))),
        "in_place": st.sets(st.integers(0, UNITS - 1), max_size=2),
        "homes": st.tuples(
            *(st.sets(st.integers(0, UNITS - 1), max_size=3) for _person in range(PEOPLE))
        ),
        "people": st.tuples(*(st.integers(0, 1) for _person in range(PEOPLE))),
        "grants": st.lists(
            st.tuples(
                st.sampled_from(sorted(ROLES)),
                st.integers(-1, UNITS - 1),  # -1: the municipality's area
                st.booleans(),  # and below
                st.integers(0, 1),  # register
                st.sampled_from(["open", "ended", "over", "to come", "office", "office over"]),
            ),
            max_size=GRANTS,
        ),
        "chosen": st.integers(0, GRANTS),  # which grant one acts in; none for all
    }
)


class World:
    def __init__(self, drawn: dict) -> None:
        kind = UnitKind.objects.get(key="club")
        self.place = Municipality.objects.get(number="3220", valid_to=None)
        self.units = [self._unit(n, kind, drawn) for n in range(UNITS)]
        self._keep(drawn)
        for n, parents in enumerate(drawn["parents"]):
            for above in parents:
                Edge.objects.create(
                    kind=Edge.Kind.BELONGS_TO, lower=self.units[n], upper=self.units[above]
                )
        reach.rebuild([unit.pk for unit in self.units])
        self.people = [self._person(n, drawn) for n in range(PEOPLE)]
        self.user = User.objects.create_user("kari@example.org")
        self.grants = [self._grant(*one) for one in drawn["grants"]]
        chosen = self.grants[drawn["chosen"]].pk if drawn["chosen"] < len(self.grants) else 0
        self.actor = actor_for(self.user, scope=chosen)

    def _unit(self, n: int, kind: UnitKind, drawn: dict) -> Unit:
        subject = Subject.objects.create(kind="organisations.unit")
        place = self.place if n in drawn["in_place"] else None
        unit = Unit.objects.create(
            subject=subject,
            kind=kind,
            name=f"Enhet {n}",
            municipality=place,
            closed_upwards=n in drawn["closed"],
        )
        Placement.objects.create(subject=subject, unit=subject)
        return unit

    def _keep(self, drawn: dict) -> None:
        """Units 0 and 1 keep a register each; the others are in one of them."""
        self.registers = [self.units[0].subject, self.units[1].subject]
        for n, unit in enumerate(self.units):
            keeper = self.registers[n if n < 2 else drawn["registers"][n]]
            Subject.objects.filter(pk=unit.pk).update(controller=keeper)
            unit.subject.controller = keeper

    def _person(self, n: int, drawn: dict) -> Subject:
        keeper = self.registers[drawn["people"][n]]
        subject = Subject.objects.create(kind="people.person", controller=keeper)
        with unscoped("a test makes a person"):
            Person.objects.create(subject=subject, family_name=f"Prøve {n}")
        for home in drawn["homes"][n]:
            Placement.objects.create(subject=subject, unit=self.units[home].subject)
        return subject

    def _grant(self, role: str, unit: int, below: bool, register: int, state: str) -> Grant:
        days = {"from_day": TODAY - timedelta(days=9)}
        more: dict[str, object] = dict(days)
        if state == "ended":
            more["ended_at"] = timezone.now()
        if state == "over":
            more["to_day"] = TODAY - timedelta(days=1)
        if state == "to come":
            more["from_day"] = TODAY + timedelta(days=1)
        if state.startswith("office"):
            more["office"] = self._office(over=state == "office over")
        at = self.place.subject if unit < 0 else self.units[unit].subject
        return Grant.objects.create(
            user=self.user,
            role=role,
            unit=at,
            below=below,
            controller=self.registers[register],
            given_by="test",
            **more,
        )

    def _office(self, *, over: bool) -> Position:
        with unscoped("a test makes an office"):
            return Position.objects.create(
                person_id=self.people[0].pk,
                unit=self.units[0],
                kind=PositionKind.objects.filter(political=False)[0],
                to_day=TODAY - timedelta(days=1) if over else TODAY + timedelta(days=1),
            )

    def subjects(self) -> list[Subject]:
        assert self.place.subject is not None
        return [*(unit.subject for unit in self.units), *self.people, self.place.subject]


def slowly(actor: Actor, act: str, subject: Subject) -> bool:
    """The rule read aloud, grant by grant."""
    known = access.act_of(act)
    if known.public and known.reads and subject.is_public:
        return bool(actor.grants)
    return any(
        (known.public and subject.is_public)
        or _by(grant.unit_id, grant.below, grant.controller_id, known.open, subject)
        for grant in actor.grants
        if known.allows(grant.role)
    )


def _by(unit: int, below: bool, register: int, open_: bool, subject: Subject) -> bool:
    subject.refresh_from_db()
    reached = dict(Reach.objects.filter(ancestor=unit).values_list("descendant", "closed"))
    above = set(Reach.objects.filter(descendant=unit).values_list("ancestor", flat=True))
    if open_ and (
        subject.is_public
        or subject.pk == unit
        or subject.pk in above
        or (below and subject.pk in reached)
    ):
        return True
    if subject.controller_id != register:
        return False
    homes = set(Placement.objects.filter(subject=subject).values_list("unit", flat=True))
    if unit in homes or (below and any(reached.get(home) is False for home in homes)):
        return True
    hidden = bool(homes) and all(reached.get(home) is True for home in homes)
    return below and unit == register and not hidden


class Agreement(TestCase):
    @settings(max_examples=40)
    @given(graphs)
    def test_yes_or_no_the_filter_and_the_rule_read_slowly_agree(self, drawn: dict) -> None:
        world = World(drawn)
        for act in ACTS:
            seen = set(
                Subject.objects.filter(access.visible(world.actor, act, "")).values_list(
                    "pk", flat=True
                )
            )
            for subject in world.subjects():
                answer = access.can(world.actor, act, subject)
                assert answer == (subject.pk in seen)
                assert answer == slowly(world.actor, act, subject), (act, subject.pk)

    @settings(max_examples=12)
    @given(graphs)
    def test_who_can_tells_exactly_those_who_can(self, drawn: dict) -> None:
        world = World(drawn | {"chosen": GRANTS})
        for act in ACTS:
            for subject in world.subjects():
                subject.refresh_from_db()
                told = bool(queries.who_can(act, subject))
                assert told == access.can(world.actor, act, subject), (act, subject.kind)

    @settings(max_examples=40)
    @given(graphs)
    def test_the_filter_of_grants_and_the_registers_at_a_unit_agree(self, drawn: dict) -> None:
        world = World(drawn)
        there = {
            (unit.pk, register.pk): Grant.objects.create(
                user=world.user,
                role="board_member",
                unit=unit.subject,
                controller=register,
                from_day=TODAY,
                given_by="test",
            )
            for unit in world.units
            for register in world.registers
        }
        seen = set(
            Grant.objects.filter(access.in_registers(world.actor, "grants.give")).values_list(
                "pk", flat=True
            )
        )
        for (unit, register), grant in there.items():
            subject = Subject.objects.get(pk=unit)
            opened = access.registers_at(world.actor, "grants.give", subject)
            assert (grant.pk in seen) == (register in opened)

    @settings(max_examples=40)
    @given(graphs)
    def test_only_grants_in_force_are_held_and_one_chosen_holds_alone(self, drawn: dict) -> None:
        world = World(drawn)
        states = [one[4] for one in drawn["grants"]]
        expected = {
            grant.pk
            for grant, state in zip(world.grants, states, strict=True)
            if state in ("open", "office")
        }

        assert {held.grant_id for held in world.actor.all_grants} == expected
        assert set(in_force().values_list("pk", flat=True)) == expected
        assert {held.grant_id for held in world.actor.grants} <= expected
        if len(world.actor.grants) < len(expected):
            assert len(world.actor.grants) == 1
