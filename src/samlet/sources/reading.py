"""One door for every official result file: the content tells which format it is, not the name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from samlet.sources import (
    api_json,
    party_distribution,
    party_support,
    protocol_json,
    protocol_text,
    republished_json,
    wide_shares,
)
from samlet.sources.content import json_of, lines_of, text_of
from samlet.sources.drafts import Draft, finish, missing_share
from samlet.sources.election_hints import checked_year
from samlet.sources.errors import UnreadableSource
from samlet.sources.nodes import Node
from samlet.sources.rows import Kind, Rejected, ResultFile

MOST_CONTESTS = 2_000  # documents in one JSON file; Norway has some 370 contests an election


def read_results(
    content: bytes, filename: str, *, kind: Kind | None = None, year: int | None = None
) -> ResultFile:
    """Read an official result file of a local or Storting election.

    content: the file's bytes, at most 50 MB. filename: used in messages, and for what some formats
    leave to it (year, kind, municipality). kind, year: say what such a file is when its name does
    not; a file that tells for itself is believed before them.

    A line that cannot be used is in `rejected` with its number and reason, and its contest is left
    out whole. Numbers of municipalities are not looked up here.
    Raises UnreadableSource(file, line, why) when the file as a whole cannot be read.
    Formats: docs/data.md#files-that-can-be-read.
    """
    text = text_of(content, filename)
    if text.lstrip().startswith(("{", "[")):
        return _from_json(json_of(text, filename), filename)
    lines = lines_of(text, filename)
    if party_support.matches(lines):
        told, drafts, rejected, notes = party_support.read(text, filename)
        return _result(
            filename,
            party_support.NAME,
            ("municipal", told),
            drafts,
            rejected=rejected,
            notes=notes,
        )
    if wide_shares.matches(lines):
        election = (kind or "municipal", checked_year(year, filename))
        drafts, rejected = wide_shares.read(text, lines, filename, election[0])
        return _result(filename, wide_shares.NAME, election, drafts, rejected=rejected)
    if party_distribution.matches(lines):
        found_year = checked_year(year, filename)
        found, drafts, rejected = party_distribution.read(text, filename, kind, found_year)
        return _result(
            filename,
            party_distribution.NAME,
            (found, found_year),
            drafts,
            rejected=rejected,
            notes=_cut_off(drafts),
        )
    if protocol_text.matches(text):
        _check_protocol_size(content, filename)
        election = ("municipal", checked_year(protocol_text.year_in(text) or year, filename))
        draft = protocol_text.read(lines, filename)
        return _result(filename, protocol_text.NAME, election, [draft])
    raise UnreadableSource(filename, None, "unknown_format")


def _cut_off(drafts: Sequence[Draft]) -> list[Rejected]:
    """Mark Storting contests that lack lists as incomplete, and note where.

    Nothing is settled on them, so a file cut off within a district still tells the others whole;
    for a council a missing list would move seats, and its contest is refused instead.
    """
    notes = []
    for draft in drafts:
        if draft.kind == "storting" and (found := missing_share(draft)):
            draft.complete = False
            notes.append(Rejected(draft.line, "lists_missing", {"found": found}))
    return notes


def _check_protocol_size(content: bytes, filename: str) -> None:
    limit = protocol_text.LARGEST_MEGABYTES
    if len(content) > limit * 1_000_000:
        params = {"megabytes": len(content) // 1_000_000, "limit": limit}
        raise UnreadableSource(filename, None, "too_large", params)


def _from_json(parsed: Any, filename: str) -> ResultFile:
    roots = api_json.documents(parsed)
    if len(roots) > MOST_CONTESTS:
        params = {"found": len(roots), "limit": MOST_CONTESTS}
        raise UnreadableSource(filename, None, "too_many_lines", params)
    if roots:
        election = api_json.election_of(roots[0], filename)
        drafts = list(api_json.drafts(roots, *election))
        return _result(filename, api_json.format_of(roots[0]), election, drafts)
    root = Node(parsed)
    if republished_json.matches(parsed):
        election = republished_json.election_of(root, filename)
        drafts = list(republished_json.drafts(root, election[0]))
        return _result(filename, republished_json.NAME, election, drafts)
    if protocol_json.matches(parsed):
        election = ("municipal", protocol_json.year_of(root, filename))
        draft = protocol_json.read(root, filename)
        return _result(filename, protocol_json.NAME, election, [draft])
    raise UnreadableSource(filename, None, "unknown_format")


def _result(
    filename: str,
    format_name: str,
    election: tuple[Kind, int],
    drafts: Sequence[Draft],
    *,
    rejected: Sequence[Rejected] = (),
    notes: Sequence[Rejected] = (),
) -> ResultFile:
    contests, unfit = finish(drafts)
    reasons = sorted([*rejected, *unfit], key=lambda one: one.line)
    if not contests and not reasons:
        raise UnreadableSource(filename, None, "no_results")
    return ResultFile(*election, format_name, contests, tuple(reasons), tuple(notes))
