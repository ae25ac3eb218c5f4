"""A spreadsheet as people keep them, made from a register, and beside it what it says."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from samlet.synthetic import contacts, spoiling
from samlet.synthetic.dice import Dice
from samlet.synthetic.known import Known
from samlet.synthetic.rows import PersonRow, PositionRow, Register, UnitRow
from samlet.synthetic.spoiling import Cell, Spoilt, WrittenPosition
from samlet.synthetic.work import TRADES

SHEET = "Tillitsvalgte"
HEADINGS = {
    "name": ("Navn", "NAVN", "Tillitsvalgt", "Navn på tillitsvalgt"),
    "given_name": ("Fornavn", "Fornavn "),
    "family_name": ("Etternavn", "Etternamn"),
    "union": ("Forbund", "Fagforbund", "Forb."),
    "branch": ("Avd.", "Avdeling", "Fagforening", "Avd nr"),
    "workplace": ("Arbeidsplass", "Arb.sted", "Virksomhet", "Enhet"),
    "municipality": ("Kommune", "Komm.", "Arb.kommune"),
    "positions": ("Verv", "Funksjon", "Rolle", "Verv/funksjon"),
    "email": ("E-post", "Epost", "E-mail", "Mail"),
    "mobile": ("Mobil", "Tlf", "Telefon", "Tlf.nr"),
    "elected": ("Valgt", "Valgt dato", "Fra dato"),
    "note": ("Merknad", "Kommentar"),
}
NOTES = (
    *("", "", "", "", "", "frikjøpt 60 %", "permisjon", "sluttet?", "ny fra i år"),
    *("=ring først", "@husk kurs", "- se annen liste"),
)
BETWEEN = ("HUSK OPPDATERE", "*** Nye under her ***", "gul = ikke bekreftet")
REPEATED = 0.02
POLITICAL = 0.02


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """What one row of the sheet says, for certain; row counts from 1 as a spreadsheet does.

    Empty values are what the row leaves open, and doubts say why (spoiling.DOUBTS). person is the
    register's own row, which a reader of the sheet cannot know.
    """

    row: int
    person: str
    given_name: str
    family_name: str
    union: str
    branch_number: str
    workplace: str
    municipality_number: str
    positions: tuple[WrittenPosition, ...]
    email: str
    mobile: str
    elected: date | None
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MessyWorkbook:
    """content: the xlsx file. headings: field → heading as written. skipped: rows without people.

    refused_columns: headings of columns that must not be imported. cells: the sheet's rows.
    """

    content: bytes
    sheet: str
    heading_row: int
    headings: dict[str, str]
    expected: tuple[ExpectedRow, ...]
    skipped: tuple[int, ...]
    refused_columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]

    def as_csv(self, *, encoding: str = "cp1252", separator: str = ";") -> bytes:
        """The same sheet as separated text; letters the encoding lacks become question marks."""
        text = io.StringIO()
        writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
        for line in self.cells:
            writer.writerow(f"{c:%d.%m.%Y}" if isinstance(c, datetime) else c for c in line)
        return text.getvalue().encode(encoding, errors="replace")


def messy_workbook(
    register: Register, seed: int, rows: int, *, refused_columns: bool = False
) -> MessyWorkbook:
    """Write `rows` people of a register as a volunteer's spreadsheet, with the truth beside it.

    Same register and seed, same bytes. refused_columns adds a column of (invalid) national identity
    numbers and one of parties. Raises ValueError when the register has too few people with an
    office in a club or a branch.
    """
    page = _Page(Dice(seed, "sheet"), Known(register), refused_columns)
    page.fill(_chosen(page, rows))
    return MessyWorkbook(
        content=_written(page),
        sheet=SHEET,
        heading_row=page.heading_row,
        headings=page.headings,
        expected=tuple(page.expected),
        skipped=tuple(page.skipped),
        refused_columns=("Fødselsnr.", "Parti") if refused_columns else (),
        cells=tuple(map(tuple, page.cells)),
    )


@dataclass
class _Page:
    """The sheet while it is filled: rows of cells, and what they say."""

    dice: Dice
    known: Known
    refused: bool
    cells: list[list[Cell]] = field(default_factory=list)
    expected: list[ExpectedRow] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)
    heading_row: int = 0

    def fill(self, people: Sequence[tuple[PersonRow, bool]]) -> None:
        split = self.dice.chance(0.4)
        fields = [key for key in HEADINGS if key not in _left_out(split=split)]
        self.headings = {key: self.dice.pick(HEADINGS[key]) for key in fields}
        self._title()
        names = list(self.headings.values()) + (["Fødselsnr.", "Parti"] if self.refused else [])
        self._skip(*names)
        self.heading_row = len(self.cells)
        self.skipped.remove(self.heading_row)
        for number, (person, repeated) in enumerate(people):
            if number and self.dice.chance(0.03):
                self._between(names, number)
            self._person(person, repeated=repeated, split=split)
        self._skip()
        self._skip("", "Side 1 av 1")

    def _title(self) -> None:
        self._skip("Oversikt tillitsvalgte pr. 12.3.25 – OPPDIKTET EKSEMPEL")
        for _ in range(self.dice.between(1, 3)):
            self._skip(
                *self.dice.pick(((), ("Ajourføres av kontoret",), ("Internt", "", "utkast 3")))
            )
        above = [""] * len(self.headings)
        if self.dice.chance(0.5):
            above[list(self.headings).index("email")] = "Kontakt"
            self._skip(*above)

    def _skip(self, *cells: Cell) -> None:
        self.cells.append(list(cells))
        self.skipped.append(len(self.cells))

    def _between(self, names: list[str], number: int) -> None:
        """What stands between people: nothing, a shout, a sum, the headings again."""
        kind = self.dice.below(4)
        if kind == 0:
            self._skip()
        elif kind == 1:
            self._skip(self.dice.pick(BETWEEN))
        elif kind == 2:
            self._skip(f"Sum {number}")
        else:
            self._skip(*names)

    def _person(self, person: PersonRow, *, repeated: bool, split: bool) -> None:
        spoilt, positions = _spoil(self.dice, self.known, person)
        whole = spoilt.pop("name")
        doubts = [] if split else list(whole.doubts)
        cells: dict[str, Cell] = {key: one.cell for key, one in spoilt.items()}
        cells |= {"given_name": person.given_name, "family_name": f"{person.family_name} "}
        cells["name"] = whole.cell
        doubts += [doubt for one in spoilt.values() for doubt in one.doubts]
        if repeated:
            doubts.append("repeated")
        line = [cells[key] for key in self.headings]
        if self.refused:
            line += [_no_identity_number(self.dice), self.dice.pick(("", "Ap", "H", "SV", "ja"))]
        self.cells.append(line)
        elected = spoilt["elected"].meaning
        self.expected.append(
            ExpectedRow(
                row=len(self.cells),
                person=person.key,
                given_name=person.given_name,
                family_name=person.family_name,
                union=spoilt["union"].meaning,
                branch_number=spoilt["branch"].meaning,
                workplace=spoilt["workplace"].meaning,
                municipality_number=spoilt["municipality"].meaning,
                positions=positions,
                email=spoilt["email"].meaning,
                mobile=spoilt["mobile"].meaning,
                elected=date.fromisoformat(elected) if elected else None,
                doubts=tuple(dict.fromkeys(doubts)),
            )
        )


def _left_out(*, split: bool) -> set[str]:
    return {"name"} if split else {"given_name", "family_name"}


def _chosen(page: _Page, rows: int) -> list[tuple[PersonRow, bool]]:
    """The people of the sheet; a few stand there twice, further down."""
    known, dice = page.known, page.dice
    able = [
        person
        for person in known.register.people
        if person.controller and not person.twin_of and known.union_of(person)
    ]
    again = int(rows * REPEATED)
    if rows - again > len(able):
        raise ValueError(f"{rows} rows asked for, but only {len(able)} people to write")
    people = dice.some(able, rows - again)
    repeats = [(dice.pick(people), True) for _ in range(again)]
    return [(person, False) for person in people] + repeats


def _spoil(
    dice: Dice, known: Known, person: PersonRow
) -> tuple[dict[str, Spoilt], tuple[WrittenPosition, ...]]:
    """Every cell of a person's row."""
    branch = known.branch_of(person)
    assert branch is not None  # _chosen took only those who have one
    union = known.unions[known.union_of(person)]
    area = branch.name.rsplit(f"{branch.number} ", 1)[-1]
    held = sorted(known.held[person.key], key=lambda one: one.to_day is not None)
    offices = _offices(held, known.register.as_of.year)
    party = "Ap" if dice.chance(POLITICAL) else ""
    office, positions = spoiling.positions(dice, offices, party)
    at = known.units.get(person.works_at)
    given, family = person.given_name, person.family_name
    short = spoiling.WRITTEN[positions[0].kind][-1]
    forms = (union["name"], union["short"], *filter(None, union["abbreviations"].split("|")))
    ambiguous = tuple(union["ambiguous"].split("|"))
    other = contacts.mobile(len(known.register.people) + dice.below(1000), 7)
    shared = contacts.shared_box(f"avd{branch.number}")
    place = at.municipality_number if at else ""
    spoilt = {
        "name": spoiling.name(dice, given, family, short),
        "union": spoiling.union(dice, union["key"], forms, ambiguous, branch.number),
        "branch": spoiling.branch(dice, branch.number, area),
        "workplace": _workplace(dice, at),
        "municipality": _municipality(dice, known, place),
        "positions": office,
        "email": Spoilt("", ""),
        "mobile": Spoilt("", ""),
        "elected": spoiling.day(dice, held[0].from_day),
        "note": Spoilt(dice.pick(NOTES), ""),
    }
    if person.email:
        spoilt["email"] = spoiling.address(dice, person.email, f"{given} {family}", shared)
    if person.mobile:
        spoilt["mobile"] = spoiling.number(dice, person.mobile, other)
    return spoilt, positions


def _offices(held: list[PositionRow], year: int) -> list[tuple[WrittenPosition, str]]:
    """At most three offices, each once; with years when they ended before this one."""
    found: dict[WrittenPosition, str] = {}
    for one in held:
        end = one.to_day
        years = f"{one.from_day.year}–{end.year}" if end and end.year < year else ""
        found.setdefault(WrittenPosition(one.kind, end is not None), years)
    return list(found.items())[:3]


def _workplace(dice: Dice, at: UnitRow | None) -> Spoilt:
    """A workplace by its name, often with the kind of place cut short."""
    if at is None:
        return Spoilt("", "")
    shorter = {trade.name: trade.short for trade in TRADES if trade.short}
    stem, _, trade = at.name.partition(" ")
    if trade in shorter and dice.chance(0.3):
        return Spoilt(f"{stem} {shorter[trade]}", at.name)
    return Spoilt(at.name, at.name)


def _municipality(dice: Dice, known: Known, number: str) -> Spoilt:
    if not number:
        return Spoilt("", "")
    former = tuple(sorted(known.former[number]))
    return spoiling.municipality(dice, number, known.municipalities[number], former)


def _no_identity_number(dice: Dice) -> str:
    """Eleven digits in the shape of a national identity number that can be nobody's.

    Skatteetaten adds 80 to the month of its test people; the last digit is made wrong as well.
    """
    shown = (
        f"{dice.between(1, 28):02}{dice.between(81, 92)}{dice.between(50, 99)}{dice.below(1000):03}"
    )
    first = _check_digit(shown, (3, 7, 6, 1, 8, 9, 4, 5, 2))
    second = _check_digit(f"{shown}{first % 10}", (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))
    return f"{shown}{first % 10}{(second + 1) % 10}"


def _check_digit(digits: str, weights: tuple[int, ...]) -> int:
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return (11 - total % 11) % 11


def _written(page: _Page) -> bytes:
    """The sheet as an xlsx file, with a sheet of scribbles and a hidden old one."""
    import xlsxwriter  # noqa: PLC0415  only this needs it

    target = io.BytesIO()
    # Texts stay texts: what begins with = or looks like a number is written as people typed it.
    plain = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(target, plain)
    # The day is part of the file: without it two files of one seed would differ.
    made = datetime.combine(page.known.register.as_of, datetime.min.time())
    book.set_properties({"title": "Oppdiktet eksempel", "created": made})
    bold, dated = book.add_format({"bold": True}), book.add_format({"num_format": "dd.mm.yy"})
    sheet = book.add_worksheet(SHEET)
    for row, column, cell in _cells(page):
        if isinstance(cell, datetime):
            sheet.write_datetime(row, column, cell, dated)
        elif cell != "":
            sheet.write(row, column, cell, bold if row + 1 == page.heading_row else None)
    sheet.merge_range(0, 0, 0, len(page.headings) - 1, page.cells[0][0], bold)
    notes = book.add_worksheet("Ark2")
    notes.write(0, 0, "Huskeliste: ny kopimaskin")
    old = book.add_worksheet("Gammel liste")
    old.write_row(0, 0, ["Navn", "Tlf"])
    old.hide()
    book.close()
    return target.getvalue()


def _cells(page: _Page) -> Iterator[tuple[int, int, Cell]]:
    for row, line in enumerate(page.cells):
        for column, cell in enumerate(line):
            yield row, column, cell
