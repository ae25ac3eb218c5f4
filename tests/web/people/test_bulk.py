"""Many people or organisations at once: only one's own, told, and undone in one step."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from samlet.web.core import access, changes
from samlet.web.core.actor import SYSTEM
from samlet.web.core.errors import Rejected
from samlet.web.core.guard import unscoped
from samlet.web.core.models import AuditEntry, ChangeSet, Placement, Reach
from samlet.web.organisations import bulk as organisations
from samlet.web.organisations import ending, reach
from samlet.web.organisations.models import Edge, Unit
from samlet.web.people import actions, bulk
from samlet.web.people.models import Person, Position, PositionKind
from tests.web import world as made

pytestmark = pytest.mark.django_db
ROLE = "region_admin"
TODAY = timezone.localdate()


@pytest.fixture
def world(built: made.World) -> made.World:
    return built


def everyone(*people: Person) -> QuerySet[Person]:
    with unscoped("test"):
        return Person.objects.filter(pk__in=[one.pk for one in people])


def units(*some: Unit) -> QuerySet[Unit]:
    return Unit.objects.filter(pk__in=[one.pk for one in some])


def again(row: Person | Unit | Position):
    return type(row)._base_manager.get(pk=row.pk)


def homes(person: Person) -> set[int]:
    return set(Placement.objects.filter(subject=person.pk).values_list("unit", flat=True))


def closure() -> set[tuple[int, int, bool]]:
    return set(Reach.objects.values_list("ancestor", "descendant", "closed"))


def test_positions_are_confirmed_for_ones_own_and_that_is_undone(world: made.World) -> None:
    actor, day = world.actor(ROLE), TODAY - timedelta(days=3)
    with unscoped("test"):
        Position.objects.update(confirmed_on=None)

    change_set = bulk.confirm(actor, everyone(world.own, world.other), day=day)

    assert made.office_of(world.own).confirmed_on == day
    assert made.office_of(world.other).confirmed_on is None
    changes.undo(actor, change_set)
    assert made.office_of(world.own).confirmed_on is None


def test_newer_confirmation_is_not_overwritten(world: made.World) -> None:
    before = made.office_of(world.own).confirmed_on

    bulk.confirm(world.actor(ROLE), everyone(world.own), day=date(2024, 6, 1))

    assert made.office_of(world.own).confirmed_on == before


def test_ended_positions_move_people_and_undo_moves_them_back(world: made.World) -> None:
    actor = world.actor(ROLE)
    board = made.unit(
        "Prøvestyret", "board", belongs_to=[world.branch], register=world.region.subject
    )
    kind = PositionKind.objects.get(key="board_member")
    actions.add_position(
        SYSTEM, person=world.own, unit=board, kind=kind, from_day=TODAY - timedelta(days=5)
    )
    before = homes(world.own)

    change_set = bulk.end(actor, everyone(world.own), day=TODAY - timedelta(days=10))

    assert made.office_of(world.own)
    assert homes(world.own) == {board.pk}
    told = AuditEntry.objects.filter(act="position.ended", actor_kind="user")
    assert told.count() == 1
    changes.undo(actor, change_set)
    assert homes(world.own) == before


def test_bulk_of_a_role_that_may_not_change_is_refused(world: made.World) -> None:
    with pytest.raises(Exception, match="role does not include"):
        bulk.end(world.actor("board_member"), everyone(world.own), day=TODAY)

    assert made.office_of(world.own).to_day is None


def test_language_is_set_from_the_list_and_undone_by_its_button(world: made.World) -> None:
    client = made.client_for(world.users[ROLE])
    form = {"act": "maalform", "row": [world.own.public_id, world.other.public_id]}
    sent = {**form, "language": "nn", "confirmed": "1", "count": "1"}

    answer = client.post(reverse("people:people-bulk"), sent)

    assert answer.status_code == 303
    assert (again(world.own).language, again(world.other).language) == ("nn", "nb")
    change_set = ChangeSet.objects.get(what="people.bulk_language")
    client.post(reverse("changes:undo", args=[change_set.public_id]))
    assert again(world.own).language == "nb"


def test_organisations_end_with_their_people_and_stand_again(world: made.World) -> None:
    actor = world.actor(ROLE)
    stored, day = closure(), TODAY - timedelta(days=1)

    change_set = organisations.end(actor, units(world.club), day=day)

    assert again(world.club).valid_to == day
    assert made.office_of(world.own).to_day == day
    changes.undo(SYSTEM, change_set)
    assert again(world.club).valid_to is None
    assert made.office_of(world.own).to_day is None
    assert homes(world.own) == {world.club.pk}
    assert closure() == stored


def test_reopened_organisation_has_its_people_back(world: made.World) -> None:
    stored, day = closure(), TODAY - timedelta(days=1)
    ending.close_unit(SYSTEM, unit=world.club, day=day)

    ending.reopen_unit(SYSTEM, unit=again(world.club))

    assert made.office_of(world.own).to_day is None
    assert closure() == stored


def test_people_go_over_with_their_club_and_come_back_when_it_is_undone(world: made.World) -> None:
    after = made.unit(
        "Etterpåklubben", "club", belongs_to=[world.branch], register=world.region.subject
    )
    stored, day = closure(), TODAY - timedelta(days=1)

    change_set = ending.merge_units(SYSTEM, units=[world.club], into=after, day=day)

    assert homes(world.own) == {after.pk}
    assert [name.name for name in after.names.all()] == [world.club.name]
    changes.undo(SYSTEM, change_set)
    assert homes(world.own) == {world.club.pk}
    assert not after.names.exists()
    assert closure() == stored


def test_municipality_and_place_above_are_set_and_undone(world: made.World) -> None:
    actor, stored = world.actor(ROLE), closure()
    branch = made.unit(
        "Nyavdelingen", "union_branch", belongs_to=[world.local], register=world.region.subject
    )
    stored = closure()

    placed = organisations.set_municipality(actor, units(world.club), municipality=world.place)
    moved = organisations.move_below(actor, units(world.club), to=branch, day=TODAY)

    assert Edge.objects.get(lower=world.club, kind="belongs_to", valid_to=None).upper == branch
    assert Reach.objects.filter(ancestor=world.place.subject, descendant=world.club.pk).exists()
    changes.undo(actor, moved)
    changes.undo(actor, placed)
    assert closure() == stored
    reach.rebuild()
    assert closure() == stored


def test_organisation_is_not_moved_below_itself_or_below_what_has_ended(world: made.World) -> None:
    gone = made.unit(
        "Borteavdelingen", "union_branch", belongs_to=[world.local], register=world.region.subject
    )
    ending.close_unit(SYSTEM, unit=gone, day=TODAY - timedelta(days=1))

    for to in (world.club, again(gone)):
        with pytest.raises(Rejected):
            organisations.move_below(world.actor(ROLE), units(world.club), to=to, day=TODAY)


def test_organisations_of_others_are_not_found_in_a_bulk_act(world: made.World) -> None:
    client = made.client_for(world.users[ROLE])
    form = {"act": "avslutt", "row": [world.union_club.public_id], "day": TODAY.isoformat()}

    client.post(reverse("organisations:units-bulk"), {**form, "confirmed": "1", "count": "1"})

    assert again(world.union_club).valid_to is None
    assert not access.can(world.actor(ROLE), "units.edit", world.union_club.subject)
