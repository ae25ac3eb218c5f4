"""Text files in every usual encoding and separator."""

import pytest

from samlet.sources.sheets import UnreadableSheet, read_workbook

TEXT = "Navn;Kommune\nKåre Ødegård;Ås\nÆrlend Sæther;Bærum\n"
ROWS = (("Navn", "Kommune"), ("Kåre Ødegård", "Ås"), ("Ærlend Sæther", "Bærum"))


def read(content, name="liste.csv"):
    return read_workbook(content, name)


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp1252",
        "iso-8859-1",
        "mac_roman",
        "cp850",
    ],
)
def test_norwegian_letters_are_read_in_every_usual_encoding(encoding):
    assert read(TEXT.encode(encoding)).sheets[0].rows == ROWS


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(separator):
    text = "\n".join(separator.join(row) for row in ROWS)

    book = read(text.encode())

    assert (book.separator, book.sheets[0].rows) == (separator, ROWS)


def test_commas_within_names_do_not_divide_cells():
    text = "Navn;E-post;Verv\nBerg, Siri;s@eksempel.no;HTV, VO\nLie, Ole;o@eksempel.no;TV, VO\n"

    assert read(text.encode()).sheets[0].rows[1] == ("Berg, Siri", "s@eksempel.no", "HTV, VO")


def test_a_line_that_names_the_separator_is_no_row():
    sheet = read(b"sep=;\nNavn;Mobil\nKari;90123456\n").sheets[0]

    assert sheet.rows == (("Navn", "Mobil"), ("Kari", "90123456"))
    assert sheet.first_row == 2


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_ending_ends_a_line(newline):
    assert read(TEXT.replace("\n", newline).encode()).sheets[0].rows == ROWS


def test_letters_that_were_broken_before_are_repaired_and_told():
    book = read(TEXT.encode().decode("cp1252", "replace").encode())

    assert book.sheets[0].rows == ROWS
    assert [note.code for note in book.notes] == ["letters_repaired"]


def test_lines_of_two_encodings_in_one_file_are_read_and_told():
    text = TEXT.encode() + "Møller;Ås\n".encode("cp1252")

    book = read(text)

    assert book.sheets[0].rows[-1] == ("Møller", "Ås")
    assert [note.code for note in book.notes] == ["letters_mixed"]


def test_an_open_quotation_mark_does_not_swallow_the_rest():
    lines = "\n".join(f"Person {n};9012345{n % 10}" for n in range(40))

    book = read(f'Navn;Mobil\n"Kari;90123456\n{lines}\n'.encode())

    assert len(book.sheets[0].rows) == 42
    assert [note.code for note in book.notes] == ["quotes_unbalanced"]


def test_a_line_break_within_quotation_marks_stays_in_its_cell():
    rows = read(b'Navn;Mobil\nKari;"90123456\n90123457"\nPer;1\n').sheets[0].rows

    assert rows[1] == ("Kari", "90123456\n90123457")


def test_what_was_made_safe_when_it_was_written_is_read_as_it_was():
    assert read(b"Navn;Mobil\nKari;'+4790123456\n").sheets[0].rows[1] == ("Kari", "+4790123456")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"a;" * 400, "too_many_columns"),
        (b"Navn\n" + b"x" * 200_000, "line_too_long"),
        (b"\xff\xfeN\x00a", "broken"),
    ],
)
def test_text_that_is_no_list_is_refused(content, why):
    with pytest.raises(UnreadableSheet) as caught:
        read(content)

    assert caught.value.why == why
