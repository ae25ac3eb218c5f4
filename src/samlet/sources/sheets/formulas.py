"""Cells that no spreadsheet takes for a formula, and the way back."""

from __future__ import annotations

import re
from typing import Final

# The first sign that makes Excel, LibreOffice or Numbers calculate; the full-width ones are turned
# into the plain ones by some versions when a file is opened.
_STARTS: Final = "=+\\-@\t\r\n＝＋－＠"
_RISKY: Final = re.compile(rf"'*\s*[{_STARTS}]")
_MARKED: Final = re.compile(rf"'(?='*\s*[{_STARTS}])")


def safe_cell(text: str) -> str:
    """Text for a cell of a CSV or Excel file: with an apostrophe before what would calculate.

    An apostrophe that stands before such a sign already gets one more, so that `typed_cell` gives
    every text back as it was.
    """
    return f"'{text}" if _RISKY.match(text) else text


def typed_cell(text: str) -> str:
    """What was written before `safe_cell`: the one apostrophe it put there is taken away."""
    return _MARKED.sub("", text, count=1) if text[:1] == "'" else text
