"""What may be done to organisations, by whom, and what is said when it may not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samlet.web.core.actor import SYSTEM
from samlet.web.core.errors import Forbidden, NotFound, Rejected
from samlet.web.core.models import AuditEntry, ChangeSet, Reach
from samlet.web.organisations import actions, ending, reach
from samlet.web.organisations.models import Edge, Unit, UnitKind
from tests.web import world as made

pytestmark = pytest.mark.django_db
ROLE = "region_admin"
TODAY = timezone.localdate()
BELONGS = Edge.Kind.BELONGS_TO


@pytest.fixture
def world(built: made.World) -> made.World:
    return built


def again(unit: Unit) -> Unit:
    return Unit.objects.get(pk=unit.pk)


def above(unit: Unit) -> set[str]:
    edges = Edge.objects.filter(lower=unit, kind=BELONGS, valid_to=None)
    return set(edges.values_list("upper__name", flat=True))


def club(world: made.World, name: str, **more: object) -> Unit:
    kind = UnitKind.objects.get(key="club")
    return actions.add_unit(world.actor(ROLE), kind=kind, name=name, **more)


def test_unit_goes_into_the_register_of_who_adds_it_and_is_told(world: made.World) -> None:
    unit = club(world, "  Ny   klubb ", belongs_to=[world.branch])

    assert unit.name == "Ny klubb"
    assert unit.controller_id == world.region.pk
    line = AuditEntry.objects.get(act="unit.added", subject_id=unit.public_id)
    assert line.fields == ["name", "kind"]


def test_unit_below_another_registers_unit_is_refused_as_not_there(world: made.World) -> None:
    with pytest.raises(NotFound):
        club(world, "Ny klubb", belongs_to=[world.union_club])


def test_unit_without_anything_above_is_asked_where_it_belongs(world: made.World) -> None:
    client = made.client_for(world.users[ROLE])

    answer = client.post(reverse("organisations:add"), {"kind": "club", "name": "Løs klubb"})

    assert answer.status_code == 422
    assert "Say what it belongs to" in answer.content.decode()
    assert 'value="Løs klubb"' in answer.content.decode()


def test_unit_in_a_municipality_is_kept_by_the_area_that_covers_it(world: made.World) -> None:
    actions.cover(SYSTEM, unit=world.local, municipalities=[world.place], day=TODAY)

    unit = club(world, "Klubb på stedet", municipality=world.place)

    assert unit.controller_id == world.region.pk
    assert Reach.objects.filter(ancestor=world.local.pk, descendant=unit.pk).exists()


def test_unit_that_has_ended_takes_nothing_below_it(world: made.World) -> None:
    ending.close_unit(SYSTEM, unit=world.branch, day=TODAY - timedelta(days=1))

    with pytest.raises(Rejected, match="has ended: choose one that stands"):
        club(world, "Ny klubb", belongs_to=[again(world.branch)])


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "Æ🙂" * 90, "x" * 200])
def test_strange_names_are_kept_and_written_as_text(world: made.World, name: str) -> None:
    unit = club(world, name, belongs_to=[world.branch])

    page = made.client_for(world.users[ROLE]).get(
        reverse("organisations:unit", args=[unit.public_id])
    )

    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_name_that_is_too_long_is_told_with_the_fields_name(world: made.World) -> None:
    with pytest.raises(Rejected, match="Name: "):
        club(world, "x" * 201, belongs_to=[world.branch])


def test_who_may_only_see_a_unit_is_forbidden_and_who_may_not_is_told_nothing(
    world: made.World,
) -> None:
    with pytest.raises(Forbidden):
        actions.edit_unit(world.actor("club_leader"), unit=world.club, name="Nytt navn")
    with pytest.raises(NotFound):
        actions.edit_unit(world.actor(ROLE), unit=world.union_club, name="Nytt navn")


def test_club_of_two_unions_leaves_only_the_branch_it_is_said_to_leave(world: made.World) -> None:
    branch = made.unit(
        "Nyavdelingen", "union_branch", belongs_to=[world.local], register=world.region.subject
    )

    actions.move_unit(
        world.actor(ROLE), unit=world.club, kind=BELONGS, to=branch, day=TODAY, leaves=world.branch
    )

    assert above(world.club) == {"Nyavdelingen", "Forbundsavdelingen"}


def test_move_that_is_planned_is_brought_forward(world: made.World) -> None:
    branch = made.unit(
        "Nyavdelingen", "union_branch", belongs_to=[world.local], register=world.region.subject
    )
    actor, later = world.actor(ROLE), TODAY + timedelta(days=30)
    actions.move_unit(actor, unit=world.club, kind=BELONGS, to=branch, day=later)

    actions.move_unit(actor, unit=world.club, kind=BELONGS, to=branch, day=TODAY)

    assert above(world.club) == {"Nyavdelingen"}
    assert not Edge.objects.filter(lower=world.club, kind=BELONGS, valid_to__gte=TODAY).exists()


def test_unit_with_a_planned_move_can_end_before_it(world: made.World) -> None:
    actions.move_unit(
        SYSTEM, unit=world.club, kind=BELONGS, to=world.branch, day=TODAY + timedelta(days=30)
    )

    ending.close_unit(SYSTEM, unit=world.club, day=TODAY)

    assert not Edge.objects.filter(lower=world.club, valid_to=None).exists()


def test_units_of_different_kinds_do_not_go_over_in_each_other(world: made.World) -> None:
    with pytest.raises(Rejected, match="of the same kind"):
        ending.close_unit(SYSTEM, unit=world.club, day=TODAY, into=world.branch)

    assert again(world.club).valid_to is None


def test_what_has_ended_cannot_end_again_and_what_stands_cannot_be_reopened(
    world: made.World,
) -> None:
    with pytest.raises(Rejected, match="has not ended"):
        ending.reopen_unit(SYSTEM, unit=world.club)
    ending.close_unit(SYSTEM, unit=world.club, day=TODAY)
    with pytest.raises(Rejected, match="already ended"):
        ending.close_unit(SYSTEM, unit=again(world.club), day=TODAY)


def test_reopened_unit_does_not_take_back_what_has_moved_on(world: made.World) -> None:
    first, last = (
        made.unit(name, "union_branch", belongs_to=[world.local], register=world.region.subject)
        for name in ("Etter", "Sist")
    )
    day = TODAY - timedelta(days=5)
    ending.close_unit(SYSTEM, unit=world.branch, day=day, into=first)
    actions.move_unit(SYSTEM, unit=world.club, kind=BELONGS, to=last, day=TODAY, leaves=first)

    ending.reopen_unit(SYSTEM, unit=again(world.branch))

    assert above(world.club) == {"Sist", "Forbundsavdelingen"}
    assert above(world.closed) == {"Prøveavdelingen"}
    stored = set(Reach.objects.values_list("ancestor", "descendant", "closed"))
    reach.rebuild()
    assert set(Reach.objects.values_list("ancestor", "descendant", "closed")) == stored


def test_end_is_offered_to_be_undone_and_impossible_days_are_told(world: made.World) -> None:
    client = made.client_for(world.users[ROLE])
    unit = club(world, "Kort klubb", belongs_to=[world.branch])
    address = reverse("organisations:close", args=[unit.public_id])

    wrong = client.post(address, {"day": "31.02.2026", "into": ""})
    answer = client.post(address, {"day": TODAY.isoformat(), "into": ""}, follow=True)

    assert wrong.status_code == 422
    change_set = ChangeSet.objects.get(what="units.closed")
    assert reverse("changes:undo", args=[change_set.public_id]) in answer.content.decode()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_page_of_a_unit_asks_few_questions_in_every_language(
    world: made.World, language: str, django_assert_max_num_queries
) -> None:
    client = made.client_for(world.users[ROLE])
    client.cookies["samlet_language"] = language
    address = reverse("organisations:unit", args=[world.club.public_id])
    client.get(address)
    for number in range(5):
        made.person(f"Rad{number}", world.club, world.region.subject)

    with django_assert_max_num_queries(45):
        answer = client.get(address)

    assert answer.status_code == 200
    assert "Rad4" in answer.content.decode()
