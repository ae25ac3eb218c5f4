"""Names: common ones put together by chance, and places and firms that plainly do not exist.

The lists stand in names.toml. Whoever is drawn as a politician of a real council gets an invented
family name, so that it can never be a real one's.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources

from samlet.synthetic.dice import Dice, Wheel


@dataclass(frozen=True, slots=True)
class _Origin:
    """Given and family names that are heard together."""

    weight: float
    given: tuple[str, ...]
    family: tuple[str, ...]


def _origins() -> dict[str, _Origin]:
    listed = tomllib.loads(
        resources.files(__package__).joinpath("names.toml").read_text(encoding="utf-8")
    )
    return {
        key: _Origin(row["weight"], tuple(row["given"]), tuple(row["family"]))
        for key, row in listed.items()
    }


ORIGINS = _origins()
HEARD = Wheel({key: origin.weight for key, origin in ORIGINS.items()})
NORWEGIAN = "norwegian"

# How an invented place begins. Every club, workplace, branch and politician is built on one.
MARKERS = ("Prøve", "Eksempel", "Liksom", "Påfunns", "Fantasi", "Mønster", "Tenke", "Utopi")
ENDINGS = (
    "dal",
    "vik",
    "berg",
    "lia",
    "moen",
    "nes",
    "haugen",
    "åsen",
    "sund",
    "elva",
    "tunet",
    "rud",
    "stad",
    "fjell",
    "øya",
    "heim",
    "bråten",
    "bekken",
    "sletta",
    "lund",
    "myra",
    "kollen",
    "vangen",
    "stranda",
)
STEMS = tuple(marker + ending for marker in MARKERS for ending in ENDINGS)
# In names of kinds of organisation: "prøveavdeling", "eksempelregion", "prøveutvalg".
PLAIN_MARKERS = (*(marker.casefold() for marker in MARKERS), "oppdiktet")


def is_invented(name: str) -> bool:
    """True when the name itself shows that what it names does not exist."""
    return any(marker in name.casefold() for marker in PLAIN_MARKERS)


def person_name(dice: Dice) -> tuple[str, str]:
    """A given and a family name, mostly of one origin: people marry and move."""
    origin = dice.turn(HEARD)
    given = dice.pick(ORIGINS[origin].given)
    if dice.chance(0.12):
        origin = NORWEGIAN
    family = dice.pick(ORIGINS[origin].family)
    if dice.chance(0.04):
        family = f"{family} {dice.pick(ORIGINS[NORWEGIAN].family)}"
    return given, family


def politician_name(dice: Dice) -> tuple[str, str]:
    """A given name and a family name that nobody has."""
    return dice.pick(ORIGINS[dice.turn(HEARD)].given), dice.pick(STEMS)
