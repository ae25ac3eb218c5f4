"""Official result files: bytes in, plain rows out. No database, no network, no clock."""

from samlet.sources.errors import REASONS, UnreadableSource, sentence
from samlet.sources.reading import read_results
from samlet.sources.rows import ContestRows, Kind, ListRow, Rejected, ResultFile, RowKind

__all__ = [
    "REASONS",
    "ContestRows",
    "Kind",
    "ListRow",
    "Rejected",
    "ResultFile",
    "RowKind",
    "UnreadableSource",
    "read_results",
    "sentence",
]
