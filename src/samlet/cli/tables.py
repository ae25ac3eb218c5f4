"""Tables for people: aligned columns, numbers to the right, nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Cell = str | int | None


def cell(value: Cell) -> str:
    """A number with its thousands apart; what does not exist as a dash."""
    if value is None:
        return "-"
    return f"{value:,}".replace(",", " ") if isinstance(value, int) else value


def table(head: Sequence[str], rows: Sequence[Sequence[Cell]], *, left: int = 1) -> list[str]:
    """The lines of a table; the first `left` columns are words, the others numbers."""
    grid = [list(head), *([cell(value) for value in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*grid, strict=True)]
    return [
        "  ".join(
            text.ljust(width) if place < left else text.rjust(width)
            for place, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in grid
    ]


def settlement(contest: Mapping[str, Any], answer: Mapping[str, Any]) -> list[str]:
    """One answered contest as a person reads it."""
    name = answer["id"] if answer["id"] is not None else "contest"
    if "error" in answer:
        return [f"{name}: not settled. {answer['error']}"]
    kind, year = contest.get("kind", "municipal"), contest.get("year", 2023)
    unit = "ballots" if "ballots" in contest["lists"][0] else "list votes"
    margins = answer["margins"] or {}
    rows = [
        (
            code,
            votes,
            answer["seats"][code],
            margins.get(code, {}).get("next"),
            margins.get(code, {}).get("last"),
        )
        for code, votes in answer["list_votes"].items()
    ]
    votes_head = "ballots" if kind == "county" else "list votes"
    lines = [f"{name}: {kind} {year}, {contest['seats']} seats; margins in {unit}"]
    lines += table(("list", votes_head, "seats", "one more", "one fewer"), rows)
    lines += [_last(answer), *_tie(answer), *_majority(answer["majority"], unit)]
    return lines


def _last(answer: Mapping[str, Any]) -> str:
    if not answer["sequence"]:
        return "No seat is certain."
    last = answer["sequence"][-1]
    return f"Last seat ({last['seat']}): {last['list']}, quotient {last['quotient']}."


def _tie(answer: Mapping[str, Any]) -> list[str]:
    if answer["tie"] == "votes":
        return ["Equal quotients for the last seat: the list with more votes has it."]
    if answer["tie"] == "lot":
        seats = answer["lot_seats"]
        lists = ", ".join(answer["lot"])
        return [f"A lot decides {seats} seat{'s' if seats > 1 else ''} among {lists}."]
    return []


def _majority(majority: Mapping[str, Any] | None, unit: str) -> list[str]:
    if majority is None:
        return []
    has = f"The bloc has {majority['has']} of the {majority['needs']} seats a majority needs"
    if majority["fewest"] == 0:
        return [f"{has}: it has the majority."]
    if majority["fewest"] is None:
        return [f"{has}; no number of votes would give it."]
    shares = ", ".join(f"{code} {cell(votes)}" for code, votes in majority["shares"].items())
    line = f"{has}; {cell(majority['fewest'])} more {unit} would do: {shares}"
    if single := majority["single"]:
        line += f" (or {cell(single['votes'])} to {single['to']} alone)"
    return [line + "."]
