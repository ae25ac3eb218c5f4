"""A wide table of shares: a line for each municipality, a column for each of the largest parties.

`Id,Navn,Antall stemmer,Arbeiderpartiet,…,Andre`: percentages, 0 for a party that did not stand, and
the rest together under `Andre`. There are no ballots and no seats, so nothing here can be settled.
The year stands in the file's name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from samlet.sources.codes import clean_name, code_for
from samlet.sources.drafts import Draft, group_small_lists
from samlet.sources.errors import UnreadableSource
from samlet.sources.rows import Kind, ListRow, Rejected
from samlet.sources.values import InvalidValue, place_number, share, whole

NAME = "wide share table"
HEAD = ("id", "navn", "antall stemmer")


def matches(lines: Sequence[str]) -> bool:
    """Whether a text has this layout."""
    return _separator(lines) is not None


def read(
    text: str, lines: Sequence[str], filename: str, kind: Kind
) -> tuple[list[Draft], list[Rejected]]:
    """A draft for each municipality, and the lines that belong to none."""
    separator = _separator(lines) or ","
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    drafts: list[Draft] = []
    rejected: list[Rejected] = []
    columns: list[str] = []
    try:
        for fields in reader:
            if not any(entry.strip() for entry in fields):
                continue
            if not columns:
                columns = [clean_name(entry) for entry in fields]
                continue
            added = _row(columns, fields, reader.line_num, kind)
            if isinstance(added, Draft):
                drafts.append(added)
            else:
                rejected.append(added)
    except csv.Error as error:
        detail = {"detail": str(error)}
        raise UnreadableSource(filename, reader.line_num, "wrong_columns", detail) from None
    return drafts, rejected


def _separator(lines: Sequence[str]) -> str | None:
    first = next((line for line in lines if line.strip()), "").casefold()
    return next(
        (sign for sign in (",", ";", "\t") if first.startswith(sign.join(HEAD) + sign)), None
    )


def _row(columns: Sequence[str], fields: Sequence[str], line: int, kind: Kind) -> Draft | Rejected:
    if len(fields) != len(columns):
        return Rejected(line, "field_count", {"found": len(fields), "expected": len(columns)})
    try:
        number = place_number(fields[0], "municipality")
    except InvalidValue as error:
        return Rejected(line, error.code, error.params)
    draft = Draft(kind, number, clean_name(fields[1]), line, complete=False)
    draft.value(lambda: whole(fields[2], columns[2]))
    for name, text in zip(columns[3:], fields[3:], strict=True):
        found = draft.value(lambda text=text, name=name: share(text, name))  # type: ignore[misc]
        if found and found[0] > 0:
            code = code_for("", name)
            draft.lists.append(
                ListRow(code, name, share=found[0], share_decimals=found[1], line=line)
            )
    if not draft.problems:
        group_small_lists(draft)
        _whole(draft)
    return draft


def _whole(draft: Draft) -> None:
    """The columns cover every list, by name or in the group, so the shares make the whole."""
    together = sum(row.share or 0.0 for row in draft.counted)
    if draft.counted and together < 0.999:
        draft.reject("shares_do_not_add_up", {"found": f"{together * 100:.2f}"})
