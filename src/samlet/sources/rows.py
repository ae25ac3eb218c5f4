"""What a result file holds once it is read: plain rows, before anything is settled or stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from samlet.sources.errors import sentence

Kind = Literal["municipal", "county", "storting"]
RowKind = Literal["list", "aggregate", "member"]


@dataclass(frozen=True, slots=True)
class ListRow:
    """One list in one contest. None means that the file does not say, never zero.

    ballots, seats, list_votes, received, given: whole numbers, >= 0.
    share: of the ballots given to lists, 0 to 1; share_decimals: decimals of the published
    percentage. row_kind: add "list" and "aggregate"; a "member" is already in the aggregate.
    line: where in the file, from 1 (JSON: the record).
    """

    code: str
    name: str
    ballots: int | None = None
    share: float | None = None
    seats: int | None = None
    list_votes: int | None = None
    received: int | None = None
    given: int | None = None
    line: int = 0
    row_kind: RowKind = "list"
    share_decimals: int | None = None


@dataclass(frozen=True, slots=True)
class ContestRows:
    """One contest: an election in one municipality, county or Storting district.

    number: four digits (municipality) or two (county, Storting district), as at the time; "" when
    the file gives the name only. county: name of the county where the file gives it. approved:
    approved ballots with the blank ones. sequence: list codes in
    the order the seats were awarded, where the file tells it. complete: False when lists are known
    to be missing or known only by share, so that the contest must never be settled.
    """

    number: str
    name: str
    lists: tuple[ListRow, ...]
    electorate: int | None = None
    approved: int | None = None
    blank: int | None = None
    council_seats: int | None = None
    line: int = 0
    kind: Kind = "municipal"
    complete: bool = True
    sequence: tuple[str, ...] = ()
    county: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that was not used, with the reason. line is 1-based (JSON: the record); where is the
    JSON path when there is one. The contest of the line is left out whole, so that no contest is
    half read."""

    line: int
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    where: str = ""

    def __str__(self) -> str:
        place = f"{self.line} ({self.where})" if self.where else str(self.line)
        return f"{place}: {sentence(self.code, self.params)}"


@dataclass(frozen=True, slots=True)
class ResultFile:
    """A result file as read. kind is that of its contests; where a file mixes county and municipal
    contests (the party-support register) it is "municipal" and each contest tells its own.
    notes: lines that were rightly passed over, such as one that repeats an earlier line."""

    kind: Kind
    year: int
    format: str
    contests: tuple[ContestRows, ...]
    rejected: tuple[Rejected, ...] = ()
    notes: tuple[Rejected, ...] = ()
