"""Where somebody who finds a hole may tell of it."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("contact", "line"),
    [
        ("sikkerhet@example.org", "Contact: mailto:sikkerhet@example.org"),
        ("https://example.org/melding", "Contact: https://example.org/melding"),
    ],
)
def test_contact_stands_where_it_is_looked_for(
    client: Client, settings: LazySettings, contact: str, line: str
) -> None:
    settings.SECURITY_CONTACT = contact

    answer = client.get("/.well-known/security.txt")

    lines = answer.content.decode().splitlines()
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert lines[0] == line
    assert lines[1].startswith("Expires: 20")


def test_without_a_contact_there_is_no_such_page(client: Client) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
