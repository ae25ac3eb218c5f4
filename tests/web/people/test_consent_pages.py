"""Who keeps the register asks for consent, writes one down, takes one back and uses one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from samlet.web.core.errors import Conflict, Forbidden, NotFound, Rejected
from samlet.web.core.guard import unscoped
from samlet.web.core.models import AuditEntry, Change, ChangeSet
from samlet.web.core.personal import ledger
from samlet.web.core.personal.purposes import all_purposes
from samlet.web.people import actions as people
from samlet.web.people.models import Consent, ConsentRequest, ConsentText, Position, PositionKind
from samlet.web.people.privacy import consenting, texts
from tests.web import make, world
from tests.web.world import World

pytestmark = pytest.mark.django_db
EN = {"lang": "en"}


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


def shipped(purpose: str) -> ConsentText:
    return ConsentText.objects.get(purpose=purpose, register=None)


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address, EN)
    assert answer.status_code == status, answer
    return str(answer.content.decode())


def test_each_purpose_that_rests_on_consent_has_a_text_in_three_languages() -> None:
    purposes = [one.consent for one in all_purposes() if one.consent not in ("", "*")]

    assert {"political_office", "handing_over"} <= set(purposes)
    for purpose in purposes:
        text = shipped(purpose)
        said = {getattr(text, name) for name in texts.LANGUAGES}
        assert len(said) == 3
        assert all(len(one) > 400 for one in said)


def test_loading_the_texts_again_changes_and_adds_nothing() -> None:
    before = list(ConsentText.objects.values_list("pk", "text_nb"))

    assert not texts.load()

    assert list(ConsentText.objects.values_list("pk", "text_nb")) == before


def test_the_whole_text_is_shown_where_a_yes_is_written_down(made: World, staff: Client) -> None:
    text = shipped("political_office")
    address = f"/person/{made.own.public_id}/samtykke/{text.public_id}/"

    shown = page(staff, address)
    chosen = page(staff, f"/person/{made.own.public_id}/samtykke/")

    for sentence in text.text_en.splitlines():
        assert sentence in shown
        assert sentence in chosen


@pytest.mark.parametrize("how", ["written", "phone", "email", "spoken"])
def test_a_yes_is_written_down_with_how_and_when(made: World, staff: Client, how: str) -> None:
    text = shipped("political_office")
    day = timezone.localdate() - timedelta(days=3)

    staff.post(f"/person/{made.own.public_id}/samtykke/{text.public_id}/", {"how": how, "day": day})

    with unscoped("a test looks"):
        consent = Consent.objects.get(person=made.own)
    assert (consent.text, consent.how) == (text, how)
    assert timezone.localdate(consent.given_at) == day
    assert AuditEntry.objects.filter(act="consent.written_down").exists()
    assert "to version 1 of the text" in page(staff, f"/person/{made.own.public_id}/")


@pytest.mark.parametrize(
    "wrong",
    [
        {"how": "link", "day": "2026-11-01"},
        {"how": "written", "day": "2999-01-01"},
        {"how": "written", "day": "31.02.2026"},
        {"day": "2026-11-01"},
    ],
)
def test_a_yes_on_the_own_page_or_of_a_day_to_come_is_not_written_down(
    made: World, staff: Client, wrong: dict[str, str]
) -> None:
    text = shipped("political_office")

    answer = staff.post(f"/person/{made.own.public_id}/samtykke/{text.public_id}/", wrong)

    assert answer.status_code == 422
    assert not Consent._base_manager.exists()


def test_only_who_may_change_the_person_writes_down_or_takes_back(made: World) -> None:
    text, consent = shipped("political_office"), make.consent(made.own)
    for role, status in (("course_organiser", 403), ("auditor", 403), ("party_county_admin", 404)):
        client = world.client_for(made.users[role])
        for address in (
            f"/person/{made.own.public_id}/samtykke/{text.public_id}/",
            f"/samtykke/{consent.public_id}/trekk/",
        ):
            assert client.get(address).status_code == status
            assert client.post(address, {"how": "phone"}).status_code == status
    consent.refresh_from_db()
    assert consent.withdrawn_at is None
    for role in ("course_organiser", "auditor", "party_county_admin"):
        with pytest.raises((Forbidden, NotFound)):
            consenting.withdraw_consent(made.actor(role), consent=consent)


def test_the_consent_and_the_text_of_another_register_are_not_there(
    made: World, staff: Client
) -> None:
    elsewhere = make.consent(made.other)
    theirs = ConsentText.objects.create(
        purpose="political_office",
        register=made.union.subject,
        version=2,
        text_nb="Ja.",
        text_nn="Ja.",
        text_en="Yes.",
    )

    for address in (
        f"/samtykke/{elsewhere.public_id}/trekk/",
        f"/person/{made.own.public_id}/samtykke/{theirs.public_id}/",
        f"/person/{made.other.public_id}/samtykke/",
    ):
        assert staff.get(address).status_code == 404
    assert staff.post(f"/samtykke/{elsewhere.public_id}/trekk/").status_code == 404
    elsewhere.refresh_from_db()
    assert elsewhere.withdrawn_at is None
    with pytest.raises(NotFound):
        consenting.give_consent(
            made.actor("region_admin"), person=made.own, text=theirs, how=Consent.How.PHONE
        )


def test_taking_back_says_first_what_goes_and_a_get_takes_nothing_back(
    made: World, staff: Client
) -> None:
    consent = make.consent(made.own)
    kind = PositionKind.objects.filter(political=True).first()
    assert kind is not None
    people.add_position(
        made.actor("region_admin"), person=made.own, unit=made.club, kind=kind, consent=consent
    )
    address = f"/samtykke/{consent.public_id}/trekk/"

    shown = page(staff, address)
    consent.refresh_from_db()
    standing = consent.withdrawn_at
    first = staff.post(address)
    consent.refresh_from_db()
    when = consent.withdrawn_at
    again = staff.post(address)

    assert "Deleted at once, with its history" in shown
    assert standing is None
    assert (first.status_code, again.status_code) == (303, 303)
    consent.refresh_from_db()
    assert consent.withdrawn_at == when
    assert AuditEntry.objects.filter(act="consent.withdrawn").count() == 1
    with unscoped("a test looks"):
        assert not Position.objects.filter(person=made.own, political=True).exists()
    assert "None stands" in page(staff, f"/person/{made.own.public_id}/")


def test_a_political_office_rests_only_on_a_yes_to_recording_it(made: World) -> None:
    region_admin = made.actor("region_admin")
    to_hand_over = make.consent(made.own, purpose="handing_over", recipient=made.party.subject)
    kind = PositionKind.objects.filter(political=True).first()
    assert kind is not None

    with pytest.raises(Rejected):
        people.add_position(
            region_admin, person=made.own, unit=made.club, kind=kind, consent=to_hand_over
        )


def test_nothing_to_undo_brings_back_what_a_withdrawn_yes_let_be_here(made: World) -> None:
    consent = make.consent(made.own)
    Change.objects.create(
        change_set=ChangeSet.objects.create(what="people.tried", actor_key="test"),
        model="people.position",
        row="4711",
        subject=made.own.subject,
        before={"consent": consent.pk, "title": "Gruppeleder"},
        after=None,
    )

    consenting.withdraw_consent(made.actor("region_admin"), consent=consent)

    assert not Change.objects.exists()


def test_a_question_waits_on_the_persons_own_page_and_is_asked_once(
    made: World, staff: Client
) -> None:
    address = f"/person/{made.own.public_id}/samtykke/spor/"
    question = {"purpose": "handing_over", "recipient": made.party.public_id}

    page(staff, address)
    staff.post(address, question)
    staff.post(address, question)

    with unscoped("a test looks"):
        assert ConsentRequest.objects.get().recipient == made.party.subject
    assert AuditEntry.objects.filter(act="consent.asked").count() == 1
    assert "not answered yet" in page(staff, f"/person/{made.own.public_id}/")


def test_what_has_a_yes_already_is_not_asked(made: World, staff: Client) -> None:
    make.consent(made.own, purpose="handing_over", recipient=made.party.subject)
    question = {"purpose": "handing_over", "recipient": made.party.public_id}

    answer = staff.post(f"/person/{made.own.public_id}/samtykke/spor/", question)

    assert "has already said yes" in answer.content.decode()
    with unscoped("a test looks"):
        assert not ConsentRequest.objects.exists()


def test_a_recipient_without_a_register_is_the_same_error_as_one_that_is_not_there(
    made: World, staff: Client
) -> None:
    address = f"/person/{made.own.public_id}/samtykke/spor/"
    answers = [
        staff.post(address, {"purpose": "handing_over", "recipient": recipient})
        for recipient in (
            "zzzzzzzzzzzz",
            made.club.public_id,
            made.union_club.public_id,
            made.region.public_id,
            made.other.public_id,
            "",
        )
    ]

    assert {answer.status_code for answer in answers} == {422}
    assert not ConsentRequest._base_manager.exists()


def test_nobody_official_is_asked(made: World) -> None:
    elected = world.elected(made)

    with pytest.raises((NotFound, Rejected, Forbidden)):
        consenting.ask_for_consent(
            made.actor("region_admin"), person=elected, purpose="political_office"
        )
    with pytest.raises((NotFound, Rejected)):
        make.consent(elected)


def test_a_register_publishes_words_of_its_own_and_old_consents_keep_theirs(
    made: World,
) -> None:
    consent = make.consent(made.own)
    register, region_admin = made.region.subject, made.actor("region_admin")
    purpose = next(one for one in all_purposes() if one.key == "political_office")
    words = {"text_nb": "Vårt ja.", "text_nn": "Vårt ja, nn.", "text_en": "Our yes."}

    new = texts.publish_text(region_admin, register=register, purpose=purpose, after=1, **words)

    consent.refresh_from_db()
    assert consent.text.version == 1
    assert new.version == 2
    assert texts.texts_of(register, "political_office").first() == new
    assert texts.texts_of(made.union.subject, "political_office").first() != new
    with pytest.raises(Conflict):
        texts.publish_text(region_admin, register=register, purpose=purpose, after=1, **words)
    with pytest.raises(Rejected):
        texts.publish_text(region_admin, register=register, purpose=purpose, after=2, **words)
    for role in ("club_leader", "coordinator", "party_county_admin"):
        with pytest.raises((Forbidden, NotFound)):
            texts.publish_text(
                made.actor(role), register=register, purpose=purpose, after=2, **words
            )


def test_a_yes_on_paper_from_before_is_to_the_text_of_that_day(made: World) -> None:
    old = shipped("political_office")
    day = timezone.localdate() - timedelta(days=10)
    region_admin = made.actor("region_admin")
    ConsentText.objects.create(
        purpose="political_office",
        register=made.region.subject,
        version=2,
        text_nb="Nytt.",
        text_nn="Nytt.",
        text_en="New.",
    )

    written = consenting.give_consent(
        region_admin, person=made.own, text=old, how=Consent.How.WRITTEN, day=day
    )

    assert timezone.localdate(written.given_at) == day
    with pytest.raises(Rejected):
        consenting.give_consent(region_admin, person=made.own, text=old, how=Consent.How.PHONE)
