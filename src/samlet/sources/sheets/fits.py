"""Everything a column can be, judged by its heading and by what is in its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from samlet.sources.sheets.contents import share_that_fits
from samlet.sources.sheets.folding import Cell, fold
from samlet.sources.sheets.parties import party_words
from samlet.sources.sheets.reasons import Note
from samlet.sources.sheets.refusals import REFUSED_PARTS
from samlet.sources.sheets.tables import Column
from samlet.sources.sheets.vocabulary import FieldKind, Vocabulary

ALIKE: Final = 85  # of 100, how much like a known heading one must be
# Shares of a column that must look like what is refused for the whole column to be.
REFUSED_SHARE: Final = {"national_id": 0.3, "party": 0.6}
ALONE_SHARE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Fit:
    kind: FieldKind
    confidence: float
    why: Note


def fits_of(column: Column, cells: list[Cell], vocabulary: Vocabulary) -> list[Fit]:
    """Everything a column can be, the likeliest first."""
    refused = _refused_by_heading(column, vocabulary) or _refused_by_content(cells, vocabulary)
    if refused:
        return [refused]
    fits: dict[str, Fit] = {}
    for fit in (*_by_heading(column, cells, vocabulary), *_by_content(cells, vocabulary)):
        if fit.kind.key not in fits or fits[fit.kind.key].confidence < fit.confidence:
            fits[fit.kind.key] = fit
    return sorted(fits.values(), key=lambda fit: -fit.confidence)


def _refused_by_heading(column: Column, vocabulary: Vocabulary) -> Fit | None:
    for part in (column.heading, *reversed(column.parts)):
        folded = fold(part)
        known = vocabulary.by_heading.get(folded, ())
        if known and known[0].outcome == "refused":
            return Fit(known[0], 1.0, Note(known[0].why))
        key = next((key for key, beginnings in REFUSED_PARTS if _holds(folded, beginnings)), None)
        if key:
            return Fit(vocabulary.by_key[key], 1.0, Note(key))
        if _asks_of_party(part):
            return Fit(vocabulary.by_key["refused_party"], 1.0, Note("refused_party"))
    return None


def _holds(folded: str, beginnings: Sequence[str]) -> bool:
    return any(beginning in folded for beginning in beginnings)


def _asks_of_party(heading: str) -> bool:
    """The heading is a party's name, or holds one with a question: "SV", "Ap-velger?"."""
    if fold(heading) in party_words():
        return True
    asks = "?" in heading or re.search(r"medlem|velger|veljar|sympati", heading, re.IGNORECASE)
    return bool(asks) and any(
        fold(word) in party_words() and len(word) > 1 for word in re.split(r"[\W_]+", heading)
    )


def _refused_by_content(cells: list[Cell], vocabulary: Vocabulary) -> Fit | None:
    for kind in vocabulary.kinds:
        if kind.outcome != "refused" or not kind.looks:
            continue
        share = share_that_fits(kind.looks, cells)
        enough = len(cells) >= 3 or kind.looks == "national_id"
        if enough and share >= REFUSED_SHARE[kind.looks]:
            return Fit(kind, share, Note(kind.why))
    return None


def _by_heading(column: Column, cells: list[Cell], vocabulary: Vocabulary) -> list[Fit]:
    """Fits by the whole heading, or by its last or first row, or by one much like it."""
    seen = dict.fromkeys((column.heading, *reversed(column.parts)))
    found: list[Fit] = []
    for part in seen:
        bare = re.sub(r"\s*[([].*?[)\]]\s*", " ", part)
        for heading in dict.fromkeys((fold(part), fold(bare))):
            kinds = vocabulary.by_heading.get(heading, ())
            found += [_judged(kind, 1.0 - 0.02 * n, cells, "") for n, kind in enumerate(kinds)]
        if found:
            return _with_mobiles(found, cells, vocabulary)
    alike = [fit for part in seen for fit in _alike(part, cells, vocabulary)]
    return _with_mobiles(alike, cells, vocabulary)


def _with_mobiles(found: list[Fit], cells: list[Cell], vocabulary: Vocabulary) -> list[Fit]:
    """ "Tlf" over mobile numbers is the column of mobiles, unless another column is."""
    mobile = vocabulary.by_key.get("mobile")
    if mobile is None or not any(fit.kind.key == "phone" for fit in found):
        return found
    share = share_that_fits("mobile", cells)
    if share < ALONE_SHARE:
        return found
    note = Note("content_fits", {"percent": round(share * 100)})
    phones = [replace(fit, confidence=0.85 * fit.confidence) for fit in found]
    return [Fit(mobile, 0.9, note), *phones]


def _alike(heading: str, cells: list[Cell], vocabulary: Vocabulary) -> list[Fit]:
    from rapidfuzz import fuzz, process  # noqa: PLC0415  imports only

    folded = fold(heading)
    found = []
    if len(folded) >= 4:
        known = [word for word in vocabulary.by_heading if len(word) >= 4]
        for word, score, _ in process.extract(
            folded, known, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=3
        ):
            kinds = vocabulary.by_heading[word]
            told = next(h for h in kinds[0].headings if fold(h) == word)
            found += [_judged(kind, score / 100 - 0.1, cells, told) for kind in kinds]
    # "Mobil Kari" or "E-post (hvis kjent)": a known word among others.
    for part in re.split(r"[^\w.-]+", heading):
        for kind in vocabulary.by_heading.get(fold(part), ()) if len(fold(part)) >= 3 else ():
            if kind.outcome != "refused":
                found.append(_judged(kind, 0.7, cells, part))
    return found


def _judged(kind: FieldKind, confidence: float, cells: list[Cell], alike: str) -> Fit:
    """How sure a fit by heading is, once the cells have been looked at."""
    if kind.outcome == "refused":
        # A refusal by a heading that is only alike must be borne out by the cells.
        return Fit(kind, confidence if not alike else 0.5, Note(kind.why))
    if kind.outcome == "ignored" or not kind.looks or not cells:
        note = Note("heading_alike", {"known": alike}) if alike else Note("heading_known")
        return Fit(kind, confidence - (0.1 if not cells else 0.0), note)
    share = share_that_fits(kind.looks, cells)
    percent = round(share * 100)
    if share < 0.3:
        return Fit(kind, confidence * (0.45 + share), Note("content_differs", {"percent": percent}))
    if alike:
        return Fit(kind, confidence * (0.9 + 0.1 * share), Note("heading_alike", {"known": alike}))
    note = Note("heading_and_content", {"percent": percent})
    return Fit(kind, confidence * (0.85 + 0.15 * share), note)


def _by_content(cells: list[Cell], vocabulary: Vocabulary) -> list[Fit]:
    """Fits by the cells alone. A column of names is told so only where nothing else is one."""
    found: list[Fit] = []
    if len(cells) < 2:
        return found
    for kind in vocabulary.kinds:
        if kind.outcome != "field" or not (kind.alone or kind.key == "name"):
            continue
        share = share_that_fits("known_name" if kind.key == "name" else kind.looks, cells)
        if share >= ALONE_SHARE:
            note = Note("content_fits", {"percent": round(share * 100)})
            found.append(Fit(kind, 0.65 * share, note))
    return found
