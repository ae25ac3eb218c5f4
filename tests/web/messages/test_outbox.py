"""The outbox: one letter to one address, sent once, tried again, emptied; unread in between."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation

from samlet.web.core import installation, stamps
from samlet.web.core.actor import SYSTEM
from samlet.web.core.errors import Rejected
from samlet.web.core.guard import unscoped
from samlet.web.core.jobs import start_job
from samlet.web.core.models import AuditEntry, Subject
from samlet.web.core.personal import Identity
from samlet.web.messages import files, kinds, sending
from samlet.web.messages.kinds import register_letter
from samlet.web.messages.models import Letter
from samlet.web.messages.outbox import queue_letter, take_message
from samlet.web.messages.sealing import Unreadable, seal, unseal
from samlet.web.messages.sending import MAX_ATTEMPTS, UNCERTAIN_AFTER, send_due, send_letter

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LINK = "http://127.0.0.1:8000/lenke/hemmelig"


class Backend(BaseEmailBackend):
    """A mail server that says what the test tells it to, one answer for each attempt."""

    answers: list[Exception | None] = []
    got: list[EmailMessage] = []
    seen_taken: list[bool] = []

    def send_messages(self, email_messages: list[EmailMessage]) -> int:
        answer = Backend.answers.pop(0) if Backend.answers else None
        with unscoped("the test looks at the row while the server is spoken to"):
            Backend.seen_taken.append(Letter.objects.filter(taken_at__isnull=False).exists())
        if answer:
            raise answer
        Backend.got.extend(email_messages)
        return len(email_messages)


@pytest.fixture(autouse=True)
def room() -> Iterator[None]:
    stamps.put(installation.KEY, "real")
    sending._quiet_until.clear()
    before = dict(kinds._kinds)
    for key, more in {"test.note": {}, "test.urgent": {"urgent": True}}.items():
        register_letter(
            key,
            title="Note",
            template="outgoing/letters/ready.txt",
            fields=("subject", "text"),
            lives=timedelta(days=10),
            **more,
        )
    with unscoped("tests look at every letter"):
        yield
    sending._quiet_until.clear()
    kinds._kinds.clear()
    kinds._kinds.update(before)


@pytest.fixture
def server(settings: Any) -> type[Backend]:
    settings.EMAIL_BACKEND = f"{__name__}.Backend"
    Backend.answers, Backend.got, Backend.seen_taken = [], [], []
    return Backend


def queued(**more: Any) -> Letter:
    given: dict[str, Any] = {
        "template": "test.note",
        "to": "kari@example.org",
        "language": "nb",
        "context": {"subject": "Til prøve", "text": f"Åpne lenken:\n\n{LINK}"},
        **more,
    }
    letter = queue_letter(SYSTEM, **given)
    letter.refresh_from_db()
    return letter


def test_a_letter_is_sent_at_once_to_one_address_with_text_and_html() -> None:
    letter = queued()

    (message,) = mail.outbox
    (html, kind) = message.alternatives[0]
    assert letter.sent_at
    assert message.to == ["kari@example.org"]
    assert message.cc == message.bcc == []
    assert message.subject == "Til prøve"
    assert message.body == f"Åpne lenken:\n\n{LINK}"
    assert kind == "text/html"
    assert f'<a href="{LINK}"' in html
    assert message.extra_headers["Message-ID"] == f"<{letter.public_id}@localhost>"
    assert AuditEntry.objects.filter(act="outgoing.queued").exists()


def test_what_it_says_is_encrypted_while_it_waits_and_gone_when_it_is_sent() -> None:
    with time_machine.travel(NOW, tick=False):
        waiting = queued(send_after=NOW + timedelta(hours=1))
        sealed = waiting.sealed
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        send_due()

    waiting.refresh_from_db()
    assert "hemmelig" not in sealed
    assert "hemmelig" in unseal(sealed)["text"]
    assert waiting.sent_at
    assert waiting.sealed == ""


def test_a_letter_for_later_waits_for_its_time() -> None:
    with time_machine.travel(NOW, tick=False):
        queued(send_after=NOW + timedelta(hours=1))
        assert send_due() == 0
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert send_due() == 1
        assert send_due() == 0

    assert len(mail.outbox) == 1


def test_a_letter_is_marked_before_the_server_is_spoken_to(server: type[Backend]) -> None:
    queued()

    assert server.seen_taken == [True]


def test_sending_a_letter_twice_sends_it_once(server: type[Backend]) -> None:
    letter = queued()

    send_letter.call(letter.pk)
    send_due()

    assert len(server.got) == 1


@pytest.mark.parametrize(
    "passing",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        smtplib.SMTPServerDisconnected(),
        smtplib.SMTPResponseException(451, b"try again later"),
        smtplib.SMTPDataError(451, b"greylisted"),
        smtplib.SMTPConnectError(554, b"no service for you now"),
        smtplib.SMTPSenderRefused(550, b"who are you", "samlet@localhost"),
        smtplib.SMTPRecipientsRefused({"kari@example.org": (450, b"mailbox busy")}),
        smtplib.SMTPAuthenticationError(535, b"wrong password"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_may_pass_is_tried_again_each_time_after_twice_as_long(
    server: type[Backend], passing: Exception
) -> None:
    server.answers = [passing, passing, passing]
    with time_machine.travel(NOW, tick=False) as clock:
        letter = queued()
        pauses = []
        for _attempt in range(3):
            letter.refresh_from_db()
            if letter.next_try_at:
                pauses.append((letter.next_try_at - datetime.now(UTC)).total_seconds())
                clock.move_to(letter.next_try_at - timedelta(seconds=1))
                assert send_due() == 0
                clock.move_to(letter.next_try_at)
            send_due()

    letter.refresh_from_db()
    assert pauses == [60, 120, 240]
    assert letter.sent_at
    assert letter.attempts == 4
    assert len(server.got) == 1


@pytest.mark.parametrize(
    "no",
    [
        smtplib.SMTPRecipientsRefused({"kari@example.org": (550, b"no such user kari")}),
        smtplib.SMTPDataError(554, b"not wanted: kari@example.org"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_final_no_is_taken_for_one_and_the_log_names_nobody(
    server: type[Backend], no: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    server.answers = [no]
    with caplog.at_level(logging.INFO):
        letter = queued()

    assert letter.given_up_at
    assert (letter.failure, letter.sealed) == ("refused", "")
    assert letter.public_id in caplog.text
    assert "kari" not in caplog.text


def test_a_server_that_is_away_for_a_day_is_given_up(server: type[Backend]) -> None:
    server.answers = [ConnectionRefusedError() for _attempt in range(MAX_ATTEMPTS + 5)]
    with time_machine.travel(NOW, tick=False) as clock:
        letter = queued()
        while not letter.given_up_at:
            assert letter.next_try_at is not None
            clock.move_to(letter.next_try_at)
            send_due()
            letter.refresh_from_db()

    assert (letter.failure, letter.attempts) == ("unreachable", MAX_ATTEMPTS)
    assert letter.given_up_at - NOW > timedelta(hours=20)


def test_a_letter_handed_over_when_the_program_died_is_not_sent_again(
    server: type[Backend],
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        letter = queued(send_after=NOW + timedelta(hours=1))
        Letter.objects.filter(pk=letter.pk).update(taken_at=NOW + timedelta(hours=1))
        clock.move_to(NOW + timedelta(hours=1) + UNCERTAIN_AFTER + timedelta(seconds=1))
        assert send_due() == 0

    letter.refresh_from_db()
    assert letter.failure == "uncertain"
    assert server.got == []


def test_no_more_than_the_limit_leave_in_a_minute_and_urgent_ones_pass(
    settings: Any, server: type[Backend]
) -> None:
    settings.MAIL_PER_MINUTE = 2
    with time_machine.travel(NOW, tick=False) as clock:
        for number in range(4):
            queued(to=f"p{number}@example.org")
        assert len(server.got) == 2
        queued(template="test.urgent", to="now@example.org")
        assert server.got[-1].to == ["now@example.org"]
        clock.move_to(NOW + timedelta(seconds=61))
        send_due()

    assert len(server.got) == 5


def test_a_server_that_does_not_answer_is_asked_once_and_not_by_every_letter(
    server: type[Backend],
) -> None:
    server.answers = [TimeoutError(), None, None, None]
    with time_machine.travel(NOW, tick=False) as clock:
        letters = [queued(to=f"p{number}@example.org") for number in range(3)]
        asked = len(server.seen_taken)
        clock.move_to(NOW + timedelta(seconds=31))
        send_due()
        clock.move_to(NOW + timedelta(seconds=61))
        send_due()

    for letter in letters:
        letter.refresh_from_db()
    assert asked == 1
    assert [letter.attempts for letter in letters] == [2, 1, 1]
    assert len(server.got) == 3


def test_a_letter_that_says_what_no_longer_holds_is_not_sent(server: type[Backend]) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        server.answers = [ConnectionRefusedError()]
        letter = queued()
        clock.move_to(NOW + timedelta(days=11))
        send_due()

    letter.refresh_from_db()
    assert letter.failure == "too_late"
    assert server.got == []


def test_in_a_demonstration_nothing_is_sent(server: type[Backend]) -> None:
    stamps.put(installation.KEY, "demonstration")

    letter = queued()
    send_due()

    assert server.got == []
    assert letter.sealed
    assert not letter.sent_at


def test_a_text_message_waits_for_someones_own_phone(server: type[Backend]) -> None:
    letter = queued(channel=Letter.Channel.SMS, to="+47 401 23 456")

    send_due()

    assert letter.to == "+4740123456"
    assert server.got == []


@pytest.mark.parametrize(
    "address",
    ["", "kari", "kari@example.org, ola@example.org", "kari@example.org\nBcc: ola@example.org"],
)
def test_what_is_not_one_address_is_refused(address: str) -> None:
    with pytest.raises(Rejected, match="one valid address"):
        queued(to=address)

    assert not Letter.objects.exists()


def test_a_subject_cannot_make_headers() -> None:
    queued(context={"subject": "Hei\r\nBcc: ola@example.org", "text": "x"})

    (message,) = mail.outbox
    assert message.subject == "Hei"
    assert message.recipients() == ["kari@example.org"]


def test_scripts_in_what_is_filled_in_stay_text() -> None:
    queued(context={"subject": "<script>", "text": "<script>alert(1)</script> & co"})

    (message,) = mail.outbox
    assert message.body == "<script>alert(1)</script> & co"
    assert "<script>" not in message.alternatives[0][0]


def test_a_letter_is_filled_in_with_what_its_kind_declares() -> None:
    with pytest.raises(ValueError, match="name"):
        queued(context={"subject": "x", "text": "y", "name": "Kari"})
    with pytest.raises(KeyError):
        queued(template="no.such")


def test_a_letter_sealed_with_another_key_is_given_up(settings: Any) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        letter = queued(send_after=NOW + timedelta(hours=1))
        settings.SECRET_KEY = "another"
        clock.move_to(NOW + timedelta(hours=2))
        send_due()

    letter.refresh_from_db()
    assert letter.failure == "unreadable"


def test_what_was_sealed_is_read_again_and_nothing_altered(settings: Any) -> None:
    sealed = seal({"text": "æøå 🌹"})

    assert unseal(sealed) == {"text": "æøå 🌹"}
    with pytest.raises(Unreadable):
        unseal(sealed[:-4] + "AAAA")
    with pytest.raises(Unreadable):
        unseal("")


def test_the_letters_of_sign_in_go_by_the_outbox_one_to_each_address() -> None:
    message = EmailMessage("Logg inn", f"Bruk lenken: {LINK}", to=["a@example.org"])
    message.cc = ["b@example.org"]

    with translation.override("nn"):
        take_message(message)

    letters = Letter.objects.order_by("to")
    assert [(row.to, row.language, row.urgent) for row in letters] == [
        ("a@example.org", "nn", True),
        ("b@example.org", "nn", True),
    ]
    assert [sent.recipients() for sent in mail.outbox] == [["a@example.org"], ["b@example.org"]]


def test_letters_go_with_the_one_they_are_about() -> None:
    person = Subject.objects.create(kind="people.person")
    queued(subject=person, send_after=datetime(2030, 1, 1, tzinfo=UTC))

    person.delete()

    assert not Letter.objects.exists()


def test_a_month_later_only_the_count_is_left() -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        old = queued()
        clock.move_to(NOW + timedelta(days=29))
        fresh = queued()
        clock.move_to(NOW + timedelta(days=31))
        job = start_job(SYSTEM, "outgoing.empty")

    old.refresh_from_db()
    fresh.refresh_from_db()
    assert job.result == {"emptied": 1, "files": 0}
    assert (old.to, old.sealed, old.subject) == ("", "", None)
    assert old.emptied_at
    assert old.sent_at
    assert fresh.to == "kari@example.org"


def test_without_a_mail_server_each_letter_is_a_file_that_its_owner_alone_reads(
    settings: Any, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "samlet.web.messages.files.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"

    letter = queued()

    (file,) = (tmp_path / "mail").iterdir()
    assert file.name == f"{letter.public_id}.eml"
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"To: kari@example.org" in file.read_bytes()


def test_the_files_of_letters_go_with_the_person_and_with_time(
    settings: Any, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "samlet.web.messages.files.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    queued(to="Kari@example.org")
    queued(to="ola@example.org")

    gone = files.forget(Identity(emails=("kari@example.org",)))
    left = [path.read_text() for path in tmp_path.iterdir()]
    aged = files.remove_before(datetime.now(UTC) + timedelta(seconds=1))

    assert (gone, aged) == (1, 1)
    assert len(left) == 1
    assert "ola@example.org" in left[0]
    assert files.forget(Identity()) == 0
