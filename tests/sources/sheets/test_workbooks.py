"""Files people attach: every kind is read, and everything else is refused with a reason."""

import io
import time
import zipfile
from datetime import date

import pytest
import xlsxwriter

from samlet.sources.sheets import UnreadableSheet, read_workbook
from tests.sources.sheets.workbooks import archive, compound, ods, xls, xlsx

ROWS = [["Navn", "Mobil", "Valgt"], ["Kåre Ødegård", 90167667, date(2025, 3, 12)]]


def refused(content, name="liste.xlsx"):
    with pytest.raises(UnreadableSheet) as caught:
        read_workbook(content, name)
    assert str(caught.value)
    return caught.value.why


@pytest.mark.parametrize("name", ["liste.xlsx", "liste.csv", "liste"])
def test_what_a_file_is_its_content_tells_and_never_its_name(name):
    book = read_workbook(xlsx(ROWS), name)

    assert book.format == "xlsx"
    assert book.sheets[0].rows == (
        ("Navn", "Mobil", "Valgt"),
        ("Kåre Ødegård", 90167667, date(2025, 3, 12)),
    )


def test_an_old_excel_file_is_read():
    book = read_workbook(xls([["Navn", "Mobil"], ["Kåre Ødegård", 90167667]]), "liste.xls")

    assert book.format == "xls"
    assert book.sheets[0].rows[1] == ("Kåre Ødegård", 90167667)


def test_an_open_document_sheet_is_read():
    book = read_workbook(ods(ROWS), "liste.ods")

    assert book.format == "ods"
    assert book.sheets[0].rows[1] == ("Kåre Ødegård", 90167667, date(2025, 3, 12))


def test_empty_rows_to_the_end_of_an_open_document_sheet_are_no_rows():
    tail = (
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )

    assert len(read_workbook(ods(ROWS, tail=tail), "liste.ods").sheets[0].rows) == 2


def test_cells_that_are_only_coloured_do_not_widen_the_sheet():
    def prepare(book, pages):
        pages[0].write_blank(1_048_575, 16_383, None, book.add_format({"bg_color": "yellow"}))

    assert len(read_workbook(xlsx(ROWS, prepare=prepare), "liste.xlsx").sheets[0].rows) == 2


def test_every_sheet_is_there_and_hidden_ones_are_told():
    book = read_workbook(xlsx(ROWS, ROWS, [], hide=(1,)), "liste.xlsx")

    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [
        ("Ark1", False),
        ("Ark2", True),
    ]
    assert [note.code for note in book.notes] == ["hidden_sheets"]


def test_hidden_columns_colours_and_strikethrough_are_told():
    def prepare(book, pages):
        pages[0].set_column(1, 1, 10, None, {"hidden": True})
        pages[0].write(3, 0, "Per", book.add_format({"font_strikeout": True}))
        pages[0].write(4, 0, "Ida", book.add_format({"bg_color": "yellow"}))

    book = read_workbook(xlsx(ROWS, prepare=prepare), "liste.xlsx")

    assert book.sheets[0].hidden_columns == {1}
    assert {note.code for note in book.notes} == {"strikethrough", "colours"}


def test_merged_cells_are_known():
    def prepare(book, pages):
        pages[0].merge_range(4, 0, 6, 0, "Lillestrøm")

    assert read_workbook(xlsx(ROWS, prepare=prepare), "x").sheets[0].merges == ((4, 0, 6, 0),)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty_file"),
        (b"%PDF-1.7 ...", "other_content"),
        (b"\x89PNG\r\n\x1a\n....", "other_content"),
        (b"MZ\x90\x00....", "other_content"),
        (b"<!DOCTYPE html><table><tr><td>Navn</td></tr></table>", "other_content"),
        (b'<?xml version="1.0"?><Workbook/>', "other_content"),
        (b"{\\rtf1 Navn}", "other_content"),
        (b"BEGIN:VCARD\nFN:Kari\nEND:VCARD", "other_content"),
        (b'[{"navn": "Kari"}]', "other_content"),
        (b"\x00\x01\x02\x03" * 50, "unknown_encoding"),
        (b" \n;;;\n ", "no_cells"),
        (archive(("word/document.xml", "<w/>")), "other_content"),
        (archive(("notes.txt", "hei")), "other_content"),
        (archive(("xl/workbook.bin", "x")), "other_content"),
        (archive(("mimetype", "application/vnd.oasis.opendocument.text")), "other_content"),
        (archive(("xl/workbook.xml", "<broken")), "broken"),
        (compound({"WordDocument": b"x"}), "other_content"),
        (compound({"EncryptedPackage": b"x"}), "encrypted"),
        (xls(ROWS[:1], password=True), "encrypted"),
        (ods(ROWS, encrypted=True), "encrypted"),
        (xlsx([]), "no_cells"),
        (xlsx(ROWS)[:2000], "broken"),
        (xls(ROWS[:1])[:700], "broken"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(content, why):
    assert refused(content) == why


def test_a_million_rows_are_refused_in_a_moment():
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    page = book.add_worksheet()
    for number in range(210_000):
        page.write_number(number, 0, number)
    book.close()
    text = b"Kari;Hansen\n" * 1_000_000

    begun = time.process_time()

    assert refused(target.getvalue()) == "too_many_rows"
    assert refused(text, "liste.csv") == "too_many_rows"
    assert time.process_time() - begun < 10


def test_a_zip_bomb_is_not_unpacked():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        with packed.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(60):
                part.write(bytes(1_000_000))

    begun = time.process_time()

    assert refused(target.getvalue()) == "zip_bomb"
    assert time.process_time() - begun < 1


def test_a_size_that_is_lied_about_is_not_believed():
    content = bytearray(archive(("xl/workbook.xml", "<workbook/>"), ("xl/styles.xml", "x" * 5000)))
    central = content.rindex(b"PK\x01\x02")
    content[central + 24 : central + 28] = (10).to_bytes(4, "little")

    assert refused(bytes(content)) == "broken"


def far_corner(book, pages):
    pages[0].write_number(150_000, 250, 1)


REPEATED = (
    '<table:table-row table:number-rows-repeated="{rows}"><table:table-cell '
    'office:value-type="float" office:value="1" table:number-columns-repeated="{columns}"/>'
    "</table:table-row>"
)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (xlsx(ROWS, prepare=far_corner), "too_many_cells"),
        (xlsx([[1] * 301]), "too_many_columns"),
        (xls([], cells=[(65_535, 255)]), "too_many_cells"),
        (ods(ROWS, tail=REPEATED.format(rows=1_000_000, columns=1)), "too_many_rows"),
        (ods(ROWS, tail=REPEATED.format(rows=1, columns=16_384)), "too_many_columns"),
        (ods(ROWS, tail=REPEATED.format(rows=190_000, columns=200)), "too_many_cells"),
    ],
)
def test_a_few_cells_in_far_corners_cost_no_memory(content, why):
    assert refused(content) == why


def test_cells_without_an_address_are_counted_too():
    row = "<row>" + "<c><v>1</v></c>" * 400 + "</row>"
    sheet = f"<worksheet><sheetData>{row}</sheetData></worksheet>"
    content = archive(("xl/workbook.xml", "<workbook/>"), ("xl/worksheets/sheet1.xml", sheet))

    assert refused(content) == "too_many_columns"


def test_xml_that_never_ends_is_told_and_not_waited_for():
    for sheet in ("<worksheet><sheetData><row><c><v>1", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"):
        content = archive(("xl/workbook.xml", "<workbook/>"), ("xl/worksheets/sheet1.xml", sheet))

        assert refused(content) == "broken"
