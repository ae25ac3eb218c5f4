"""Inviting, answering by link, moving, cancelling, and who came."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.header import decode_header, make_header
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from samlet.web.accounts.models import AccessLink
from samlet.web.core import personal
from samlet.web.core.actor import SYSTEM
from samlet.web.core.errors import Conflict, Rejected
from samlet.web.core.models import Subject
from samlet.web.core.personal import erasing
from samlet.web.events import actions
from samlet.web.events.models import Invitation, Occasion
from samlet.web.messages.models import Letter
from samlet.web.organisations.models import Unit, UnitKind
from samlet.web.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_use")]
EN = {"lang": "en"}
People = Callable[..., Person]


def invited(occasion: Occasion, person: Person | None = None, **more: Any) -> Invitation:
    if person is not None:
        more["person"] = person.subject
    return actions.invite(SYSTEM, occasion=occasion, **more)


def link_in(message: Any) -> str:
    (address,) = re.findall(r"http://127\.0\.0\.1:8000(/\S+)", message.body)
    return str(address)


def changed(occasion: Occasion, **new: Any) -> Occasion:
    occasion.refresh_from_db()
    names = ("title", "starts_at", "ends_at", "place", "sequence")
    return actions.change_occasion(
        SYSTEM, occasion=occasion, **{name: getattr(occasion, name) for name in names} | new
    )


def test_an_invitation_is_a_letter_in_their_language_from_the_unit(
    occasion: Occasion, person: People, unit: Unit
) -> None:
    invited(occasion, person(), language="en")

    (message,) = mail.outbox
    assert message.to == ["p1@example.org"]
    assert message.reply_to == ["klubben@example.org"]
    sender = str(make_header(decode_header(message.from_email)))
    assert sender == "Klubben i Prøve <samlet@localhost>"
    assert message.subject == "Invitation: Besøk på Prøvesykehuset"
    assert "When: Tuesday 12. January 2027 at 10:00–12:00" in message.body
    assert "Where: Inngang B, Prøveveien 1; ring på" in message.body


def test_opening_the_link_answers_nothing_and_the_button_does(
    client: Client, occasion: Occasion, person: People
) -> None:
    invitation = invited(occasion, person())
    address = link_in(mail.outbox[0])

    response = client.get(address, EN, follow=True)
    again = Client().get(address, follow=True)  # the mail scanner
    invitation.refresh_from_db()
    assert response.status_code == again.status_code == 200
    assert "Are you coming?" in response.content.decode()
    assert (invitation.reply, invitation.replied_at) == ("none", None)

    done = client.post("/invitasjon/", {"reply": "accepted"})
    invitation.refresh_from_db()
    assert done.status_code == 303
    assert invitation.reply == "accepted"
    assert invitation.replied_at

    client.post("/invitasjon/", {"reply": "declined"})
    invitation.refresh_from_db()
    assert invitation.reply == "declined"
    assert (
        "Your answer: <strong>is not coming</strong>"
        in client.get("/invitasjon/", EN).content.decode()
    )


def test_an_answer_that_is_none_of_them_is_refused(
    client: Client, occasion: Occasion, person: People
) -> None:
    invited(occasion, person())
    client.get(link_in(mail.outbox[0]), follow=True)

    for wrong in ({}, {"reply": "none"}, {"reply": "maybe"}):
        response = client.post("/invitasjon/?lang=en", wrong)
        assert response.status_code == 422
        assert "Choose one of the answers." in response.content.decode()


def test_without_a_link_there_is_no_invitation(client: Client) -> None:
    for address in ("/invitasjon/", "/invitasjon/innkalling.ics", "/kalender/no-such-token.ics"):
        assert client.get(address).status_code == 404


def test_a_link_for_one_invitation_opens_no_other(
    client: Client, occasion: Occasion, person: People
) -> None:
    first, second = invited(occasion, person()), invited(occasion, person())
    client.get(link_in(mail.outbox[0]), follow=True)

    client.post("/invitasjon/", {"reply": "accepted"})

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.reply, second.reply) == ("accepted", "none")


def test_what_is_over_or_cancelled_takes_no_answer(occasion: Occasion, person: People) -> None:
    invitation = invited(occasion, person())

    afterwards = time_machine.travel(occasion.ends_at + timedelta(minutes=1))
    with afterwards, pytest.raises(Conflict, match="It is over"):
        actions.answer(SYSTEM, invitation=invitation, reply="accepted")
    actions.cancel_occasion(SYSTEM, occasion=occasion)
    with pytest.raises(Conflict, match="It is cancelled"):
        actions.answer(SYSTEM, invitation=invitation, reply="accepted")


def test_the_link_ends_a_day_after_the_occasion(
    client: Client, occasion: Occasion, person: People
) -> None:
    invited(occasion, person())
    address = link_in(mail.outbox[0])

    with time_machine.travel(occasion.ends_at + timedelta(hours=25)):
        assert client.get(address, follow=True).status_code == 404


def test_an_address_outside_the_register_can_be_invited_and_the_link_is_its_own(
    client: Client, occasion: Occasion
) -> None:
    invitation = invited(occasion, email="gjest@example.org")
    client.get(link_in(mail.outbox[0]), follow=True)

    client.post("/invitasjon/", {"reply": "tentative"})

    invitation.refresh_from_db()
    assert invitation.reply == "tentative"
    assert client.post("/invitasjon/kalender/").status_code == 404


def test_nobody_is_invited_twice(occasion: Occasion, person: People) -> None:
    kari = person()
    invited(occasion, kari)
    invited(occasion, email="gjest@example.org")

    with pytest.raises(Conflict, match="invited already"):
        invited(occasion, kari)
    with pytest.raises(Conflict, match="invited already"):
        invited(occasion, email="gjest@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(occasion=occasion, person=kari.subject)

    assert len(mail.outbox) == 2


def test_who_has_no_address_cannot_be_invited(occasion: Occasion, person: People) -> None:
    with pytest.raises(Rejected, match="no e-mail address for this person"):
        invited(occasion, person(email=""))
    with pytest.raises(Rejected, match="a person in the register, or an address"):
        invited(occasion)
    with pytest.raises(Rejected, match="no e-mail address"):
        invited(occasion, email="gjest")

    assert not Invitation.objects.exists()
    assert mail.outbox == []


def test_a_new_time_takes_the_answers_back_and_asks_everyone_by_a_new_link(
    client: Client, occasion: Occasion, person: People
) -> None:
    comes, not_coming = invited(occasion, person()), invited(occasion, person())
    actions.answer(SYSTEM, invitation=comes, reply="accepted")
    actions.answer(SYSTEM, invitation=not_coming, reply="declined")
    old = link_in(mail.outbox[0])
    mail.outbox.clear()

    later = changed(
        occasion,
        starts_at=datetime(2027, 1, 14, 9, 0, tzinfo=UTC),
        ends_at=datetime(2027, 1, 14, 11, 0, tzinfo=UTC),
    )

    comes.refresh_from_db()
    assert later.sequence == 1
    assert (comes.reply, comes.replied_at) == ("none", None)
    assert [message.to for message in mail.outbox] == [["p1@example.org"], ["p2@example.org"]]
    assert client.get(old, follow=True).status_code == 404
    assert client.get(link_in(mail.outbox[0]), follow=True).status_code == 200


def test_a_new_place_keeps_the_answers_and_tells_those_who_have_not_declined(
    occasion: Occasion, person: People
) -> None:
    comes, not_coming = invited(occasion, person()), invited(occasion, person())
    actions.answer(SYSTEM, invitation=comes, reply="accepted")
    actions.answer(SYSTEM, invitation=not_coming, reply="declined")
    mail.outbox.clear()

    changed(occasion, place="Inngang C")

    comes.refresh_from_db()
    assert comes.reply == "accepted"
    assert [message.to for message in mail.outbox] == [["p1@example.org"]]


def test_a_change_that_changes_nothing_writes_to_nobody(occasion: Occasion, person: People) -> None:
    invited(occasion, person())
    mail.outbox.clear()

    assert changed(occasion).sequence == 0
    assert mail.outbox == []


def test_the_second_of_two_who_change_is_told(occasion: Occasion) -> None:
    changed(occasion, place="Inngang C")

    with pytest.raises(Conflict, match="since you opened it"):
        changed(occasion, place="Inngang D", sequence=0)

    occasion.refresh_from_db()
    assert occasion.place == "Inngang C"


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ({"ends_at": datetime(2027, 1, 12, 9, 0, tzinfo=UTC)}, "must end after it begins"),
        ({"title": "  "}, "cannot be blank"),
        ({"title": "x" * 121}, "at most 120 characters"),
    ],
)
def test_what_an_occasion_must_be_is_said(
    occasion: Occasion, new: dict[str, Any], why: str
) -> None:
    with pytest.raises(Rejected) as refused:
        changed(occasion, **new)

    assert occasion.sequence == 0
    assert refused.value.message


def test_who_was_told_of_a_cancelled_occasion(occasion: Occasion, person: People) -> None:
    invited(occasion, person(), language="en")
    mail.outbox.clear()

    done = actions.cancel_occasion(SYSTEM, occasion=occasion)

    assert done.sequence == 1
    assert [message.subject for message in mail.outbox] == ["Cancelled: Besøk på Prøvesykehuset"]
    with pytest.raises(Conflict):
        actions.cancel_occasion(SYSTEM, occasion=occasion)
    with pytest.raises(Conflict):
        invited(occasion, person())


def test_attendance_is_kept_once_it_has_begun_and_can_be_taken_back(
    occasion: Occasion, person: People
) -> None:
    invitation = invited(occasion, person())
    with pytest.raises(Conflict, match="not begun"):
        actions.record_attendance(SYSTEM, invitation=invitation, came=True)

    with time_machine.travel(occasion.starts_at):
        came = actions.record_attendance(SYSTEM, invitation=invitation, came=True)
        assert came.attended_at
        back = actions.record_attendance(SYSTEM, invitation=invitation, came=False)
        assert back.attended_at is None


def test_a_persons_erasure_takes_invitations_and_links_along(
    occasion: Occasion, person: People
) -> None:
    kari = person()
    invited(occasion, kari)

    kari.subject.delete()

    assert not Invitation.objects.exists()
    assert not AccessLink.objects.exists()
    assert Occasion.objects.exists()


def test_an_address_alone_takes_nothing_along_from_another_register(
    occasion: Occasion, person: People
) -> None:
    kari = person()
    own = invited(occasion, email=kari.email)
    other = Unit.objects.create(
        subject=Subject.objects.create(kind="organisations.unit"),
        kind=UnitKind.objects.get(key="union"),
        name="Et annet forbund",
    ).subject
    Subject.objects.filter(pk=other.pk).update(controller=other)
    elsewhere = Occasion.objects.create(
        subject=other, title="Annet", starts_at=occasion.starts_at, ends_at=occasion.ends_at
    )
    theirs = invited(elsewhere, email=kari.email)
    letters = Letter.objects.filter(to=kari.email, sender=other).count()
    assert letters > 0

    erasing.erase_rows(personal.identify(kari.subject))

    assert not Invitation.objects.filter(pk=own.pk).exists()
    assert Invitation.objects.filter(pk=theirs.pk).exists()
    assert Letter.objects.filter(to=kari.email, sender=other).count() == letters
