"""The public register: from a source, open to every role, and free of union data."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samlet.web.core import access, search
from samlet.web.core.errors import Forbidden, NotFound, Rejected
from samlet.web.core.guard import unscoped
from samlet.web.core.models import Erasure
from samlet.web.organisations.models import Unit
from samlet.web.people import actions, official
from samlet.web.people.models import Person, Position, PositionKind
from tests.web import world as made

pytestmark = pytest.mark.django_db
ROLE = "region_admin"
TODAY = timezone.localdate()
SOURCE = "Prøvekommunens egen side"


@pytest.fixture
def world(built: made.World) -> made.World:
    return built


@pytest.fixture
def council(world: made.World) -> Unit:
    register = official.public_register().subject
    return made.unit("Prøvekommunestyret", "council", municipality=world.place, register=register)


def kind(key: str = "councillor") -> PositionKind:
    return PositionKind.objects.get(key=key)


def recorded(world: made.World, council: Unit, **more: object) -> Person:
    fields = {"source": SOURCE, "read_on": TODAY - timedelta(days=2), "kind": kind(), **more}
    return official.record_official(
        world.actor(ROLE), given_name="Prøve", family_name="Folkevald", unit=council, **fields
    )


def test_official_fact_is_public_and_has_its_source_and_the_day_it_was_read(
    world: made.World, council: Unit
) -> None:
    person = recorded(world, council, source_url="https://example.org/utvalg")

    office = made.office_of(person)
    assert person.subject.is_public
    assert person.controller_id == official.public_register().pk
    assert (office.source, office.confirmed_on) == (SOURCE, TODAY - timedelta(days=2))
    assert office.party is None


def test_form_records_it_and_every_role_sees_it(world: made.World, council: Unit) -> None:
    client = made.client_for(world.users[ROLE])
    sent = {
        "given_name": "Prøve",
        "family_name": "Folkevald",
        "kind": "councillor",
        "unit": council.name,
        "source": SOURCE,
        "read_on": TODAY.isoformat(),
    }

    answer = client.post(reverse("people:add_official"), sent)

    assert answer.status_code == 303
    for role in (*access.ROLES, "other"):
        other = made.client_for(world.users[role])
        seen = other.get(answer["Location"]).content.decode()
        assert "Official facts, open to all" in seen, role
        assert SOURCE in seen, role
        assert "Folkevald" in other.get(reverse("people:officials")).content.decode(), role
        council_page = other.get(reverse("organisations:unit", args=[council.public_id]))
        assert council_page.status_code == 403 or "Folkevald" in council_page.content.decode()
        assert "Folkevald" not in other.get(reverse("people:people")).content.decode(), role
        if role not in ("region_admin", "coordinator"):
            assert other.get(answer["Location"] + "endre/").status_code == 403, role
        if role != "region_admin":
            assert other.get(answer["Location"] + "slett/").status_code == 403, role
            assert other.post(answer["Location"] + "slett/").status_code == 403, role


def test_another_record_of_the_same_human_stays_hidden(world: made.World, council: Unit) -> None:
    person = recorded(world, council)
    private = made.person("Folkevald", world.club, world.region.subject)

    for role in ("auditor", "operator", "board_member", "party_county_admin", "other"):
        client = made.client_for(world.users[role])
        page = client.get(reverse("people:person", args=[person.public_id])).content.decode()
        assert private.email not in page, role
        assert private.public_id not in page, role
        assert client.get(reverse("people:person", args=[private.public_id])).status_code == 404
        listed = client.get(reverse("people:officials")).content.decode()
        assert private.public_id not in listed, role
        assert private.public_id not in client.get("/sok/?q=Folkevald").content.decode(), role


def test_who_answers_for_official_facts_erases_one(world: made.World, council: Unit) -> None:
    person = recorded(world, council)
    client = made.client_for(world.users[ROLE])
    address = reverse("people_privacy:erase", args=[person.public_id])

    page = client.get(reverse("people:person", args=[person.public_id])).content.decode()
    answer = client.post(address, {"reason": "mistake"})

    assert address in page
    assert answer.status_code == 303
    assert Erasure.objects.filter(subject=person.subject).exists()


def test_form_without_source_keeps_what_was_typed(world: made.World, council: Unit) -> None:
    client = made.client_for(world.users[ROLE])
    sent = {"family_name": "<b>Ø🙂", "kind": "mayor", "unit": council.name, "read_on": "31.02.2026"}

    answer = client.post(reverse("people:add_official"), sent)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "&lt;b&gt;Ø🙂" in text
    assert set(answer.context["form"].errors) == {"source", "read_on"}


def test_who_may_not_record_official_facts_is_refused(world: made.World, council: Unit) -> None:
    for role in ("club_leader", "branch_leader", "auditor"):
        with pytest.raises((Forbidden, NotFound)):
            official.record_official(
                world.actor(role),
                given_name="",
                family_name="Folkevald",
                unit=council,
                kind=kind(),
                source=SOURCE,
                read_on=TODAY,
            )


@pytest.mark.parametrize(
    "private", [{"email": "a@example.org"}, {"mobile": "+4742000000"}, {"channel": "sms"}]
)
def test_contact_details_cannot_enter_the_public_register(
    world: made.World, council: Unit, private: dict[str, str]
) -> None:
    person = recorded(world, council)

    with pytest.raises(Rejected, match="no contact details"):
        actions.edit_person(world.actor(ROLE), person=person, **private)
    with pytest.raises(Rejected, match="no contact details"):
        actions.add_person(
            world.actor(ROLE),
            unit=council,
            register=official.public_register().subject,
            family_name="Folkevald",
            **private,
        )


def test_union_office_and_office_without_source_cannot_enter(
    world: made.World, council: Unit
) -> None:
    person, actor = recorded(world, council), world.actor(ROLE)
    for unit, office, source in (
        (world.club, kind("club_leader"), SOURCE),
        (world.club, kind(), SOURCE),
        (council, kind("club_leader"), SOURCE),
        (council, kind(), ""),
    ):
        with pytest.raises(Rejected):
            actions.add_position(actor, person=person, unit=unit, kind=office, source=source)
    with unscoped("test"):
        assert Position.objects.filter(person=person).count() == 1


def test_source_read_on_a_day_to_come_is_refused(world: made.World, council: Unit) -> None:
    with pytest.raises(Rejected):
        recorded(world, council, read_on=TODAY + timedelta(days=1))


def test_official_fact_is_ended_and_told_who_was(world: made.World, council: Unit) -> None:
    person = recorded(world, council)
    client = made.client_for(world.users[ROLE])
    office = made.office_of(person)

    answer = client.post(
        reverse("people:end_position", args=[office.public_id]), {"day": TODAY.isoformat()}
    )

    assert answer.status_code == 303
    assert made.office_of(person).to_day == TODAY


def test_political_office_of_somebody_in_a_register_needs_source_or_consent(
    world: made.World, council: Unit
) -> None:
    client = made.client_for(world.users[ROLE])
    address = reverse("people:add_position", args=[world.own.public_id])

    answer = client.post(
        address, {"kind": "councillor", "unit": council.name, "from_day": "2025-01-01"}
    )

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "needs a public source or the person&#x27;s own consent" in text
    sent = {"kind": "councillor", "unit": council.name, "source": SOURCE}
    assert client.post(address, sent).status_code == 303
    assert not access.can(world.actor("other"), "people.view", world.own.subject)


def test_page_of_a_council_adds_to_the_public_register_and_lists_those_elected(
    world: made.World, council: Unit
) -> None:
    recorded(world, council)
    client = made.client_for(world.users[ROLE])

    text = client.get(reverse("organisations:unit", args=[council.public_id])).content.decode()

    assert "Folkevald" in text
    assert f"{reverse('people:add_official')}?unit={council.public_id}" in text
    listed = client.get(reverse("people:officials"), {"under": council.public_id})
    assert "Folkevald" in listed.content.decode()


@pytest.mark.parametrize("role", ["auditor", "board_member", "operator", "club_leader"])
def test_every_role_finds_those_elected_and_nobody_else_by_that_name(
    world: made.World, council: Unit, role: str
) -> None:
    person = recorded(world, council)
    private = made.person("Folkevald", world.union_club, world.union.subject)

    hits = search.find(world.actor(role), "Folkevald").hits

    assert [hit.public_id for hit in hits] == [person.public_id]
    assert private.pk != person.pk
