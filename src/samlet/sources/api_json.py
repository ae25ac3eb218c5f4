"""The JSON of Valgdirektoratet's result site (valgresultat.no), as of 2021 and of 2025.

One document holds one contest or a part or sum of contests: `id.nivaa` says which. A municipal
election is read at `kommune`, a county election at `fylke`, a Storting election at either. Seats
stand under each party's `mandater.resultat.antall`. The editions differ in what surrounds this
(change against the "equivalent" election; counting status), which is not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from samlet.sources.codes import BLANK, GROUP, clean_name, code_for
from samlet.sources.drafts import Draft, group_small_lists
from samlet.sources.election_hints import checked_year
from samlet.sources.errors import UnreadableSource
from samlet.sources.nodes import Node
from samlet.sources.rows import Kind, ListRow
from samlet.sources.values import InvalidValue, Level, place_number, shown

NAME_2021 = "valgresultat API 2021"
NAME_2025 = "valgresultat API 2025"

KINDS: dict[str, Kind] = {"KO": "municipal", "FY": "county", "ST": "storting"}
LEVELS: dict[str, Level] = {
    "kommune": "municipality",
    "fylke": "county",
}
READ_AT: dict[Kind, tuple[str, ...]] = {
    "municipal": ("kommune",),
    "county": ("fylke",),
    "storting": ("kommune", "fylke"),
}


def documents(parsed: Any) -> list[Node]:
    """The result documents in a file that holds one or a list of them; empty for another format."""
    roots = (
        [Node(parsed)] if isinstance(parsed, dict) else list(Node(parsed, "documents").elements())
    )
    found = [root for root in roots if root["id"]["valgtype"].there and root["partier"].there]
    return found if len(found) == len(roots) else []


def format_of(root: Node) -> str:
    """Which edition of the layout a document has."""
    return NAME_2025 if root["opptellingsStatus"].there else NAME_2021


def election_of(root: Node, filename: str) -> tuple[Kind, int]:
    """The kind and year of a document. Raises UnreadableSource when they are not told."""
    kind = KINDS.get(str(root["id"]["valgtype"].value).upper())
    if kind is None:
        raise UnreadableSource(filename, None, "kind_unknown")
    year = str(root["id"]["valgaar"].value)
    return kind, checked_year(int(year) if year.isascii() and year.isdigit() else None, filename)


def drafts(roots: list[Node], kind: Kind, year: int) -> Iterator[Draft]:
    """One draft for each document, in the order of the file."""
    for record, root in enumerate(roots, 1):
        yield _draft(root, record, kind, year)


def _draft(root: Node, record: int, kind: Kind, year: int) -> Draft:
    draft = Draft(kind, "", "", record, root.path, seats_are_official=kind != "storting")
    if KINDS.get(str(root["id"]["valgtype"].value).upper()) != kind or str(
        root["id"]["valgaar"].value
    ) != str(year):
        draft.reject("wrong_type", {"field": root["id"].path})
    level = str(root["id"]["nivaa"].value)
    if level not in READ_AT[kind]:
        draft.reject("not_a_council", {"level": shown(level)})
        return draft
    draft.name = _text(draft, root["id"]["navn"])
    draft.number = _number(draft, root["id"]["nr"], LEVELS[level])
    draft.electorate = draft.value(root["antallsb"].optional_whole)
    draft.total = draft.value(root["stemmer"]["total"].optional_whole)
    if draft.seats_are_official:
        draft.council_seats = draft.value(root["mandater"]["antall"].whole)
    draft.blank = 0
    for party in root["partier"].elements():
        _party(draft, party)
    if not draft.problems:
        group_small_lists(draft)
    return draft


def _party(draft: Draft, party: Node) -> None:
    code = _text(draft, party["id"]["partikode"], required=False)
    name = _text(draft, party["id"]["navn"], required=False)
    result = party["stemmer"]["resultat"]
    here = result["antall"].path
    ballots = draft.value(result["antall"]["total"].whole, where=result["antall"]["total"].path)
    if code_for(code, name) == BLANK:
        draft.blank = ballots
        return
    share = draft.value(result["prosent"].optional_share, where=result["prosent"].path)
    early = draft.value(result["antall"]["fhs"].optional_whole, where=result["antall"]["fhs"].path)
    won = party["mandater"]["resultat"]["antall"]
    seats = draft.value(won.optional_whole, where=won.path)
    if early is not None and ballots is not None and early > ballots:
        params = {"field": shown(name or code), "found": early, "total": ballots}
        draft.reject("parts_do_not_add_up", params, where=here)
    code = code_for(code, name)
    if code == GROUP and not ballots:
        return
    draft.lists.append(
        ListRow(
            code=code,
            name=name,
            ballots=ballots,
            share=share[0] if share else None,
            share_decimals=share[1] if share else None,
            seats=seats if draft.seats_are_official else None,
            line=draft.line,
        )
    )


def _text(draft: Draft, node: Node, *, required: bool = True) -> str:
    if not node.there and not required:
        return ""
    return clean_name(draft.value(node.text, where=node.path) or "")


def _number(draft: Draft, node: Node, level: Level) -> str:
    def read() -> str:
        if isinstance(node.value, bool) or not isinstance(node.value, str | int):
            raise InvalidValue("missing_value", {"field": node.path})
        return place_number(str(node.value), level)

    return draft.value(read, where=node.path) or ""
