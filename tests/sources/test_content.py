"""Files that are not what they seem: refused whole, with the reason, before anything is read."""

import pytest

from samlet.sources import UnreadableSource, read_results
from samlet.sources.content import text_of
from tests.sources.result_writers import HEADER_17

ROWS = "01;Østfold;;;;;A;Arbeiderpartiet;100,0;90;5;5;10;0,1;3;0;\n"


def refusal(content, name="results_2021.csv"):
    with pytest.raises(UnreadableSource) as refused:
        read_results(content, name)
    assert str(refused.value).startswith(name)
    return refused.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_norwegian_letters_survive_every_usual_encoding(encoding):
    content = ROWS.encode(encoding)

    (contest,) = read_results(content, "results_st_2025.csv").contests

    assert contest.name == "Østfold"


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_line_ends_of_every_system_are_one_line(ends):
    assert text_of(f"a{ends}b".encode(), "x") == "a\nb"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04 .... xl/workbook.xml", "Excel"),
        (b"PK\x03\x04 .... results.csv", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Excel .xls"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"<?xml version='1.0'?>", "XML"),
    ],
)
def test_other_content_is_named(content, what):
    error = refusal(content)

    assert error.why == "other_content"
    assert what in str(error)


@pytest.mark.parametrize("content", [b"", b"  \n \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told(content):
    assert refusal(content).why == "empty_file"


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"abc\x00def", b"\x81\x8d\x8f", b"\xff\xfea"])
def test_bytes_that_are_no_text_are_told(content):
    assert refusal(content).why == "unknown_encoding"


def test_a_file_over_fifty_megabytes_is_refused_before_it_is_read():
    error = refusal(b"x" * 50_000_001)

    assert error.why == "too_large"
    assert "50 MB" in str(error)


def test_text_of_no_known_format_is_told():
    assert refusal(b"id,name\n1,x\n").why == "unknown_format"
    assert refusal(b"[1, 2]", "x.json").why == "unknown_format"
    assert refusal(b"{}", "x.json").why == "unknown_format"


def test_a_line_longer_than_any_is_refused_with_its_number():
    error = refusal(b"a\n" + b"x" * 100_001)

    assert (error.why, error.line) == ("line_too_long", 2)


def test_broken_json_is_told_with_its_line():
    error = refusal(b'{"id":\n }', "x.json")

    assert (error.why, error.line) == ("invalid_json", 2)


@pytest.mark.parametrize("value", [b"NaN", b"Infinity", b"-Infinity", b"1e999"])
def test_numbers_that_are_not_finite_are_refused(value):
    assert refusal(b'{"a": %s}' % value, "x.json").why == "not_finite"


def test_huge_numbers_are_refused():
    assert refusal(b'{"a": ' + b"9" * 5000 + b"}", "x.json").why == "invalid_json"
    assert refusal(b'{"a": 0.' + b"9" * 5000 + b"}", "x.json").why == "invalid_json"


def test_bottomless_nesting_is_refused():
    assert refusal(b"[" * 200_000, "x.json").why == "too_deep"
    assert refusal(b'{"a":' * 200_000, "x.json").why == "too_deep"


def test_a_name_that_stands_twice_in_json_is_refused():
    assert "twice" in str(refusal(b'{"a": 1, "a": 2}', "x.json"))


def test_a_header_without_its_columns_is_refused():
    error = refusal(b"Fylkenummer;Fylkenavn;Partikode;\n", "results_2021.csv")

    assert error.why == "wrong_columns"
    assert "kommunenummer" in str(error)


def test_a_header_alone_has_no_results():
    assert refusal(HEADER_17.encode()).why == "no_results"


def test_more_lines_or_contests_than_any_election_has_are_refused():
    document = b'{"id": {"valgtype": "KO", "valgaar": "2023"}, "partier": []}'

    assert refusal(b"x\n" * 200_001).why == "too_many_lines"
    assert refusal(b"[" + b",".join([document] * 2_001) + b"]", "x.json").why == "too_many_lines"


def test_a_protocol_larger_than_any_is_refused():
    error = refusal(b"Valgprotokoll for valgstyret i\n" + (b"x" * 90_000 + b"\n") * 60)

    assert (error.why, error.params["limit"]) == ("too_large", 5)
