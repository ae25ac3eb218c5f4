"""A file of blocs that is wrong says which bloc and what, whatever it holds."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from samlet.web.core.errors import Rejected
from samlet.web.parties.config import PACKAGED, read_blocs, write_blocs

BLOC = '[[bloc]]\nkey = "a"\nname = "A"\ncolour = "#aabbcc"\nparties = ["A"]\n'
WHOLE = (
    BLOC + 'decided_by = "The board"\ndecided_on = 2027-01-15\ndecision = "12/27"\n'
    "[[bloc.lists]]\n"
    'municipality = "3240"\nyear = 2023\ncode = "X"\nreason = "The board, \\"12/27\\""\n'
)


@pytest.mark.parametrize("text", [PACKAGED.read_text(encoding="utf-8"), WHOLE])
def test_what_is_written_reads_back_the_same(text: str) -> None:
    blocs = read_blocs(text)

    assert read_blocs(write_blocs(blocs)) == blocs


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "[[bloc]]"),
        ("bloc = 5", "[[bloc]]"),
        ("bloc = [5]", "1"),
        ("[[bloc]", "TOML"),
        (BLOC + BLOC, "key"),
        (BLOC.replace('key = "a"\n', ""), "key"),
        (BLOC.replace('["A"]', '"A"'), "parties"),
        (BLOC.replace('["A"]', "[5]"), "parties"),
        (BLOC.replace('"A"\ncolour', "5\ncolour"), "name"),
        (BLOC + "adjective = 5", "adjective"),
        (BLOC + "decided_on = 5", "decided_on"),
        (BLOC + "decided_on = 2027-01-15T12:00:00", "decided_on"),
        (BLOC + "lists = 5", "lists"),
        (BLOC + 'lists = ["X"]', "lists"),
        (BLOC + '[[bloc.lists]]\nyear = "2023"', "year"),
        (BLOC + "[[bloc.lists]]\ncode = 'X'", "year"),
        (BLOC + '[[bloc.lists]]\nyear = 2023\nmunicipality = "\\u0000"', "u0000"),
        (BLOC + "[[bloc.lists]]\nyear = 99999999999", "year"),
    ],
)
def test_what_is_wrong_is_named(text: str, says: str) -> None:
    with override("en"), pytest.raises(Rejected, match=says.replace("[", r"\[")):
        read_blocs(text)


toml = st.recursive(
    st.sampled_from(['"x"', "5", "2.5", "true", "2027-01-15", "[]", "{}"]),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
    max_leaves=5,
)
KEYS = ["key", "name", "adjective", "colour", "parties", "decided_on", "decision", "lists"]


@given(st.dictionaries(st.sampled_from(KEYS), toml))
def test_no_file_does_more_harm_than_being_refused(values: dict[str, str]) -> None:
    text = "[[bloc]]\n" + "".join(f"{key} = {value}\n" for key, value in values.items())

    with suppress(Rejected):
        read_blocs(text)
