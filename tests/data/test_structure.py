"""The packaged organisations: who they are, what they are called, and how sure that is."""

from dataclasses import replace

from samlet import data
from samlet.data import check
from samlet.sources.sheets.unions import UNIONS as READ

UNIONS = {row["key"]: row for row in data.table("unions")}
AREAS = data.table("local_organisation_municipalities")


def test_structure_stands_apart_from_the_figures():
    assert set(data.structure()).isdisjoint(data.manifest())
    assert {"unions", "local_organisations"} <= set(data.structure())


def test_structure_does_not_move_the_data_version(monkeypatch):
    before = data.version()
    changed = {name: replace(one, sha256="0" * 64) for name, one in data.structure().items()}
    monkeypatch.setattr(data, "structure", lambda: changed)
    data.version.cache_clear()

    assert data.version() == before


def test_a_short_form_of_two_unions_is_marked_in_both():
    assert "FF" in UNIONS["fagforbundet"]["ambiguous"]
    assert "FF" in UNIONS["fellesforbundet"]["ambiguous"]
    assert UNIONS["nsf"]["ambiguous"] == "NSF"
    assert UNIONS["sykepleierforbundet"]["ambiguous"] == "NSF"
    assert UNIONS["arbeidsmandsforbundet"]["ambiguous"] == "NAF"


def test_what_merged_is_found_under_what_it_became():
    styrke = UNIONS["styrke"]
    assert {"IE", "FLT", "IE&FLT"} <= set(styrke["abbreviations"].split("|"))
    assert "Industri Energi" in styrke["former_names"]
    assert "Norsk Transportarbeiderforbund" in UNIONS["fellesforbundet"]["former_names"]


def test_unions_outside_lo_are_known_as_such():
    assert UNIONS["sykepleierforbundet"]["confederation"] == "Unio"
    assert (
        sum(1 for u in UNIONS.values() if u["confederation"] == "LO" and u["kind"] == "union") == 22
    )


def test_every_municipality_of_akershus_has_an_answer_with_its_source():
    assert len(AREAS) == 21
    assert all(row["source"] for row in AREAS)
    answers = {row["municipality"]: (row["local_organisation"], row["basis"]) for row in AREAS}
    assert answers["3234"] == ("lo-nedre-romerike", "verified")
    assert answers["3207"] == ("lo-i-follo", "proposal")
    assert answers["3236"] == ("", "unknown")


def test_an_ambiguous_form_that_is_not_marked_is_found(monkeypatch):
    rows = tuple(row | {"ambiguous": ""} for row in data.table("unions"))
    real = data.table
    monkeypatch.setattr(check, "table", lambda name: rows if name == "unions" else real(name))

    found = check.problems()

    assert "fagforbundet: FF is written for another union too." in found


def test_a_municipality_without_an_answer_is_found(monkeypatch):
    real = data.table
    name = "local_organisation_municipalities"
    monkeypatch.setattr(check, "table", lambda asked: AREAS[1:] if asked == name else real(asked))

    assert any("share out" in problem for problem in check.problems())


def test_the_reader_of_lists_and_the_register_call_unions_by_one_key():
    for union in READ:
        row = UNIONS[union.key]
        assert (row["name"], row["confederation"]) == (union.name, union.confederation)
        forms = {row["short"], *row["abbreviations"].split("|"), *row["former_names"].split("|")}
        folded = {form.casefold() for form in forms} | {row["name"].casefold()}
        assert {form.casefold() for form in (*union.aliases, *union.former)} <= folded
