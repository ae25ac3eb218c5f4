"""From one register to another: by the person's own yes alone, seen by her, and ended by her."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from samlet.web.core import audit
from samlet.web.core.models import AuditEntry
from samlet.web.core.personal import ledger
from samlet.web.people.models import Consent, Disclosure
from samlet.web.people.privacy import consenting
from tests.web import make, world
from tests.web.accounts.test_my_page import opened, text
from tests.web.world import World

pytestmark = pytest.mark.django_db
RECEIVED = "/vist-for-oss/"


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA_DIR = tmp_path
    # Files are written anew in a test of its own, which needs no transaction around it.
    monkeypatch.setattr(ledger, "scrub", lambda: None)


@pytest.fixture
def made(built: World) -> World:
    return built


@pytest.fixture
def staff(made: World) -> Client:
    return world.client_for(made.users["region_admin"])


@pytest.fixture
def party(made: World) -> Client:
    return world.client_for(made.users["party_county_admin"])


@pytest.fixture
def consent(made: World) -> Consent:
    return make.consent(made.own, purpose="handing_over", recipient=made.party.subject)


def address(made: World) -> str:
    return f"/person/{made.own.public_id}/gi-videre/"


def form(consent: Consent, *fields: str) -> dict[str, object]:
    return {"consent": consent.public_id, "fields": fields or ("given_name", "family_name")}


def test_without_a_yes_the_page_says_so_and_hands_nothing_over(made: World, staff: Client) -> None:
    other_matter = make.consent(made.own)
    elsewhere = make.consent(made.other, purpose="handing_over", recipient=made.party.subject)

    page = text(staff, address(made))
    answers = [staff.post(address(made), form(one)) for one in (other_matter, elsewhere)]

    assert "There is no consent to this" in page
    assert [answer.status_code for answer in answers] == [422, 422]
    assert not Disclosure._base_manager.exists()


def test_with_a_yes_it_is_recorded_and_seen_by_the_person_the_keeper_and_the_trail(
    made: World, staff: Client, consent: Consent
) -> None:
    staff.post(address(made), form(consent, "family_name", "email"))

    mine = text(opened(made.own))
    assert "By your consent also those who keep the register of:" in mine
    assert "Prøvepartiet fylke: family name, e-mail" in mine
    assert "What was handed to another register" in mine
    assert "Prøvepartiet fylke: family name, e-mail" in text(
        staff, f"/person/{made.own.public_id}/"
    )
    entry = AuditEntry.objects.get(act="person.disclosed")
    assert entry.fields == ["email", "family_name"]
    assert audit.verify().holds


def test_the_recipient_sees_what_was_handed_over_and_no_more(
    made: World, staff: Client, party: Client, consent: Consent
) -> None:
    staff.post(address(made), form(consent, "given_name", "family_name", "mobile"))

    page = text(party, RECEIVED)

    assert "Prøve Ahornsen" in page
    assert "From the register of LO Prøveregionen, to Prøvepartiet fylke" in page
    assert made.own.email not in page
    assert "Prøveklubben" not in page
    for elsewhere in ("/personer/", "/sok/?q=Ahornsen"):
        assert "Ahornsen</" not in text(party, elsewhere)
    assert party.get(f"/person/{made.own.public_id}/").status_code == 404


def test_the_person_sees_that_the_recipient_has_looked(
    made: World, staff: Client, party: Client, consent: Consent
) -> None:
    staff.post(address(made), form(consent))

    text(party, RECEIVED)

    assert "saw what was handed to their register" in text(opened(made.own))


def test_taken_back_it_is_gone_from_the_recipient_and_cannot_be_handed_over_again(
    made: World, staff: Client, party: Client, consent: Consent
) -> None:
    staff.post(address(made), form(consent))
    mine = opened(made.own)
    before = text(mine)

    mine.post(f"/min-side/samtykke/{consent.public_id}/trekk/")
    again = staff.post(address(made), form(consent))

    assert "Prøvepartiet fylke can no longer see: given name, family name." in before
    assert "Ahornsen" not in text(party, RECEIVED)
    assert again.status_code == 422
    assert Disclosure._base_manager.count() == 1
    assert "not any more" in text(staff, f"/person/{made.own.public_id}/")


def test_only_who_keeps_the_whole_register_it_was_handed_to_sees_it(
    made: World, staff: Client, consent: Consent
) -> None:
    staff.post(address(made), form(consent))

    for role in ("region_admin", "coordinator", "club_leader", "branch_leader", "local_leader"):
        answer = world.client_for(made.users[role]).get(RECEIVED)
        assert answer.status_code == 200
        assert "Ahornsen" not in answer.content.decode(), role
    for role in ("auditor", "operator", "course_organiser", "board_member"):
        assert world.client_for(made.users[role]).get(RECEIVED).status_code == 403, role


def test_the_form_takes_no_other_field_and_no_other_recipient(
    made: World, staff: Client, consent: Consent
) -> None:
    for wrong in (
        form(consent, "public_id"),
        form(consent, "merged_into"),
        form(consent, "works_at"),  # the text agreed to says nothing of it
        form(consent, "home_municipality"),
        {"consent": consent.public_id},
        {"consent": "zzzzzzzzzzzz", "fields": ["email"]},
    ):
        assert staff.post(address(made), wrong).status_code == 422
    staff.post(address(made), {**form(consent), "to_controller": made.union.public_id})

    assert [one.to_controller for one in Disclosure._base_manager.all()] == [made.party.subject]


def test_a_get_hands_nothing_over(made: World, staff: Client, consent: Consent) -> None:
    staff.get(address(made), form(consent))

    assert not Disclosure._base_manager.exists()


def test_as_many_questions_to_the_database_for_three_people_as_for_thirty(
    made: World, party: Client, django_assert_max_num_queries
) -> None:
    everything = sorted(consenting.DISCLOSABLE)
    for number in range(30):
        person = world.person(f"Provesen{number}", made.club, made.region.subject)
        consenting.disclose(
            made.actor("region_admin"),
            person=person,
            to_controller=made.party.subject,
            consent=make.consent(person, purpose="handing_over", recipient=made.party.subject),
            fields=everything,
        )

    with django_assert_max_num_queries(25):
        assert "Provesen29" in text(party, RECEIVED)
