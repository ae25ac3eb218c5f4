"""Import of people: every row's fate is shown first, it is all or nothing, and it can be undone."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from samlet.sources.sheets import REASONS
from samlet.web.core import changes, installation
from samlet.web.core.actor import Actor, Held
from samlet.web.core.errors import Conflict, NotFound, Rejected
from samlet.web.core.guard import unscoped
from samlet.web.core.importing import actions
from samlet.web.core.importing.reading import Read, columns_of, read_file
from samlet.web.core.importing.reasons import OF_READER, said
from samlet.web.core.models import AuditEntry, ImportBatch, SearchEntry
from samlet.web.organisations.actions import add_unit
from samlet.web.organisations.models import Unit, UnitKind
from samlet.web.people.importing.kind import KIND
from samlet.web.people.models import Person, Position

pytestmark = pytest.mark.django_db
HEADINGS = ("Navn", "Klubb", "Verv", "E-post", "Mobil", "Bor i")
SIRI = (
    "Eksempeldal, Siri",
    "Prøveklubben",
    "klubbleder",
    "siri@samlet.example",
    "42 00 00 01",
    "Ås",
)
OLA = ("Ola Mønstervik", "Prøveklubben", "tillitsvalgt", "ola@samlet.example", "42000002", "")


class Room:
    """A region with a club, and who runs it."""

    def __init__(self, name: str = "LO i Eksempelfylke") -> None:
        from samlet.web.core.actor import SYSTEM  # noqa: PLC0415

        kinds = {kind.key: kind for kind in UnitKind.objects.all()}
        self.top = add_unit(SYSTEM, kind=kinds["region"], name=name)
        self.register = self.top.subject
        self.club = add_unit(
            SYSTEM,
            kind=kinds["club"],
            name="Prøveklubben" if name == "LO i Eksempelfylke" else f"Klubben i {name}",
            belongs_to=[self.top],
            register=self.register,
        )
        self.admin = self.actor("region_admin", self.top)

    def actor(self, role: str, unit: Unit) -> Actor:
        held = Held(role, unit.pk, True, self.register.pk)
        return Actor("x", "user", key=f"user:{role}", grants=(held,), all_grants=(held,))


@pytest.fixture
def room() -> Room:
    return Room()


def read_people(content: bytes, filename: str) -> Read:
    return read_file(KIND, content, filename)


def workbook(rows: Sequence[Sequence[Any]], headings: Sequence[str] = HEADINGS) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Tillitsvalgte")
        for n, row in enumerate([headings, *rows]):
            sheet.write_row(n, 0, row)
    return stream.getvalue()


def tried(room: Room, content: bytes, actor: Actor | None = None) -> ImportBatch:
    who = actor or room.admin
    read = read_people(content, "liste.xlsx")
    batch = actions.receive_file(
        who, kind=KIND, register=room.register, read=read, filename="liste.xlsx"
    )
    return actions.try_out(who, batch=batch)


def fates(batch: ImportBatch) -> list[str]:
    return [row["fate"] for row in batch.plan["rows"]]


def carried_out(room: Room, content: bytes, choices: dict[str, str] | None = None) -> ImportBatch:
    batch = tried(room, content)
    ticked = [key for key, _count in batch.plan["warnings"]]
    actions.choose(room.admin, batch=batch, choices=choices or {}, ticked=ticked)
    return actions.carry_out(room.admin, batch=batch)


def people() -> list[str]:
    with unscoped("test"):
        return sorted(person.name for person in Person.objects.all())


def test_new_people_come_in_with_their_offices(room: Room) -> None:
    carried_out(room, workbook([SIRI, OLA]))

    assert people() == ["Ola Mønstervik", "Siri Eksempeldal"]
    with unscoped("test"):
        siri = Person.objects.get(family_name="Eksempeldal")
        office = Position.objects.get(person=siri)
        found = SearchEntry.objects.filter(pk=siri.pk).exists()
    assert (siri.email, siri.mobile) == ("siri@samlet.example", "+4742000001")
    assert siri.home_municipality.name == "Ås"
    assert siri.controller_id == room.register.pk
    assert (office.kind.key, office.unit_id) == ("club_leader", room.club.pk)
    assert found


def test_nothing_is_changed_by_trying(room: Room) -> None:
    batch = tried(room, workbook([SIRI, OLA]))

    assert fates(batch) == ["new", "new"]
    assert people() == []


def test_same_file_twice_changes_nothing(room: Room) -> None:
    carried_out(room, workbook([SIRI, OLA]))

    batch = tried(room, workbook([SIRI, OLA]))

    assert fates(batch) == ["same", "same"]


def test_change_is_shown_old_and_new(room: Room) -> None:
    carried_out(room, workbook([SIRI]))
    moved = (*SIRI[:4], "42000009", SIRI[5])

    batch = tried(room, workbook([moved]))

    row = batch.plan["rows"][0]
    assert row["fate"] == "changed"
    assert (row["old"]["mobile"], row["told"]["mobile"]) == ("+4742000001", "+4742000009")


def test_whole_import_is_undone_as_one(room: Room) -> None:
    batch = carried_out(room, workbook([SIRI, OLA]))

    changes.undo(room.admin, batch.change_set)

    assert people() == []
    with unscoped("test"):
        assert not SearchEntry.objects.filter(subject__kind=installation.PERSON).exists()


def test_name_alone_never_makes_two_people_one(room: Room) -> None:
    carried_out(room, workbook([SIRI]))
    without = (SIRI[0], SIRI[1], SIRI[2], "", "", "")

    batch = tried(room, workbook([without]))

    assert fates(batch) == ["doubtful"]


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ("skip", ["Siri Eksempeldal"]),
        ("same", ["Siri Eksempeldal"]),
        ("new", ["Siri Eksempeldal", "Siri Eksempeldal"]),
    ],
)
def test_doubtful_row_is_what_somebody_chose(room: Room, choice: str, left: list[str]) -> None:
    carried_out(room, workbook([SIRI]))

    carried_out(room, workbook([(SIRI[0], SIRI[1], SIRI[2], "", "", "")]), {"2": choice})

    assert people() == left


@pytest.mark.parametrize(
    ("choice", "fate"), [("skip", "rejected"), ("same", "same"), ("new", "new")]
)
def test_done_import_counts_what_became_of_the_doubtful(room: Room, choice: str, fate: str) -> None:
    carried_out(room, workbook([SIRI]))

    batch = carried_out(room, workbook([(SIRI[0], SIRI[1], SIRI[2], "", "", "")]), {"2": choice})

    assert {key: n for key, n in batch.plan["counts"].items() if n} == {fate: 1}


def test_same_contact_with_another_name_is_doubtful(room: Room) -> None:
    carried_out(room, workbook([SIRI]))

    batch = tried(room, workbook([("Per Liksom", *SIRI[1:])]))

    assert fates(batch) == ["doubtful"]


def test_unknown_organisation_is_left_out_with_suggestions(room: Room) -> None:
    batch = tried(room, workbook([(SIRI[0], "Prøveklubbben", *SIRI[2:])]))

    row = batch.plan["rows"][0]
    assert row["fate"] == "rejected"
    code, params = row["notes"][-1]
    assert (code, params["near"]) == ("near_units", "Prøveklubben")


def test_political_fragment_is_never_stored(room: Room) -> None:
    row = (SIRI[0], SIRI[1], "klubbleder, kommunestyre (Ap)", *SIRI[3:])

    carried_out(room, workbook([row]))

    with unscoped("test"):
        offices = [(one.kind.key, one.party_id) for one in Position.objects.all()]
    assert offices == [("club_leader", None)]


def test_national_identity_numbers_are_kept_nowhere(room: Room) -> None:
    number = "01010750160"
    read = read_people(workbook([(*SIRI, number)], (*HEADINGS, "Fødselsnummer")), "liste.xlsx")

    batch = actions.receive_file(
        room.admin, kind=KIND, register=room.register, read=read, filename="liste.xlsx"
    )

    assert number not in str(batch.table)
    assert "refused" in {one[2] for one in batch.table["columns"]}


def test_register_of_members_is_refused_with_why() -> None:
    headings = ("Medlemsnummer", "Navn", "Kontingent", "Innmeldt")

    with translation.override("en"), pytest.raises(Rejected, match="member register"):
        read_people(workbook([("1", "Siri Eksempeldal", "100", "2020")], headings), "m.xlsx")


def test_club_leader_can_import_into_nothing(room: Room) -> None:
    read = read_people(workbook([SIRI]), "liste.xlsx")

    with pytest.raises(NotFound):
        actions.receive_file(
            room.actor("club_leader", room.club),
            kind=KIND,
            register=room.register,
            read=read,
            filename="liste.xlsx",
        )


def test_import_writes_only_where_it_could_be_written_by_hand(room: Room) -> None:
    other = Room("LO i Liksomland")
    row = (SIRI[0], other.club.name, *SIRI[2:])

    batch = tried(room, workbook([row]))

    assert fates(batch) == ["rejected"]


def test_another_registers_person_is_not_matched(room: Room) -> None:
    other = Room("LO i Liksomland")
    carried_out(other, workbook([(SIRI[0], other.club.name, *SIRI[2:])]))

    batch = tried(room, workbook([SIRI]))

    assert fates(batch) == ["new"]


def test_warnings_must_be_ticked(room: Room) -> None:
    batch = tried(room, workbook([SIRI, ("", "Prøveklubben", "tv", "", "", "")] * 1 + [OLA]))
    warned = [key for key, _count in batch.plan["warnings"]]

    if warned:
        with translation.override("en"), pytest.raises(Rejected, match="Tick"):
            actions.choose(room.admin, batch=batch, choices={}, ticked=[])


def test_what_changed_since_it_was_tried_is_not_overwritten(room: Room) -> None:
    batch = tried(room, workbook([SIRI]))
    carried_out(room, workbook([SIRI]))

    with pytest.raises(Conflict):
        actions.carry_out(room.admin, batch=batch)


def test_file_is_let_go_when_it_is_done(room: Room) -> None:
    batch = carried_out(room, workbook([SIRI]))

    with unscoped("test"):
        kept = ImportBatch.objects.get(pk=batch.pk)
    assert kept.table == {}
    assert "Eksempeldal" not in f"{kept.plan}{kept.choices}{kept.filename}"
    assert kept.plan["counts"]["new"] == 1


def test_audit_names_fields_and_never_values(room: Room) -> None:
    carried_out(room, workbook([SIRI]))

    lines = str(list(AuditEntry.objects.values("act", "fields", "subject_id")))
    assert "people.imported" in lines
    assert "Eksempeldal" not in lines


def test_every_reason_of_the_reader_has_its_sentence_here() -> None:
    assert dict(OF_READER) == dict(REASONS)
    with translation.override("en"):
        assert said("no_name") == "No name stands here."


@pytest.mark.parametrize(
    ("headings", "office"),
    [
        (("Navn", "Verv i dag", "Mobil", "E-post", "Bor i", "Samlet-id"), "klubbleder"),
        (("Name", "Positions today", "Mobile", "E-mail", "Lives in", "Samlet's id"), "club leader"),
    ],
)
def test_own_list_comes_back_without_a_change(
    room: Room, headings: tuple[str, ...], office: str
) -> None:
    carried_out(room, workbook([SIRI]))
    with unscoped("test"):
        siri = Person.objects.get()
        kind = Position.objects.get().kind
    listed = kind.name_en if office == "club leader" else kind.name_nb
    row = (siri.name, f"{listed}, Prøveklubben", siri.mobile, siri.email, "Ås", siri.public_id)

    batch = tried(room, workbook([row], headings))

    assert fates(batch) == ["same"]


def test_own_list_of_another_register_brings_the_offices_where_they_stand(room: Room) -> None:
    row = ("Ola Mønstervik", "tillitsvalgt, Prøveklubben; kasserer, LO i Eksempelfylke")

    batch = carried_out(room, workbook([row], ("Navn", "Verv i dag")))

    with unscoped("test"):
        held = Position.objects.order_by("unit__name").values_list("kind__key", "unit__name")
        assert batch.done_at is not None
        assert list(held) == [
            ("treasurer", "LO i Eksempelfylke"),
            ("shop_steward", "Prøveklubben"),
        ]


@pytest.mark.parametrize("name", ["Klubben, Avdeling Nord", "Klubben; avd. 3, Nord"])
def test_own_list_brings_the_office_at_a_unit_with_a_divider_in_its_name(
    room: Room, name: str
) -> None:
    from samlet.web.core.actor import SYSTEM  # noqa: PLC0415

    kind = UnitKind.objects.get(key="club")
    add_unit(SYSTEM, kind=kind, name=name, belongs_to=[room.top], register=room.register)
    offices = f"tillitsvalgt, Prøveklubben; kasserer, {name}; klubbleder, Prøveklubben"

    carried_out(room, workbook([("Ola Mønstervik", offices)], ("Navn", "Verv i dag")))

    with unscoped("test"):
        held = Position.objects.values_list("kind__key", "unit__name")
        assert set(held) == {
            ("shop_steward", "Prøveklubben"),
            ("treasurer", name),
            ("club_leader", "Prøveklubben"),
        }


def test_row_with_an_id_keeps_which_word_is_the_family_name(room: Room) -> None:
    carried_out(room, workbook([("Dal Berg, Siri", *SIRI[1:])]))
    with unscoped("test"):
        siri = Person.objects.get()

    batch = tried(room, workbook([("Siri Dal Berg", siri.public_id)], ("Navn", "Samlet-id")))

    assert siri.family_name == "Dal Berg"
    assert fates(batch) == ["same"]


def test_pages_lead_from_file_to_done(client: Client) -> None:
    room = Room()
    with unscoped("test"):
        from samlet.web.accounts.models import Grant, User  # noqa: PLC0415

        user = User.objects.create_user("leder@example.org", is_synthetic=True)
        Grant.objects.create(
            user=user,
            role="region_admin",
            unit=room.register,
            controller=room.register,
            from_day="2020-01-01",
            given_by="test",
        )
    file = SimpleUploadedFile("liste.xlsx", workbook([SIRI, OLA]))

    sent = client.post(f"{reverse('people:import_send')}?lang=en", {"file": file})

    assert sent.status_code == 302, sent.content.decode()[-3000:]
    columns = client.get(sent.headers["Location"], {"lang": "en"})
    assert "2 rows were read" in columns.content.decode()
    mapped = {
        f"c{one['place']}": one["field"] for one in columns_of(ImportBatch._base_manager.get())
    }
    tried_by = client.post(sent.headers["Location"], mapped)
    assert tried_by.headers["Location"].startswith("/jobber/")
    look = reverse("people:import_look", args=[ImportBatch._base_manager.get().public_id])
    shown = client.get(look, {"lang": "en"}).content.decode()
    assert "2 new" in shown
    assert "+4742000001" in shown
    done = client.post(look, {})
    assert done.headers["Location"].startswith("/jobber/")
    assert people() == ["Ola Mønstervik", "Siri Eksempeldal"]
    assert "The import is carried out" in client.get(look, {"lang": "en"}).content.decode()


def test_same_file_twice_is_the_same_for_somebody_without_e_mail_or_mobile(room: Room) -> None:
    content = workbook([("Bo Eksempelsen", "Prøveklubben", "klubbsekretær", "", "", "")])
    carried_out(room, content)
    batch = tried(room, content)
    assert fates(batch) == ["same"]
    assert not batch.plan["warnings"]
    assert people() == ["Bo Eksempelsen"]
