"""A club contact's lasting link, the notice board, and the weekly letter."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samlet.web.accounts.home import board, lasting
from samlet.web.accounts.models import AccessLink
from samlet.web.core import attached
from samlet.web.core.actor import SYSTEM
from samlet.web.core.guard import unscoped
from samlet.web.messages.models import Letter, WeeklyChoice
from samlet.web.messages.rendering import content_of
from samlet.web.messages.weekly import letter
from samlet.web.people import actions as people
from samlet.web.people.models import Position
from tests.web import world as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(built: made.World) -> made.World:
    cache.clear()
    return built


@pytest.fixture
def office(world):
    person = made.person("Kontaktsen", world.club, world.region.subject, kind="club_leader")
    with unscoped("a test makes an office that nobody has confirmed"):
        Position.objects.filter(person=person).update(confirmed_on=None)
    return made.office_of(person)


def letters() -> list[Letter]:
    with unscoped("a test reads the outbox"):
        return list(Letter.objects.order_by("pk"))


def mails() -> list[str]:
    return [str(message.body) for message in mail.outbox]


def guest() -> Client:
    return Client(headers={"accept-language": "en"})


def ask(who: str) -> str:
    answer = guest().post("/hjem/?lang=en", {"who": who}, follow=True)
    assert answer.status_code == 200
    return re.sub(r'value="[^"]*"', "", answer.text)


def test_known_and_unknown_get_the_same_answer_and_one_gets_the_same_link_again(office) -> None:
    assert ask("kontaktsen@example.org") == ask("ukjent@example.org")
    ask("KONTAKTSEN@example.org")

    first, second = mails()
    assert re.findall(r"/lenke/\S+", first) == re.findall(r"/lenke/\S+", second) != []
    assert AccessLink.objects.filter(purpose="home.club").count() == 1


def test_a_mobile_number_gets_a_text_message(office) -> None:
    ask("900 00 000")

    text = next(row for row in letters() if row.to == "+4790000000")
    assert text.channel == Letter.Channel.SMS
    assert "/lenke/" in content_of(text).text


def opened(office) -> Client:
    client = guest()
    answer = client.get(lasting.link_for(SYSTEM, office) + "?lang=en", follow=True)
    assert answer.status_code == 200
    assert "I am still the contact" in answer.text
    return client


def test_the_page_has_buttons_and_confirming_takes_one_tap(office) -> None:
    client = opened(office)
    assert made.office_of(office.person).confirmed_on is None

    answer = client.post(reverse("home:confirm"), follow=True)

    assert "It is noted that you are still the contact." in answer.text
    assert made.office_of(office.person).confirmed_on == timezone.localdate()
    assert "Prøveklubben" in client.get(reverse("home:club")).text


def test_the_link_ends_with_the_office(office) -> None:
    client = opened(office)
    people.end_position(SYSTEM, position=office, day=timezone.localdate() - timedelta(days=1))

    assert client.get(reverse("home:home")).headers["Location"] == "/hjem/"
    assert client.post(reverse("home:confirm")).status_code == 404
    ask("kontaktsen@example.org")
    assert mails() == []


def test_staff_send_and_end_the_link_and_others_do_not(world, office) -> None:
    client = opened(office)
    send = reverse("home:send", args=[office.public_id])
    revoke = reverse("home:revoke", args=[office.public_id])
    assert made.client_for(world.users["other"]).post(revoke).status_code == 404
    assert made.client_for(world.users["branch_leader"]).post(send).status_code == 303

    made.client_for(world.users["branch_leader"]).post(revoke)

    assert client.get(reverse("home:home")).status_code == 302
    assert AccessLink.objects.in_force().filter(purpose="home.club").count() == 0


def test_asking_is_limited(office) -> None:
    client = guest()
    answers = [client.post("/hjem/", {"who": "kontaktsen@example.org"}) for _n in range(5)]

    assert answers[-1].status_code == 429


def test_the_notice_board_names_nobody_and_its_address_cannot_be_altered(world, office) -> None:
    token = board.token_of(world.club)
    page = guest().get(f"/klubb/{token}/?lang=en")

    assert "Prøveklubben" in page.text
    for name in ("Kontaktsen", made.OWN, made.OTHER, "@example.org", "90000000"):
        assert name not in page.text
    altered = world.union_club.public_id + token[12:]
    assert guest().get(f"/klubb/{altered}/").status_code == 404


def test_the_poster_has_a_code_to_scan(world) -> None:
    client = made.client_for(world.users["club_leader"])
    page = client.get(reverse("home:poster", args=[world.club.public_id]))

    assert "<svg" in page.text
    assert board.token_of(world.club) in page.text
    assert "style=" not in page.text
    region = client.get(reverse("home:poster", args=[world.region.public_id]))
    assert region.status_code == 404


def test_the_weekly_letter_names_nobody_and_is_sent_once(world, office) -> None:
    user = world.users["branch_leader"]
    actor = world.actor("branch_leader")
    today = timezone.localdate()
    attached.follow_up(actor, subject=office.person.subject, kind="call_back", due=today)
    attached.follow_up(
        actor, subject=world.club.subject, kind="other", what="Snakk med Navnesen", due=today
    )
    WeeklyChoice.objects.create(user=user, language="en")

    assert letter.send_to(user)
    assert not letter.send_to(user)

    [text] = mails()
    assert "new offices are registered." in text
    assert "somebody in the register" in text
    assert "Prøveklubben" in text
    for name in ("Kontaktsen", "Navnesen", made.OWN):
        assert name not in text


def test_opening_the_link_to_turn_it_off_does_nothing_and_the_button_does(world) -> None:
    user = world.users["branch_leader"]
    address = reverse("weekly:off", args=[letter.off_token(user)]) + "?lang=en"

    assert "Turn it off" in guest().get(address).text
    assert user in letter.readers()
    guest().post(address)

    assert user not in letter.readers()
    assert not letter.send_to(user)
    assert guest().get(reverse("weekly:off", args=["feil"])).status_code == 404


def test_the_preview_turns_it_on_and_off(world) -> None:
    client = made.client_for(world.users["branch_leader"])
    assert "Since last week" in client.get("/ukebrev/").text

    client.post("/ukebrev/", {"off": "1"})
    assert WeeklyChoice.objects.get().off_at is not None
    client.post("/ukebrev/", {"off": "0"})
    assert WeeklyChoice.objects.get().off_at is None
