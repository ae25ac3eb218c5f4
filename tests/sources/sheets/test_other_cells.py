"""Days, offices, places, unions and numbers of units as lists have them."""

from datetime import date, datetime

import pytest

from samlet.data import table
from samlet.sources.sheets import (
    OFFICES,
    long_form,
    parse_branch,
    parse_day,
    parse_municipality,
    parse_org_number,
    parse_period,
    parse_positions,
    parse_postcode,
    parse_status,
    parse_union,
    parse_workplace,
    parse_year,
)

TODAY = date(2026, 11, 24)


def codes(parsed):
    return [note.code for note in parsed.notes]


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "12.3.25",
            "12/3-25",
            "12.03.2025",
            "2025-03-12",
            "12. mars 2025",
            "12. mar. -25",
            "45 728",
        ),
        *(
            45728,
            45728.0,
            "20250312",
            "fra 12.3.2025",
            date(2025, 3, 12),
            datetime(2025, 3, 12, 9),
        ),
    ],
)
def test_a_day_is_read_however_it_is_written(typed):
    parsed = parse_day(typed, today=TODAY)

    assert (parsed.value.first, parsed.value.last) == (date(2025, 3, 12), date(2025, 3, 12))


@pytest.mark.parametrize(
    ("typed", "first", "last", "code"),
    [
        ("våren 2024", date(2024, 3, 1), date(2024, 5, 31), "about_season"),
        ("mars", date(2026, 3, 1), date(2026, 3, 31), "about_month"),
        ("desember", date(2025, 12, 1), date(2025, 12, 31), "year_assumed"),
        ("feb 2024", date(2024, 2, 1), date(2024, 2, 29), "about_month"),
        (2024, date(2024, 1, 1), date(2024, 12, 31), "about_year"),
        ("f. 1974", date(1974, 1, 1), date(1974, 12, 31), "about_year"),
    ],
)
def test_a_stretch_of_time_is_told_as_one(typed, first, last, code):
    parsed = parse_day(typed, today=TODAY)

    assert (parsed.value.first, parsed.value.last) == (first, last)
    assert code in codes(parsed)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31.02.2025", "no_such_day"),
        ("31.02", "no_such_day"),
        ("31.02.25", "no_such_day"),
        ("2025-13-40", "no_such_day"),
        ("aldri", "not_a_date"),
    ],
)
def test_a_day_that_is_none_is_not_guessed(typed, code):
    parsed = parse_day(typed, today=TODAY)

    assert parsed.value is None
    assert code in codes(parsed)


def test_day_and_month_turned_round_is_doubtful():
    parsed = parse_day("3/13/2024", today=TODAY)

    assert parsed.value.first == date(2024, 3, 13)
    assert parsed.doubtful


@pytest.mark.parametrize(
    ("typed", "year"), [("f. 1974", 1974), (1974, 1974), ("'74", 1974), ("74", None)]
)
def test_a_year_is_read(typed, year):
    assert parse_year(typed, today=TODAY).value == year


def kinds(typed):
    return [position.kind for position in parse_positions(typed, today=TODAY).value or ()]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("klubbleder", ["club_leader"]),
        ("Klubbl.", ["club_leader"]),
        ("Leder klubb", ["club_leader"]),
        ("HTV", ["chief_shop_steward"]),
        ("hovedtillitsv.", ["chief_shop_steward"]),
        ("tv+VO", ["shop_steward", "safety_rep"]),
        ("plasstill.v.", ["workplace_shop_steward"]),
        ("styremed.", ["board_member"]),
        ("ungdomstv", ["youth_steward"]),
        ("1. vara", ["deputy_member"]),
        ("klubbleder, VO", ["club_leader", "safety_rep"]),
        ("leiar og kasserar", ["leader", "treasurer"]),
        ("HTV/FTV", ["chief_shop_steward", "joint_shop_steward"]),
        ("fagleg-politisk koordinator", ["coordinator"]),
        ("lærlingansvarlig", ["other"]),
        ("varmepumpe", []),
        ("medlem", []),
    ],
)
def test_offices_are_told(typed, expected):
    assert kinds(typed) == expected


def test_every_office_has_a_kind_in_the_packaged_table():
    known = {row["key"]: row["political"] == "1" for row in table("position_kinds")}

    for office in OFFICES:
        assert office.key in known
        assert office.political == known[office.key] or office.key == "other"


def test_what_stands_beside_an_office_is_its_unit():
    parsed = parse_positions("nestleder Handel og Kontor avd 5, styremedlem LO Follo", today=TODAY)

    assert [position.unit_text for position in parsed.value] == [
        "Handel og Kontor avd 5",
        "LO Follo",
    ]


def test_a_party_is_never_kept_and_the_user_is_asked():
    parsed = parse_positions("HTV, styremedlem LO Follo, kommunestyre (Ap)", today=TODAY)

    assert [position.kind for position in parsed.value] == [
        *("chief_shop_steward", "board_member", "councillor")
    ]
    assert parsed.value[2].political
    assert parsed.doubtful
    assert {"party_left_out", "political_position"} <= set(codes(parsed))
    assert "Ap" not in repr(parsed)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "kommunestyret for SV",
            "leder Lillestrøm Ap",
            "fylkestinget (H)",
            "kommunestyre for Rødt",
        ),
        *(
            "Ordfører Ap",
            "vara kommunestyret (Bygdelista)",
            "Ap",
            "styremedlem i Arbeiderpartiet",
        ),
    ],
)
def test_no_way_of_writing_a_party_is_kept(typed):
    parsed = parse_positions(typed, today=TODAY)

    assert "party_left_out" in codes(parsed)
    for party in ("SV", "Ap", "(H)", "Rødt", "Bygdelista", "Arbeiderpartiet"):
        assert party not in repr(parsed)


def test_an_office_of_the_union_is_kept_when_a_party_stands_beside_it():
    parsed = parse_positions("HTV (Ap)", today=TODAY)

    assert [position.kind for position in parsed.value] == ["chief_shop_steward"]
    assert "party_left_out" in codes(parsed)
    assert "Ap" not in repr(parsed)


@pytest.mark.parametrize("typed", ["tidl. HTV", "HTV (avgått)", "tidligere HTV", "eks-HTV"])
def test_an_office_that_has_ended_is_told_without_a_day(typed):
    position = parse_positions(typed, today=TODAY).value[0]

    assert (position.kind, position.ended, position.ended_on) == ("chief_shop_steward", True, None)


def test_the_years_of_an_office_are_read():
    position = parse_positions("leder 2019–2023", today=TODAY).value[0]

    assert position.started.first == date(2019, 1, 1)
    assert position.ended_on.last == date(2023, 12, 31)
    assert position.ended
    assert parse_positions("leder (2025-)", today=TODAY).value[0].ended is False
    assert parse_positions("leder til 31.12.2027", today=TODAY).value[0].ended is False


def test_left_alone_is_no_office():
    parsed = parse_positions("avgått", today=TODAY)

    assert parsed.value is None
    assert codes(parsed) == ["position_ended_unknown_when"]


def test_a_misspelt_office_is_doubtful():
    parsed = parse_positions("klubbledr", today=TODAY)

    assert parsed.value[0].kind == "club_leader"
    assert parsed.doubtful


def test_a_period_is_read():
    value = parse_period("2023–2025", today=TODAY).value

    assert (value.started.first, value.ended_on.last) == (date(2023, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("typed", "name", "code"),
    [
        ("Lillestrøm", "Lillestrøm", None),
        ("LØRENSKOG", "Lørenskog", None),
        ("Aurskog Høland", "Aurskog-Høland", None),
        ("Bærum k.", "Bærum", None),
        ("3205 Lillestrøm", "Lillestrøm", None),
        ("BÃ¦rum", "Bærum", "letters_repaired_here"),
        ("Skedsmo", "Lillestrøm", "former_municipality"),
        ("Sørum", "Lillestrøm", "former_municipality"),
        ("Fet", "Lillestrøm", "former_municipality"),
        ("Oppegård", "Nordre Follo", "former_municipality"),
        ("Ski", "Nordre Follo", "former_municipality"),
        ("Røyken", "Asker", "former_municipality"),
        ("Hurum", "Asker", "former_municipality"),
        ("Oslo", "Oslo", "outside_region"),
        ("Nes", "Nes", None),
    ],
)
def test_a_municipality_is_the_one_of_today(typed, name, code):
    parsed = parse_municipality(typed, county="32")

    assert (parsed.value.name, parsed.value.kind) == (name, "municipality")
    assert codes(parsed) == ([code] if code else [])
    assert not parsed.doubtful


@pytest.mark.parametrize(
    ("typed", "kind", "code"),
    [
        ("Akershus", "county", "county_not_municipality"),
        ("Akershus fylke", "county", "county_not_municipality"),
        ("Romerike", "area", "area_not_municipality"),
        ("Follo", "area", "area_not_municipality"),
        ("Lilestrøm", "municipality", "municipality_maybe"),
        ("Jessheim", "municipality", "town_not_municipality"),
        ("3205", "municipality", "number_or_postcode"),
        ("2000", None, "number_or_postcode"),
        ("Våler", None, "municipality_ambiguous"),
        ("Snillfjord", None, "municipality_divided"),
        ("diverse", None, "unknown_municipality"),
    ],
)
def test_a_place_that_is_no_one_municipality_is_asked_about(typed, kind, code):
    parsed = parse_municipality(typed, county="32")

    assert (parsed.value.kind if parsed.value else None) == kind
    assert codes(parsed) == [code]
    assert parsed.doubtful


def test_every_municipality_of_today_is_found_by_its_name_and_number():
    for row in table("municipalities"):
        if row["county"]:
            by_name = parse_municipality(row["name"], county=row["county"])
            assert by_name.value.number == row["number"]
            both = parse_municipality(f"{row['number']} {row['name']}", county=row["county"])
            assert both.value.number == row["number"]


@pytest.mark.parametrize(
    ("typed", "key", "number"),
    [
        ("Fagforb", "fagforbundet", ""),
        ("Fagforbundet avd 446", "fagforbundet", "446"),
        ("Fellesforb. avd 850", "fellesforbundet", "850"),
        ("Fellesforbundet 850", "fellesforbundet", "850"),
        ("EL & IT", "el_og_it", ""),
        ("EL og IT Forbundet", "el_og_it", ""),
        ("Elogit", "el_og_it", ""),
        ("IE", "styrke", ""),
        ("Industri energi", "styrke", ""),
        ("FLT", "styrke", ""),
        ("IE&FLT", "styrke", ""),
        ("Styrke", "styrke", ""),
        ("Arbeidsmandsforbundet", "arbeidsmandsforbundet", ""),
        ("HK", "handel_og_kontor", ""),
        ("Handel og kontor", "handel_og_kontor", ""),
        ("NNN", "nnn", ""),
        ("NTL", "ntl", ""),
        ("Creo/MFO", "creo", ""),
    ],
)
def test_a_union_is_told_however_it_is_written(typed, key, number):
    parsed = parse_union(typed)

    assert parsed.value.key == key
    assert (parsed.value.branch.number if parsed.value.branch else "") == number
    assert not parsed.doubtful


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("FF", {"fagforbundet", "fellesforbundet"}),
        ("NSF", {"nsf", "sykepleierforbundet"}),
        ("NAF", {"arbeidsmandsforbundet"}),
        ("FF avd 3", {"fagforbundet", "fellesforbundet"}),
    ],
)
def test_an_ambiguous_union_is_never_guessed(typed, keys):
    parsed = parse_union(typed)

    assert parsed.value.key == ""
    assert set(parsed.value.keys) == keys
    assert parsed.doubtful


def test_a_union_that_has_become_part_of_another_is_told():
    assert codes(parse_union("IE&FLT")) == ["former_union"]
    assert codes(parse_union("Norsk Transportarbeiderforbund")) == ["former_union"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("LO", "confederation_not_union"),
        ("Utdanningsforbundet", "union_outside"),
        ("Fagforbundt", "union_maybe"),
        ("Rørlaget", "unknown_union"),
    ],
)
def test_what_is_no_union_of_lo_is_doubtful(typed, code):
    parsed = parse_union(typed)

    assert codes(parsed) == [code]
    assert parsed.doubtful


def test_every_union_is_found_by_its_own_name():
    for row in table("unions"):
        if row["kind"] == "union":
            assert row["key"] in parse_union(row["name"]).value.keys


@pytest.mark.parametrize(
    ("typed", "number", "name"),
    [
        ("avd. 2", "2", ""),
        ("avd.2", "2", ""),
        (850, "850", ""),
        ("0446", "446", ""),
        ("Avd 850 Romerike", "850", "Romerike"),
        ("Romerike 850", "850", "Romerike"),
        ("Distr. Øst", "", "Øst"),
        ("Fagforbundet Bærum", "", "Fagforbundet Bærum"),
    ],
)
def test_a_branch_is_a_number_or_a_name_or_both(typed, number, name):
    value = parse_branch(typed).value

    assert (value.number, value.name) == (number, name)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        *(
            ("sluttet", "left"),
            ("permisjon", "on_leave"),
            ("pensjonist", "retired"),
        ),
        *(
            ("døde 2023", "deceased"),
            ("Aktiv", "active"),
            ("inaktiv", "left"),
        ),
    ],
)
def test_a_status_is_told(typed, kind):
    assert parse_status(typed, today=TODAY).value.kind == kind


def test_a_status_with_a_question_mark_is_doubtful():
    parsed = parse_status("sluttet 2024?", today=TODAY)

    assert parsed.value.day.first == date(2024, 1, 1)
    assert parsed.doubtful


def test_what_a_status_says_of_health_is_not_kept():
    parsed = parse_status("sykmeldt", today=TODAY)

    assert (parsed.value, parsed.typed) == (None, "")


@pytest.mark.parametrize("typed", ["974 760 673", "NO 974760673 MVA", 974760673])
def test_an_organisation_number_is_read(typed):
    assert parse_org_number(typed).value == "974760673"


def test_an_organisation_number_with_a_wrong_digit_is_told():
    assert codes(parse_org_number("974760674")) == ["org_number_wrong"]
    assert codes(parse_org_number("123")) == ["not_an_org_number"]


@pytest.mark.parametrize(
    ("typed", "postcode"), [("0150", "0150"), (150, "0150"), ("2000 By", "2000")]
)
def test_a_postcode_keeps_its_zero(typed, postcode):
    assert parse_postcode(typed).value == postcode


def test_a_vague_workplace_is_doubtful_and_abbreviations_can_be_written_out():
    assert parse_workplace("Sykehjemmet").doubtful
    assert not parse_workplace("Sinober bhg.").doubtful
    assert long_form("Sinober bhg.") == "Sinober barnehage"
