"""Municipal protocols as JSON, in the layout of a public collection of protocols of 2019–2023.

Ballots are counted twice: early votes in section D1.4, ordinary votes of election day in D2.4; the
final count ("Endelig") of both makes a list's ballots. There are no list votes and no seats.
"""

from __future__ import annotations

from typing import Any

from samlet.sources.codes import clean_name, code_for
from samlet.sources.drafts import Draft
from samlet.sources.election_hints import checked_year as known_year
from samlet.sources.election_hints import place_of
from samlet.sources.nodes import Node
from samlet.sources.rows import ListRow
from samlet.sources.values import shown

NAME = "protocol JSON"

SECTIONS = ("D1.4", "D2.4")
TOTAL = "totalt antall partifordelte stemmesedler"


def matches(parsed: Any) -> bool:
    """Whether a document has this layout (whose own key is spelt `doumentType`)."""
    root = Node(parsed)
    return root["election"].there and root["numbers"].there and root["municipality"].there


def year_of(root: Node, filename: str) -> int:
    """The election's year. Raises UnreadableSource when it is not told."""
    text = str(root["electionYear"].value)
    return known_year(int(text) if text.isascii() and text.isdigit() else None, filename)


def read(root: Node, filename: str) -> Draft:
    """The contest of one protocol."""
    draft = Draft("municipal", place_of(filename)[0], "", 1)
    draft.name = draft.value(root["municipality"].text, where="municipality") or ""
    if root["county"].there:
        draft.county = draft.value(root["county"].text, where="county") or ""
    if "kommunestyre" not in str(root["election"].value).casefold():
        draft.reject("not_a_council", {"level": "kommune"}, where="election")
        return draft
    figures = "keyfigures_antallStemmeberettigede", "keyfigures_totaltAntallGodkjenteStemmesedler"
    draft.electorate = draft.value(root[figures[0]].optional_whole, where=figures[0])
    draft.total = draft.value(root[figures[1]].optional_whole, where=figures[1])
    ballots: dict[str, int] = {}
    for section in SECTIONS:
        _section(draft, root, section, ballots)
    for name, count in ballots.items():
        draft.lists.append(ListRow(code_for("", name), name, count, line=1))
    if draft.total is not None and not draft.problems:
        draft.blank = draft.total - sum(ballots.values())
        if draft.blank < 0:
            params = {"found": sum(ballots.values()), "total": draft.total}
            draft.reject("ballots_do_not_add_up", params)
    return draft


def _section(draft: Draft, root: Node, section: str, ballots: dict[str, int]) -> None:
    """Add the final count of one section, and hold it against the section's own total."""
    found = next((n for key, n in root["numbers"].items() if key.startswith(section + " ")), None)
    if found is None:
        draft.reject("protocol_incomplete", {"what": section, "name": draft.name}, where="numbers")
        return
    together, total = 0, None
    for name, row in found.items():
        count = draft.value(row["Endelig"].whole, where=row["Endelig"].path)
        _difference(draft, name, row)
        if clean_name(name).casefold() == TOTAL:
            total = count
            continue
        together += count or 0
        ballots[clean_name(name)] = ballots.get(clean_name(name), 0) + (count or 0)
    if total is not None and total != together:
        params = {"field": section, "found": together, "total": total}
        draft.reject("parts_do_not_add_up", params, where=found.path)


def _difference(draft: Draft, name: str, row: Node) -> None:
    """The difference between the two counts may be negative; it must fit them all the same."""
    first, last, stated = (row[key].value for key in ("Foreløpig", "Endelig", "Avvik"))
    if not all(isinstance(n, int) and not isinstance(n, bool) for n in (first, last, stated)):
        return
    if last - first != stated:
        params = {"field": shown(name), "found": last - first, "total": stated}
        draft.reject("parts_do_not_add_up", params, where=row.path)
