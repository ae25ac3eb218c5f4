"""The result site's figures as republished for many municipalities in one JSON file (2023).

`data` holds a municipality under each number, with its ten largest lists, the group `Andre` of
those outside the largest parties, and `BLANKE`. Shares leave blank ballots out. There are no seats.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from samlet.sources.codes import BLANK, clean_name, code_for
from samlet.sources.drafts import SLACK, Draft, group_small_lists
from samlet.sources.election_hints import checked_year
from samlet.sources.errors import UnreadableSource
from samlet.sources.nodes import Node
from samlet.sources.rows import Kind, ListRow
from samlet.sources.values import Level, place_number

NAME = "valgresultat republished"

KINDS: dict[str, Kind] = {"ko": "municipal", "fy": "county", "st": "storting"}


def matches(parsed: Any) -> bool:
    """Whether a document has this layout."""
    root = Node(parsed)
    first = next((node for _, node in root["data"].items()), Node(None))
    return root["meta"]["valgtype"].there and first["partier"].there


def election_of(root: Node, filename: str) -> tuple[Kind, int]:
    """The kind and year of a file. Raises UnreadableSource when they are not told."""
    kind = KINDS.get(str(root["meta"]["valgtype"].value).casefold())
    if kind is None:
        raise UnreadableSource(filename, None, "kind_unknown")
    year = root["meta"]["valgår"].value
    return kind, checked_year(year if isinstance(year, int) else None, filename)


def drafts(root: Node, kind: Kind) -> Iterator[Draft]:
    """One draft for each municipality (or county), in the order of the file."""
    for record, (number, place) in enumerate(root["data"].items(), 1):
        yield _draft(number, place, record, kind)


def _draft(number: str, place: Node, record: int, kind: Kind) -> Draft:
    draft = Draft(kind, "", "", record, place.path, seats_are_official=kind != "storting")
    level: Level = "county" if kind == "county" or len(number) == 2 else "municipality"
    named = place["fylkenavn" if level == "county" else "kommunenavn"]
    draft.number = draft.value(lambda: place_number(number, level)) or ""
    draft.name = draft.value(named.text, where=named.path) or ""
    if kind == "county" and len(number) == 4:
        draft.reject("not_a_council", {"level": "kommune"})
        return draft
    for party in place["partier"].elements():
        _party(draft, party)
    if not draft.problems:
        group_small_lists(draft)
        # Only the ten largest lists are republished: when shares fall short, lists are missing.
        together = sum(row.share or 0.0 for row in draft.counted)
        draft.complete = together >= 1 - SLACK * 5
    return draft


def _party(draft: Draft, party: Node) -> None:
    code = clean_name(str(party["kode"].value)) if party["kode"].there else ""
    name = clean_name(str(party["navn"].value)) if party["navn"].there else ""
    ballots = draft.value(party["stemmer"].whole, where=party["stemmer"].path)
    if code_for(code, name) == BLANK:
        draft.blank = ballots
        return
    share = draft.value(party["prosent"].share, where=party["prosent"].path)
    draft.lists.append(
        ListRow(
            code=code_for(code, name),
            name=name,
            ballots=ballots,
            share=share[0] if share else None,
            share_decimals=share[1] if share else None,
            line=draft.line,
        )
    )
