"""A letter over a real socket to a mail server, and the variables that say which."""

from __future__ import annotations

import json
import socketserver
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from samlet.web.core import installation, stamps
from samlet.web.core.actor import SYSTEM
from samlet.web.core.guard import unscoped
from samlet.web.messages import sending
from samlet.web.messages.outbox import READY, queue_letter
from tests.conftest import environment_of_its_own

ASK = """
import json
from django.conf import settings as s
print(json.dumps([s.EMAIL_BACKEND, s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_TLS, s.EMAIL_USE_SSL,
                  s.EMAIL_HOST_USER, s.EMAIL_HOST_PASSWORD, s.MAIL_FROM, s.MAIL_PER_MINUTE]))
"""
SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Session(socketserver.StreamRequestHandler):
    """The few words of SMTP that one letter takes."""

    said: list[str] = []

    def handle(self) -> None:
        self._answer("220 test")
        for raw in self.rfile:
            line = raw.decode().rstrip("\r\n")
            Session.said.append(line)
            if line.upper() == "DATA":
                self._answer("354 go on")
                while (text := self.rfile.readline()) != b".\r\n":
                    Session.said.append(text.decode().rstrip("\r\n"))
                self._answer("250 taken")
            elif line.upper() == "QUIT":
                self._answer("221 bye")
                return
            else:
                self._answer("250 yes")

    def _answer(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def server(settings: Any) -> Iterator[list[str]]:
    Session.said = []
    sending._quiet_until.clear()
    with socketserver.TCPServer(("127.0.0.1", 0), Session) as listening:
        Thread(target=listening.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT = listening.server_address
        settings.EMAIL_USE_TLS = False
        yield Session.said
        listening.shutdown()


@pytest.mark.django_db
def test_a_letter_is_spoken_to_the_server_for_one_receiver(server: list[str]) -> None:
    stamps.put(installation.KEY, "real")

    letter = queue_letter(
        SYSTEM,
        template=READY,
        to="kari@example.org",
        language="nn",
        context={"subject": "Innlogging æøå", "text": "Bruk lenkja."},
    )

    with unscoped("the test looks at the letter"):
        letter.refresh_from_db()
    assert letter.sent_at
    assert [line for line in server if line.startswith("rcpt")] == ["rcpt TO:<kari@example.org>"]
    assert "Content-Language: nn" in server
    assert f"Message-ID: <{letter.public_id}@localhost>" in server
    assert not [line for line in server if line.lower().startswith(("cc:", "bcc:"))]


def read(tmp_path: Path, **variables: str) -> list[Any]:
    """What the settings become in a process with these variables."""
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env=environment_of_its_own(tmp_path)
        | {"DJANGO_SETTINGS_MODULE": "samlet.web.config.settings"}
        | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.splitlines()[-1]
    found: list[Any] = json.loads(done.stdout)
    return found


def test_without_variables_letters_go_to_files(tmp_path: Path) -> None:
    backend, host, *_rest, sender, limit = read(tmp_path)

    assert backend == "samlet.web.messages.files.EmailBackend"
    assert (host, sender, limit) == ("", "samlet@localhost", 60)


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, [587, True, False]),
        ({"SAMLET_SMTP_SECURITY": "tls"}, [465, False, True]),
        ({"SAMLET_SMTP_SECURITY": "none"}, [25, False, False]),
        ({"SAMLET_SMTP_PORT": "2525"}, [2525, True, False]),
    ],
)
def test_the_variables_name_the_server(
    tmp_path: Path, variables: dict[str, str], expected: list[Any]
) -> None:
    given = {"SAMLET_SMTP_HOST": "smtp.example.org", "SAMLET_SMTP_USER": "u"}
    given |= {"SAMLET_SMTP_PASSWORD": "p", "SAMLET_MAIL_FROM": "a@b.no", **variables}

    found = read(tmp_path, SAMLET_MAIL_PER_MINUTE="5", **given)

    assert found == [SMTP, "smtp.example.org", *expected, "u", "p", "a@b.no", 5]


def test_a_security_that_is_none_of_them_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="must be starttls, tls or none"):
        read(tmp_path, SAMLET_SMTP_SECURITY="ssl")
