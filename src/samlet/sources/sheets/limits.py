"""How much of a spreadsheet is read: generous for any list of people, and nothing for a bomb."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from samlet.sources.sheets.reasons import Note, UnreadableSheet

LARGEST_MEGABYTES: Final = 50
LARGEST_UNPACKED_MEGABYTES: Final = 300
MOST_ROWS: Final = 200_000  # three times everybody in a position in the whole country
MOST_COLUMNS: Final = 300
MOST_CELLS: Final = 4_000_000
MOST_SHEETS: Final = 200


@dataclass(slots=True)
class Counted:
    """What a look through the file found before it was opened."""

    cells: int = 0
    notes: tuple[Note, ...] = ()
    hidden_columns: Mapping[str, frozenset[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Extent:
    """How far the filled cells of one sheet reach; checked as it grows."""

    filename: str
    rows: int = 0
    columns: int = 0

    def reach(self, rows: int, columns: int = 0) -> None:
        """A filled cell stands at row `rows` and column `columns`, from 1."""
        if rows > MOST_ROWS:
            raise UnreadableSheet(self.filename, None, "too_many_rows", {"limit": MOST_ROWS})
        if columns > MOST_COLUMNS:
            raise UnreadableSheet(self.filename, None, "too_many_columns", {"limit": MOST_COLUMNS})
        self.rows = max(self.rows, rows)
        self.columns = max(self.columns, columns)

    @property
    def cells(self) -> int:
        return self.rows * self.columns


def check_cells(filename: str, extents: list[Extent]) -> int:
    """The cells of all sheets. Raises UnreadableSheet when there are more than are read."""
    cells = sum(extent.cells for extent in extents)
    if cells > MOST_CELLS:
        raise UnreadableSheet(filename, None, "too_many_cells", {"limit": MOST_CELLS})
    return cells
