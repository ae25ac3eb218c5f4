"""Links that let people act without an account."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone

from samlet.web.accounts import links
from samlet.web.accounts.logs import WithoutTokens
from samlet.web.accounts.models import AccessLink, User
from samlet.web.core.actor import COMMAND, SYSTEM
from samlet.web.core.errors import NotFound, Rejected
from samlet.web.core.models import AuditEntry, Subject
from tests.web.accounts.conftest import english

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def _acted(request: HttpRequest, link: AccessLink) -> HttpResponse:
    links.use_link(link)
    return HttpResponse("acted")


@pytest.fixture(autouse=True)
def purposes() -> Iterator[None]:
    """A purpose with a page of its own, and one whose button acts."""
    links.register_purpose("test.home", heading="Home", button="Open", to="usersessions_list")
    links.register_purpose("test.act", heading="An act", button="Do it", to=_acted)
    yield
    for key in ("test.home", "test.act"):
        links._purposes.pop(key)


@pytest.fixture
def subject(db: None) -> Subject:
    return Subject.objects.create(kind="people.person", synthetic=True)


def make(subject: Subject, purpose: str = "test.act", **more: object) -> tuple[str, AccessLink]:
    given = {"lasts": WEEK, **more}
    path = links.make_link(COMMAND, purpose=purpose, subject=subject, **given)  # type: ignore[arg-type]
    return path, AccessLink.objects.latest("pk")


def token_of(path: str) -> str:
    return path.strip("/").split("/")[-1]


def test_only_a_hash_of_the_token_is_kept(subject: Subject) -> None:
    path, link = make(subject)

    token = token_of(path)
    assert link.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(AccessLink.objects.values())
    assert len(token) >= 43  # 32 bytes


def test_link_is_read_by_its_token_and_purpose(subject: Subject) -> None:
    path, link = make(subject)

    assert links.read_link(token_of(path), "test.act") == link
    assert links.read_link(token_of(path)).subject == subject


def _wrong(subject: Subject) -> str:
    return "A" * 43


def _altered(subject: Subject) -> str:
    token = token_of(make(subject)[0])
    return token[:-1] + ("A" if token[-1] != "A" else "B")


def _expired(subject: Subject) -> str:
    return token_of(make(subject, lasts=timedelta(seconds=-1))[0])


def _used(subject: Subject) -> str:
    path, link = make(subject)
    links.use_link(link)
    return token_of(path)


def _revoked(subject: Subject) -> str:
    path, link = make(subject)
    links.revoke_link(COMMAND, link)
    return token_of(path)


def _of_closed_user(subject: Subject) -> str:
    user = User.objects.create_user("lukket@eksempel.no", is_active=False)
    return token_of(make(subject, user=user)[0])


DEAD = [_wrong, _altered, _expired, _used, _revoked, _of_closed_user]


@pytest.mark.parametrize("dead", DEAD)
def test_dead_links_answer_one_and_the_same(
    client: Client, subject: Subject, dead: Callable[[Subject], str]
) -> None:
    token = dead(subject)

    with pytest.raises(NotFound, match="may have been used"):
        links.read_link(token)
    answer = english(client).get(f"/lenke/{token}/")
    other = english(Client()).get(f"/lenke/{'B' * 43}/")

    assert answer.status_code == other.status_code == 404
    assert answer.content == other.content.replace(b"B" * 43, token.encode())
    assert "Have a new link to sign in sent" in answer.content.decode()


def test_link_for_another_purpose_is_as_none(subject: Subject) -> None:
    path, _link = make(subject)

    with pytest.raises(NotFound):
        links.read_link(token_of(path), "test.home")


def test_opening_a_link_never_acts_and_its_button_does(client: Client, subject: Subject) -> None:
    path, link = make(subject)

    for _time in range(2):
        shown = client.get(path, follow=True)
        assert "Do it" in shown.content.decode()
    client.head(path)
    link.refresh_from_db()
    assert link.used_at is None

    assert client.post("/lenke/").content == b"acted"
    assert client.post("/lenke/").status_code == 404


def test_posting_to_the_address_with_the_token_does_nothing(
    client: Client, subject: Subject
) -> None:
    path, link = make(subject)

    assert client.post(path).status_code == 405
    link.refresh_from_db()
    assert link.used_at is None


def test_the_button_needs_the_token_of_the_form(subject: Subject) -> None:
    path, _link = make(subject)
    strict = Client(enforce_csrf_checks=True)
    strict.get(path, follow=True)

    assert strict.post("/lenke/").status_code == 403


def test_address_with_the_token_is_told_to_nobody(client: Client, subject: Subject) -> None:
    path, _link = make(subject)

    answer = client.get(path)

    assert answer["Location"] == "/lenke/"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    dead = client.get("/lenke/feil/")
    assert dead["Referrer-Policy"] == "no-referrer"
    assert "no-store" in dead["Cache-Control"]


def test_lasting_link_opens_its_page_at_once_and_again(client: Client, subject: Subject) -> None:
    path, link = make(subject, "test.home", single_use=False, lasts=None)

    for browser in (client, Client()):
        answer = browser.get(path)
        assert answer["Location"] == "/konto/okter/"
        request = HttpRequest()
        request.session = browser.session
        assert links.opened_link(request, "test.home") == link


def test_revoked_link_is_out_at_once_where_it_was_opened(client: Client, subject: Subject) -> None:
    path, link = make(subject, "test.home", single_use=False, lasts=None)
    client.get(path)
    request = HttpRequest()
    request.session = client.session

    links.revoke_link(COMMAND, link)

    with pytest.raises(NotFound):
        links.opened_link(request, "test.home")


def test_link_opened_for_one_purpose_is_none_for_another(client: Client, subject: Subject) -> None:
    path, _link = make(subject, "test.home", single_use=False, lasts=None)
    client.get(path)
    request = HttpRequest()
    request.session = client.session

    with pytest.raises(NotFound):
        links.opened_link(request, "test.act")


def test_link_expires_between_opening_and_the_button(client: Client, subject: Subject) -> None:
    path, _link = make(subject)
    client.get(path)

    with time_machine.travel(timezone.now() + WEEK + timedelta(seconds=1)):
        assert client.post("/lenke/").status_code == 404


def test_links_of_a_subject_are_revoked_together(subject: Subject) -> None:
    other = Subject.objects.create(kind="people.person", synthetic=True)
    make(subject)
    make(subject, "test.home", single_use=False)
    kept, _link = make(other)

    assert links.revoke_links(COMMAND, subject=subject) == 2
    assert links.revoke_links(COMMAND, subject=subject) == 0
    assert links.read_link(token_of(kept))


def test_revoking_says_whose(subject: Subject) -> None:
    make(subject)

    with pytest.raises(Rejected):
        links.revoke_links(COMMAND)
    assert AccessLink.objects.in_force().exists()


def test_link_for_one_use_must_expire(subject: Subject) -> None:
    with pytest.raises(Rejected, match="needs a time"):
        links.make_link(COMMAND, purpose="test.act", subject=subject)


def test_unknown_purpose_is_refused(subject: Subject) -> None:
    with pytest.raises(Rejected, match="no link for"):
        links.make_link(COMMAND, purpose="tull", subject=subject, lasts=WEEK)


def test_used_twice_at_once_only_one_gets_through(subject: Subject) -> None:
    path, link = make(subject)
    same = links.read_link(token_of(path))

    links.use_link(link)

    with pytest.raises(NotFound):
        links.use_link(same)


def test_making_and_revoking_stand_in_the_trail_but_not_what_the_program_does(
    subject: Subject,
) -> None:
    _path, link = make(subject)
    links.revoke_link(COMMAND, link)
    links.make_link(SYSTEM, purpose="test.act", subject=subject, lasts=WEEK)

    acts = AuditEntry.objects.filter(act__startswith="link.").order_by("pk")
    assert [entry.act for entry in acts] == ["link.made", "link.revoked"]


def test_holder_of_a_link_is_an_actor_without_a_name(subject: Subject) -> None:
    _path, link = make(subject)

    actor = links.link_actor(link)

    assert (actor.kind, actor.name, actor.subject_id) == ("link", "", subject.pk)
    assert actor.trail == f"link:{link.public_id}"


@pytest.mark.parametrize(
    "line",
    [
        "Not Found: /lenke/hemmelig-token_1/",
        "GET /lenke/hemmelig-token_1 HTTP/1.1",
        "Bad: /konto/passord/nytt/1a-hemmelig-token_1/",
        "see https://samlet.no/lenke/hemmelig-token_1/?next=/",
    ],
)
def test_log_lines_have_no_tokens(line: str) -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s", (line,), None)

    written = WithoutTokens().format(record)

    assert "hemmelig" not in written
    assert "…" in written


def test_every_handler_of_the_log_takes_tokens_out() -> None:
    root = logging.getLogger()
    formatters = [h.formatter for h in root.handlers if type(h) is logging.StreamHandler]

    assert formatters
    assert all(isinstance(formatter, WithoutTokens) for formatter in formatters)


def test_too_many_unknown_links_are_refused(client: Client) -> None:
    statuses = [client.get(f"/lenke/{number}/").status_code for number in range(31)]

    assert statuses == [404] * 30 + [429]
    answer = english(client).get("/lenke/enda-en/")
    assert "Too many attempts" in answer.content.decode()
