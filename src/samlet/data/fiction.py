"""Telephone numbers for people who do not exist, told apart from mistyped ones.

Nkom sets no series aside for fiction (its overview of the numbering plan, read 24 November 2026,
names none). Samlet's invented people have numbers in 42, 43 and 44: inside the plan's mobile range,
40 to 49, but in series that libphonenumber's metadata (9.0) gives to no operator. Such a number is
"possible" and not "valid"; whoever checks numbers asks `reaches_nobody` before refusing one.
"""

from __future__ import annotations

import re

FIRST = 42_000_000
SERIES = 3_000_000
_FICTION = re.compile(r"\+47(42|43|44)\d{6}")


def reaches_nobody(number: str) -> bool:
    """True for a number, in E.164, of the series that invented people have."""
    return _FICTION.fullmatch(number) is not None
