"""Cells that no spreadsheet takes for a formula."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlet.sources.sheets import read_workbook, safe_cell, typed_cell
from tests.sources.sheets.workbooks import xlsx

STARTS = "=+-@\t\r\n＝＋－＠"
RISKY = st.builds(
    lambda quotes, space, start, rest: f"{quotes}{space}{start}{rest}",
    st.text("'", max_size=3),
    st.text(" \u00a0", max_size=2),
    st.sampled_from(STARTS),
    st.text(),
)


@given(st.one_of(st.text(), RISKY))
def test_what_is_written_never_calculates(text):
    written = safe_cell(text)

    assert not written.lstrip().startswith(tuple(STARTS))


@given(st.one_of(st.text(), RISKY))
def test_what_is_written_is_read_as_it_was(text):
    assert typed_cell(safe_cell(text)) == text


@given(st.text(st.characters(exclude_characters=STARTS + "'"), max_size=30))
def test_other_text_is_left_alone(text):
    assert safe_cell(text) == text


@pytest.mark.parametrize(
    "text", ["=1+1", "+4790123456", "-5", "@SUM(A1)", "\t=1", " =HYPERLINK()", "'=1", "＝1"]
)
def test_the_usual_ways_of_smuggling_a_formula_are_stopped(text):
    assert safe_cell(text) == f"'{text}"


def test_a_formula_in_a_file_is_read_as_what_it_shows():
    def prepare(book, pages):
        pages[0].write_formula(
            1, 0, '=HYPERLINK("http://eksempel.invalid","Kari Moe")', None, "Kari"
        )

    book = read_workbook(xlsx([["Navn"]], prepare=prepare), "liste.xlsx")

    assert book.sheets[0].rows[1] == ("Kari",)
