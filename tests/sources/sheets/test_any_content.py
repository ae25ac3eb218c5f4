"""Whatever the bytes, only UnreadableSheet comes of it; and the messiest sheet is read."""

import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlet.sources.sheets import (
    UnreadableSheet,
    clean,
    find_table,
    fold,
    parse_given_and_family,
    parse_year,
    parsed_rows,
    parsers,
    read_workbook,
    recognise,
)
from samlet.sources.sheets.reasons import sentence_of
from samlet.synthetic import Size, generate, messy_workbook
from tests.sources.sheets.workbooks import ods, xls, xlsx

TODAY = date(2026, 11, 24)
ROWS = [
    ["Oversikt tillitsvalgte pr. 12.3.25"],
    ["Navn", "Forbund", "Mobil", "Valgt", "Verv"],
    ["Berg, Siri", "FF", 90123456, "våren 2024", "HTV, kommunestyre (Ap)"],
    ["OLE LIE", "IE&FLT avd 4", "9.02E+07", 45728, "tv+VO"],
]
SAMPLES = (
    xlsx(ROWS),
    ods(ROWS),
    xls(ROWS),
    "\n".join(";".join(map(str, row)) for row in ROWS).encode("cp1252"),
    "\n".join("\t".join(map(str, row)) for row in ROWS).encode("utf-16"),
)
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(),
    st.text(),
    st.text("0123456789 .,-/+()EeæøåÆ@;:'\"", max_size=40),
    st.from_regex(r"(HTV|leder|tidl\. |kommunestyre \(|2019|–|, |/|Ap|\)){1,6}", fullmatch=True),
)


def read(content):
    """Everything that is done with a file, with every promise kept on the way."""
    for table in tables_of(content):
        mapping = recognise(table)
        numbers = [row.number for row in (*table.rows, *table.set_aside)]
        assert len(numbers) == len(set(numbers))
        for row in parsed_rows(table, mapping, today=TODAY, county="32"):
            for cell in row.cells.values():
                assert all(sentence_of(note.code, note.params) for note in cell.notes)


def tables_of(content):
    tables = []
    with suppress(UnreadableSheet):
        for sheet in read_workbook(content, "liste").sheets:
            with suppress(UnreadableSheet):
                tables.append(find_table(sheet))
    return tables


@given(st.binary(max_size=2_000))
def test_no_bytes_cause_another_exception(content):
    read(content)


@given(
    st.sampled_from((b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe")), st.binary()
)
def test_no_bytes_behind_a_known_beginning_cause_another_exception(beginning, content):
    read(beginning + content)


@given(st.sampled_from(SAMPLES), st.data())
def test_bytes_changed_anywhere_cause_no_other_exception(sample, data):
    content = bytearray(sample)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    read(bytes(content))


@pytest.mark.parametrize("sample", SAMPLES, ids=["xlsx", "ods", "xls", "cp1252", "utf-16"])
def test_a_file_cut_off_anywhere_causes_no_other_exception(sample):
    for end in range(0, len(sample), max(1, len(sample) // 60)):
        read(sample[:end])


@given(CELLS)
def test_every_parser_answers_every_cell(cell):
    answers = [parse(cell) for parse in parsers(today=TODAY, county="32").values()]
    answers += [parse_year(cell, today=TODAY), parse_given_and_family(cell, cell)]
    for parsed in answers:
        assert isinstance(parsed.typed, str)
        assert all(sentence_of(note.code, note.params) for note in parsed.notes)
        assert parsed.value is not None or not parsed.typed or parsed.notes


@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=2, max_size=8))
def test_sheets_of_any_cells_are_read(rows):
    plain = [[clean(cell)[:100] if isinstance(cell, str) else None for cell in row] for row in rows]

    read(ods([[cell if cell and cell.isprintable() else None for cell in row] for row in plain]))


@given(st.text())
def test_cleaning_and_folding_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)


@pytest.fixture(scope="module")
def register():
    return generate(5, Size.DEMO)


@pytest.mark.parametrize("seed", range(4))
def test_a_sheet_as_people_keep_them_is_read_for_what_it_says(register, seed):
    made = messy_workbook(register, seed, 300, refused_columns=seed % 2 == 0)

    table = find_table(read_workbook(made.content, "liste.xlsx").sheets[0])
    mapping = recognise(table, filename="liste.xlsx")
    rows = {row.number: row for row in parsed_rows(table, mapping, today=TODAY)}

    assert table.header_row == made.heading_row
    assert sorted(rows) == sorted(row.row for row in made.expected)
    assert {m.column.parts[-1] for m in mapping.columns if m.outcome == "refused"} == set(
        made.refused_columns
    )
    for expected in made.expected:
        assert said(rows[expected.row].cells, expected) == meant(expected)


def said(cells, expected):
    place, email = cells["municipality"].value, cells["email"].value
    phone = cells.get("mobile") or cells["phone"]
    name = cells["name"].value
    unsure = {"name_order", "name_in_three"} & set(expected.doubts)
    return (
        (expected.given_name, expected.family_name) if unsure else (name.given, name.family),
        cells["union"].value.key if cells["union"].value else "",
        place.number if place and place.kind == "municipality" else "",
        email.address if email and not email.shared else "",
        phone.value.e164 if phone.value else "",
        tuple((p.kind, p.ended) for p in cells["position"].value or () if not p.political),
    )


def meant(expected):
    return (
        (expected.given_name, expected.family_name),
        expected.union,
        expected.municipality_number,
        expected.email,
        expected.mobile,
        tuple((position.kind, position.ended) for position in expected.positions),
    )


def test_twenty_thousand_rows_are_read_within_the_minute_an_import_has():
    heading = ["Navn", "Forbund", "Avd.", "Arbeidsplass", "Kommune", "Verv", "E-post", "Mobil"]
    rows = [heading] + [
        [
            f"Berg, Siri {chr(65 + n % 26)}.",
            "Fellesforb. avd 850",
            f"avd. {n % 900 + 1}",
            f"Arbeidsplass {n // 3}",
            "Skedsmo",
            "HTV, styremedlem LO Follo",
            f"p{n}@eksempel.no",
            90_000_000 + n,
        ]
        for n in range(20_000)
    ]
    content = xlsx(rows)

    begun = time.process_time()
    table = find_table(read_workbook(content, "liste.xlsx").sheets[0])
    read_rows = list(parsed_rows(table, recognise(table), today=TODAY, county="32"))

    assert len(read_rows) == 20_000
    # Half of the minute the whole import has, on a machine that does other things as well.
    assert time.process_time() - begun < 30
