"""What an import of organisations would do, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from rapidfuzz import fuzz

from samlet.sources.sheets import Parsed, ParsedRow, fold
from samlet.web.core.actor import Actor
from samlet.web.core.importing import Note, Planner, RowPlan
from samlet.web.core.models import ImportBatch
from samlet.web.organisations.importing.known import Existing, KnownUnits, dialled, kinds_by_word
from samlet.web.organisations.importing.naming import Found, Units
from samlet.web.organisations.models import Edge, Unit
from samlet.web.organisations.reach import ACCESS_EDGES
from samlet.web.places.models import Municipality

Cells = Mapping[str, Parsed[Any]]
SAME_NAME = 75  # of 100: one number under names less alike than this is looked at by somebody
# The column that names a unit of a kind, where no column is simply the name.
NAMED_BY = (
    ("club", "club"),
    ("workplace", "workplace"),
    ("branch", "union_branch"),
    ("employer", "employer"),
    ("union", "union"),
)
IN_CLUBS = frozenset({"club", "section", "board"})


@dataclass
class UnitRow(RowPlan):
    """kind: of unit. parents: kind of edge → unit, or minus the row of one that is new as well.
    joins: those it does not have yet; leaves: kind of edge → the one that is left for it.
    """

    kind: str = ""
    parents: dict[str, int] = field(default_factory=dict)
    joins: dict[str, int] = field(default_factory=dict)
    leaves: dict[str, int] = field(default_factory=dict)


class UnitsPlanner(Planner):
    """Reads each row by itself, and judges when all are read: rows name one another."""

    def __init__(self, actor: Actor, batch: ImportBatch) -> None:
        self.units = Units(actor, batch.controller, "units.edit")
        self.known = KnownUnits(actor, self.units.open)
        self.kinds = kinds_by_word()
        self.otherwise = batch.options.get("kind", "")
        self.places = {
            place.number: (place.pk, place.name)
            for place in Municipality.objects.filter(valid_to=None)
        }
        self.place_names = dict(self.places.values())
        self.read: dict[int, tuple[UnitRow, Cells]] = {}
        self.by_name: dict[str, list[int]] = {}
        self.settled: dict[int, bool] = {}
        self.seen: dict[object, int] = {}
        self.planned: dict[int, set[int]] = {}

    # ---- one row by itself ---------------------------------------------------------------------

    def plan(self, row: ParsedRow) -> UnitRow:
        made, cells = UnitRow(row.number), row.cells
        for cell in cells.values():
            made.notes.extend((note.code, dict(note.params)) for note in cell.notes)
        self.read[row.number] = (made, cells)
        made.name, made.kind = self._name_and_kind(made, cells)
        if made.fate == "rejected":
            return made
        self._read_values(made, cells)
        if self._valid(made):
            self.by_name.setdefault(fold(made.name), []).append(row.number)
        return made

    def _name_and_kind(self, made: UnitRow, cells: Cells) -> tuple[str, str]:
        said = _typed(cells, "unit_kind")
        kind = self.kinds.get(fold(said)) if said else None
        name = _typed(cells, "unit_name")
        given = kind.key if kind is not None else self.otherwise
        if not name:
            column, of_column = next(
                ((one, key) for one, key in NAMED_BY if _typed(cells, one)), ("", "")
            )
            name, given = _typed(cells, column), given or of_column
        if not name:
            made.rejected(("no_unit_name", {}))
        elif said and kind is None:
            made.rejected(("unknown_kind", {"name": said[:60]}))
        elif not given:
            made.rejected(("no_kind", {}))
        return " ".join(name.split()), given

    def _read_values(self, made: UnitRow, cells: Cells) -> None:
        values: dict[str, Any] = {"name": made.name}
        if short := _typed(cells, "short_name"):
            values["short_name"] = short
        if number := self._number(made, cells):
            values["number"] = number
        if org := _value(cells, "org_number"):
            values["org_number"] = org
        place = _value(cells, "municipality")
        if place is not None and place.kind == "municipality" and place.number in self.places:
            values["municipality"] = self.places[place.number][0]
            made.where = self.places[place.number][1]
        email = _value(cells, "email")
        if email is not None:
            values["email"] = email.address
            if not email.shared:
                made.notes.append(("own_address", {}))
        phone = _value(cells, "phone") or _value(cells, "mobile")
        if phone is not None:
            values["phone"] = phone.national if phone.kind != "foreign" else phone.e164
        begun = _value(cells, "from")
        if begun is not None and begun.first is not None:
            values["valid_from"] = begun.first.isoformat()
        made.values, made.whole = values, dict(values)

    def _number(self, made: UnitRow, cells: Cells) -> str:
        """A number of its own: a column of branches' numbers is a club's branch's."""
        if own := _typed(cells, "unit_number"):
            return own
        if made.kind in IN_CLUBS:
            return ""
        part = _value(cells, "branch_number") or _value(cells, "branch")
        number: str = part.number if part is not None else ""
        return number

    def _valid(self, made: UnitRow) -> bool:
        """The rules that a form would hold the values to."""
        plain = {key: value for key, value in made.values.items() if key not in ("municipality",)}
        try:
            Unit(**plain).clean_fields(exclude=["subject", "kind"])
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                label = str(Unit._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
                made.rejected(("plain", {"text": f"{label}: {' '.join(messages)}"}))
            return False
        return True

    # ---- all rows ------------------------------------------------------------------------------

    def finish(self, plans: Sequence[RowPlan]) -> None:
        for number, (made, _cells) in self.read.items():
            if made.fate != "rejected":
                self._settle(number)

    def _settle(self, number: int) -> None:
        """The fate of a row, once those it belongs to have theirs."""
        made, cells = self.read[number]
        if number in self.settled:
            if not self.settled[number]:
                made.rejected(("circle", {}))
            return
        self.settled[number] = False
        if made.fate != "rejected":
            self._find_parents(made, cells)
        if made.fate != "rejected":
            self._match(made, cells)
        if made.fate != "rejected":
            self._judge(made, cells)
        self.settled[number] = True

    def _find_parents(self, made: UnitRow, cells: Cells) -> None:
        for edge, found, typed in self._named_parents(made, cells):
            if found.unit is not None:
                made.parents[edge] = found.unit
                continue
            number = self._in_file(made, typed)
            if number is not None:
                self._below_row(made, edge, number)
            elif edge in ACCESS_EDGES:
                made.rejected(_as_unknown(found, typed))
            else:
                made.notes.append(("not_added_there", {"name": typed}))
            if made.fate == "rejected":
                return

    def _named_parents(self, made: UnitRow, cells: Cells) -> list[tuple[str, Found, str]]:
        """What the row says that it belongs to, lies in, is at and is operated by."""
        named: list[tuple[str, Found, str]] = []
        if above := _typed(cells, "belongs_to"):
            named.append((Edge.Kind.BELONGS_TO, self._above(cells), above))
        elif made.kind in IN_CLUBS and (_typed(cells, "branch") or _typed(cells, "branch_number")):
            typed = _typed(cells, "branch") or _typed(cells, "branch_number")
            found = self.units.branch_of(cells) or Found(None)
            named.append((Edge.Kind.BELONGS_TO, found, typed))
        elif made.kind in {*IN_CLUBS, "union_branch", "union_region"} and _typed(cells, "union"):
            named.append((Edge.Kind.BELONGS_TO, self._union(cells), _typed(cells, "union")))
        if around := _typed(cells, "lies_in"):
            named.append((Edge.Kind.LIES_IN, self.units.called(around), around))
        if made.kind in IN_CLUBS and (at := _typed(cells, "workplace")):
            named.append((Edge.Kind.LOCATED_AT, self._seen("workplace", at, made), at))
        if made.kind == "workplace" and (by := _typed(cells, "employer")):
            named.append((Edge.Kind.OPERATED_BY, self._seen("employer", by, made), by))
        return named

    def _above(self, cells: Cells) -> Found:
        """By its name, its id, or as a branch is named: "avd 850"."""
        text = _typed(cells, "belongs_to")
        if text in self.known.by_id and self.known.by_id[text] in self.units.open:
            pk = self.known.by_id[text]
            return Found(pk, self.known.by_pk[pk].name)
        found = self.units.called(text)
        if found.unit is None and found.why and found.why[0] != "not_yours":
            as_branch = {**cells, "branch": cells["belongs_to"], "branch_number": Parsed(None, "")}
            by_number = self.units.branch_of(as_branch)
            return by_number if by_number is not None and by_number.unit is not None else found
        return found

    def _union(self, cells: Cells) -> Found:
        """The union of the row; by what it is called here, or by any other of its names."""
        union = _value(cells, "union")
        pk = self.units.union_with(union.key) if union is not None and union.key else None
        if pk is not None and pk in self.units.open:
            return Found(pk, self.units.names[pk])
        return self.units.called(_typed(cells, "union"))

    def _seen(self, kind: str, name: str, made: UnitRow) -> Found:
        """A workplace or an employer. No access follows from it, so it need not be one's own."""
        pks = self.known.called(kind, name)
        place = made.values.get("municipality")
        if len(pks) > 1:
            there = [pk for pk in pks if self.known.by_pk[pk].columns["municipality_id"] == place]
            pks = there or pks
        return Found(pks[0], self.known.by_pk[pks[0]].name) if len(pks) == 1 else Found(None)

    def _in_file(self, made: UnitRow, text: str) -> int | None:
        rows = [number for number in self.by_name.get(fold(text), ()) if number != made.number]
        return rows[0] if len(rows) == 1 else None

    def _below_row(self, made: UnitRow, edge: str, number: int) -> None:
        """It belongs to something that stands in the file as well."""
        self._settle(number)
        above, _cells = self.read[number]
        if above.fate == "rejected":
            made.rejected(("parent_left_out", {"row": number}))
        elif above.fate == "doubtful":
            made.rejected(("parent_in_doubt", {"row": number}))
        else:
            made.parents[edge] = above.target or -number

    def _match(self, made: UnitRow, cells: Cells) -> None:
        """Which one it is: by Samlet's id, by organisation number, by name where it lies."""
        given = _value(cells, "public_id")
        if given:
            made.target = self.known.by_id.get(given)
            if made.target is None:
                made.rejected(("no_such_id", {}))
            return
        for pk in self.known.with_org_number(made.kind, made.values.get("org_number")):
            one = self.known.by_pk[pk]
            if fuzz.token_sort_ratio(fold(one.name), fold(made.name)) >= SAME_NAME:
                made.target = pk
            else:
                made.doubt(pk, one.name, "same_number")
            return
        self._match_name(made)

    def _match_name(self, made: UnitRow) -> None:
        named = self.known.called(made.kind, made.name)
        fitting = [pk for pk in named if self._agrees(made, self.known.by_pk[pk])]
        if len(fitting) > 1:
            names = sorted({self.known.by_pk[pk].name for pk in fitting})
            made.rejected(("several_units", {"near": "; ".join(names)}))
        elif fitting:
            made.target = fitting[0]
        elif named:
            made.doubt(named[0], self.known.by_pk[named[0]].name, "elsewhere")
        else:
            parents = [pk for pk in made.parents.values() if pk > 0]
            place = made.values.get("municipality")
            near = self.known.alike(made.kind, made.name, place, parents)
            if near is not None:
                made.doubt(near, self.known.by_pk[near].name, "alike_unit")

    def _agrees(self, made: UnitRow, one: Existing) -> bool:
        """Nothing the row says of number, place or belonging speaks against that it is this."""
        number, org = made.values.get("number"), made.values.get("org_number")
        if number and one.columns["number"] and number != one.columns["number"]:
            return False
        if org and one.columns["org_number"] and org != one.columns["org_number"]:
            return False
        place, held = made.values.get("municipality"), one.columns["municipality_id"]
        if place and held and place != held:
            return False
        upper, uppers = made.parents.get("belongs_to"), one.parents.get("belongs_to", set())
        return upper is None or not uppers or upper in uppers

    def _judge(self, made: UnitRow, cells: Cells) -> None:
        pk = made.target or made.near
        one = self.known.by_pk.get(pk) if pk else None
        if self._twice(made):
            return
        if one is None:
            self._judge_new(made)
        else:
            self._judge_known(made, cells, one)
        made.told = {name: self._told(name, value) for name, value in made.values.items()}
        for edge, upper in made.joins.items():
            made.told[edge] = self._unit_name(upper)
            if edge in made.leaves:
                made.old[edge] = self._unit_name(made.leaves[edge])

    def _judge_new(self, made: UnitRow) -> None:
        made.joins = dict(made.parents)
        above = [pk for edge, pk in made.parents.items() if edge in ACCESS_EDGES]
        if not above and made.values.get("municipality") not in self.known.covering:
            made.rejected(("no_parent", {}))

    def _judge_known(self, made: UnitRow, cells: Cells, one: Existing) -> None:
        if made.kind != one.kind:
            made.notes.append(("kind_stays", {}))
        ended = _value(cells, "to")
        if ended is not None and ended.last != one.columns["valid_to"]:
            made.notes.append(("end_by_hand", {}))
        for name, value in list(made.values.items()):
            held = one.columns[f"{name}_id" if name == "municipality" else name]
            if self._is_held(name, value, held):
                del made.values[name]
            else:
                made.old[name] = self._told(name, held)
        self._find_moves(made, one)
        if made.fate != "new":  # in doubt, or left out on the way
            return
        changes = made.values or made.joins
        made.fate = "changed" if changes else "same"
        if changes and one.pk not in self.known.editable:
            made.rejected(("unit_not_yours", {}))

    def _is_held(self, name: str, value: Any, held: Any) -> bool:
        if name == "phone":
            return dialled(value) == dialled(held)
        if name == "email":
            return bool(value.lower() == held.lower())
        return bool(value == (held.isoformat() if isinstance(held, date) else held))

    def _find_moves(self, made: UnitRow, one: Existing) -> None:
        """What it does not belong to, lie in … yet; it goes from the one it is at today."""
        for edge, upper in made.parents.items():
            present = one.parents.get(edge, set())
            if upper in present:
                continue
            if len(present) > 1:
                made.notes.append(("belongs_to_several", {}))
                continue
            made.joins[edge] = upper
            if present:
                made.leaves[edge] = next(iter(present))
        above = {upper for edge, upper in made.joins.items() if edge in ACCESS_EDGES}
        if not above:
            return
        left = {pk for edge, pk in made.leaves.items() if edge in ACCESS_EDGES}
        self.planned[one.pk] = (self.known.above.get(one.pk, set()) - left) | above
        if any(self.known.lies_below(upper, one.pk, self.planned) for upper in above):
            del self.planned[one.pk]
            made.rejected(("circle", {}))

    def _twice(self, made: UnitRow) -> bool:
        """A second row about one unit makes no second one, and says nothing against the first."""
        upper = made.parents.get("belongs_to")
        keys: list[object] = [made.target] if made.target else []
        if not made.target:
            keys.append((made.kind, fold(made.name), made.values.get("municipality"), upper))
            if org := made.values.get("org_number"):
                keys.append((made.kind, org))
        for key in keys:
            if (first := self.seen.setdefault(key, made.number)) != made.number:
                made.rejected(("unit_twice", {"row": first}))
                return True
        return False

    def _told(self, name: str, value: Any) -> Any:
        """A value as people read it."""
        if name == "municipality":
            return self.place_names.get(value, "")
        return value.isoformat() if isinstance(value, date) else value

    def _unit_name(self, ref: int) -> str:
        return self.read[-ref][0].name if ref < 0 else self.known.by_pk[ref].name

    def warnings(self, plans: Sequence[RowPlan]) -> list[tuple[str, int]]:
        moves = sum(bool(made.leaves) for made in plans if isinstance(made, UnitRow))
        return [("moves", moves)] if moves else []


def _as_unknown(found: Found, typed: str) -> Note:
    """Another's organisation is answered like one that does not exist."""
    if found.why is None or found.why[0] == "not_yours":
        return ("unknown_unit", {"name": typed})
    return found.why


def _typed(cells: Cells, name: str) -> str:
    return cells[name].typed.strip() if name in cells else ""


def _value(cells: Cells, name: str) -> Any:
    return cells[name].value if name in cells else None
