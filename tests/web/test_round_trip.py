"""The list that was taken out of Samlet comes back untouched, and nothing is changed by it."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest
from django.test import Client

from samlet.web.core.actor import SYSTEM, Actor, Held
from samlet.web.core.guard import unscoped
from samlet.web.core.importing import ImportKind, actions
from samlet.web.core.importing.reading import columns_of, read_file
from samlet.web.core.lists import List
from samlet.web.core.models import ImportBatch
from samlet.web.organisations.actions import add_unit
from samlet.web.organisations.importing.kind import KIND as UNITS
from samlet.web.organisations.listing import UNITS as UNITS_LIST
from samlet.web.organisations.models import Edge, Unit, UnitKind
from samlet.web.people.actions import add_person, add_position
from samlet.web.people.importing.kind import KIND as PEOPLE
from samlet.web.people.listing import PEOPLE as PEOPLE_LIST
from samlet.web.people.models import Person, Position, PositionKind
from samlet.web.places.models import Municipality

pytestmark = pytest.mark.django_db
LISTS: dict[str, tuple[List[Any], ImportKind, str]] = {
    "people": (PEOPLE_LIST, PEOPLE, "/personer/fil/{}/"),
    "units": (UNITS_LIST, UNITS, "/organisasjoner/fil/{}/"),
}


@pytest.fixture
def admin() -> Actor:
    """Who keeps a register with all that is awkward in it."""
    kinds = {kind.key: kind for kind in UnitKind.objects.all()}
    top = add_unit(SYSTEM, kind=kinds["region"], name="LO Prøveregion")
    _organisations(top, kinds)
    _people(top)
    held = Held("region_admin", top.pk, True, top.subject.pk)
    return Actor("x", "user", key="user:x", grants=(held,), all_grants=(held,))


def _organisations(top: Unit, kinds: dict[str, UnitKind]) -> None:
    def unit(name: str, kind: str = "club", **more: Any) -> Unit:
        return add_unit(
            SYSTEM,
            kind=kinds[kind],
            name=name,
            belongs_to=[top],
            register=top.subject,
            **more,
        )

    for n, key in enumerate(sorted(kinds.keys() - {"public_register", "region"})):
        unit(f"Prøve av slag {n}", key)
    place = Municipality.objects.get(number="3220", valid_to=None)
    twins = Municipality.objects.filter(name__startswith="Herøy", valid_to=None)
    unit(
        "Prøveklubben, Avdeling Nord",
        municipality=place,
        number="0042",
        org_number="974760673",
        email="post@samlet.example",
        phone="+46 70 123 45 67",
        from_day=date(1999, 2, 28),
    )
    unit("Samme Navn", phone="42 00 00 01", municipality=twins[0])
    unit("Samme Navn", phone="Vakta, 42 00 00 02", municipality=twins[1])
    unit("=Regneklubben", short_name="-RK", number="+1")
    unit("@Sitatklubben", number="1-2")
    unit("NTL Prøveby; avd. 3", "union_branch", number="3")
    unit("Prøvehuset kommune", "workplace")
    ended = unit("Nedlagtklubben")
    Unit.objects.filter(pk=ended.pk).update(valid_to=date(2020, 1, 1))


def _people(top: Unit) -> None:
    clubs = {unit.name: unit for unit in Unit.objects.all()}
    offices = {kind.key: kind for kind in PositionKind.objects.all()}
    nord = clubs["Prøveklubben, Avdeling Nord"]

    def person(given: str, family: str, *held: tuple[Unit, str, str], **more: Any) -> None:
        made = add_person(
            SYSTEM, unit=nord, register=top.subject, given_name=given, family_name=family, **more
        )
        for unit, kind, title in held:
            add_position(
                SYSTEM,
                person=made,
                unit=unit,
                kind=offices[kind],
                title=title,
                from_day=date(2024, 1, 1),
            )

    twins = Municipality.objects.filter(name__startswith="Herøy", valid_to=None)
    person("Anne Marie Prøve", "van der Liksom", (nord, "club_leader", ""), language="nn")
    person(
        "Kari",
        "Dal Berg",
        (nord, "shop_steward", ""),
        (clubs["=Regneklubben"], "treasurer", ""),
        (clubs["NTL Prøveby; avd. 3"], "branch_leader", ""),
        email="kari@samlet.example",
        mobile="+46701234567",
        home_municipality=twins[0],
        works_at=clubs["Prøvehuset kommune"],
        language="en",
    )
    person(
        "Ola",
        "Sitat",
        (clubs["@Sitatklubben"], "shop_steward", "kasserer, HVO; leder"),
        (nord, "board_member", "Leiar, nord"),
        mobile="+4742000003",
        home_municipality=twins[1],
    )
    person("", "Enkeltnavn", (clubs["Samme Navn"], "shop_steward", ""))
    person("Per", "Prøve-Hansen", (top, "board_member", "-nestleder"))
    person("Samme", "Person", (nord, "shop_steward", ""))
    person("Samme", "Person", (nord, "shop_steward", ""))


def state() -> list[Any]:
    with unscoped("the test looks at everything"):
        return [
            list(m._base_manager.order_by("pk").values()) for m in (Unit, Edge, Person, Position)
        ]


@pytest.mark.parametrize("what", LISTS)
def test_own_list_comes_back_without_a_change(
    admin: Actor, client: Client, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    made, kind, address = LISTS[what]
    monkeypatch.setattr("samlet.web.core.middleware.actor_of", lambda request: admin)
    shown = ",".join(column.key for column in made.columns)
    before = state()

    for ending, language in product(("csv", "xlsx"), ("nb", "nn", "en")):
        answer = client.post(f"{address.format(ending)}?kolonner={shown}&lang={language}")
        content = b"".join(answer) if answer.streaming else answer.content
        batch = carried_out(admin, kind, content, f"liste.{ending}")

        assert batch.done_at is not None
        assert state() == before, (ending, language)


def carried_out(admin: Actor, kind: ImportKind, content: bytes, filename: str) -> ImportBatch:
    read = read_file(kind, content, filename)
    with unscoped("the register of the test"):
        register = Unit.objects.get(pk=admin.grants[0].unit_id).subject
    batch = actions.receive_file(admin, kind=kind, register=register, read=read, filename=filename)
    assert [one for one in columns_of(batch) if not one["field"]] == []
    actions.map_columns(admin, batch=batch, fields=batch.mapping)
    batch = actions.try_out(admin, batch=batch)
    plan = batch.plan["rows"]
    assert [(one["name"], one["told"]) for one in plan if one["fate"] != "same"] == []
    assert batch.plan["warnings"] == []
    assert len(plan) > 5
    return actions.carry_out(admin, batch=batch)
