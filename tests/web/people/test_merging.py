"""Two records of one person become one: nothing is lost, and it can be undone in one step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from samlet.web.accounts.models import Grant, User
from samlet.web.core import changes
from samlet.web.core.actor import SYSTEM
from samlet.web.core.errors import NotFound, Rejected
from samlet.web.core.guard import unscoped
from samlet.web.core.models import AuditEntry, Placement, SearchEntry
from samlet.web.people import actions as people
from samlet.web.people.listing import PEOPLE
from samlet.web.people.merging.actions import merge_people, not_the_same
from samlet.web.people.merging.pairs import likely_pairs
from samlet.web.people.models import Person, Position, PositionKind
from tests.web.world import World, client_for, grant, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(built: World) -> World:
    return built


@pytest.fixture(autouse=True)
def read_by_the_test() -> Iterator[None]:
    with unscoped("tests look at what they made"):
        yield


def double(world: World) -> Person:
    """The region's own person once more, from a list with a letter wrong and no mobile."""
    made = person("Ahornson", world.branch, world.region.subject)
    people.edit_person(SYSTEM, person=made, email="ahornsen@example.org", mobile="")
    made.refresh_from_db()
    return made


def test_pairs_share_a_register(world: World) -> None:
    two = double(world)
    pairs = likely_pairs(world.actor("region_admin"))
    ids = {(pair.one, pair.two) for pair in pairs}
    assert (world.own.pk, two.pk) in ids
    own = set(
        Person.objects.filter(subject__controller=world.region.subject).values_list("pk", flat=True)
    )
    assert {pk for pair in ids for pk in pair} <= own


def test_a_club_leader_is_shown_no_pairs(world: World) -> None:
    double(world)
    assert likely_pairs(world.actor("club_leader")) == []


def test_everything_moves_and_comes_back(world: World) -> None:
    two, actor = double(world), world.actor("region_admin")
    office = Position.objects.get(person=two)
    user = User.objects.create_user("leder@example.org")
    given = grant(user, "branch_leader", world.branch, world.region.subject, office=office)
    made = merge_people(actor, person=world.own, other=two, taken=["family_name"])
    kept = Person.objects.get(pk=world.own.pk)
    assert (kept.family_name, kept.mobile) == ("Ahornson", "+4790000000")
    assert set(kept.positions.values_list("unit", flat=True)) == {world.club.pk, world.branch.pk}
    assert Placement.objects.filter(subject=kept.pk).count() == 2
    assert not SearchEntry.objects.filter(subject=two.pk).exists()
    assert two.pk not in PEOPLE.rows(actor).values_list("pk", flat=True)
    assert AuditEntry.objects.filter(act="person.merged").count() >= 1
    changes.undo(actor, made)
    assert Person.objects.get(pk=two.pk).merged_into_id is None
    assert Person.objects.get(pk=kept.pk).family_name == "Ahornsen"
    assert Position.objects.get(pk=office.pk).person_id == two.pk
    assert Placement.objects.filter(subject=kept.pk).count() == 1
    assert SearchEntry.objects.filter(subject=two.pk).exists()
    assert Grant.objects.get(pk=given.pk).office_id == office.pk


def test_the_same_office_twice_becomes_one_and_keeps_the_access_that_follows_it(
    world: World,
) -> None:
    two, actor = double(world), world.actor("region_admin")
    kind = PositionKind.objects.get(key="shop_steward")
    again = people.add_position(SYSTEM, person=two, unit=world.club, kind=kind, title="HTV")
    user = User.objects.create_user("leder@example.org")
    given = grant(user, "club_leader", world.club, world.region.subject, office=again)
    made = merge_people(actor, person=world.own, other=two)
    one = Position.objects.get(person=world.own, unit=world.club)
    assert (one.title, one.from_day) == ("HTV", date(2024, 1, 1))
    assert Grant.objects.get(pk=given.pk).office_id == one.pk
    changes.undo(actor, made)
    assert Position.objects.get(pk=again.pk).person_id == two.pk
    assert Grant.objects.get(pk=given.pk).office_id == again.pk


def test_records_of_two_registers_are_never_merged(world: World) -> None:
    with pytest.raises(Rejected):
        merge_people(SYSTEM, person=world.own, other=world.other)
    with pytest.raises(NotFound):
        merge_people(world.actor("region_admin"), person=world.own, other=world.other)
    assert Person.objects.get(pk=world.other.pk).merged_into_id is None


def test_two_people_are_not_proposed_again(world: World) -> None:
    two, actor = double(world), world.actor("region_admin")
    made = not_the_same(actor, person=two, other=world.own)
    ids = {(pair.one, pair.two) for pair in likely_pairs(actor)}
    assert made is not None
    assert (world.own.pk, two.pk) not in ids
    changes.undo(actor, made)
    assert (world.own.pk, two.pk) in {(pair.one, pair.two) for pair in likely_pairs(actor)}


def test_the_pages_lead_from_the_pairs_to_one_record(world: World) -> None:
    two = double(world)
    browser = client_for(world.users["region_admin"])
    assert "Ahornson" in browser.get("/personer/dubletter/").content.decode()
    address = f"/personer/dubletter/{world.own.public_id}/{two.public_id}/"
    said = browser.get(address).content.decode()
    assert "Merge them" in said
    assert "Ahornsen" in said
    answer = browser.post(address, {"stays": "1", "family_name": "1", "mobile": "1"})
    assert answer.status_code == 303, answer.content.decode()
    assert Person.objects.get(pk=two.pk).merged_into_id == world.own.pk
    moved = browser.get(f"/person/{two.public_id}/")
    assert moved["Location"] == f"/person/{world.own.public_id}/"
    assert browser.get(address).status_code == 404


def test_anothers_record_in_the_address_is_as_if_it_were_not_there(world: World) -> None:
    browser = client_for(world.users["region_admin"])
    for public_id in (world.other.public_id, "xxxxxxxxxxxx"):
        address = f"/personer/dubletter/{world.own.public_id}/{public_id}/"
        assert browser.get(address).status_code == 404
        assert browser.post(f"{address}to/").status_code == 404
