"""My page: with a link and no account one sees everything, corrects it, takes it along, goes."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date, timedelta

import pytest
import pyzipper
from django.core import mail
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone

from samlet.web.accounts import links
from samlet.web.accounts.grants import holding
from samlet.web.accounts.models import Grant, User
from samlet.web.accounts.my_page import PURPOSE, whose
from samlet.web.core import audit
from samlet.web.core.actor import SYSTEM, Actor
from samlet.web.core.models import AuditEntry, Change, Erasure, Placement, Reach, Subject
from samlet.web.organisations.models import Unit, UnitKind
from samlet.web.people.models import Consent, ConsentText, Person, Position, PositionKind

pytestmark = pytest.mark.django_db
EN = {"lang": "en"}


def unit(name: str = "Prøve region", controller: Subject | None = None) -> Unit:
    subject = Subject.objects.create(kind="organisations.unit", synthetic=True)
    Subject.objects.filter(pk=subject.pk).update(controller=controller or subject)
    Reach.objects.create(ancestor=subject, descendant=subject)
    if controller is not None:
        Reach.objects.create(ancestor=controller, descendant=subject)
    subject.refresh_from_db()
    made = Unit(subject=subject, kind=UnitKind.objects.first(), name=name)
    made.save_base(force_insert=True)
    return made


def person(at: Unit, **more: object) -> Person:
    subject = Subject.objects.create(
        kind="people.person", controller=at.subject.controller, synthetic=True
    )
    Placement.objects.create(subject=subject, unit=at.subject)
    given = {"given_name": "Kari", "family_name": "Prøve", "email": "kari@example.org", **more}
    made = Person(subject=subject, **given)
    made.save_base(force_insert=True)
    return made


def office(someone: Person, at: Unit, **more: object) -> Position:
    made = Position(
        person=someone, unit=at, kind=PositionKind.objects.filter(political=False).first(), **more
    )
    made.save_base(force_insert=True)
    return made


def opened(someone: Person, client: Client | None = None) -> Client:
    """A browser in which this person's link has been opened and its button pressed."""
    client = client or Client()
    address = links.make_link(
        SYSTEM, purpose=PURPOSE, subject=someone.subject, lasts=timedelta(hours=1)
    )
    client.get(address)
    client.post("/lenke/", follow=True)
    return client


def text(client: Client, address: str = "/min-side/") -> str:
    answer = client.get(address, EN)
    assert answer.status_code == 200, answer
    return str(answer.content.decode())


def test_opening_the_link_shows_a_button_and_the_button_the_page() -> None:
    someone = person(unit())
    address = links.make_link(
        SYSTEM, purpose=PURPOSE, subject=someone.subject, lasts=timedelta(hours=1)
    )
    client = Client()

    before = client.get(address, follow=True)
    after = client.post("/lenke/", follow=True)

    assert "kari@example.org" not in before.content.decode()
    assert "kari@example.org" in after.content.decode()
    assert after["Cache-Control"].find("no-store") >= 0


def test_everything_held_is_told_with_why_basis_and_time() -> None:
    at = unit()
    someone = person(at, mobile="+4790012345")
    office(someone, at, title="Leder", from_day=date(2024, 3, 1))

    page = text(opened(someone))

    assert "What the register of Prøve region holds about you" in page
    for held in ("Kari", "kari@example.org", "+4790012345", "Leder", "1. March 2024"):
        assert held in page
    assert "To write about the office." in page
    assert "Art. 9(2)(d)" in page
    assert "365 days after the last office has ended" in page


def test_nobody_without_a_link_sees_anything() -> None:
    person(unit())

    answer = Client().get("/min-side/")

    assert answer.status_code == 302
    assert answer["Location"] == "/min-side/lenke/"
    for address in ("rett/", "ta-med/", "slett/"):
        assert Client().get(f"/min-side/{address}").status_code == 404


def test_a_revoked_link_shows_nothing_at_once() -> None:
    someone = person(unit())
    client = opened(someone)

    links.revoke_links(SYSTEM, subject=someone.subject)

    assert client.get("/min-side/").status_code == 302


def test_who_can_see_is_told_by_office_as_the_rule_has_it() -> None:
    region = unit()
    club, other = unit("Klubben", region.subject), unit("Naboklubben", region.subject)
    someone = person(club)
    given = {"controller": region.subject, "from_day": date(2024, 1, 1), "given_by": "x"}
    for number, (role, on) in enumerate(
        [("region_admin", region), ("club_leader", club), ("club_leader", other)]
    ):
        user = User.objects.create_user(f"u{number}@example.org", name="Ola Synthetic")
        Grant.objects.create(user=user, role=role, unit=on.subject, **given)

    page = text(opened(someone))

    assert "Region secretary, Prøve region" in page
    assert "Club leader, Klubben" in page
    assert "Naboklubben" not in page
    assert "Ola Synthetic" not in page


def test_who_has_seen_is_told_by_office_and_time() -> None:
    region = unit()
    someone = person(region)
    user = User.objects.create_user("u@example.org", name="Ola Synthetic")
    Grant.objects.create(
        user=user,
        role="region_admin",
        unit=region.subject,
        controller=region.subject,
        from_day=date(2024, 1, 1),
        given_by="x",
    )
    reader = Actor("Ola Synthetic", "user", key=f"user:{user.public_id}", user_id=user.pk)
    for _unused in range(2):
        audit.seen(reader, "person.viewed", [someone.subject])

    page = text(opened(someone))

    assert "region secretary, Prøve region: opened the person&#x27;s page" in page
    assert "2 times" in page
    assert "Ola Synthetic" not in page


def test_a_correction_holds_at_once_with_history_and_an_audit_line() -> None:
    someone = person(unit())
    client = opened(someone)

    answer = client.post(
        "/min-side/rett/",
        {"given_name": "Kåre", "family_name": "Prøve", "mobile": "900 12 345", "language": "nn"},
    )

    someone = Person._base_manager.get(pk=someone.pk)
    assert answer.status_code == 303
    assert (someone.given_name, someone.mobile, someone.email) == ("Kåre", "+4790012345", "")
    assert Change.objects.get(subject=someone.subject).before["email"] == "kari@example.org"
    entry = AuditEntry.objects.get(act="person.corrected")
    assert "email" in entry.fields
    assert entry.actor.startswith("link:")


def test_a_wrong_correction_says_why_and_changes_nothing() -> None:
    someone = person(unit())

    answer = opened(someone).post(
        "/min-side/rett/?lang=en", {"family_name": "", "mobile": "12", "language": "nb"}
    )

    assert answer.status_code == 422
    assert "too few or too many digits" in answer.content.decode()
    assert Person._base_manager.get(pk=someone.pk).family_name == "Prøve"


def test_all_of_it_comes_along_as_json_and_a_page() -> None:
    at = unit()
    someone = person(at)
    office(someone, at, title="Leder")

    answer = opened(someone).post("/min-side/ta-med/", EN)

    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        content = json.loads(file.read("data.json"))
        page = file.read("page.html").decode()
    held = {section["model"] for one in content["purposes"] for section in one["held"]}
    assert {"people.Person", "people.Position"} <= held
    assert "Leder" in page
    assert "kari@example.org" in page
    assert AuditEntry.objects.filter(act="person.downloaded").exists()


def test_the_file_is_locked_by_the_password_one_gives() -> None:
    someone = person(unit())

    answer = opened(someone).post("/min-side/ta-med/", {**EN, "password": "bjørk og osp 12"})

    with pyzipper.AESZipFile(io.BytesIO(answer.content)) as file:
        with pytest.raises(RuntimeError, match="encrypted"):
            file.read("data.json")
        file.setpassword("bjørk og osp 12".encode())
        assert "kari@example.org" in file.read("data.json").decode()
    assert b"kari@example.org" not in answer.content


def test_a_short_password_is_no_lock_and_nothing_is_downloaded() -> None:
    answer = opened(person(unit())).post("/min-side/ta-med/?lang=en", {"password": "kort"})

    assert "at least 10 characters" in answer.content.decode()
    assert not AuditEntry.objects.filter(act="person.downloaded").exists()


def test_a_consent_is_taken_back_in_one_tap_and_what_rested_on_it_goes() -> None:
    at = unit()
    someone = person(at)
    wording = ConsentText.objects.create(
        purpose="candidacy", version=1, text_nb="Ja.", text_nn="Ja.", text_en="Yes, I agree."
    )
    consent = Consent(person=someone, text=wording, how="written", given_at=timezone.now())
    consent.save_base(force_insert=True)
    political = PositionKind.objects.filter(political=True).first()
    resting = Position(person=someone, unit=at, kind=political, political=True, consent=consent)
    resting.save_base(force_insert=True)
    client = opened(someone)

    before = text(client)
    client.post(f"/min-side/samtykke/{consent.public_id}/trekk/")

    consent = Consent._base_manager.get(pk=consent.pk)
    assert "Yes, I agree." in before
    assert consent.withdrawn_at is not None
    assert not Position._base_manager.filter(pk=resting.pk).exists()


def test_somebody_elses_consent_is_not_there() -> None:
    at = unit()
    someone, other = person(at), person(at, email="other@example.org")
    wording = ConsentText.objects.create(
        purpose="candidacy", version=1, text_nb="Ja.", text_nn="Ja.", text_en="Yes."
    )
    consent = Consent(person=other, text=wording, how="written", given_at=timezone.now())
    consent.save_base(force_insert=True)

    answer = opened(someone).post(f"/min-side/samtykke/{consent.public_id}/trekk/")

    assert answer.status_code == 404
    assert Consent._base_manager.get(pk=consent.pk).withdrawn_at is None


def test_erasure_is_shown_first_and_asked_for_with_a_tick() -> None:
    someone = person(unit())
    client = opened(someone)

    shown = text(client, "/min-side/slett/")
    without = client.post("/min-side/slett/", {"when": "now"})
    asked = client.post("/min-side/slett/", {"when": "later", "sure": "on"})

    assert "What stays, and why" in shown
    assert without.status_code == 422
    assert asked.status_code == 303
    erasure = Erasure.objects.get()
    assert (erasure.reason, erasure.subject) == ("own", someone.subject)
    assert "You will be erased on" in text(client)
    client.post("/min-side/behold/")
    assert Erasure.objects.get().cancelled_at is not None


def test_opening_pages_never_erases() -> None:
    someone = person(unit())

    opened(someone).get("/min-side/slett/")

    assert not Erasure.objects.exists()
    assert opened(someone).get("/min-side/behold/").status_code == 405


def test_two_records_are_joined_only_by_who_has_opened_both() -> None:
    one = person(unit("Union"))
    two = person(unit("Region"))
    stranger = opened(one)
    alone = stranger.post("/min-side/knytt/", {"other": two.public_id})
    both = opened(two, opened(one))

    page = text(both)
    joined = both.post("/min-side/knytt/", {"other": one.public_id})

    assert alone.status_code == 404
    assert "You in the register of Union" in page
    assert joined.status_code == 303
    people = {
        row.pk: row.joined_with_id for row in Person._base_manager.filter(family_name="Prøve")
    }
    assert people == {one.pk: two.pk, two.pk: one.pk}
    both.post("/min-side/skill/")
    assert not Person._base_manager.filter(joined_with__isnull=False).exists()


def test_the_link_is_sent_for_each_record_and_the_answer_tells_nothing() -> None:
    person(unit("Union"))
    person(unit("Region"))

    known = Client().post("/min-side/lenke/", {"email": "Kari@example.org"})
    unknown = Client().post("/min-side/lenke/", {"email": "nobody@example.org"})

    assert known["Location"] == unknown["Location"] == "/min-side/lenke/sendt/"
    to_kari = [letter for letter in mail.outbox if letter.to == ["kari@example.org"]]
    assert len(to_kari) == 2
    assert all(re.search(r"/lenke/[\w-]{40,}/", letter.body) for letter in to_kari)
    assert len([letter for letter in mail.outbox if letter.to == ["nobody@example.org"]]) == 1


def asked_by(user: User, at: Unit) -> tuple[HttpRequest, Grant]:
    """A request for My page from an account with a grant at the unit."""
    request = RequestFactory().get("/min-side/")
    request.session = {}  # type: ignore[assignment]
    request.actor = holding.actor_for(user)  # type: ignore[attr-defined]
    given = {
        "user": user,
        "role": "club_leader",
        "unit": at.subject,
        "controller": at.subject,
        "from_day": date(2024, 1, 1),
        "given_by": "x",
    }
    return request, Grant.objects.create(**given)


def test_an_account_reaches_its_own_page_by_its_office_and_not_by_an_address() -> None:
    at = unit()
    someone = person(at)
    request, grant = asked_by(User.objects.create_user("kari@example.org"), at)

    by_address = whose.mine(request)
    grant.office = office(someone, at)
    grant.save()
    by_office = whose.mine(request)

    assert by_address == []
    assert [one.person for one in by_office] == [someone]


def test_an_account_tied_to_the_office_of_somebody_else_does_not_reach_her_page() -> None:
    at = unit()
    request, grant = asked_by(User.objects.create_user("leder@example.org"), at)
    grant.office = office(person(at), at)
    grant.save()

    assert whose.mine(request) == []
