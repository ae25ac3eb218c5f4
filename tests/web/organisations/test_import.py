"""Import of organisations: rows that name one another, and only what could be written by hand."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest
import xlsxwriter

from samlet.web.core import changes
from samlet.web.core.actor import SYSTEM, Actor, Held
from samlet.web.core.errors import Rejected
from samlet.web.core.importing import actions
from samlet.web.core.importing.reading import columns_of, read_file
from samlet.web.core.models import ImportBatch, Reach, SearchEntry
from samlet.web.organisations.actions import add_unit
from samlet.web.organisations.importing.kind import KIND
from samlet.web.organisations.models import Edge, Unit, UnitKind, UnitName

pytestmark = pytest.mark.django_db
HEADINGS = ("Navn", "Slag", "Hører til", "Nummer", "Org.nr", "Kommune", "E-post", "Tlf")
BRANCH = ("Prøveavdelingen", "Fagforening", "LO Prøveregion", "850", "", "Ås", "", "")
CLUB = (
    "Liksomklubben", "Klubb", "Prøveavdelingen", "", "", "Ås", "post@samlet.example", "42 00 00 01",
)  # fmt: skip


class Room:
    """A region, and who runs it."""

    def __init__(self, name: str = "LO Prøveregion") -> None:
        self.kinds = {kind.key: kind for kind in UnitKind.objects.all()}
        self.top = add_unit(SYSTEM, kind=self.kinds["region"], name=name)
        self.register = self.top.subject
        self.admin = self.actor("region_admin", self.top)

    def actor(self, role: str, unit: Unit) -> Actor:
        held = Held(role, unit.pk, True, self.register.pk)
        return Actor("x", "user", key=f"user:{role}", grants=(held,), all_grants=(held,))

    def unit(self, name: str, kind: str, below: Unit | None = None, **more: Any) -> Unit:
        return add_unit(
            SYSTEM,
            kind=self.kinds[kind],
            name=name,
            belongs_to=[below or self.top],
            register=self.register,
            **more,
        )


@pytest.fixture
def room() -> Room:
    return Room()


def workbook(rows: Sequence[Sequence[Any]], headings: Sequence[str] = HEADINGS) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Organisasjoner")
        for n, row in enumerate([headings, *rows]):
            sheet.write_row(n, 0, row)
    return stream.getvalue()


def received(room: Room, content: bytes, actor: Actor | None = None) -> ImportBatch:
    read = read_file(KIND, content, "liste.xlsx")
    return actions.receive_file(
        actor or room.admin, kind=KIND, register=room.register, read=read, filename="liste.xlsx"
    )


def tried(
    room: Room,
    rows: Sequence[Sequence[Any]],
    headings: Sequence[str] = HEADINGS,
    actor: Actor | None = None,
    kind: str = "",
) -> ImportBatch:
    who = actor or room.admin
    batch = received(room, workbook(rows, headings), who)
    actions.map_columns(who, batch=batch, fields=batch.mapping, options={"kind": kind})
    return actions.try_out(who, batch=batch)


def carried_out(room: Room, rows: Sequence[Sequence[Any]], **more: Any) -> ImportBatch:
    choices = more.pop("choices", {})
    batch = tried(room, rows, **more)
    ticked = [key for key, _count in batch.plan["warnings"]]
    actions.choose(room.admin, batch=batch, choices=choices, ticked=ticked)
    return actions.carry_out(room.admin, batch=batch)


def fates(batch: ImportBatch) -> list[str]:
    return [row["fate"] for row in batch.plan["rows"]]


def why(batch: ImportBatch, row: int = 0) -> str:
    return str(batch.plan["rows"][row]["notes"][-1][0])


def test_branch_and_its_club_come_in_from_one_sheet(room: Room) -> None:
    carried_out(room, [CLUB, BRANCH])

    club = Unit.objects.get(name="Liksomklubben")
    branch = Unit.objects.get(name="Prøveavdelingen")
    assert branch.number == "850"
    assert (club.kind.key, club.email, club.municipality.name) == (
        "club",
        "post@samlet.example",
        "Ås",
    )
    assert club.subject.controller_id == room.register.pk
    assert Edge.objects.get(lower=club).upper == branch
    assert Reach.objects.filter(ancestor=room.top.pk, descendant=club.pk).exists()
    assert SearchEntry._base_manager.filter(pk=club.pk).exists()


def test_nothing_is_written_by_trying(room: Room) -> None:
    batch = tried(room, [BRANCH, CLUB])

    assert fates(batch) == ["new", "new"]
    assert not Unit.objects.filter(name="Liksomklubben").exists()


def test_same_file_twice_changes_nothing(room: Room) -> None:
    carried_out(room, [BRANCH, CLUB])

    assert fates(tried(room, [BRANCH, CLUB])) == ["same", "same"]


def test_change_is_told_old_and_new(room: Room) -> None:
    carried_out(room, [BRANCH, CLUB])

    batch = tried(room, [(*CLUB[:6], "klubb@samlet.example", CLUB[7])])

    row = batch.plan["rows"][0]
    assert row["fate"] == "changed"
    assert (row["old"]["email"], row["told"]["email"]) == (
        "post@samlet.example",
        "klubb@samlet.example",
    )


def test_import_is_undone_as_one(room: Room) -> None:
    batch = carried_out(room, [BRANCH, CLUB])

    changes.undo(room.admin, batch.change_set)

    assert not Unit.objects.filter(name__in=["Liksomklubben", "Prøveavdelingen"]).exists()
    assert not SearchEntry._base_manager.filter(title="Liksomklubben").exists()


def test_move_is_told_warned_of_and_undone(room: Room) -> None:
    one = room.unit("Avdeling en", "union_branch")
    room.unit("Avdeling to", "union_branch")
    club = room.unit("Liksomklubben", "club", one)
    row = ("Liksomklubben", "Klubb", "Avdeling to", club.public_id)

    batch = carried_out(room, [row], headings=("Navn", "Slag", "Hører til", "Samlet-id"))

    assert list(Edge.objects.filter(lower=club, valid_to=None).values_list("upper__name")) == [
        ("Avdeling to",)
    ]
    assert Reach.objects.filter(descendant=club.pk, ancestor=one.pk).count() == 0
    changes.undo(room.admin, batch.change_set)
    assert Edge.objects.get(lower=club, valid_to=None).upper == one
    assert Reach.objects.filter(descendant=club.pk, ancestor=one.pk).exists()


def test_move_is_shown_before_it_is_made(room: Room) -> None:
    one = room.unit("Avdeling en", "union_branch")
    room.unit("Avdeling to", "union_branch")
    club = room.unit("Liksomklubben", "club", one)
    row = ("Liksomklubben", "Klubb", "Avdeling to", club.public_id)

    batch = tried(room, [row], headings=("Navn", "Slag", "Hører til", "Samlet-id"))

    made = batch.plan["rows"][0]
    assert (made["old"]["belongs_to"], made["told"]["belongs_to"]) == ("Avdeling en", "Avdeling to")
    assert ["moves", 1] in batch.plan["warnings"]


def test_old_name_is_kept_when_a_row_with_its_id_has_another(room: Room) -> None:
    club = room.unit("Liksomklubben", "club")

    carried_out(room, [("Nyklubben", club.public_id)], headings=("Klubb", "Samlet-id"))

    assert Unit.objects.get(pk=club.pk).name == "Nyklubben"
    assert UnitName.objects.filter(unit=club, name="Liksomklubben").exists()


def test_circle_in_the_sheet_is_left_out(room: Room) -> None:
    headings = ("Navn", "Slag", "Hører til")
    rows = [("A-laget", "Klubb", "B-laget"), ("B-laget", "Klubb", "A-laget")]

    batch = tried(room, rows, headings=headings)

    assert fates(batch) == ["rejected", "rejected"]


def test_circle_with_what_is_there_is_left_out(room: Room) -> None:
    upper = room.unit("Avdeling en", "union_branch")
    room.unit("Avdeling to", "union_branch", upper)
    row = ("Avdeling en", "Fagforening", "Avdeling to", upper.public_id)

    batch = tried(room, [row], headings=("Navn", "Slag", "Hører til", "Samlet-id"))

    assert (fates(batch), why(batch)) == (["rejected"], "circle")


def test_anothers_parent_is_answered_like_one_that_does_not_exist(room: Room) -> None:
    other = Room("LO Liksomland")
    other.unit("Fremmedavdelingen", "union_branch")
    rows = [("X", "Klubb", "Fremmedavdelingen"), ("Y", "Klubb", "Finnesikkeavdelingen")]

    batch = tried(room, rows, headings=("Navn", "Slag", "Hører til"))

    assert fates(batch) == ["rejected", "rejected"]
    assert [row["notes"][-1][0] for row in batch.plan["rows"]] == ["unknown_unit"] * 2


def test_parent_that_is_seen_but_not_ones_own_is_answered_the_same(room: Room) -> None:
    mine = room.unit("Avdeling en", "union_branch")
    leader = room.actor("branch_leader", mine)

    batch = tried(
        room, [("X", "Klubb", room.top.name)], headings=("Navn", "Slag", "Hører til"), actor=leader
    )

    assert (fates(batch), why(batch)) == (["rejected"], "unknown_unit")


def test_what_is_there_and_not_ones_own_is_not_changed(room: Room) -> None:
    mine = room.unit("Avdeling en", "union_branch")
    leader = room.actor("branch_leader", mine)
    row = (room.top.name, "Region", "post@samlet.example", room.top.public_id)

    batch = tried(room, [row], headings=("Navn", "Slag", "E-post", "Samlet-id"), actor=leader)

    assert (fates(batch), why(batch)) == (["rejected"], "unit_not_yours")


def test_row_that_lies_nowhere_is_left_out(room: Room) -> None:
    batch = tried(room, [("X", "Klubb")], headings=("Navn", "Slag"))

    assert (fates(batch), why(batch)) == (["rejected"], "no_parent")


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("Org.nr", "123456789", "org_number_wrong"),
        ("Org.nr", "12", "not_an_org_number"),
        ("Tlf", "12", "not_a_phone"),
        ("E-post", "ikke en adresse", "not_an_email"),
        ("Kommune", "Atlantis", "unknown_municipality"),
        ("Stiftet", "31.02.2020", "no_such_day"),
    ],
)
def test_cells_are_checked(room: Room, heading: str, value: str, code: str) -> None:
    headings = ("Navn", "Slag", "Hører til", heading)

    batch = tried(room, [("X", "Klubb", room.top.name, value)], headings=headings)

    assert fates(batch) == ["new"]
    assert code in {note[0] for note in batch.plan["rows"][0]["notes"]}


def test_same_number_under_another_name_is_doubtful(room: Room) -> None:
    room.unit("Prøvebedriften", "employer", org_number="974760673")
    row = ("Helt Annet Navn", "Arbeidsgiver", "974760673", room.top.name)

    batch = tried(room, [row], headings=("Navn", "Slag", "Org.nr", "Hører til"))

    assert (fates(batch), why(batch)) == (["doubtful"], "same_number")


@pytest.mark.parametrize(("choice", "clubs"), [("skip", 1), ("same", 1), ("new", 2)])
def test_doubtful_row_is_what_somebody_chose(room: Room, choice: str, clubs: int) -> None:
    room.unit("Liksomklubben", "club")
    row = ("Liksomklubbben", "Klubb", room.top.name)

    carried_out(room, [row], headings=("Navn", "Slag", "Hører til"), choices={"2": choice})

    assert Unit.objects.filter(kind__key="club").count() == clubs


def test_second_row_of_one_organisation_makes_no_second(room: Room) -> None:
    batch = tried(room, [BRANCH, CLUB, CLUB])

    assert fates(batch) == ["new", "new", "rejected"]
    assert why(batch, 2) == "unit_twice"


def test_list_of_clubs_by_branch_number_needs_no_column_of_kinds(room: Room) -> None:
    union = room.unit("Fagforbundet", "union", short_name="Fagforbundet")
    branch = room.unit("Fagforbundet Prøveby", "union_branch", union, number="42")
    row = ("Liksomklubben", "Fagforbundet", "avd. 42")

    carried_out(room, [row], headings=("Klubb", "Forbund", "Avd.nr"))

    assert Edge.objects.get(lower__name="Liksomklubben").upper == branch


def test_kind_is_asked_for_when_no_column_says_it(room: Room) -> None:
    with pytest.raises(Rejected, match="kind"):
        tried(room, [("X", room.top.name)], headings=("Navn", "Hører til"))

    batch = tried(room, [("X", room.top.name)], headings=("Navn", "Hører til"), kind="club")
    assert fates(batch) == ["new"]


def test_names_of_people_and_numbers_of_members_are_not_kept(room: Room) -> None:
    headings = ("Klubb", "Hører til", "Leder", "Ant. medl.")
    content = workbook([("X", room.top.name, "Siri Eksempeldal", 4711)], headings)

    batch = received(room, content)

    assert "Eksempeldal" not in str(batch.table)
    assert "4711" not in str(batch.table)
    assert {one["outcome"] for one in columns_of(batch)} == {"field", "ignored"}
