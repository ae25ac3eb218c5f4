"""Plain sheets of any length, for measuring: organisations, and people with offices in them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from samlet.synthetic import contacts
from samlet.synthetic.dice import Dice
from samlet.synthetic.names import person_name

PLACES = ("Ås", "Asker", "Bærum", "Lillestrøm", "Ullensaker", "Eidsvoll", "Nannestad", "Vestby")
OFFICES = ("tillitsvalgt", "klubbleder", "kasserer", "styremedlem", "verneombud")
UNITS_HEAD = ("Navn", "Slag", "Hører til", "Nummer", "Kommune", "E-post", "Tlf")
PEOPLE_HEAD = ("Navn", "Klubb", "Verv", "E-post", "Mobil", "Bor i", "Valgt fra")
CLUBS_OF_A_BRANCH = 40


def units_sheet(rows: int, region: str) -> bytes:
    """Branches below a region and clubs below them, `rows` in all: an xlsx file."""
    branches = max(1, rows // (CLUBS_OF_A_BRANCH + 1))
    lines: list[Sequence[object]] = [
        (f"Oppdiktet forening {n}", "Fagforening", region, str(n), PLACES[n % len(PLACES)], "", "")
        for n in range(1, branches + 1)
    ]
    for n in range(rows - branches):
        above = f"Oppdiktet forening {n % branches + 1}"
        place, box = PLACES[n % len(PLACES)], contacts.shared_box(f"klubb{n}")
        lines.append((club(n), "Klubb", above, "", place, box, contacts.mobile(n, 5)))
    return _written(UNITS_HEAD, lines)


def club(n: int) -> str:
    return f"Oppdiktet klubb {n}"


def people_sheet(rows: int, clubs: int, seed: int = 1) -> bytes:
    """`rows` people with an office each in the clubs of units_sheet: an xlsx file."""
    dice = Dice(seed, "plain sheet")
    lines: list[Sequence[object]] = []
    for n in range(rows):
        given, family = person_name(dice)
        mail, number = contacts.email(given, family, n), contacts.mobile(n, 5)
        place, office = dice.pick(PLACES), dice.pick(OFFICES)
        name = f"{given} {family}"
        lines.append((name, club(n % clubs), office, mail, number, place, "1.3.2025"))
    return _written(PEOPLE_HEAD, lines)


def _written(head: Sequence[str], lines: Iterable[Sequence[object]]) -> bytes:
    import xlsxwriter  # noqa: PLC0415  only this needs it

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Oppdiktet")
        for n, line in enumerate((head, *lines)):
            sheet.write_row(n, 0, line)
    return target.getvalue()
