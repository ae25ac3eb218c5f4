"""Where a table begins and ends, and that no row is lost without a word."""

import pytest

from samlet.sources.sheets import UnreadableSheet, find_table, read_workbook
from tests.sources.sheets.workbooks import xlsx


def table_of(text, **options):
    return find_table(read_workbook(text.encode(), "liste.csv").sheets[0], **options)


def reasons(table):
    return {row.number: row.reason for row in table.set_aside}


MESSY = """LO i Follo;;;;;
Oversikt tillitsvalgte pr. 12.3.25;;;;;
;;;;;
Etternavn;Fornavn;Forbund;Arb.sted;Kontakt;
;;;;Mobil;E-post
Hansen;Kari;Fagforbundet;Ski skole;90123456;kari@eksempel.no
;;;;;
Fagforbundet;;;;;
Moe;Per;NTL;NAV;90123457;per@eksempel.no
HUSK OPPDATERE;;;;;
Sum 34;;;;;
Etternavn;Fornavn;Forbund;Arb.sted;Mobil;E-post
Vik;Ida;NTL;NAV;90123458;ida@eksempel.no
Side 1 av 2;;;;;
"""


def test_headings_below_a_title_in_two_rows_become_one():
    table = table_of(MESSY)

    assert table.header_row == 5
    assert [column.heading for column in table.columns] == [
        "Etternavn",
        "Fornavn",
        "Forbund",
        "Arb.sted",
        "Kontakt – Mobil",
        "Kontakt – E-post",
    ]
    assert [row.number for row in table.rows] == [6, 9, 13]


def test_every_row_that_is_no_row_of_the_table_is_set_aside_with_a_reason():
    table = table_of(MESSY)

    assert reasons(table) == {
        1: "above_table",
        2: "above_table",
        3: "blank",
        4: "heading_row",
        7: "blank",
        8: "lone_cell",
        10: "comment",
        11: "subtotal",
        12: "repeated_heading",
        14: "footer",
    }
    told = {row.number for row in table.rows} | set(reasons(table)) | {table.header_row}
    assert told == set(range(1, 15))


def test_a_row_that_was_set_aside_can_be_taken_back():
    table = table_of(MESSY).with_row(8)

    assert [row.number for row in table.rows] == [6, 8, 9, 13]
    assert 8 not in reasons(table)
    with pytest.raises(KeyError):
        table.with_row(8)


def test_a_title_over_all_columns_is_no_heading():
    table = table_of("Tillitsvalgte;;\nNavn;Mobil;E-post\nKari Moe;90123456;k@eksempel.no\n")

    assert [column.heading for column in table.columns] == ["Navn", "Mobil", "E-post"]


def test_without_headings_the_first_row_is_a_row():
    table = table_of("Kari Moe;90123456;k@eksempel.no\nPer Lie;90123457;p@eksempel.no\n")

    assert table.header_row == 0
    assert [row.number for row in table.rows] == [1, 2]
    assert [note.code for note in table.notes] == ["no_headings"]


def test_the_row_of_headings_can_be_said():
    table = table_of("Kari;x\nFolk;Greier\nPer Lie;1\n", header_row=2)

    assert [column.heading for column in table.columns] == ["Folk", "Greier"]


def test_another_table_further_down_is_told_and_left_out():
    text = "Navn;Mobil;Verv\nKari Moe;90123456;HTV\n\nKlubb;Org.nr;Besøksadresse\nA;974760673;B 1\n"

    table = table_of(text)

    assert len(table.rows) == 1
    assert reasons(table) == {3: "blank", 4: "another_table", 5: "another_table"}


def test_a_cell_merged_downwards_holds_for_every_row_it_covers():
    def prepare(book, pages):
        pages[0].merge_range(1, 1, 3, 1, "Ski skole")

    rows = [["Navn", "Arbeidsplass"], ["Kari Moe"], ["Per Lie"], ["Ida Vik"]]
    table = find_table(read_workbook(xlsx(rows, prepare=prepare), "x").sheets[0])

    assert [row.cells[1] for row in table.rows] == ["Ski skole"] * 3


@pytest.mark.parametrize("text", ["Navn;Mobil\n", "Sum;34\n"])
def test_a_sheet_without_rows_is_no_table(text):
    with pytest.raises(UnreadableSheet) as caught:
        table_of(text)

    assert caught.value.why == "no_table"


def test_a_column_has_the_letter_the_spreadsheet_shows():
    cells = ";".join(f"K{n}" for n in range(30))
    table = table_of(f"Navn;{cells}\nKari Moe;{cells}\n")

    assert [table.columns[n].letter for n in (0, 25, 26)] == ["A", "Z", "AA"]
