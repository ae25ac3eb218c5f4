"""What a room gives so that its rows can be imported: columns, a planner, a writer, words."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar

from django.urls import reverse

from samlet.sources.sheets import VOCABULARY, ParsedRow, Vocabulary
from samlet.sources.sheets.vocabulary import About
from samlet.web.core.actor import Actor
from samlet.web.core.changes import Recorder
from samlet.web.core.jobs import Progress
from samlet.web.core.models import ImportBatch

if TYPE_CHECKING:
    from django import forms
    from django.utils.functional import _StrOrPromise

Fate = Literal["new", "changed", "same", "doubtful", "rejected"]
FATES: tuple[Fate, ...] = ("new", "changed", "same", "doubtful", "rejected")
SAME, NEW, SKIP = "same", "new", "skip"  # what somebody chooses for a doubtful row
SLICE = 500  # rows that are written at a time: the bar moves, and memory stays small
Note = tuple[str, dict[str, Any]]
T = TypeVar("T")


@dataclass
class RowPlan:
    """One row: its fate, what it is about, and what would be written.

    target: what it is about, when that is known and there. near: what it may be, for a doubtful
    one. values: what differs from what stands there, old: that; whole: everything the row says,
    should it be of something new. told: the new values as people read them.
    """

    number: int
    fate: Fate = "new"
    name: str = ""
    where: str = ""
    target: int | None = None
    near: int | None = None
    near_name: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    whole: dict[str, Any] = field(default_factory=dict)
    old: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def rejected(self, *why: Note) -> None:
        self.fate = "rejected"
        self.notes.extend(why)

    def doubt(self, near: int, name: str, why: str) -> None:
        """It may be this one, and somebody must say so."""
        self.fate, self.near, self.near_name = "doubtful", near, name
        self.notes.append((why, {}))


@dataclass(frozen=True)
class Change:
    """A field as the page tells it: old → new; what is there for the first time has no old."""

    field: str
    old: str
    new: str


class Planner(ABC):
    """Works out rows of one batch for one actor; it reads all it needs once, and writes nothing."""

    @abstractmethod
    def plan(self, row: ParsedRow) -> RowPlan:
        """The fate of one row."""

    def finish(self, plans: Sequence[RowPlan]) -> None:
        """What can only be judged when all rows are read."""
        return

    def warnings(self, plans: Sequence[RowPlan]) -> list[tuple[str, int]]:
        """What somebody must take note of: (key, number), worded by ImportKind.warning."""
        return []

    def missing(self, plans: Sequence[RowPlan]) -> int:
        """How many are there and do not stand in the file."""
        return 0


@dataclass(frozen=True)
class Writing:
    """What a kind writes with. rows: those wanted, as the plan holds them."""

    actor: Actor
    batch: ImportBatch
    rows: Sequence[dict[str, Any]]
    recorder: Recorder
    progress: Progress | None

    def target(self, row: Mapping[str, Any]) -> int | None:
        """What the row is about, or None for something new."""
        if row["fate"] == "doubtful":
            same = self.batch.choices.get(str(row["number"])) == SAME
            return row["near"] if same else None
        found: int | None = row["target"]
        return found

    def slices(self) -> Iterator[Sequence[dict[str, Any]]]:
        """The rows, some at a time; each slice counts as done when the next is asked for."""
        for some in slices(self.rows, SLICE):
            yield some
            if self.progress is not None:
                self.progress.advance(len(some))


def slices(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


class ImportKind(ABC):
    """One kind of row that can be imported.

    key: kept with each batch. about: whose columns they are, for the reader of sheets. act: who
    may import. writes: the act each row needs by hand, which an undo asks for as well. room: the
    namespace of its addresses. fields: the columns it takes, by the names people read.
    naming: the values that make the name, which stands beside what is told of a new one.
    changing: the parts of a plan of which any changes somebody or something that is there.
    """

    key: ClassVar[str]
    about: ClassVar[About]
    act: ClassVar[str]
    writes: ClassVar[str]
    room: ClassVar[str]
    home: ClassVar[str]
    title: ClassVar[_StrOrPromise]
    lead: ClassVar[_StrOrPromise]
    home_title: ClassVar[_StrOrPromise]
    another: ClassVar[_StrOrPromise]
    fields: ClassVar[Mapping[str, _StrOrPromise]]
    naming: ClassVar[Sequence[str]] = ()
    changing: ClassVar[Sequence[str]] = ("values",)
    never: ClassVar[Sequence[_StrOrPromise]] = ()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The reader's words; what this kind does not take is left out before it is kept."""
        return Vocabulary(
            tuple(
                replace(one, outcome="ignored", why="not_needed")
                if one.outcome == "field" and self.about in one.about and one.key not in self.fields
                else one
                for one in VOCABULARY.kinds
            )
        )

    def address(self, page: str, *args: str) -> str:
        return reverse(f"{self.room}:import_{page}", args=args)

    @abstractmethod
    def registers(self, actor: Actor) -> list[tuple[str, str]]:
        """The registers the actor may import into: id and name."""

    @abstractmethod
    def check_columns(self, fields: set[str], options: Mapping[str, str]) -> None:
        """Raise Rejected when these columns do not make a row."""

    def options(self, batch: ImportBatch) -> dict[str, forms.Field]:
        """What is asked beside the columns: name → field."""
        return {}

    @abstractmethod
    def planner(self, actor: Actor, batch: ImportBatch) -> Planner: ...

    @abstractmethod
    def write(self, writing: Writing) -> None:
        """Write the rows and all that follows from them."""

    @abstractmethod
    def label(self, name: str) -> str:
        """What a field of a plan's values is called."""

    def lines(self, rows: Sequence[Mapping[str, Any]]) -> list[list[str]]:
        """What each row leads to beside its fields, in sentences."""
        return [[] for _row in rows]

    def warning(self, key: str, count: int) -> str:
        """The sentence of a warning of its own. Raises KeyError for an unknown one."""
        raise KeyError(key)

    def missing(self, count: int) -> str:
        """That this many stand in the register and not in the file."""
        return ""

    def seen(self, actor: Actor, rows: Sequence[Mapping[str, Any]]) -> None:
        """Somebody looks at these rows: written in the audit trail where they are people."""
        return


_kinds: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> None:
    """From the room's AppConfig.ready()."""
    _kinds[kind.key] = kind


def kind_of(key: str) -> ImportKind:
    """The kind with this key; KeyError when no room has given it."""
    return _kinds[key]
