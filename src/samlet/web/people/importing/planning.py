"""What an import of people would do, row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils import timezone
from rapidfuzz import fuzz

from samlet.sources.sheets import Parsed, ParsedRow, PersonName, PositionText, fold
from samlet.web.core import access
from samlet.web.core.actor import Actor
from samlet.web.core.importing import Note, Planner, RowPlan
from samlet.web.core.models import ImportBatch, Subject
from samlet.web.organisations.importing.naming import Units
from samlet.web.organisations.models import Unit
from samlet.web.people.importing.own_lists import offices_of
from samlet.web.people.models import Person, Position
from samlet.web.places.models import Municipality

ALIKE = 88  # of 100: names as alike as this are the same person when a contact is the same too
# Offices of a branch and not of the club at one's workplace, when the row names both.
OF_BRANCHES = frozenset({"branch_leader", "treasurer", "education_officer"})
FIELDS = (
    "given_name", "family_name", "email", "mobile", "language", "home_municipality", "works_at",
)  # fmt: skip
REFERENCES = FIELDS[5:]
LANGUAGES = {
    "nb": "nb", "bokmal": "nb", "nn": "nn", "nynorsk": "nn", "en": "en", "engelsk": "en",
    "english": "en",
}  # fmt: skip


@dataclass
class PersonRow(RowPlan):
    """unit: where somebody new is at home. offices: [kind, unit pk, from, to] to add; ends:
    position pk → last day. all_offices: every office of the row, should it be of somebody new.
    """

    unit: int | None = None
    offices: list[list[Any]] = field(default_factory=list)
    all_offices: list[list[Any]] = field(default_factory=list)
    ends: dict[str, str] = field(default_factory=dict)


class Known:
    """Everybody in the register whom the actor may change, by all that can tell who it is."""

    def __init__(self, actor: Actor, register: Subject) -> None:
        held = access.scoped(actor, Position, "people.view").select_related("kind", "unit")
        people = (
            access.scoped(actor, Person, "people.edit")
            .filter(subject__controller=register, merged_into=None)
            .select_related("subject", "home_municipality", "works_at")
            .prefetch_related(Prefetch("positions", held, to_attr="ever"))
        )
        self.by_pk: dict[int, Person] = {}
        self.by_id: dict[str, int] = {}
        self.by_email: dict[str, int] = {}
        self.by_mobile: dict[str, int] = {}
        self.by_name: dict[str, list[int]] = defaultdict(list)
        for person in people.iterator(chunk_size=2000):
            self.by_pk[person.pk] = person
            self.by_id[person.public_id] = person.pk
            if person.email:
                self.by_email.setdefault(person.email.lower(), person.pk)
            if person.mobile:
                self.by_mobile.setdefault(person.mobile, person.pk)
            self.by_name[fold(person.name)].append(person.pk)


class PeoplePlanner(Planner):
    """Plans the rows of one batch for one actor."""

    def __init__(self, actor: Actor, batch: ImportBatch) -> None:
        self.batch = batch
        self.known = Known(actor, batch.controller)
        self.units = Units(actor, batch.controller, "people.edit")
        self.today = timezone.localdate()
        self.places = {
            place.number: (place.pk, place.name)
            for place in Municipality.objects.filter(valid_to=None)
        }
        self.workplaces = self._workplaces()
        self.seen: dict[int | tuple[str, ...], int] = {}

    def _workplaces(self) -> dict[str, int]:
        rows = Unit.objects.filter(pk__in=list(self.units.names), kind__key="workplace")
        named: dict[str, list[int]] = defaultdict(list)
        for pk, name in rows.values_list("pk", "name"):
            named[fold(name)].append(pk)
        return {name: pks[0] for name, pks in named.items() if len(pks) == 1}

    def plan(self, row: ParsedRow) -> PersonRow:
        """The fate of one row."""
        made = PersonRow(row.number)
        cells = row.cells
        name = self._as_held(cells)
        for field_, cell in cells.items():
            if field_ != "name" or name is None:
                made.notes.extend((note.code, dict(note.params)) for note in cell.notes)
        name = name or _value(cells, "name")
        if not isinstance(name, PersonName):
            made.rejected(("no_name", {}))
            return made
        made.name = f"{name.given} {name.family}".strip()
        found = self.units.of_row(cells)
        made.unit, made.where = found.unit, found.name
        self._read_values(made, name, cells)
        if not self._valid(made):
            return made
        self._find(made, cells)
        self._offices(made, cells, found.why)
        return self._judged(made) if made.fate != "rejected" else made

    def _as_held(self, cells: Mapping[str, Parsed[Any]]) -> PersonName | None:
        """The name as it is registered, when the row has it as Samlet writes it: which of the
        words are the family name is known then, and not guessed anew.
        """
        person = self.known.by_pk.get(self.known.by_id.get(_value(cells, "public_id") or "", 0))
        if person is None or "name" not in cells or cells["name"].typed != person.name:
            return None
        return PersonName(person.given_name, person.family_name)

    def _read_values(
        self, made: PersonRow, name: PersonName, cells: Mapping[str, Parsed[Any]]
    ) -> None:
        values: dict[str, Any] = {"given_name": name.given, "family_name": name.family}
        email = _value(cells, "email")
        if email is not None:
            if email.shared:
                made.notes.append(("shared_email", {}))
            else:
                values["email"] = email.address
        mobile = _value(cells, "mobile") or _value(cells, "phone")
        if mobile is not None:
            values["mobile"] = mobile.e164
        home = _value(cells, "home_municipality")
        if home is not None and home.kind == "municipality" and home.number in self.places:
            values["home_municipality"] = self.places[home.number][0]
        language = LANGUAGES.get(fold(_value(cells, "language") or ""))
        if language is not None:
            values["language"] = language
        workplace = _value(cells, "workplace")
        if workplace and fold(workplace) in self.workplaces:
            values["works_at"] = self.workplaces[fold(workplace)]
        made.values, made.whole = values, dict(values)

    def _valid(self, made: PersonRow) -> bool:
        """The rules that a form would hold the values to."""
        plain = {key: made.values[key] for key in FIELDS[:5] if key in made.values}
        try:
            Person(**plain).clean_fields(exclude=["subject"])
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                label = str(Person._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
                made.rejected(("plain", {"text": f"{label}: {' '.join(messages)}"}))
            return False
        return True

    def _find(self, made: PersonRow, cells: Mapping[str, Parsed[Any]]) -> None:
        """Who it is: by Samlet's id, by e-mail or mobile with the name, by name where they are."""
        given = _value(cells, "public_id")
        if given:
            pk = self.known.by_id.get(given)
            if pk is None:
                made.rejected(("id_elsewhere", {}))
            made.target = pk
            return
        for index, key in (
            (self.known.by_email, str(made.values.get("email", "")).lower()),
            (self.known.by_mobile, made.values.get("mobile", "")),
        ):
            pk = index.get(key) if key else None
            if pk is None:
                continue
            person = self.known.by_pk[pk]
            if fuzz.token_sort_ratio(fold(person.name), fold(made.name)) >= ALIKE:
                made.target = pk
            else:
                made.doubt(person.pk, person.name, "other_name")
            return
        for pk in self.known.by_name.get(fold(made.name), ()):
            person = self.known.by_pk[pk]
            if made.unit is not None and any(one.unit_id == made.unit for one in _ever(person)):
                made.doubt(person.pk, person.name, "same_name")
                return

    def _offices(
        self, made: PersonRow, cells: Mapping[str, Parsed[Any]], no_unit: Note | None
    ) -> None:
        """The offices of the row: each in its own unit when it names one, else in the row's."""
        named = cells.get("position")
        offices: tuple[PositionText, ...] = (named.value or ()) if named is not None else ()
        held = _ever(self.known.by_pk[made.target]) if made.target is not None else []
        if named is not None and (own := offices_of(named, held, self.units, self.today)):
            offices = own.value or ()
            said_before = [(note.code, dict(note.params)) for note in named.notes]
            made.notes = [note for note in made.notes if note not in said_before]
            made.notes.extend((note.code, dict(note.params)) for note in own.notes)
        period, status = _value(cells, "period"), _value(cells, "status")
        begun = _first(_value(cells, "from")) or _first(getattr(period, "started", None))
        ended = _last(_value(cells, "to")) or _last(getattr(period, "ended_on", None))
        gone = status is not None and status.kind in ("left", "retired", "deceased")
        wanted = 0
        for office in offices:
            if office.political:
                made.notes.append(("political", {}))
                continue
            unit, why = made.unit, no_unit
            if office.unit_text:
                found = self.units.called(office.unit_text)
                unit, why = found.unit, found.why
            elif office.kind in OF_BRANCHES and (branch := self.units.branch_of(cells)):
                unit = branch.unit or unit
            if unit is None:
                made.rejected(why or ("no_unit", {}))
                return
            wanted += 1
            last = _last(office.ended_on) or ended
            if (office.ended or gone) and last is None:
                made.notes.append(("said_ended", {}))
                last = self.today
            self._office(made, office.kind, unit, _first(office.started) or begun, last)
        if not wanted and made.target is None and made.near is None:
            made.rejected(*([no_unit] if no_unit and not offices else [("no_office", {})]))

    def _office(
        self, made: PersonRow, kind: str, unit: int, begun: date | None, ended: date | None
    ) -> None:
        """Add the office unless it is there; end it when the row says that it has ended."""
        made.all_offices.append([kind, unit, _iso(begun), _iso(ended)])
        person = self.known.by_pk.get(made.target or made.near or 0)
        for one in _ever(person) if person is not None else ():
            if one.unit_id == unit and one.kind.key == kind:
                if ended is not None and one.to_day is None:
                    made.ends[str(one.pk)] = ended.isoformat()
                return
        made.offices.append([kind, unit, _iso(begun), _iso(ended)])

    def _judged(self, made: PersonRow) -> PersonRow:
        """New, changed or the same; and whether the same person stood in an earlier row."""
        person = self.known.by_pk.get(made.target or made.near or 0)
        if person is not None:
            for name, value in list(made.values.items()):
                held = getattr(person, f"{name}_id" if name in REFERENCES else name)
                if held == value:
                    del made.values[name]
                else:
                    made.old[name] = self._told(name, held)
        changes = made.values or made.offices or made.ends
        if person is not None and not changes and not (person.email or person.mobile):
            self._all_held(made, person)
        if made.fate != "doubtful":
            made.fate = "new" if person is None else "changed" if changes else "same"
        made.told = {name: self._told(name, value) for name, value in made.values.items()}
        self._twice(made)
        return made

    def _all_held(self, made: PersonRow, person: Person) -> None:
        """No doubt where row and person are alike and neither has e-mail or mobile to tell them
        apart by: the same file twice is the same.
        """
        if ("same_name", {}) in made.notes:
            made.notes.remove(("same_name", {}))
            made.target, made.near, made.near_name, made.fate = person.pk, None, "", "same"

    def _twice(self, made: PersonRow) -> None:
        """A row about somebody of an earlier row adds to it, and never makes a second person."""
        contact = made.values.get("email") or made.values.get("mobile")
        key: int | tuple[str, ...]
        key = made.target or (fold(made.name), str(contact or made.unit))
        if key not in self.seen:
            self.seen[key] = made.number
        elif made.target is None and made.fate == "new":
            made.rejected(("twice", {"row": self.seen[key]}))

    def _told(self, name: str, value: Any) -> Any:
        """A value as people read it."""
        if name == "home_municipality":
            return next((said for pk, said in self.places.values() if pk == value), "")
        if name == "works_at":
            return self.units.names.get(value, "")
        return value

    def warnings(self, plans: Sequence[RowPlan]) -> list[tuple[str, int]]:
        ends = sum(len(made.ends) for made in plans if isinstance(made, PersonRow))
        return [("ends", ends)] if ends else []

    def missing(self, plans: Sequence[RowPlan]) -> int:
        """How many with an office today, in the units of the file, do not stand in it."""
        rows = [made for made in plans if isinstance(made, PersonRow)]
        units = {made.unit for made in rows if made.unit}
        named = {made.target or made.near for made in rows}
        return sum(
            1
            for pk, person in self.known.by_pk.items()
            if pk not in named
            and any(one.unit_id in units and one.to_day is None for one in _ever(person))
        )


def _ever(person: Person) -> list[Position]:
    ever: list[Position] = getattr(person, "ever")  # prefetched by Known  # noqa: B009
    return ever


def _value(cells: Mapping[str, Parsed[Any]], name: str) -> Any:
    return cells[name].value if name in cells else None


def _first(day: Any) -> date | None:
    return day.first if day is not None else None


def _last(day: Any) -> date | None:
    return day.last if day is not None else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
