"""The audit trail: chained, refused by the database to change, without names, and erasable."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from threading import Barrier, Event

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from samlet.web.core import audit
from samlet.web.core.actor import SYSTEM, Actor
from samlet.web.core.audit.sentences import said
from samlet.web.core.models import AuditEntry, AuditHead, AuditLink, AuditPayload, Subject
from samlet.web.people.models import Person
from tests.conftest import CHECKOUT

ADA = Actor("Ada Synthetic", "user", key="user:bcdfghjkmnpq")


def register() -> Subject:
    return Subject.objects.create(kind="organisations.unit", synthetic=True)


def person(controller: Subject | None = None, **more: str) -> Person:
    subject = Subject.objects.create(
        kind="people.person", controller=controller or register(), synthetic=True
    )
    given = {"given_name": "Kari", "family_name": "Prøve", **more}
    made = Person(subject=subject, **given)
    made.save_base(force_insert=True)
    return made


@pytest.fixture
def bent(db: None) -> None:
    """Without the triggers, as somebody with the database's own rights could make it."""
    from samlet.web.core.audit import triggers  # noqa: PLC0415

    with connection.cursor() as cursor:
        for statement in triggers.remove_statements(connection.vendor):
            cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_auditentry SET act = 'other'",
        "DELETE FROM core_auditentry",
        "UPDATE core_auditlink SET digest = ''",
        "DELETE FROM core_auditlink",
        "UPDATE core_auditpayload SET content = '{}'",
    ],
)
def test_the_database_refuses_to_change_the_trail(statement: str) -> None:
    audit.record(ADA, "people.tried", person())
    audit.seal()

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        connection.cursor().execute(statement)

    assert audit.verify().holds


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["core_auditentry", "core_auditlink", "core_auditpayload"])
def test_no_line_of_the_trail_is_replaced(table: str) -> None:
    audit.record(ADA, "people.tried", person(), payload={"email": "a@b.example"})
    audit.seal()
    insert = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    replace = f"{insert} INTO {table} SELECT * FROM {table}"

    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(replace)

    assert audit.verify().holds


@pytest.mark.django_db
def test_a_line_about_a_person_names_nobody_and_the_payload_says_whom() -> None:
    someone = person(family_name="Zabcdef")

    audit.record(ADA, "people.edited", someone, fields=["email"], payload={"email": "a@b.example"})

    entry = AuditEntry.objects.get(act="people.edited")
    assert (entry.actor, entry.subject_id) == (ADA.key, "")
    assert entry.controller == someone.subject.controller.public_id
    payload = AuditPayload.objects.get(entry=entry)
    assert (payload.subject_id, payload.content) == (someone.pk, {"email": "a@b.example"})


@pytest.mark.django_db
def test_values_about_no_person_are_refused() -> None:
    with pytest.raises(ValueError, match="about none"):
        audit.record(ADA, "units.edited", AuditHead(pk=1), payload={"name": "x"})


@pytest.mark.django_db
def test_the_chain_holds_when_a_payload_goes_with_its_person() -> None:
    someone = person()
    audit.record(ADA, "people.edited", someone, payload={"email": "a@b.example"})
    audit.record(SYSTEM, "people.other", person())
    before = audit.verify()

    AuditPayload.objects.filter(subject=someone.subject).delete()

    after = audit.verify()
    assert before.holds
    assert after.holds
    assert (before.erased + 1, before.head) == (after.erased, after.head)


@pytest.mark.django_db
def test_a_changed_entry_breaks_the_chain_where_it_was_changed(bent: None) -> None:
    for act in ("people.one", "people.two", "people.three"):
        audit.record(ADA, act, person())
    audit.seal()
    second = AuditEntry.objects.get(act="people.two")

    AuditEntry.objects.filter(pk=second.pk).update(actor="user:somebodyelse")

    verdict = audit.verify()
    assert not verdict.holds
    assert verdict.broken_at == (second.link.n,)


@pytest.mark.django_db
def test_a_removed_last_entry_is_missed(bent: None) -> None:
    audit.record(ADA, "people.one", person())
    audit.record(ADA, "people.two", person())
    audit.seal()

    last = AuditLink.objects.order_by("n").last()
    assert last is not None
    last.delete()
    AuditPayload.objects.filter(entry=last.entry).delete()
    AuditEntry.objects.filter(pk=last.entry_id).delete()

    assert not audit.verify().head_fits


@pytest.mark.django_db
def test_a_chain_made_anew_does_not_have_the_head_that_was_written_down(bent: None) -> None:
    audit.record(ADA, "people.one", person())
    noted = audit.verify().head
    AuditLink.objects.all().delete()
    AuditHead.objects.all().delete()
    AuditEntry.objects.update(actor="user:somebodyelse")
    from samlet.web.core.models import AuditPending  # noqa: PLC0415

    AuditPending.objects.bulk_create(AuditPending(entry=e) for e in AuditEntry.objects.all())

    assert audit.verify().holds
    assert not audit.verify(noted).holds


@pytest.mark.django_db
def test_an_altered_payload_is_found(bent: None) -> None:
    audit.record(ADA, "people.one", person(), payload={"email": "a@b.example"})

    AuditPayload.objects.update(content={"email": "c@d.example"})

    assert audit.verify().altered == 1


@pytest.mark.django_db
def test_many_seen_are_one_line_in_each_register() -> None:
    one, other = register(), register()
    people = [person(one), person(one), person(other)]

    audit.seen(ADA, "people.exported", [someone.subject for someone in people])

    entries = AuditEntry.objects.filter(act="people.exported")
    assert {entry.controller for entry in entries} == {one.public_id, other.public_id}
    assert sorted(len(entry.seals) for entry in entries) == [1, 2]
    assert audit.verify().holds


@pytest.mark.django_db
def test_seeing_costs_few_queries(django_assert_max_num_queries) -> None:
    seen = [person().pk for _unused in range(3)]
    register_of_all = Subject.objects.get(pk=seen[0]).controller
    Subject.objects.filter(pk__in=seen).update(controller=register_of_all)

    with django_assert_max_num_queries(6):
        audit.seen(ADA, "people.exported", seen)


@pytest.mark.django_db
def test_ones_own_page_and_the_programs_own_work_are_not_somebody_who_has_seen() -> None:
    someone = person()

    audit.seen(Actor("", "link", key="link:x", subject_id=someone.pk), "people.seen", [someone.pk])
    audit.seen(SYSTEM, "people.seen", [someone.pk])

    assert not AuditEntry.objects.filter(act="people.seen").exists()


@pytest.mark.django_db(transaction=True)
def test_the_chain_is_closed_when_the_act_is_committed() -> None:
    audit.record(ADA, "people.one", person())

    assert AuditEntry.objects.get(act="people.one").link.n == AuditHead.objects.get().n


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_never_fork_the_chain() -> None:
    someone = person()
    ready = Barrier(2)

    def write(number: int) -> None:
        ready.wait()
        for turn in range(20):
            audit.record(ADA, f"people.tried_{number}_{turn}", someone)
        connection.close()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(write, range(2)))

    assert AuditLink.objects.count() == 40
    assert audit.verify().holds


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_an_act_that_takes_long_keeps_no_other_from_the_trail() -> None:
    someone = person()
    began, other_done = Event(), Event()

    def long_act() -> None:
        with transaction.atomic():
            audit.record(ADA, "people.long", someone)
            began.set()
            assert other_done.wait(10)
        connection.close()

    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(long_act)
        assert began.wait(10)
        audit.record(ADA, "people.short", someone)
        other_done.set()
        running.result()

    places = dict(AuditEntry.objects.values_list("act", "link__n"))
    assert places == {"people.short": 1, "people.long": 2}
    assert audit.verify().holds


@pytest.mark.django_db
def test_entries_from_before_the_chain_are_kept_and_get_their_place() -> None:
    old = AuditEntry.objects.create(
        actor="local", actor_kind="local", act="bloc.edited", subject_kind="parties.bloc"
    )
    begin = import_module("samlet.web.core.migrations.0005_audit_trail_refuses").begin_the_chain

    begin(apps, None)

    verdict = audit.verify()
    assert verdict.holds
    assert AuditEntry.objects.get(pk=old.pk).link.digest


def test_every_act_that_is_written_has_words() -> None:
    """An act without words would stand as a key on My page and on the auditor's."""
    call = re.compile(r"audit\.(?:record|seen)\(\s*[\w.\[\]]+,\s*\"([a-z_.]+)\"")
    folder = CHECKOUT / "src" / "samlet" / "web"
    acts = {act for file in folder.rglob("*.py") for act in call.findall(file.read_text("utf-8"))}

    with translation.override("en"):
        silent = sorted(act for act in acts if said(act).startswith("did “"))

    assert len(acts) > 30
    assert not silent, "give it words by audit.register_sentences in the room's AppConfig.ready()"
