"""The operator of the server sees nothing personal, but in a session with a reason, all logged."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from samlet.web.accounts.grants import operator, queries
from samlet.web.accounts.models import OperatorSession
from samlet.web.core import access
from samlet.web.core.access import OPERATOR_SESSION, ROLES
from samlet.web.core.errors import Conflict, NotFound, Rejected
from samlet.web.core.guard import Unscoped
from samlet.web.core.models import AuditEntry
from samlet.web.people.models import Person
from tests.web import world as worlds
from tests.web.world import World

pytestmark = pytest.mark.django_db
WHY = "Sikkerhetskopien må prøves mot personlista."


@pytest.fixture
def made(built: World) -> World:
    return built


def begin(made: World, **more) -> OperatorSession:
    given = {"register": made.region.subject, "reason": WHY, **more}
    return operator.begin_session(made.actor("operator"), **given)


def test_without_a_session_the_operator_sees_nobody(made: World) -> None:
    client = worlds.client_for(made.users["operator"])

    assert client.get("/personer/").status_code == 403
    # The door is open to all for those elected; who is not is not there.
    assert client.get(f"/person/{made.own.public_id}/").status_code == 404


def test_in_a_session_the_operator_sees_the_register_and_no_other_and_changes_nothing(
    made: World,
) -> None:
    session = begin(made)
    client = worlds.client_for(made.users["operator"])

    listed = client.get("/personer/").content.decode()

    assert worlds.OWN in listed
    assert worlds.OTHER not in listed
    assert worlds.CLOSED not in listed
    assert "Operator’s session" in listed
    assert "LO Prøveregionen" in listed
    assert client.get(f"/person/{made.own.public_id}/endre/").status_code == 403
    assert client.post("/personer/fil/csv/").status_code == 403
    lines = AuditEntry.objects.filter(act="operator_session.request")
    assert {line.controller for line in lines} == {made.region.public_id}
    assert [session.public_id, "GET /personer/"] in [line.fields for line in lines]


def test_what_was_typed_is_not_logged(made: World) -> None:
    begin(made)
    worlds.client_for(made.users["operator"]).get("/personer/", {"finn": "Hemmelig"})

    assert not any("Hemmelig" in str(line.fields) for line in AuditEntry.objects.all())


def test_a_session_is_no_role_and_opens_acts_that_read_alone(made: World) -> None:
    assert OPERATOR_SESSION not in ROLES
    assert all(act.endswith(".view") for act in access.acts_of(OPERATOR_SESSION))


@pytest.mark.parametrize("minutes", [0, 61, -5])
def test_a_session_lasts_an_hour_at_most(made: World, minutes: int) -> None:
    with pytest.raises(Rejected):
        begin(made, minutes=minutes)


@pytest.mark.parametrize("reason", ["", "   ", "test"])
def test_a_session_needs_a_reason(made: World, reason: str) -> None:
    with pytest.raises(Rejected):
        begin(made, reason=reason)


def test_only_who_the_register_made_its_operator_may_begin(made: World) -> None:
    with pytest.raises(NotFound):
        begin(made, register=made.union.subject)
    with pytest.raises(NotFound):
        operator.begin_session(made.actor("region_admin"), register=made.region.subject, reason=WHY)


def test_a_session_ends_by_itself_and_is_accounted_for_before_the_next(made: World) -> None:
    session = begin(made)
    past = timezone.now() - timedelta(hours=2)
    OperatorSession.objects.update(started_at=past, ends_at=past + timedelta(minutes=30))
    client = worlds.client_for(made.users["operator"])

    assert client.get("/personer/").status_code == 403
    with pytest.raises(Conflict):
        begin(made)
    operator.end_session(made.actor("operator"), session=session, done="Kopien er lest inn.")
    begin(made)


def test_ending_it_closes_the_register_at_once(made: World) -> None:
    session = begin(made)
    client = worlds.client_for(made.users["operator"])
    assert client.get("/personer/").status_code == 200

    client.post(f"/drift/okter/{session.public_id}/avslutt/", {"done": "Kopien er lest inn."})

    assert client.get("/personer/").status_code == 403


def test_a_session_ends_with_the_role(made: World) -> None:
    begin(made)
    made.users["operator"].grants.update(ended_at=timezone.now())

    assert worlds.client_for(made.users["operator"]).get("/personer/").status_code == 403


def test_the_registers_admins_see_why_and_what_was_done_and_others_do_not(made: World) -> None:
    session = begin(made)
    worlds.client_for(made.users["operator"]).get("/personer/")
    operator.end_session(made.actor("operator"), session=session, done="Kopien er lest inn.")

    shown = worlds.client_for(made.users["region_admin"]).get("/drift/okter/").content.decode()
    hidden = worlds.client_for(made.users["other"]).get("/drift/okter/").content.decode()

    assert WHY in shown
    assert "1 page was opened." in shown
    assert "Kopien er lest inn." in shown
    assert WHY not in hidden


def test_while_it_lasts_the_person_s_page_says_that_the_operator_can_see(made: World) -> None:
    before = {one.role for one in queries.who_can("people.view", made.own.subject)}
    begin(made)
    during = {one.role for one in queries.who_can("people.view", made.own.subject)}

    assert during - before == {OPERATOR_SESSION}


def test_a_command_that_prints_people_needs_a_reason_and_is_written_down(made: World) -> None:
    with pytest.raises(Rejected), operator.read_by_command("samlet eksporter", reason=""):
        pass
    with operator.read_by_command("samlet eksporter", reason=WHY):
        assert Person.objects.count() > 1

    with pytest.raises(Unscoped):
        Person.objects.count()
    session = OperatorSession.objects.get()
    assert (session.command, session.reason) == ("samlet eksporter", WHY)
    assert session.ended_at is not None
    assert AuditEntry.objects.filter(act="operator_session.begun", actor="command").exists()
