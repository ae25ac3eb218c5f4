"""What a list says of whether somebody still is there: "sluttet", "permisjon", "døde 2023"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from samlet.sources.sheets.days import Day, parse_day
from samlet.sources.sheets.folding import Cell, is_placeholder, listed, words
from samlet.sources.sheets.reasons import Note, Parsed
from samlet.sources.sheets.texts import nothing, prepared

StatusKind = Literal["active", "left", "on_leave", "retired", "deceased", "unconfirmed"]

# The first that fits counts, so what ends everything stands first.
_WORDS: Final[tuple[tuple[StatusKind, tuple[str, ...]], ...]] = (
    ("deceased", ("døde", "død", "avdød", "gått bort", "dødd", "daud", "gikk bort", "gjekk bort")),
    ("retired", ("pensjonist", "pensjonert", "afp", "gått av med pensjon", "alderspensjon")),
    ("on_leave", ("permisjon", "perm", "permittert", "fødselspermisjon", "permitert")),
    (
        "left",
        listed(
            "sluttet | slutta | avgått | fratrådt | utmeldt | flyttet | flytta | ikke lenger | "
            "ikkje lenger | gått av | inaktiv | ikke aktiv | tidligere | tidl | sagt opp"
        ),
    ),
    ("unconfirmed", ("ikke bekreftet", "ubekreftet", "sjekkes", "må sjekkes", "usikker", "sjekk")),
    ("active", ("aktiv", "ok", "ja", "i verv", "nåværende", "virker", "bekreftet", "noverande")),
)


@dataclass(frozen=True, slots=True)
class StatusText:
    """kind: what is said. day: since when, as far as that is said."""

    kind: StatusKind
    day: Day | None = None


def parse_status(cell: Cell, *, today: date) -> Parsed[StatusText]:
    """What a cell says of a person's standing; doubtful with a question mark, or when not known.

    Whether somebody is ill is nothing a register holds, so nothing of the kind is understood.
    """
    text, notes, doubtful = prepared(cell)
    if not text or is_placeholder(text):
        return nothing(text, notes)
    kind = status_in(text)
    if kind is None:
        return Parsed(None, "", (*notes, Note("unknown_status")), True)
    years = re.search(r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d{2})(?!\d)", text)
    day = parse_day(years.group(), today=today).value if years else None
    unsure = doubtful or "?" in text or kind == "unconfirmed"
    return Parsed(StatusText(kind, day), text[:100], tuple(notes), unsure)


def status_in(text: str) -> StatusKind | None:
    """The standing a text tells of, wherever in it."""
    said = f" {' '.join(words(text))} "
    for kind, phrases in _WORDS:
        if any(f" {' '.join(words(phrase))} " in said for phrase in phrases):
            return kind
    return None
