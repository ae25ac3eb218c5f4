"""What is read from messy sheets is what stands in them: every cell, but for names in doubt."""

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from samlet.sources.sheets.days import parse_day
from samlet.sources.sheets.emails import parse_email
from samlet.sources.sheets.municipalities import parse_municipality
from samlet.sources.sheets.names import parse_given_and_family, parse_name
from samlet.sources.sheets.phones import parse_phone
from samlet.sources.sheets.positions import parse_positions
from samlet.sources.sheets.unions import parse_branch, parse_union
from samlet.synthetic import messy_workbook

TODAY = date(2026, 11, 24)
UNCLEAR_NAMES = {"name_in_three", "name_order", "mojibake"}


def cells(workbook):
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook.content))
    lines = book.get_sheet_by_name(workbook.sheet).to_python(skip_empty_area=False)
    heads = lines[workbook.heading_row - 1]
    places = {key: heads.index(heading) for key, heading in workbook.headings.items()}
    for row in workbook.expected:
        yield {key: lines[row.row - 1][place] for key, place in places.items()}, row


@pytest.fixture(scope="module", params=(0, 1, 8))
def sheet(request, demo):
    return list(cells(messy_workbook(demo, request.param, 600)))


def test_mobile_numbers(sheet):
    for cell, row in sheet:
        phone = parse_phone(cell["mobile"]).value
        assert (phone.e164 if phone else "") == row.mobile, cell["mobile"]


def test_addresses(sheet):
    for cell, row in sheet:
        read = parse_email(cell["email"])
        own = read.value and not read.value.shared and not read.doubtful
        assert (read.value.address if own else "") == row.email, cell["email"]


def test_unions_and_branches(sheet):
    for cell, row in sheet:
        read = parse_union(cell["union"])
        sure = read.value and not read.doubtful
        assert (read.value.key if sure else "") == row.union, cell["union"]
        branch = parse_branch(cell["branch"]).value
        assert (branch.number if branch else "") == row.branch_number, cell["branch"]


def test_municipalities(sheet):
    for cell, row in sheet:
        place = parse_municipality(cell["municipality"], county="32").value
        found = place.number if place and place.kind == "municipality" else ""
        assert found == row.municipality_number, cell["municipality"]


def test_days(sheet):
    for cell, row in sheet:
        day = parse_day(cell["elected"], today=TODAY).value
        exact = day.first if day and day.precision == "day" else None
        assert exact == row.elected, cell["elected"]


def test_offices(sheet):
    for cell, row in sheet:
        read = parse_positions(cell["positions"], today=TODAY).value or ()
        found = [(one.kind, one.ended) for one in read if not one.political]
        assert found == [(one.kind, one.ended) for one in row.positions], cell["positions"]
        assert any(one.political for one in read) == ("political" in row.doubts)


def test_names_that_are_clear(sheet):
    for cell, row in sheet:
        if UNCLEAR_NAMES & set(row.doubts):
            continue
        if "name" in cell:
            name = parse_name(cell["name"]).value
        else:
            name = parse_given_and_family(cell["given_name"], cell["family_name"]).value
        assert (name.given, name.family) == (row.given_name, row.family_name), cell
