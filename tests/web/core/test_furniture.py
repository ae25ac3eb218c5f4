"""Call today, figures, promises and targets."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from samlet.web.core import calls, indicators, promises, targets
from samlet.web.core.actor import SYSTEM
from samlet.web.core.errors import Conflict, Forbidden, NotFound, Rejected
from samlet.web.core.guard import unscoped
from samlet.web.core.models import CallOutcome, PromiseStep
from samlet.web.organisations import actions as organisations
from samlet.web.people import actions as people
from samlet.web.people import indicators as people_indicators
from samlet.web.people.models import Position
from tests.web import world as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(built: made.World) -> made.World:
    return built


def contact(world: made.World, name: str = "Kontaktsen"):
    """A club's contact since 2024 that nobody has confirmed."""
    person = made.person(name, world.club, world.region.subject, kind="club_leader")
    office = made.office_of(person)
    with unscoped("a test makes an office that nobody has confirmed"):
        Position.objects.filter(pk=office.pk).update(confirmed_on=None)
    return made.office_of(person)


def outcome(world, office, role="branch_leader", **sent):
    address = reverse("calls:outcome", args=["people.stale_contact", office.public_id])
    return made.client_for(world.users[role]).post(address, sent, follow=True)


def test_a_contact_nobody_confirmed_for_a_year_is_to_be_called(world) -> None:
    contact(world)

    page = made.client_for(world.users["branch_leader"]).get("/ring/").text
    assert "Kontaktsen" in page
    assert 'href="tel:+4790000000"' in page
    assert 'href="sms:+4790000000"' in page
    assert "Nobody has confirmed that this is the club&#x27;s contact." in page


def test_reached_confirms_the_position_and_ends_the_call(world) -> None:
    office = contact(world)

    page = outcome(world, office, outcome="reached").text

    assert "Kontaktsen" not in page
    assert made.office_of(office.person).confirmed_on == timezone.localdate()
    assert CallOutcome.objects.get().subject_id == office.person_id


def test_no_answer_comes_back_tomorrow_and_a_new_date_on_its_day(world) -> None:
    office = contact(world)
    actor = world.actor("branch_leader")
    today = timezone.localdate()

    def due_on(day):
        return [one.call.item for one in calls.calls_due(actor, day)]

    outcome(world, office, outcome="no_answer")
    assert office.public_id not in due_on(today)
    assert office.public_id in due_on(today + timedelta(days=1))

    later = today + timedelta(days=10)
    outcome(world, office, outcome="later", until=later.isoformat())
    assert office.public_id not in due_on(today + timedelta(days=9))
    assert office.public_id in due_on(later)


@pytest.mark.parametrize("until", ["", "2020-01-01", "31.02.2027", "9999-12-31"])
def test_a_new_date_is_a_day_to_come(world, until) -> None:
    office = contact(world)

    answer = outcome(world, office, outcome="later", until=until)

    assert answer.status_code == 400
    assert not CallOutcome.objects.exists()


def test_another_registers_contact_is_not_called_nor_touched(world) -> None:
    office = contact(world)

    assert outcome(world, office, role="other", outcome="reached").status_code == 404
    assert calls.calls_due(world.actor("other")) == []


def figure(world, key, role="region_admin"):
    actor = world.actor(role)
    return indicators.measure(actor, indicators.indicator_of(actor, key), timezone.localdate())


def at_place(world):
    organisations.edit_unit(SYSTEM, unit=world.club, municipality=world.place)


def test_clubs_with_a_contact_are_counted_of_all(world) -> None:
    at_place(world)
    yesterday = timezone.localdate() - timedelta(days=1)
    people.end_position(SYSTEM, position=made.office_of(world.own), day=yesterday)
    assert [v.text for v in figure(world, "people.clubs_with_contact").values] == ["0 of 1"]

    contact(world)

    assert [v.text for v in figure(world, "people.clubs_with_contact").values] == ["1 of 1"]
    assert [v.text for v in figure(world, "people.stale_contacts").values] == ["1 of 1"]


def test_fewer_than_five_stewards_are_not_told_and_cannot_be_subtracted(world) -> None:
    at_place(world)
    measured = figure(world, "people.stewards")
    assert [v.text for v in measured.values] == ["fewer than 5"]
    assert measured.total is None
    client = made.client_for(world.users["region_admin"])
    assert "fewer than 5" in client.get("/indikatorer/people.stewards.csv").content.decode()

    for number in range(4):
        made.person(f"Tillits{number}", world.club, world.region.subject)

    assert figure(world, "people.stewards").total == 5
    # The same for every scope of the register: what differs would tell.
    assert figure(world, "people.stewards", "club_leader").total == 5
    page = client.get("/indikatorer/").text
    assert "Shop stewards by municipality" in page
    assert "Measured" in page


def test_counts_cross_no_register(world) -> None:
    at_place(world)
    for number in range(5):
        made.person(f"Annen{number}", world.club, world.union.subject)

    assert [v.text for v in figure(world, "people.stewards").values] == ["fewer than 5"]
    assert (
        people_indicators.stewards(world.actor("region_admin"), timezone.localdate())[0].value < 5
    )


def test_an_indicator_one_may_not_see_is_not_there(world) -> None:
    with pytest.raises(NotFound):
        indicators.indicator_of(world.actor("board_member"), "people.stewards")


def promise(world, role="region_admin"):
    return promises.record_promise(
        world.actor(role),
        subject=world.party.subject,
        text="Ord til prøve.",
        source="Prøveprogrammet, side 1",
        day=date(2026, 1, 1),
    )


def test_a_state_counts_when_a_second_person_has_checked_it(world) -> None:
    given = promise(world)
    first, second = world.actor("region_admin"), world.actor("coordinator")
    step = promises.record_step(
        first, promise=given, stage="kept", day=date(2026, 5, 1), evidence="Sak 1"
    )
    given.refresh_from_db()
    assert given.stage == "given"
    with pytest.raises(Rejected):
        promises.check_step(first, step=step)

    promises.check_step(second, step=step)

    given.refresh_from_db()
    assert given.stage == "kept"
    with pytest.raises(Conflict):
        promises.check_step(second, step=step)
    counts = {one.stage: one.count for one in promises.accounts_of(first, given.subject).counts}
    assert counts["kept"] == 1


def test_the_database_refuses_that_one_checks_ones_own(world) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PromiseStep.objects.create(
            promise=promise(world),
            stage="kept",
            day=date(2026, 5, 1),
            evidence="x",
            recorded_by="user:a",
            checked_by="user:a",
        )


def test_the_accounts_show_words_source_reply_and_correction(world) -> None:
    given = promise(world)
    actor = world.actor("region_admin")
    promises.record_reply(
        actor, promise=given, text="Svar til prøve.", source="Brev", day=date(2026, 6, 1)
    )
    promises.correct(actor, promise=given, text="Riktige ord.", why="Skrivefeil")

    client = made.client_for(world.users["region_admin"])
    page = client.get(reverse("promises:accounts", args=[world.party.public_id])).text

    for said in ("Riktige ord.", "Prøveprogrammet, side 1", "Svar til prøve.", "Skrivefeil"):
        assert said in page
    assert "Ord til prøve." in page
    csv = client.get(reverse("promises:file", args=[world.party.public_id])).content.decode()
    assert "Riktige ord." in csv


def test_promises_stay_in_their_register_and_off_people(world) -> None:
    given = promise(world)

    assert list(promises.promises_for(world.actor("region_admin"))) == [given]
    assert not promises.promises_for(world.actor("other")).exists()
    with pytest.raises(Rejected):
        promises.record_promise(
            world.actor("region_admin"),
            subject=world.own.subject,
            text="x",
            source="y",
            day=date(2026, 1, 1),
        )
    with pytest.raises(Forbidden):
        promise(world, "club_leader")


def test_a_target_shows_where_the_figure_stands(world) -> None:
    at_place(world)
    place = world.place.subject
    targets.set_target(
        world.actor("region_admin"),
        subject=place,
        indicator="people.clubs_with_contact",
        value=Decimal(3),
        due=date(2027, 6, 1),
        baseline=Decimal(0),
        baseline_day=date(2026, 1, 1),
        decided_by="Styret",
        decided_on=date(2026, 2, 1),
    )

    page = made.client_for(world.users["region_admin"]).get(
        reverse("organisations:place", args=[place.public_id])
    )

    assert "3 by 1. June 2027." in page.text
    assert "Today: 1 of 1." in page.text
    other = made.client_for(world.users["other"]).get(
        reverse("organisations:place", args=[place.public_id])
    )
    assert "Decided by Styret" not in other.text
