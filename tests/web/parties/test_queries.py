"""What a bloc holds: its parties, joint lists whole or mixed, and lists somebody said belong."""

from __future__ import annotations

import pytest

from samlet.web.elections import queries as elections
from samlet.web.elections.counting import bloc_codes
from samlet.web.parties import queries
from samlet.web.parties.models import Bloc
from samlet.web.places.models import Municipality
from tests.web import make

pytestmark = pytest.mark.django_db


def red(*without: str) -> queries.BlocInfo:
    found = queries.bloc("rodgronn", without)
    assert found is not None
    return found


def test_a_party_is_in_or_out() -> None:
    assert red().holds("A", None)
    assert not red().holds("H", None)
    assert not red("A").holds("A", None)
    assert not red().holds("BYGDELISTA", None)


def test_joint_list_of_bloc_parties_alone_belongs() -> None:
    assert red().holds("X", frozenset({"SV", "RØDT"}))
    assert not red().holds("X", frozenset({"SV", "V"}))
    assert not red("SV").holds("X", frozenset({"SV", "RØDT"}))
    assert not red().holds("X", frozenset())


def test_joint_lists_of_nes_and_hurdal_count_with_the_bloc() -> None:
    """SV and Rødt stood together in Nes and in Hurdal in 2023."""
    for number in ("3228", "3242"):
        view = elections.council(number)
        joint = [row for row in view.counted if row.members == {"SV", "RØDT"}]

        codes, mixed = bloc_codes(view, red())

        assert joint, view.name
        assert all(row.code in codes for row in joint)
        assert not mixed


def test_mixed_joint_lists_are_told_and_not_counted() -> None:
    found = [
        (view, mixed) for view in elections.councils() if (mixed := bloc_codes(view, red())[1])
    ]

    assert found
    for view, mixed in found:
        codes, _mixed = bloc_codes(view, red())
        assert not codes & {row.code for row in mixed}


def test_list_somebody_counted_belongs_in_its_own_council_and_year_only() -> None:
    from samlet.web.parties.actions import count_list_with_bloc  # noqa: PLC0415

    count_list_with_bloc(
        make.KARI,
        bloc=Bloc.objects.get(key="rodgronn"),
        municipality=Municipality.objects.get(number="3230"),
        year=2023,
        code="BYGDELISTA",
        reason="Styret, sak 2/26",
    )

    assert red().holds("BYGDELISTA", None, ("3230", 2023))
    assert not red().holds("BYGDELISTA", None, ("3232", 2023))
    assert not red().holds("BYGDELISTA", None, ("3230", 2027))


def test_unknown_bloc_is_none_and_the_empty_key_is_the_first() -> None:
    assert queries.bloc("ukjent") is None
    first = queries.bloc()
    assert first is not None
    assert first.key == "rodgronn"


def test_akershus_without_sp_has_three_majorities() -> None:
    with_all = [v for v in elections.councils(None, "32") if elections.seat_majority(v, red())]
    without = [v for v in elections.councils(None, "32") if elections.seat_majority(v, red("SP"))]

    assert (len(with_all), len(without)) == (5, 3)


@pytest.mark.parametrize(
    ("name", "code", "letters"),
    [
        ("Bygdelista", "BYGDELISTA", "BYG"),
        ("Tverrpolitisk liste", "TVERRPOLITISK", "TL"),
        ("Sentrum", "SEN", "SEN"),
        ("", "LANGKODE", "LANG"),
    ],
)
def test_letters_of_a_local_list(name: str, code: str, letters: str) -> None:
    assert queries.short_letters(name, code) == letters


def test_order_is_neutral_and_local_lists_come_last() -> None:
    known = queries.party_infos(2023)
    local = queries.list_info("X", "Aalista", known)

    ordered = queries.in_neutral_order([local, known["V"], known["A"]])

    assert [info.code for info in ordered] == ["A", "V", "X"]
