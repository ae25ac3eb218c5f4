"""On My page one says yes in one tap to a text shown whole, and takes it back in one tap."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from samlet.web.core import audit
from samlet.web.core.guard import unscoped
from samlet.web.core.models import AuditEntry
from samlet.web.core.personal import ledger
from samlet.web.people import actions as people
from samlet.web.people.models import Consent, ConsentRequest, ConsentText, Position, PositionKind
from samlet.web.people.privacy import consenting
from tests.web import make, world
from tests.web.accounts.test_my_page import opened, text
from tests.web.world import World

pytestmark = pytest.mark.django_db
GIVE = "/min-side/samtykke/gi/"


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA_DIR = tmp_path
    # Files are written anew in a test of its own, which needs no transaction around it.
    monkeypatch.setattr(ledger, "scrub", lambda: None)


@pytest.fixture
def made(built: World) -> World:
    return built


@pytest.fixture
def client(made: World) -> Client:
    return opened(made.own)


def form(made: World, purpose: str = "political_office", **more: str) -> dict[str, str]:
    """What the button sends."""
    wording = ConsentText.objects.get(purpose=purpose, register=None)
    sent = {"person": made.own.public_id, "purpose": purpose, "to": "", "text": wording.public_id}
    return {**sent, **more}


def consents() -> list[Consent]:
    return list(Consent._base_manager.all())


def test_the_whole_text_stands_beside_the_button(made: World, client: Client) -> None:
    page = text(client)

    wording = ConsentText.objects.get(purpose="political_office", register=None)
    for sentence in wording.text_en.splitlines():
        assert sentence in page
    assert "I say yes to this" in page
    assert "Responsible: LO Prøveregionen. Version 1 of the text." in page


def test_one_tap_says_yes_and_one_tap_takes_it_back(made: World, client: Client) -> None:
    client.post(GIVE, form(made))
    [given] = consents()
    before = text(client)
    client.post(f"/min-side/samtykke/{given.public_id}/trekk/")

    assert (given.how, given.person) == ("link", made.own)
    assert "You have said yes" in before
    assert "Take it back" in before
    assert "I say yes to this" not in before
    [taken] = consents()
    assert taken.withdrawn_at is not None
    assert "You have not said yes" in text(client)
    assert "taken back" in text(client)


def test_the_buttons_to_give_and_to_take_back_are_the_same_size(
    made: World, client: Client
) -> None:
    button = '<button class="ds-button" type="submit">{}</button>'
    before = text(client)
    client.post(GIVE, form(made))
    after = text(client)

    assert button.format("I say yes to this") in before
    assert button.format("Take it back") in after


def test_pressed_twice_it_is_given_once_and_taken_back_once(made: World, client: Client) -> None:
    client.post(GIVE, form(made))
    client.post(GIVE, form(made))
    [given] = consents()
    address = f"/min-side/samtykke/{given.public_id}/trekk/"

    first = client.post(address)
    [taken] = consents()
    again = client.post(address)

    assert (first.status_code, again.status_code) == (303, 303)
    assert [one.withdrawn_at for one in consents()] == [taken.withdrawn_at]
    assert AuditEntry.objects.filter(act="consent.given").count() == 1
    assert AuditEntry.objects.filter(act="consent.withdrawn").count() == 1
    assert audit.verify().holds


def test_said_yes_again_after_taking_it_back_it_stands_again(made: World, client: Client) -> None:
    client.post(GIVE, form(made))
    client.post(f"/min-side/samtykke/{consents()[0].public_id}/trekk/")
    client.post(GIVE, form(made))

    assert sorted(one.withdrawn_at is None for one in consents()) == [False, True]


def test_opening_an_address_never_acts(made: World, client: Client) -> None:
    given = make.consent(made.own)
    asked = consenting.ask_for_consent(
        made.actor("region_admin"),
        person=made.own,
        purpose="handing_over",
        recipient=made.party.subject,
    )

    for address in (
        GIVE,
        f"/min-side/samtykke/{given.public_id}/trekk/",
        f"/min-side/samtykke/{asked.public_id}/nei/",
    ):
        assert client.get(address).status_code == 405
        assert client.head(address).status_code == 405
    assert [one.withdrawn_at for one in consents()] == [None]
    assert ConsentRequest._base_manager.count() == 1


def test_what_goes_is_said_before_the_button_and_gone_after_it(made: World, client: Client) -> None:
    given = make.consent(made.own)
    kind = PositionKind.objects.get(key="councillor")
    for source in ("", "Valgresultat 2023"):
        people.add_position(
            made.actor("region_admin"),
            person=made.own,
            unit=made.club,
            kind=kind,
            title="Kjent" if source else "Fortalt",
            consent=given,
            source=source,
            from_day=date(2023, 10, 1),
        )

    page = text(client)
    client.post(f"/min-side/samtykke/{given.public_id}/trekk/")

    assert "Deleted at once, with its history: Fortalt, Prøveklubben." in page
    assert "Stays, since it is publicly known: Kjent, Prøveklubben." in page
    with unscoped("a test looks"):
        left = list(Position.objects.filter(person=made.own, political=True))
    assert [(one.title, one.consent) for one in left] == [("Kjent", None)]
    staff = world.client_for(made.users["region_admin"])
    assert "Fortalt" not in text(staff, f"/person/{made.own.public_id}/")
    assert "Fortalt" not in text(staff, "/sok/?q=Ahornsen")


def test_a_question_is_answered_no_and_is_gone(made: World, client: Client) -> None:
    asked = consenting.ask_for_consent(
        made.actor("region_admin"),
        person=made.own,
        purpose="handing_over",
        recipient=made.party.subject,
    )

    before = text(client)
    client.post(f"/min-side/samtykke/{asked.public_id}/nei/")
    again = client.post(f"/min-side/samtykke/{asked.public_id}/nei/")

    assert "The recipient is Prøvepartiet fylke." in before
    assert again.status_code == 404
    assert "Prøvepartiet fylke" not in text(client)
    assert consents() == []
    assert AuditEntry.objects.filter(act="consent.declined").count() == 1


def test_a_yes_to_a_recipient_is_to_that_one_alone(made: World, client: Client) -> None:
    consenting.ask_for_consent(
        made.actor("region_admin"),
        person=made.own,
        purpose="handing_over",
        recipient=made.party.subject,
    )

    unasked = client.post(GIVE, form(made, "handing_over", to=made.union.public_id))
    nobody = client.post(GIVE, form(made, "handing_over"))
    client.post(GIVE, form(made, "handing_over", to=made.party.public_id))

    assert (unasked.status_code, nobody.status_code) == (404, 404)
    assert [one.recipient for one in consents()] == [made.party.subject]
    assert not ConsentRequest._base_manager.exists()


def test_a_text_that_was_changed_meanwhile_is_read_first(made: World, client: Client) -> None:
    sent = form(made)
    ConsentText.objects.create(
        purpose="political_office",
        register=made.region.subject,
        version=2,
        text_nb="Nytt.",
        text_nn="Nytt.",
        text_en="The new words.",
    )

    answer = client.post(GIVE, sent, follow=True)

    assert consents() == []
    assert answer.status_code == 200
    assert "The new words." in text(client)


def test_an_older_yes_stands_beside_the_newer_text_and_both_go_together(
    made: World, client: Client
) -> None:
    client.post(GIVE, form(made))
    new = ConsentText.objects.create(
        purpose="political_office",
        register=made.region.subject,
        version=2,
        text_nb="Nytt.",
        text_nn="Nytt.",
        text_en="The new words.",
    )
    page = text(client)
    client.post(GIVE, form(made, text=new.public_id))
    newest = max(consents(), key=lambda one: one.pk)

    client.post(f"/min-side/samtykke/{newest.public_id}/trekk/")

    assert "There is a newer text, version 2." in page
    assert "The new words." in page
    assert all(one.withdrawn_at is not None for one in consents())
    assert len(consents()) == 2


def test_somebody_elses_link_gives_and_takes_back_nothing(made: World) -> None:
    given = make.consent(made.own)
    asked = consenting.ask_for_consent(
        made.actor("region_admin"),
        person=made.own,
        purpose="handing_over",
        recipient=made.party.subject,
    )
    before = len(consents())

    for client in (opened(made.other), Client(), world.client_for(made.users["auditor"])):
        for address in (
            GIVE,
            f"/min-side/samtykke/{given.public_id}/trekk/",
            f"/min-side/samtykke/{asked.public_id}/nei/",
        ):
            answer = client.post(address, form(made, "handing_over", to=made.party.public_id))
            assert answer.status_code == 404, address
    assert len(consents()) == before
    assert consents()[0].withdrawn_at is None
    assert ConsentRequest._base_manager.count() == 1


def test_with_two_records_open_the_button_is_about_the_one_it_stood_beside(made: World) -> None:
    client = opened(made.other, opened(made.own))

    client.post(GIVE, form(made))

    assert [one.person for one in consents()] == [made.own]


def test_the_text_agreed_to_goes_along_word_for_word(made: World, client: Client) -> None:
    client.post(GIVE, form(made))

    page = text(client)

    assert page.count("I agree that the organisation responsible for this register may") >= 2
