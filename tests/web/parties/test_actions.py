"""Blocs and statements: allowed, refused, rule broken, written down."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from samlet.web.core.actor import ANONYMOUS
from samlet.web.core.errors import Forbidden, Rejected
from samlet.web.core.models import AuditEntry
from samlet.web.core.stamps import stamp
from samlet.web.parties import actions, queries
from samlet.web.parties.config import BlocConfig, ExtraList, configured_blocs
from samlet.web.parties.models import Bloc, Party, Statement
from samlet.web.places.models import County, Municipality
from tests.web import make

pytestmark = pytest.mark.django_db


def edited(bloc: Bloc, **more: Any) -> Bloc:
    given = {
        "name": bloc.name_nb,
        "adjective": bloc.adjective_nb,
        "colour": bloc.colour,
        "parties": [party.code for party in bloc.parties.all()],
        **more,
    }
    return actions.edit_bloc(make.KARI, bloc=bloc, **given)


def acts(subject_id: str) -> list[str]:
    found = AuditEntry.objects.filter(subject_id=subject_id).order_by("pk")
    return list(found.values_list("act", flat=True))


def test_added_bloc_is_a_proposal_and_moves_the_figures() -> None:
    before = stamp()

    bloc = make.bloc()

    assert bloc.is_proposal
    assert stamp() != before
    assert acts(bloc.public_id) == ["bloc.added"]
    assert [item.key for item in queries.blocs()] == ["rodgronn", "borgerlig", "sentrum"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"parties": []}, "Choose at least one party"),
        ({"parties": ["XYZ"]}, "XYZ"),
        ({"colour": "red"}, "#a1b2c3"),
        ({"key": "rodgronn"}, None),
        ({"key": "ikke en nøkkel"}, None),
        ({"name": ""}, None),
    ],
)
def test_bloc_that_breaks_a_rule_is_refused(more: dict[str, Any], said: str | None) -> None:
    with override("en"), pytest.raises(Rejected, match=said):
        make.bloc(**more)

    assert Bloc.objects.count() == 2


def test_decision_makes_it_more_than_a_proposal() -> None:
    bloc = Bloc.objects.get(key="rodgronn")

    edited(bloc, decided_by="Styret", decided_on=date(2026, 11, 1), decision="Sak 1/26")

    info = queries.bloc("rodgronn")
    assert info is not None
    assert not info.is_proposal
    assert info.decided == "Styret, 01.11.2026: Sak 1/26"


@pytest.mark.parametrize(
    "half",
    [{"decided_by": "Styret"}, {"decided_on": date(2026, 11, 1)}, {"decision": "Sak 1/26"}],
)
def test_half_a_decision_is_refused(half: dict[str, Any]) -> None:
    with pytest.raises(Rejected, match=r"all three or none|alle tre"):
        edited(Bloc.objects.get(key="rodgronn"), **half)


def test_new_name_lets_the_other_languages_fall_back() -> None:
    bloc = Bloc.objects.get(key="rodgronn")

    edited(bloc, name="Samarbeidet")
    bloc.refresh_from_db()

    assert (bloc.name_nb, bloc.name_nn, bloc.name_en) == ("Samarbeidet", "", "")
    assert bloc.adjective_en == "red-green"


def test_last_bloc_stays() -> None:
    actions.remove_bloc(make.KARI, bloc=Bloc.objects.get(key="borgerlig"))

    with pytest.raises(Rejected):
        actions.remove_bloc(make.KARI, bloc=Bloc.objects.get(key="rodgronn"))


def test_configured_blocs_take_the_place_of_all() -> None:
    extra = ExtraList("3230", 2023, "BYGDELISTA", "Styret, sak 2/26")
    config = BlocConfig("alle", {"nb": "Alle"}, {}, "#123456", ("A", "H"), lists=(extra,))

    actions.configure_blocs(make.KARI, blocs=[config])

    [info] = queries.blocs()
    assert (info.key, info.parties) == ("alle", {"A", "H"})
    assert info.lists == {("3230", 2023, "BYGDELISTA")}
    assert queries.blocs_as_config()[0].lists == (extra,)


def test_configuration_with_an_unknown_municipality_changes_nothing() -> None:
    bad = ExtraList("9999", 2023, "X", "Styret")
    config = BlocConfig("alle", {"nb": "Alle"}, {}, "#123456", ("A",), lists=(bad,))

    with pytest.raises(Rejected, match="9999"):
        actions.configure_blocs(make.KARI, blocs=[config])

    assert {item.key for item in queries.blocs()} == {"rodgronn", "borgerlig"}


def test_list_is_counted_with_a_reason_and_taken_out_again() -> None:
    bloc = Bloc.objects.get(key="rodgronn")
    given: dict[str, Any] = {
        "bloc": bloc,
        "municipality": Municipality.objects.get(number="3230"),
        "year": 2023,
        "code": "BYGDELISTA",
    }
    with pytest.raises(Rejected):
        actions.count_list_with_bloc(make.KARI, reason="", **given)
    extra = actions.count_list_with_bloc(make.KARI, reason="Styret, sak 2/26", **given)
    with pytest.raises(Rejected):
        actions.count_list_with_bloc(make.KARI, reason="En gang til", **given)

    actions.stop_counting_list(make.KARI, extra=extra)

    assert acts(bloc.public_id) == ["bloc.configured", "bloc.list_counted", "bloc.list_removed"]
    assert not bloc.extra_lists.exists()


def test_statement_needs_words_source_another_party_and_one_place() -> None:
    county, place = County.objects.get(number="32"), Municipality.objects.get(number="3230")
    for wrong in (
        {"quote": ""},
        {"source": ""},
        {"about": "SP"},
        {"county": county, "municipality": place},
        {"source_url": "javascript:alert(1)"},
    ):
        with pytest.raises(Rejected):
            make.statement(**wrong)

    assert not Statement.objects.exists()


def test_statements_of_a_place_are_its_own_its_countys_and_the_countrys() -> None:
    county, place = County.objects.get(number="32"), Municipality.objects.get(number="3230")
    everywhere = make.statement()
    of_county = make.statement(county=county)
    of_place = make.statement(municipality=place)
    elsewhere = make.statement(municipality=Municipality.objects.get(number="3232"))

    here = set(queries.statements_for(municipality=place))

    assert here == {everywhere, of_county, of_place}
    assert elsewhere not in here
    actions.remove_statement(make.KARI, statement=of_place)
    assert acts(of_place.public_id) == ["statement.recorded", "statement.removed"]


def test_nobody_from_elsewhere_may_write() -> None:
    bloc, said = Bloc.objects.get(key="rodgronn"), make.statement()
    party = Party.objects.get(code="A")
    place = Municipality.objects.get(number="3230")
    writes = [
        lambda: actions.configure_blocs(ANONYMOUS, blocs=configured_blocs()),
        lambda: actions.add_bloc(
            ANONYMOUS, key="x", name="X", adjective="", colour="#000000", parties=["A"]
        ),
        lambda: actions.edit_bloc(
            ANONYMOUS, bloc=bloc, name="X", adjective="", colour="#000000", parties=["A"]
        ),
        lambda: actions.remove_bloc(ANONYMOUS, bloc=bloc),
        lambda: actions.count_list_with_bloc(
            ANONYMOUS, bloc=bloc, municipality=place, year=2023, code="X", reason="x"
        ),
        lambda: actions.record_statement(
            ANONYMOUS,
            party=party,
            about=party,
            kind="open",
            quote="x",
            source="x",
            day=date(2026, 1, 1),
        ),
        lambda: actions.remove_statement(ANONYMOUS, statement=said),
    ]
    before = AuditEntry.objects.count()

    for write in writes:
        with pytest.raises(Forbidden):
            write()

    assert AuditEntry.objects.count() == before
