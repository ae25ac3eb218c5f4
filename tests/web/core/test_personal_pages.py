"""Pages about privacy: notices, documents, settings, retention, and the auditor's trail."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from samlet.web.core import audit
from samlet.web.core.models import Erasure, PurposeSetting
from samlet.web.core.personal import all_purposes
from samlet.web.core.personal.documents import assessment, notice, record
from samlet.web.people.models import Position
from tests.web import world
from tests.web.world import CLOSED, OTHER, OWN, World

pytestmark = pytest.mark.django_db
EN = {"lang": "en"}


@pytest.fixture
def made(built: World) -> World:
    return built


def signed_in(made: World, role: str) -> Client:
    return world.client_for(made.users[role])


def text(client: Client, address: str, **query: str) -> str:
    answer = client.get(address, EN | query)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


def test_the_notice_is_open_to_all_and_tells_every_purpose(made: World) -> None:
    page = text(Client(), f"/personvern/{made.region.public_id}/")

    with translation.override("en"):
        for purpose in all_purposes():
            assert (str(purpose.holds) in page) == (purpose.key != "public_offices")
    assert "Art. 9(2)(d)" in page
    assert "Datatilsynet (Art. 77)" in page
    assert OWN not in page


def test_the_record_tells_what_article_30_asks_for(made: World) -> None:
    page = text(signed_in(made, "region_admin"), f"/personvern/{made.region.public_id}/protokoll/")

    for asked in ("Controller", "Personal data", "Recipients inside", "Time limit", "Art. 32"):
        assert asked in page
    assert "lawyer checks it" in page


@pytest.mark.parametrize("made_by", [notice, record, assessment])
def test_documents_are_whole_in_each_register(made: World, made_by) -> None:
    document = made_by(made.region.subject)

    assert document.title
    assert all(part.heading and (part.sentences or part.facts) for part in document.parts)
    empty = [
        (part.heading, what)
        for part in document.parts
        for what, which in part.facts
        if not (what and which)
    ]
    assert empty == []


def test_a_document_is_downloaded_in_the_language_asked_for(made: World) -> None:
    client = signed_in(made, "region_admin")

    answer = client.get(f"/personvern/{made.region.public_id}/vurdering/", {"fil": "1"} | EN)

    assert "attachment" in answer["Content-Disposition"]
    assert '<html lang="en">' in answer.content.decode()


def test_another_registers_documents_are_not_there(made: World) -> None:
    client = signed_in(made, "region_admin")

    for name in ("protokoll", "vurdering", "formal"):
        assert client.get(f"/personvern/{made.union.public_id}/{name}/").status_code == 404


def test_a_time_can_be_made_shorter_and_never_longer(made: World) -> None:
    client = signed_in(made, "region_admin")
    address = f"/personvern/{made.region.public_id}/formal/?lang=en"

    longer = client.post(address, {"purpose": "offices", "keep_days": "366"})
    shorter = client.post(address, {"purpose": "offices", "keep_days": "90", "contact": "Kontoret"})

    assert longer.status_code == 422
    assert "cannot be kept longer" in longer.content.decode()
    assert shorter.status_code == 303
    assert PurposeSetting.objects.get().keep_days == 90
    page = text(Client(), f"/personvern/{made.region.public_id}/")
    assert "90 days after the last office has ended" in page
    assert "Kontoret" in page


def test_retention_is_looked_at_marked_and_called_off(made: World) -> None:
    Position._base_manager.filter(person=made.own).update(
        from_day=date(2019, 1, 1), to_day=date(2020, 1, 1)
    )
    client = signed_in(made, "region_admin")

    looked = text(client, "/personvern/oppbevaring/")
    nothing = Erasure.objects.count()
    client.post(f"/personvern/oppbevaring/{made.region.public_id}/merk/")
    marked = text(client, "/personvern/oppbevaring/")
    one = Erasure.objects.get()
    kept = client.post(f"/personvern/behold/{one.public_id}/")

    assert "could be marked" in looked
    assert OWN in looked
    assert nothing == 0
    assert "to be erased on" in marked
    assert OTHER not in looked + marked
    assert kept.status_code == 303
    assert Erasure.objects.get().cancelled_at is not None


def test_another_register_cannot_be_marked(made: World) -> None:
    client = signed_in(made, "region_admin")

    answer = client.post(f"/personvern/oppbevaring/{made.union.public_id}/merk/")

    assert answer.status_code == 404


def test_the_auditor_reads_sentences_of_own_register_alone(made: World) -> None:
    reader = made.actor("region_admin")
    audit.seen(reader, "person.viewed", [made.own.subject])
    audit.seen(reader, "person.viewed", [made.other.subject])

    page = text(signed_in(made, "auditor"), "/revisjon/", act="person.viewed")

    assert "opened the person&#x27;s page" in page
    assert OWN in page
    assert OTHER not in page


def test_the_trail_is_filtered_by_act_actor_and_day(made: World) -> None:
    reader = made.actor("region_admin")
    audit.seen(reader, "person.viewed", [made.own.subject])
    client = signed_in(made, "auditor")

    other_day = text(client, "/revisjon/", act="person.viewed", to_day="2020-01-01")
    by_actor = text(client, "/revisjon/", act="person.viewed", actor=reader.trail)
    wrong = text(client, "/revisjon/", from_day="31.02.2026")

    assert "No line fits" in other_day
    assert "opened the person" in by_actor
    assert "Enter a valid date" in wrong


def test_taking_the_trail_out_is_written_down(made: World) -> None:
    audit.seen(made.actor("region_admin"), "person.viewed", [made.own.subject])

    answer = signed_in(made, "auditor").get("/revisjon/linjer.csv", EN)

    assert answer.status_code == 200
    assert "opened the person's page" in answer.content.decode("utf-8-sig")
    assert made.own.subject.audit_payloads.filter(entry__act="audit.exported").exists()


def test_who_is_no_auditor_does_not_read_the_trail(made: World) -> None:
    assert signed_in(made, "region_admin").get("/revisjon/").status_code == 403
    assert Client().get("/revisjon/").status_code == 302


def test_the_check_tells_that_the_trail_holds(made: World) -> None:
    page = text(signed_in(made, "auditor"), "/revisjon/kontroll/")

    assert "The audit trail holds" in page


def test_staff_see_who_sees_a_person_and_erase_with_a_week_to_regret(made: World) -> None:
    client = signed_in(made, "region_admin")

    page = text(client, f"/person/{made.own.public_id}/")
    shown = text(client, f"/person/{made.own.public_id}/slett/")
    asked = client.post(f"/person/{made.own.public_id}/slett/", {"reason": "mistake"})

    assert "Who has seen or changed it" in page
    assert "Region secretary" in page
    assert "What stays, and why" in shown
    assert asked.status_code == 303
    assert Erasure.objects.get().reason == "mistake"
    client.post(f"/person/{made.own.public_id}/behold/")
    assert Erasure.objects.get().cancelled_at is not None


def test_the_list_of_registers_names_those_that_hold_people(made: World) -> None:
    page = text(Client(), "/personvern/")

    assert "LO Prøveregionen" in page
    assert "Norsk Flygerforbund" not in page


def test_who_is_closed_upwards_is_named_to_no_auditor_above(made: World) -> None:
    client = signed_in(made, "auditor")

    page = text(client, "/revisjon/")
    taken = client.get("/revisjon/linjer.csv", EN).content.decode("utf-8-sig")

    assert "not open to you" in page
    assert CLOSED not in page + taken
