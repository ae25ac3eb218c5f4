"""Party names: known here only so that they can be left out."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from samlet.data import table
from samlet.sources.sheets.folding import fold, listed

HIDDEN: Final = "…"
# What people write besides the names and short names of the packaged tables.
_MORE: Final = listed(
    "Arbeiderpartiet | Arbeidarpartiet | DNA | A | Ap | AUF | Fremskrittspartiet | Frp | "
    "Framstegspartiet | Kristelig Folkeparti | Kristeleg Folkeparti | Sosialistisk Venstre | "
    "Sosialistisk Venstreparti | SU | Unge Høyre | Unge Venstre | Rød Ungdom | "
    "Miljøpartiet | Senterungdommen | Industri- og næringspartiet | Pensjonistpartiet | "
    "Grønn Ungdom | FpU | Miljøpartiet De Grønne | Konservativt | Norgesdemokratene | FNB | "
    "Liberalistene | NKP"
)


@cache
def party_words() -> frozenset[str]:
    """Folded names and short names of parties."""
    shorts = {row["short"] for row in table("parties")} | {row["code"] for row in table("parties")}
    names = {
        row[column] for row in table("party_names") for column in ("nb", "nn", "en") if row[column]
    }
    tails = {name.partition(" - ")[2] for name in names}
    return frozenset(word for word in map(fold, (*shorts, *names, *tails, *_MORE)) if word)


def is_party(text: str) -> bool:
    """The text names a party and nothing else; "Lillestrøm Ap" and "H" included."""
    folded = fold(text)
    if folded in party_words():
        return True
    last = re.split(r"[\s(/-]+", text.strip().rstrip(")"))[-1]
    return len(fold(last)) > 1 and fold(last) in _short_words() and len(text) < 40


@cache
def _short_words() -> frozenset[str]:
    """Names that nobody takes for an ordinary word; "V", "Rødt" and "Høyre" are left out."""
    return (
        frozenset(
            map(fold, ("Ap", "SV", "Frp", "KrF", "MDG", "Sp", "INP", "PP", "AUF", "FNB", "NKP"))
        )
        | frozenset(
            map(
                fold,
                ("Arbeiderparti", "Arbeiderpartiet", "Arbeidarpartiet", "Senterpartiet", "Høgre"),
            )
        )
        | frozenset(map(fold, ("Fremskrittspartiet", "Framstegspartiet", "Pensjonistpartiet")))
    )


_BRACKETED: Final = re.compile(r"\s*[(\[]\s*([^()\[\]]{1,60})\s*[)\]]")
_WORD: Final = re.compile(r"[^\W\d_]+")


def is_party_alone(text: str) -> bool:
    """The text is the short or full name of a party that nobody takes for a name of a person."""
    return fold(text) in _short_words() or (len(fold(text)) > 3 and fold(text) in party_words())


def without_bracketed_parties(text: str) -> tuple[str, bool]:
    """The text without brackets that hold a party and nothing else, and whether there were any."""
    left = _BRACKETED.sub(lambda found: "" if is_party(found.group(1)) else found.group(), text)
    return (left.strip(), True) if left != text else (text, False)


def without_parties(text: str, *, political: bool = False) -> tuple[str, bool]:
    """The text with names of parties put out of sight, and whether there were any.

    political: the text tells of an elected political office, so that whatever stands in brackets,
    and a short name of one letter, is a list or party.
    """
    found = False

    def bracket(match: re.Match[str]) -> str:
        nonlocal found
        if political or is_party(match.group(1)):
            found = True
            return f" ({HIDDEN})"
        return match.group()

    def word(match: re.Match[str]) -> str:
        nonlocal found
        folded = fold(match.group())
        long_name = len(folded) > 3 and folded in party_words() and match.group()[0].isupper()
        short = match.group() in {"R", "H", "V", "A"} if political else False
        if folded in _short_words() or short or (political and long_name):
            found = True
            return HIDDEN
        return match.group()

    text = _BRACKETED.sub(bracket, text)
    return _WORD.sub(word, text), found
