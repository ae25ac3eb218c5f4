"""Follow-ups, notes, documents and links: on what, by whom, seen by whom, and gone with what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from samlet.web.accounts.grants.holding import actor_for
from samlet.web.accounts.models import User
from samlet.web.core import attached
from samlet.web.core.attached import actions, files, queries
from samlet.web.core.errors import NotFound, Rejected
from samlet.web.core.models import Document, FollowUp, Note, Subject
from samlet.web.core.personal import identify
from samlet.web.core.personal.furniture import _forget_follow_ups
from tests.web import world as made

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def world(built: made.World) -> made.World:
    return built


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings) -> None:
    settings.DATA_DIR = tmp_path


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def test_a_follow_up_is_ones_own_task_until_it_is_done_and_can_be_undone(world) -> None:
    client = made.client_for(world.users["branch_leader"])
    address = reverse("attached:follow_up", args=[world.club.public_id])

    sent = {"kind": "invite", "due": in_days(0).isoformat(), "what": "Vårmøtet"}
    answer = client.post(address, sent, follow=True)
    assert "The follow-up is added." in answer.text
    assert "Vårmøtet" in answer.text
    task = FollowUp.objects.get()
    tasks = client.get("/oppgaver/").text
    assert "Vårmøtet" in tasks
    assert "1 is for today." in tasks

    answer = client.post(reverse("attached:finish", args=[task.public_id]), follow=True)
    task.refresh_from_db()
    assert task.done_at is not None
    assert "Undo" in answer.text
    undo = answer.context["messages"]
    [message] = list(undo)
    client.post(message.extra_tags, {"sure": "on"})
    task.refresh_from_db()
    assert task.done_at is None


def test_about_a_person_there_are_no_words(world) -> None:
    actor = world.actor("branch_leader")

    with pytest.raises(Rejected):
        attached.follow_up(
            actor, subject=world.own.subject, kind="invite", what="ord", due=in_days(1)
        )
    with pytest.raises(Rejected):
        attached.follow_up(actor, subject=world.own.subject, kind="other", due=in_days(1))
    with pytest.raises(Rejected):
        attached.add_note(actor, subject=world.own.subject, text="ord")
    with pytest.raises(Rejected):
        attached.add_link(actor, subject=world.own.subject, title="x", url="https://example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.create(
            subject=world.own.subject,
            controller=world.region.subject,
            kind="invite",
            what="ord",
            about_person=True,
            due=in_days(1),
        )
    page = made.client_for(world.users["branch_leader"]).get(
        reverse("attached:follow_up", args=[world.own.public_id])
    )
    assert 'name="what"' not in page.text
    assert 'value="call_back"' in page.text


def test_what_is_written_about_a_place_stays_in_its_register(world) -> None:
    place = world.place.subject
    actor = world.actor("region_admin")
    attached.add_note(actor, subject=place, text="Bare vårt")
    attached.follow_up(actor, subject=place, kind="other", what="Bare vår", due=in_days(1))

    assert queries.about(actor, Note).count() == 1
    assert queries.about(world.actor("other"), Note).count() == 0
    page = made.client_for(world.users["other"]).get(
        reverse("organisations:place", args=[place.public_id])
    )
    assert "Bare vår" not in page.text
    mine = made.client_for(world.users["region_admin"]).get(
        reverse("organisations:place", args=[place.public_id])
    )
    assert "Bare vårt" in mine.text


def test_nothing_is_attached_to_what_one_does_not_see(world) -> None:
    with pytest.raises(NotFound):
        attached.add_note(world.actor("club_leader"), subject=world.union_club.subject, text="x")
    with pytest.raises(NotFound):
        attached.follow_up(
            world.actor("club_leader"),
            subject=world.other.subject,
            kind="invite",
            due=in_days(1),
        )


def test_a_task_is_not_given_to_somebody_outside_the_register(world) -> None:
    with pytest.raises(Rejected):
        attached.follow_up(
            world.actor("branch_leader"),
            subject=world.club.subject,
            kind="invite",
            due=in_days(1),
            who=world.users["other"].pk,
        )


def test_erasing_a_person_takes_tasks_about_her(world) -> None:
    actor = world.actor("branch_leader")
    attached.follow_up(actor, subject=world.own.subject, kind="invite", due=in_days(1))

    assert _forget_follow_ups(identify(world.own.subject)) == 1
    assert FollowUp.objects.count() == 0


def test_a_document_is_kept_once_served_as_a_file_and_gone_with_its_last_row(
    world, django_capture_on_commit_callbacks
) -> None:
    client = made.client_for(world.users["branch_leader"])
    address = reverse("attached:add_document", args=[world.club.public_id])
    for name in ("avtale.pdf", "samme.pdf"):
        client.post(address, {"file": SimpleUploadedFile(name, PDF)})
    first, second = Document.objects.order_by("pk")
    assert first.sha256 == second.sha256

    answer = client.get(reverse("attached:document", args=[first.public_id]))
    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"

    path = files.path_of(first.sha256)
    for row, left in ((first, True), (second, False)):
        with django_capture_on_commit_callbacks(execute=True):
            attached.remove(world.actor("branch_leader"), row=row)
        assert path.exists() is left


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("side.html", b"<script>alert(1)</script>"),
        ("bilde.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("program.pdf", b"MZ\x90\x00" + b"\x00" * 100),
        ("side.pdf", b"<html><script>alert(1)</script></html>"),
        ("brev.docx", b"PK\x03\x04" + b"\x00" * 100),
        ("makro.docm", b"PK\x03\x04word/vbaProject.bin"),
        ("tom.pdf", b""),
        ("rart.txt", b"\xff\xfe\x00\x01"),
        ("stor.pdf", PDF + b"\x00" * files.MOST_BYTES),
    ],
)
def test_files_that_are_not_allowed_or_not_what_they_say_are_refused(world, name, content) -> None:
    with pytest.raises(Rejected):
        attached.add_document(
            world.actor("branch_leader"), subject=world.club.subject, name=name, content=content
        )
    assert not list(files.folder().rglob("*"))


def test_a_files_name_holds_no_folder_and_no_break(world) -> None:
    made_row = attached.add_document(
        world.actor("branch_leader"),
        subject=world.club.subject,
        name="../../etc/x\r\nSet-Cookie: a.pdf",
        content=PDF,
    )
    assert made_row.name == "xSet-Cookie: a.pdf"


def test_files_go_with_their_subject(world) -> None:
    subject = Subject.objects.create(kind="organisations.unit", controller=world.region.subject)
    sha256 = files.keep(PDF)
    Document.objects.create(
        subject=subject,
        controller=world.region.subject,
        name="a.pdf",
        sha256=sha256,
        content_type="application/pdf",
        size=len(PDF),
    )
    subject.delete()

    assert files.sweep() == 1
    assert not files.path_of(sha256).exists()


def test_a_link_is_a_web_address(world) -> None:
    with pytest.raises(Rejected):
        attached.add_link(
            world.actor("branch_leader"),
            subject=world.club.subject,
            title="x",
            url="javascript:alert(1)",
        )


def test_what_is_attached_to_a_unit_closed_upwards_is_not_read_or_added_from_above(world) -> None:
    own = User.objects.create_user("lukket@example.org")
    made.grant(own, "club_leader", world.closed, world.region.subject)
    its_own = made.client_for(own)
    note = reverse("attached:note", args=[world.closed.public_id])
    task = reverse("attached:follow_up", args=[world.closed.public_id])
    its_own.post(note, {"text": "Lukket notat"})
    its_own.post(task, {"kind": "other", "what": "Lukket oppgave", "due": in_days(3).isoformat()})
    actions.add_document(
        actor_for(own), subject=world.closed.subject, name="lukket.pdf", content=PDF
    )
    upload = reverse("attached:document", args=[Document.objects.get().public_id])
    page = reverse("organisations:unit", args=[world.closed.public_id])

    for word in ("Lukket notat", "Lukket oppgave", "lukket.pdf"):
        assert word in its_own.get(page).text
    assert its_own.get(upload).status_code == 200
    for role in ("region_admin", "branch_leader"):
        above = made.client_for(world.users[role])
        assert "ukket " not in above.get(page).text.replace(world.closed.name, "")
        assert above.get(upload).status_code == 404
        assert above.post(note, {"text": "Fra over"}).status_code == 403
    assert Note.objects.count() == 1
