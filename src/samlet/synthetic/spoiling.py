"""Values as people write them in lists: each answer is the cell, what it means, and the doubt.

Every oddity has been seen in practice. A doubt is a code of DOUBTS: what a careful reader asks
about instead of guessing. An empty meaning says that the cell alone does not tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from samlet.synthetic.dice import Dice, Wheel

Cell = str | int | float | datetime

DOUBTS = {
    "union_ambiguous": "the short form stands for more than one union",
    "no_union": "the cell is empty, or names something that is no union",
    "municipality_former": "a municipality that has become part of another",
    "municipality_unknown": "a county, a district or a place that is no municipality",
    "two_numbers": "more than one number in the cell",
    "number_rounded": "a spreadsheet has rounded the number away",
    "no_number": "words where a number should be",
    "two_addresses": "more than one e-mail address in the cell",
    "address_mended": "a small fault in an e-mail address, with one way to mend it",
    "address_broken": "an e-mail address that cannot be one",
    "address_shared": "an e-mail box of a unit and not of a person",
    "no_such_day": "a day that is not in the calendar",
    "day_vague": "a season, a month or a year",
    "position_ended": "the position is over",
    "political": "a political office or a party beside the union's",
    "name_order": "family name first, without a comma",
    "name_in_three": "three names or more, so that nothing says where the family name begins",
    "mojibake": "letters that were read in the wrong encoding",
    "repeated": "the same person as in an earlier row",
}

WRITTEN = {
    "club_leader": ("klubbleder", "Klubbl.", "Leder klubb", "KLUBBLEDER"),
    "branch_leader": ("fagforeningsleder", "leder fagforening"),
    "shop_steward": ("tillitsvalgt", "TV", "tv", "Tillitsv."),
    "chief_shop_steward": ("HTV", "hovedtillitsvalgt", "hovedtillitsv."),
    "workplace_shop_steward": ("plasstillitsvalgt", "plasstill.v.", "PTV"),
    "joint_shop_steward": ("FTV", "fellestillitsvalgt"),
    "safety_rep": ("verneombud", "VO"),
    "board_member": ("styremedlem", "styremed.", "Styremedl."),
    "deputy_leader": ("nestleder", "nestl."),
    "treasurer": ("kasserer", "Kass."),
    "secretary": ("sekretær", "sekr."),
    "youth_steward": ("ungdomstillitsvalgt", "ungdomstv"),
    "education_officer": ("opplæringsansvarlig", "oppl.ansv."),
    "deputy_member": ("varamedlem", "vara"),
    "leader": ("leder", "Leder"),
}
_MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)


class Spoilt(NamedTuple):
    """cell: what stands there. meaning: what it says for certain, in plain form."""

    cell: Cell
    meaning: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenPosition:
    """One position of a cell: its kind, and whether the cell says that it is over."""

    kind: str
    ended: bool


_NAMES = Wheel(
    {
        "comma": 46,
        "plain": 28,
        "capitals": 9,
        "bracket": 6,
        "spaces": 6,
        "order": 3,
        "mojibake": 2,
    }
)


def name(dice: Dice, given: str, family: str, office: str) -> Spoilt:
    """A whole name in one cell; the meaning is "given|family"."""
    style = dice.turn(_NAMES)
    meaning = f"{given}|{family}"
    doubts: tuple[str, ...] = ("name_in_three",) if " " in f"{given}{family}" else ()
    if style == "order":
        return Spoilt(f"{family} {given}", meaning, (*doubts, "name_order"))
    if style == "mojibake":
        broken = f"{given} {family}".encode().decode("latin-1")
        if broken != f"{given} {family}":
            doubts = (*doubts, "mojibake")
        return Spoilt(broken, meaning, doubts)
    shouted = f"{given} {family}".upper()
    # Turkish ı has no capital of its own, nor can capitals tell al-Hassan from Al-Hassan.
    lost = shouted.lower() != f"{given} {family}".lower() or family[0].islower()
    if style == "comma" or (style == "capitals" and lost):
        return Spoilt(f"{family}, {given}", meaning)
    cell = {
        "plain": f"{given} {family}",
        "capitals": shouted,
        "bracket": f"{given} {family} ({office})",
        "spaces": f" {given}  {family}\N{NO-BREAK SPACE}",
    }[style]
    return Spoilt(cell, meaning, doubts)


_NUMBERS = Wheel(
    {
        "pairs": 20,
        "bare": 22,
        "triple": 14,
        "country": 12,
        "zeros": 6,
        "number": 10,
        "labelled": 5,
        "two": 4,
        "rounded": 2,
        "remark": 4,
        "words": 1,
    }
)


def number(dice: Dice, mobile: str, other: str) -> Spoilt:
    """A mobile number, +47 and eight digits, in the shapes it takes."""
    digits, style = mobile[3:], dice.turn(_NUMBERS)
    pairs = " ".join(digits[start : start + 2] for start in range(0, 8, 2))
    triple = f"{digits[:3]} {digits[3:5]} {digits[5:]}"
    if style == "rounded":
        return Spoilt(f"{int(digits):.2E}", "", ("number_rounded",))
    if style == "words":
        return Spoilt(dice.pick(("ukjent", "spør Kari", "«ikke oppgitt»")), "", ("no_number",))
    if style == "two":
        return Spoilt(f"{pairs} / {other[3:]}", mobile, ("two_numbers",))
    shapes: dict[str, Cell] = {
        "pairs": pairs,
        "bare": digits,
        "triple": triple,
        "country": f"+47 {pairs}",
        "zeros": f"0047{digits}",
        "number": int(digits) if dice.chance(0.8) else int(mobile[1:]),
        "labelled": f"Mob: {triple}",
        "remark": f"{triple} ring etter kl 16",
    }
    return Spoilt(shapes[style], mobile)


_ADDRESSES = Wheel(
    {
        "plain": 68,
        "space": 9,
        "mailto": 5,
        "angle": 5,
        "two": 4,
        "capitals": 4,
        "broken": 3,
        "shared": 2,
    }
)


def address(dice: Dice, email: str, whole_name: str, shared: str) -> Spoilt:
    """An e-mail address, most often as it should be."""
    style = dice.turn(_ADDRESSES)
    if style == "broken":
        if dice.chance(0.5):
            mended = dice.pick((email.replace("@", "[at]"), f"{email}.", email.replace("@", " @ ")))
            return Spoilt(mended, email, ("address_mended",))
        missing = dice.pick((email.replace("@", ""), email.partition("@")[0], f"@{email}"))
        return Spoilt(missing, "", ("address_broken",))
    if style == "shared":
        return Spoilt(shared, "", ("address_shared",))
    if style == "two":
        separator = dice.pick(("; ", " / ", ", "))
        return Spoilt(f"{email}{separator}{shared}", email, ("two_addresses",))
    cell = {
        "plain": email,
        "space": f"{email} ",
        "mailto": f"mailto:{email}",
        "angle": f"{whole_name} <{email}>",
        "capitals": email.upper(),
    }[style]
    return Spoilt(cell, email)


def positions(
    dice: Dice, held: list[tuple[WrittenPosition, str]], party: str
) -> tuple[Spoilt, tuple[WrittenPosition, ...]]:
    """Positions in one cell, each with its years where they alone say that it is over.

    party is set where a political office slips in at the end.
    """
    parts, doubts = [], []
    for position, years in held:
        text = dice.pick(WRITTEN[position.kind])
        if position.ended:
            forms = (f"tidl. {text}", f"{text} (avgått)", f"{text} {years}")
            text = dice.pick(forms if years else forms[:2])
            doubts.append("position_ended")
        parts.append(text)
    if party:
        parts.append(f"kommunestyre ({party})")
        doubts.append("political")
    cell = dice.pick((", ", ", ", " / ", "; ", " + ")).join(parts)
    return Spoilt(cell, cell, tuple(doubts)), tuple(position for position, _ in held)


_DAYS = Wheel(
    {
        "real": 40,
        "dotted": 20,
        "iso": 12,
        "slash": 8,
        "serial": 4,
        "vague": 10,
        "year": 4,
        "wrong": 2,
    }
)


def day(dice: Dice, when: date) -> Spoilt:
    """A day of election; the meaning is its ISO form."""
    style = dice.turn(_DAYS)
    if style == "wrong":
        return Spoilt(f"31.02.{when:%y}", "", ("no_such_day",))
    if style == "vague":
        season = "våren" if when.month < 7 else "høsten"
        month = _MONTHS[when.month - 1]
        return Spoilt(dice.pick((f"{season} {when.year}", month)), "", ("day_vague",))
    if style == "year":
        return Spoilt(when.year, "", ("day_vague",))
    serial = (when - date(1899, 12, 30)).days
    shapes: dict[str, Cell] = {
        "real": datetime(when.year, when.month, when.day),
        "dotted": f"{when.day}.{when.month}.{when:%y}",
        "iso": when.isoformat(),
        "slash": f"{when.day}/{when.month}-{when:%y}",
        "serial": f"{serial // 1000} {serial % 1000:03}",
    }
    return Spoilt(shapes[style], when.isoformat())


def municipality(dice: Dice, number: str, called: str, former: tuple[str, ...]) -> Spoilt:
    """The municipality of the workplace; the meaning is its number of today."""
    if former and dice.chance(0.25):
        return Spoilt(dice.pick(former), number, ("municipality_former",))
    if dice.chance(0.03):
        place = dice.pick(("Romerike", "Akershus", "diverse", "hele fylket"))
        return Spoilt(place, "", ("municipality_unknown",))
    forms = (called, called, called, called.upper(), f"{called} kommune", called.replace("-", " "))
    return Spoilt(dice.pick(forms), number)


def union(
    dice: Dice, key: str, forms: tuple[str, ...], ambiguous: tuple[str, ...], branch: str
) -> Spoilt:
    """A union as it is written; the meaning is its key where the cell tells."""
    if dice.chance(0.02):
        return Spoilt(dice.pick(("", "LO", "-")), "", ("no_union",))
    form = dice.pick(forms)
    if form in ambiguous:
        return Spoilt(form, "", ("union_ambiguous",))
    if dice.chance(0.1):
        form = f"{form} avd {branch}"
    return Spoilt(form, key)


def branch(dice: Dice, number: str, area: str) -> Spoilt:
    """A branch by its number, or nothing."""
    if dice.chance(0.08):
        return Spoilt("", "")
    cells: tuple[Cell, ...] = (
        f"avd. {number}",
        int(number),
        f"Avd {number} {area}",
        f"avd.{number}",
        number,
    )
    return Spoilt(dice.pick(cells), number)
