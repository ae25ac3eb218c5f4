"""Why a file was refused, without a word of English in a Norwegian sentence."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from samlet import data
from samlet.sources import UnreadableSource, read_results
from samlet.sources.content import SIGNATURES
from samlet.web.elections.provenance import PUBLISHERS, SOURCES
from samlet.web.elections.reasons import WORDS, refused, sentence


def test_every_kind_of_content_has_a_word() -> None:
    assert {name for _first, name in SIGNATURES} <= set(WORDS)


@pytest.mark.parametrize(
    "content",
    [b"<!doctype html><p>x", b"<?xml version='1.0'?>", b"{\\rtf1", b"PK\x03\x04xl/", b"PK\x03\x04"],
)
def test_content_of_another_kind_has_a_word(content: bytes) -> None:
    with pytest.raises(UnreadableSource) as error:
        read_results(content, "2023-ko.csv")
    assert str(error.value.params["what"]) in WORDS


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "Dette er en nettside, ikke en resultatfil."),
        ("nn", "Dette er ei nettside, ikkje ei resultatfil."),
        ("en", "This is a web page, not a result file."),
    ],
)
def test_a_web_page_is_named_in_the_readers_language(language: str, said: str) -> None:
    with override(language):
        assert refused(
            UnreadableSource("x", None, "other_content", {"what": "a web page"})
        ).startswith(said)


def test_a_word_first_in_a_sentence_has_a_capital_letter() -> None:
    with override("nb"):
        assert (
            sentence("missing_value", {"field": "municipality"}) == "Nummeret til kommunen mangler."
        )
        assert sentence("missing_value", {"field": "antall stemmer"}) == "antall stemmer mangler."


def test_every_publisher_and_source_of_the_packaged_figures_has_its_words() -> None:
    names = {"Valgdirektoratet", "Statistisk sentralbyrå (Klass 131)"}  # proper names alone
    for item in data.manifest().values():
        assert item.publisher in {*PUBLISHERS, *names}
        assert item.source in SOURCES
