"""Bad input: every line that cannot be used is told by number and reason, and nothing is halved."""

import json
from pathlib import Path

import pytest

from samlet.sources import REASONS, UnreadableSource, read_results
from samlet.sources.errors import sentence
from tests.sources.result_writers import api_json, dumped, party_distribution, protocol

SAMPLES = Path(__file__).parent / "samples"
PLACE = ("Prøvested", "Prøvefylke")
ROW = b"02;Akershus;3232;Nittedal;;;"


def municipal(**changes):
    """A small invented contest in a place that does not exist."""
    lists = [
        {"code": "A", "name": "Arbeiderpartiet", "ballots": 600, "seats": 7, "category": 1},
        {"code": "H", "name": "Høyre", "ballots": 400, "seats": 4, "category": 1},
    ]
    contest = {
        "year": 2023,
        "type": "KO",
        "level": "kommune",
        "name": "Prøvested",
        "number": "9901",
        "electorate": 2000,
        "seats": 11,
        "blank": 10,
        "lists": lists,
    }
    return api_json({**contest, **changes})


def codes(document):
    file = read_results(dumped(document), "invented.json")
    assert file.contests == ()
    return [line.code for line in file.rejected]


def test_the_invented_contest_is_sound():
    assert len(read_results(dumped(municipal()), "invented.json").contests) == 1


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (-1, "negative"),
        (1.5, "not_whole"),
        ("600", "not_whole"),
        (True, "not_whole"),
        (None, "missing_value"),
        ([], "not_whole"),
        (10**12, "too_big"),
    ],
)
def test_a_ballot_count_that_is_none_is_told_with_its_path(value, code):
    document = municipal()
    document["partier"][0]["stemmer"]["resultat"]["antall"]["total"] = value

    file = read_results(dumped(document), "invented.json")

    assert file.contests == ()
    assert [line.code for line in file.rejected] == [code]
    assert file.rejected[0].where == "partier[0].stemmer.resultat.antall.total"
    assert file.rejected[0].line == 1


def test_a_missing_branch_is_a_missing_value():
    document = municipal()
    del document["partier"][1]["stemmer"]

    assert codes(document) == ["missing_value"]


@pytest.mark.parametrize(
    ("seats", "code"), [(0, "no_seats"), (12, "even_council"), (9, "too_many_seats")]
)
def test_a_real_council_has_an_odd_number_of_seats_that_add_up(seats, code):
    assert code in codes(municipal(seats=seats))


def test_seats_that_fall_short_are_told():
    assert codes(municipal(seats=13)) == ["seats_do_not_add_up"]


def test_totals_that_do_not_add_up_are_told():
    document = municipal()
    document["stemmer"]["total"] = 1011

    assert codes(document) == ["ballots_do_not_add_up"]


def test_two_lists_with_one_name_are_told():
    document = municipal()
    document["partier"][1]["id"]["navn"] = "ARBEIDERPARTIET"

    assert codes(document) == ["same_list_twice"]


def test_two_lists_with_one_code_are_told():
    document = municipal()
    document["partier"][1]["id"]["partikode"] = "a"

    assert codes(document) == ["same_list_twice"]


def test_shares_in_the_wrong_column_are_told():
    document = municipal()
    first, second = (document["partier"][place]["stemmer"]["resultat"] for place in (0, 1))
    first["prosent"], second["prosent"] = second["prosent"], first["prosent"]

    assert codes(document) == ["share_differs", "share_differs"]


def test_more_ballots_than_voters_are_told():
    assert codes(municipal(electorate=900)) == ["too_many_voters"]


def test_a_group_smaller_than_its_lists_is_told():
    document = municipal()
    document["partier"][1]["id"] = {"partikategori": 2, "partikode": "PP", "navn": "Pensjonist"}
    document["partier"][-1]["stemmer"]["resultat"]["antall"]["total"] = 399

    assert codes(document) == ["group_differs"]


@pytest.mark.parametrize("level", ["land", "bydel", "stemmekrets", "fylke", ""])
def test_sums_and_parts_of_a_contest_are_not_contests(level):
    assert codes(municipal(level=level)) == ["not_a_council"]


def test_a_place_number_with_letters_is_told():
    assert codes(municipal(number="99x1")) == ["bad_place_number"]


def test_two_results_for_one_place_are_told_and_neither_is_used():
    assert codes([municipal(), municipal(seats=11, blank=9)]) == ["same_place_twice"] * 2


def test_one_bad_contest_does_not_take_the_others_with_it():
    documents = [municipal(), municipal(number="9902", electorate=900)]

    file = read_results(dumped(documents), "invented.json")

    assert [contest.number for contest in file.contests] == ["9901"]
    assert [(line.line, line.code) for line in file.rejected] == [(2, "too_many_voters")]


def distribution(*lines, name="invented_ko_2023.csv"):
    return read_results(b"\n".join(lines) + b"\n", name)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        (b"A;Arbeiderpartiet;100,0;900;-5;10;5;0,1;11;0;", "negative"),
        (b"A;Arbeiderpartiet;100,0;900;5;;5;0,1;11;0;", "missing_value"),
        (b"A;Arbeiderpartiet;100,0;900;5;4,5;9,5;0,1;11;0;", "not_whole"),
        (b"A;Arbeiderpartiet;1oo;900;5;5;10;0,1;11;0;", "not_number"),
        (b"A;Arbeiderpartiet;101,0;900;5;5;10;0,1;11;0;", "share_out_of_range"),
        (b"A;Arbeiderpartiet;100,0;900;5;5;11;0,1;11;0;", "parts_do_not_add_up"),
        (b";;100,0;900;5;5;10;0,1;11;0;", "no_name"),
    ],
)
def test_a_bad_line_is_told_by_its_number(fields, code):
    good = b"02;Akershus;3230;Gjerdrum;;;A;Arbeiderpartiet;100,0;900;5;5;10;0,1;11;0;"

    file = distribution(good, ROW + fields)

    assert [contest.number for contest in file.contests] == ["3230"]
    assert code in [line.code for line in file.rejected]
    assert {line.line for line in file.rejected} == {2}


def test_a_line_with_too_few_fields_is_told():
    good = b"02;Akershus;3230;Gjerdrum;;;A;Arbeiderpartiet;100,0;900;5;5;10;0,1;11;0;"

    file = distribution(good, b"02;Akershus;3232")

    assert [(line.line, line.code) for line in file.rejected] == [(2, "field_count")]


def test_a_council_without_votes_is_told():
    row = b"A;Arbeiderpartiet;0,0;900;0;0;0;0,1;11;0;"

    assert "no_votes" in [line.code for line in distribution(ROW + row).rejected]


def lists(*ballots, seats=(6, 5)):
    names = [("A", "Arbeiderpartiet"), ("H", "Høyre")]
    return [
        {"code": code, "name": name, "ballots": count, "seats": won}
        for (code, name), count, won in zip(names, ballots, seats, strict=True)
    ]


def test_only_one_level_of_a_distribution_is_read():
    text = party_distribution(
        [
            ("99", "Prøvefylke", "", "", "", "", 3000, lists(900, 600, seats=(0, 0))),
            ("99", "Prøvefylke", "9901", "Prøvested", "", "", 2000, lists(600, 400)),
            ("99", "Prøvefylke", "9901", "Prøvested", "0001", "Nord", 900, lists(350, 150)),
            ("99", "Prøvefylke", "9901", "Prøvested", "0002", "Sør", 900, lists(250, 250)),
        ]
    )

    municipal_file = read_results(text.encode(), "invented_ko_2023.csv")
    county_file = read_results(text.encode(), "invented_2023.csv", kind="storting")

    assert [[row.ballots for row in c.lists] for c in municipal_file.contests] == [[600, 400]]
    assert [[row.ballots for row in c.lists] for c in county_file.contests] == [[600, 400]]


def test_polling_districts_are_added_up_when_the_municipality_has_no_line():
    text = party_distribution(
        [
            ("99", "Prøvefylke", "9901", "Prøvested", "0001", "Nord", 900, lists(350, 150)),
            ("99", "Prøvefylke", "9901", "Prøvested", "0002", "Sør", 900, lists(250, 250)),
        ]
    )

    (contest,) = read_results(text.encode(), "invented_ko_2023.csv").contests

    assert {row.code: row.ballots for row in contest.lists} == {"A": 600, "H": 400}
    assert contest.council_seats is None
    assert {row.seats for row in contest.lists} == {None}


def test_polling_districts_with_more_than_the_municipality_are_told():
    text = party_distribution(
        [
            ("99", "Prøvefylke", "9901", "Prøvested", "", "", 2000, lists(600, 400)),
            ("99", "Prøvefylke", "9901", "Prøvested", "0001", "Nord", 900, lists(601, 150)),
        ]
    )

    file = read_results(text.encode(), "invented_ko_2023.csv")

    assert file.contests == ()
    assert [line.code for line in file.rejected] == ["level_differs"]


def test_a_county_election_without_county_lines_is_not_pieced_together():
    text = party_distribution(
        [("99", "Prøvefylke", "9901", "Prøvested", "", "", 2000, lists(600, 400))]
    )

    file = read_results(text.encode(), "invented_fy_2023.csv")

    assert [line.code for line in file.rejected] == ["not_a_council"]


def test_the_seats_tell_a_municipal_from_a_county_file():
    area = ("99", "Prøvefylke", "9901", "Prøvested", "", "", 2000, lists(600, 400))
    whole = ("99", "Prøvefylke", "", "", "", "", 2000, lists(600, 400, seats=(0, 0)))

    file = read_results(party_distribution([whole, area]).encode(), "invented_2023.csv")

    assert file.kind == "municipal"


def test_wide_shares_tell_their_lines():
    lines = (SAMPLES / "shares_2019.csv").read_text().splitlines()
    lines[1] = lines[1].replace("17.53570466", "27.53570466")
    lines[2] = lines[2].replace("3012", "30l2")

    file = read_results("\n".join(lines).encode(), "shares_2019.csv")

    assert [(line.line, line.code) for line in file.rejected] == [
        (2, "shares_do_not_add_up"),
        (3, "bad_place_number"),
    ]
    assert len(file.contests) == 2


def test_the_register_tells_its_lines():
    text = (SAMPLES / "partistotte_2013.csv").read_text()
    text = text.replace(";4479;", ";4 479,5;").replace(
        "1;100;Fylke;2011;244", "2;100;Fylke;2011;244"
    )

    file = read_results(text.encode(), "partistotte.csv")

    assert [line.code for line in file.rejected] == ["bad_place_number", "not_whole"]
    assert [contest.number for contest in file.contests] == ["01"]


def protocol_rows():
    return [
        {"name": "Arbeiderpartiet", "ballots": 60, "received": 4, "given": 9, "list_votes": 655},
        {"name": "Høyre", "ballots": 40, "received": 9, "given": 4, "list_votes": 445},
    ]


def read_protocol(rows, sequence=("Arbeiderpartiet", "Høyre") * 5 + ("Arbeiderpartiet",)):
    order = [(name, "1,000000") for name in sequence]
    text = protocol(PLACE, 2023, 11, rows, order)
    return read_results(text.encode(), "protocol.txt")


def test_an_invented_protocol_is_sound():
    (contest,) = read_protocol(protocol_rows()).contests

    assert (contest.electorate, contest.approved, contest.blank) == (207, 107, 7)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("list_votes", 656, "list_votes_do_not_add_up"),
        ("received", -4, "negative"),
        ("given", "9,5", "not_whole"),
        ("received", "fire", "not_whole"),
        ("list_votes", "", "protocol_incomplete"),
    ],
)
def test_a_protocol_that_does_not_hold_is_told(field, value, code):
    rows = protocol_rows()
    if value == "":
        text = protocol(PLACE, 2023, 11, rows, [])
        lines = [line for line in text.splitlines() if "Listestemmetall:" not in line]
        file = read_results("\n".join(lines).encode(), "protocol.txt")
    else:
        broken = [{**rows[0], field: value}, rows[1]]
        file = read_protocol(broken)

    assert file.contests == ()
    assert code in [line.code for line in file.rejected]


def test_cross_list_votes_that_do_not_balance_are_told():
    rows = protocol_rows()
    rows[0] |= {"received": 5, "list_votes": 656}

    assert [line.code for line in read_protocol(rows).rejected] == ["cross_votes_do_not_balance"]


def test_a_seat_for_a_list_without_figures_is_told():
    file = read_protocol(protocol_rows(), ("Arbeiderpartiet",) * 10 + ("Venstre",))

    assert [line.code for line in file.rejected] == ["protocol_incomplete"]


def test_a_protocol_of_a_county_election_is_part_of_its_contest():
    text = "Fylkestingsvalget 2019\n\nValgprotokoll for valgstyret i\n\nKommune: Prøvested\n"

    file = read_results(text.encode(), "protocol.txt")

    assert [line.code for line in file.rejected] == ["not_a_council"]


def test_a_protocol_without_a_place_is_told():
    text = protocol(PLACE, 2023, 11, protocol_rows(), [("Høyre", "1,0")] * 11)
    text = text.replace("Prøvested kommune, Prøvefylke fylke", "").replace("Kommune: Prøvested", "")

    file = read_results(text.encode(), "protocol.txt")

    assert "missing_value" in [line.code for line in file.rejected]


def test_protocol_json_is_the_final_count_of_both_sections():
    final = {"Foreløpig": 40, "Endelig": 41, "Avvik": 1}
    document = {
        "election": "Kommunestyrevalget 2019",
        "electionYear": "2019",
        "municipality": "Prøvested",
        "county": "Prøvefylke",
        "keyfigures_antallStemmeberettigede": 900,
        "keyfigures_totaltAntallGodkjenteStemmesedler": 167,
        "numbers": {
            "D1.4 Avvik": {"Høyre": final, "Prøvelista": {**final, "Endelig": 40, "Avvik": 0}},
            "D2.4 Avvik": {"Høyre": {**final, "Avvik": 1}, "Prøvelista": final},
        },
    }

    (contest,) = read_results(dumped(document), "protocol.json").contests

    assert {row.code: row.ballots for row in contest.lists} == {"H": 82, "PRØVELISTA": 81}
    assert (contest.blank, contest.electorate, contest.county) == (4, 900, "Prøvefylke")


def test_the_difference_between_two_counts_must_fit_them():
    row = {"Foreløpig": 40, "Endelig": 41, "Avvik": 2}
    numbers = {"D1.4 x": {"Høyre": row}, "D2.4 x": {"Høyre": {**row, "Avvik": 1}}}
    document = {
        "election": "Kommunestyrevalget 2019",
        "electionYear": "2019",
        "municipality": "Prøvested",
        "numbers": numbers,
    }

    file = read_results(dumped(document), "protocol.json")

    assert [line.code for line in file.rejected] == ["parts_do_not_add_up"]


def test_every_reason_is_an_english_sentence_that_can_be_filled():
    for code, text in REASONS.items():
        names = {part.split(")")[0] for part in text.split("%(")[1:]}
        assert sentence(code, dict.fromkeys(names, "x")).endswith(".")


def test_an_unreadable_source_says_file_line_and_reason():
    error = UnreadableSource("a.csv", 3, "not_whole", {"field": "ballots", "value": "x"})

    assert str(error) == "a.csv, line 3: ballots is not a whole number: x."
    assert str(UnreadableSource("a.csv", None, "Own words.")) == "a.csv: Own words."


def test_a_rejected_line_says_where_in_the_json():
    document = municipal()
    document["partier"][0]["stemmer"]["resultat"]["antall"]["total"] = -1

    file = read_results(json.dumps(document).encode(), "invented.json")

    assert str(file.rejected[0]).startswith("1 (partier[0].stemmer.resultat.antall.total): ")


def test_a_sign_that_cannot_be_written_is_not_carried_into_messages():
    document = municipal()
    document["partier"][0]["stemmer"]["resultat"]["antall"]["total"] = "\ud800"

    (line,) = read_results(json.dumps(document).encode(), "invented.json").rejected

    assert str(line).encode("utf-8").endswith("whole number: �.".encode())
