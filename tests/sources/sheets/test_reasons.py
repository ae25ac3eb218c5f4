"""Every reason the reading of sheets gives has a sentence, and no sentence stands unused."""

import re
from pathlib import Path

from samlet.sources import sheets
from samlet.sources.sheets.reasons import REASONS, sentence_of

SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted(Path(sheets.__file__).parent.glob("*.py"))
    if path.name != "reasons.py"
)


def test_every_code_that_is_given_has_a_sentence():
    given = set(re.findall(r'Note\(\s*"(\w+)"', SOURCE))
    given |= set(re.findall(r'UnreadableSheet\([^)]*?None, "(\w+)"', SOURCE))
    given |= set(re.findall(r'return "([a-z]+_[a-z_]+)"$', SOURCE, re.MULTILINE))

    assert {code for code in given if code not in REASONS} <= {"utf_8"}


def test_every_sentence_is_given_somewhere():
    assert [code for code in REASONS if f'"{code}"' not in SOURCE] == []


def test_every_sentence_can_be_filled_in_and_is_one():
    for code, text in REASONS.items():
        params = dict.fromkeys(re.findall(r"%\((\w+)\)s", text), "x")

        assert sentence_of(code, params).endswith((".", "?"))
