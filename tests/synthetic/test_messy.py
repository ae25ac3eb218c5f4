"""The messy spreadsheet: what stands in it is odd, and what it means is known."""

import csv
import io
from datetime import date, datetime

import pytest
from python_calamine import CalamineWorkbook

from samlet.data import table
from samlet.synthetic import messy_workbook, reaches_nobody
from samlet.synthetic.spoiling import DOUBTS, WRITTEN


def cells(workbook):
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook.content))
    return book.get_sheet_by_name(workbook.sheet).to_python(skip_empty_area=False)


@pytest.fixture(scope="module")
def workbook(demo):
    return messy_workbook(demo, 3, 400)


def columns(workbook):
    lines = cells(workbook)
    heads = lines[workbook.heading_row - 1]
    places = {key: heads.index(heading) for key, heading in workbook.headings.items()}
    for row in workbook.expected:
        yield {key: lines[row.row - 1][place] for key, place in places.items()}, row


def test_the_same_register_and_seed_give_the_same_bytes(demo, workbook):
    assert messy_workbook(demo, 3, 400).content == workbook.content
    assert messy_workbook(demo, 4, 400).content != workbook.content


def test_the_heading_row_stands_below_a_title(workbook):
    lines = cells(workbook)

    assert 3 <= workbook.heading_row <= 7
    assert "OPPDIKTET" in lines[0][0]
    assert lines[workbook.heading_row - 1] == list(workbook.headings.values())


def test_every_row_of_the_sheet_is_accounted_for(workbook):
    people = [row.row for row in workbook.expected]

    assert len(people) == 400
    counted = sorted({*people, *workbook.skipped, workbook.heading_row})
    assert counted == list(range(1, counted[-1] + 1))
    assert len(cells(workbook)) <= counted[-1]


def test_seeds_differ_in_how_names_and_headings_stand(demo):
    made = [messy_workbook(demo, seed, 20) for seed in range(12)]

    assert {"name" in one.headings for one in made} == {True, False}
    assert len({one.heading_row for one in made}) > 1
    assert len({one.headings["mobile"] for one in made}) > 1


def test_numbers_are_found_in_the_cell_they_come_from(workbook):
    seen = 0
    for cell, row in columns(workbook):
        if row.mobile:
            text = str(int(cell["mobile"]) if isinstance(cell["mobile"], float) else cell["mobile"])
            digits = "".join(letter for letter in text if letter.isdigit())
            assert row.mobile[3:] in digits
            assert reaches_nobody(row.mobile)
            seen += 1
    assert seen > 300


def test_addresses_are_found_in_the_cell_they_come_from(workbook):
    for cell, row in columns(workbook):
        if row.email:
            written = cell["email"].lower().replace("[at]", "@").replace(" @ ", "@")
            assert row.email in written
        else:
            assert not cell["email"] or {"address_broken", "address_shared"} & set(row.doubts)


def test_days_are_days_or_doubts(workbook):
    for cell, row in columns(workbook):
        if isinstance(cell["elected"], date | datetime):
            assert cell["elected"].isoformat()[:10] == row.elected.isoformat()
        elif row.elected is None:
            assert {"day_vague", "no_such_day"} & set(row.doubts)


def test_unions_are_known_or_doubted(workbook):
    unions = {row["key"]: row for row in table("unions")}
    for cell, row in columns(workbook):
        if row.union:
            forms = [unions[row.union][key] for key in ("name", "short")]
            forms += unions[row.union]["abbreviations"].split("|")
            assert cell["union"].split(" avd ")[0] in forms
        else:
            assert {"union_ambiguous", "no_union"} & set(row.doubts)


def test_former_municipalities_lead_to_those_of_today(workbook):
    former = {}
    for row in table("municipalities"):
        former.setdefault(row["name"], set()).add(row["number_2024"])
    doubted = [
        (cell, row) for cell, row in columns(workbook) if "municipality_former" in row.doubts
    ]

    assert doubted
    for cell, row in doubted:
        assert former[cell["municipality"]] == {row.municipality_number}


def test_offices_are_ones_that_are_known(workbook):
    for cell, row in columns(workbook):
        assert row.positions
        assert {position.kind for position in row.positions} <= set(WRITTEN)
        assert any(position.ended for position in row.positions) == ("position_ended" in row.doubts)
        assert ("kommunestyre" in cell["positions"]) == ("political" in row.doubts)


def test_a_few_people_stand_there_twice(workbook):
    again = [row.person for row in workbook.expected if "repeated" in row.doubts]
    first = {row.person for row in workbook.expected if "repeated" not in row.doubts}

    assert len(again) == 8
    assert set(again) <= first


def test_doubts_are_explained_and_a_large_sheet_has_them_all(demo):
    found = {
        doubt
        for seed in range(8)
        for row in messy_workbook(demo, seed, 900).expected
        for doubt in row.doubts
    }

    assert found == set(DOUBTS)


def test_what_begins_like_a_formula_is_written_as_text(workbook):
    notes = {cell["note"] for cell, _ in columns(workbook)}

    assert "=ring først" in notes
    assert "@husk kurs" in notes


def test_columns_that_must_be_refused_come_on_request(demo, workbook):
    asked = messy_workbook(demo, 3, 50, refused_columns=True)
    lines = cells(asked)

    assert workbook.refused_columns == ()
    assert tuple(lines[asked.heading_row - 1][-2:]) == asked.refused_columns
    for row in asked.expected:
        number = lines[row.row - 1][-2]
        assert len(number) == 11
        assert int(number[2:4]) > 80, "the month of a real number is at most 12"


def test_more_rows_than_there_are_people_are_refused(demo):
    with pytest.raises(ValueError, match="people to write"):
        messy_workbook(demo, 1, 5_000)


def test_scribbles_and_an_old_hidden_sheet_come_along(workbook):
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook.content))

    assert book.sheet_names == ["Tillitsvalgte", "Ark2", "Gammel liste"]


def test_the_same_sheet_comes_as_separated_text(workbook):
    text = workbook.as_csv().decode("cp1252")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))

    assert lines[workbook.heading_row - 1] == list(workbook.headings.values())
    for row in workbook.expected:
        if row.branch_number:
            assert row.branch_number in ";".join(lines[row.row - 1])
    assert workbook.as_csv(encoding="utf-16", separator="\t")[:2] in (b"\xff\xfe", b"\xfe\xff")
