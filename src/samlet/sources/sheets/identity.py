"""National identity numbers: found wherever they stand, so that they are never kept."""

from __future__ import annotations

import re
from typing import Final

from samlet.sources.sheets.folding import Cell, written
from samlet.sources.sheets.reasons import Note

HIDDEN: Final = "…"
# 11 digits, often written as 6 + 5; not part of a longer number.
_ELEVEN: Final = re.compile(r"(?<![\d+])(\d{6})[ \u00a0.-]?(\d{5})(?!\d)")
_FIRST: Final = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND: Final = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def is_national_id(cell: Cell) -> bool:
    """The cell is a national identity number and nothing else.

    A number cell has lost a leading zero. D-numbers, help numbers and the synthetic numbers of
    test populations are told as well, by check digits and a day and month that can be.
    """
    if isinstance(cell, bool):
        return False
    if isinstance(cell, (int, float)):
        text = written(cell)
        return len(text) in (10, 11) and _checks(text.zfill(11))
    if not isinstance(cell, str):
        return False
    found = _ELEVEN.fullmatch(cell.strip())
    return found is not None and _checks("".join(found.groups()))


def without_national_ids(text: str) -> tuple[str, tuple[Note, ...]]:
    """The text with each national identity number taken out."""
    if len(text) < 11:
        return text, ()
    found = [match for match in _ELEVEN.finditer(text) if _checks("".join(match.groups()))]
    if not found:
        return text, ()
    for match in reversed(found):
        text = f"{text[: match.start()]}{HIDDEN}{text[match.end() :]}"
    return text, (Note("national_id_removed"),)


def _checks(digits: str) -> bool:
    from stdnum.no import fodselsnummer  # noqa: PLC0415  needed only where 11 digits stand

    if fodselsnummer.is_valid(digits):
        return True
    numbers = [int(digit) for digit in digits]
    if _remainder(numbers, _FIRST) != numbers[9] or _remainder(numbers, _SECOND) != numbers[10]:
        return False
    # Help numbers add 40 to the month, synthetic ones 65 or 80; the century's digits are not asked.
    day, month = int(digits[:2]), int(digits[2:4])
    months = {month, month - 40, month - 65, month - 80}
    return 1 <= (day - 40 if day > 40 else day) <= 31 and any(1 <= one <= 12 for one in months)


def _remainder(numbers: list[int], weights: tuple[int, ...]) -> int:
    return -sum(n * w for n, w in zip(numbers, weights, strict=False)) % 11
