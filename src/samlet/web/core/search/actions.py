"""What is written to the index. Rooms' actions call these in their own transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.translation import get_language

from samlet.web.core.guard import unscoped
from samlet.web.core.models import Subject
from samlet.web.core.models.search import LONGEST_TITLE, SearchEntry
from samlet.web.core.search import vocabulary
from samlet.web.core.search.batches import in_batches
from samlet.web.core.search.folding import key_of, terms_of, words_of

BATCH = 2_000
_COLUMNS = [
    "title", "subtitle", "words", "title_key", "title_terms", "other_terms", "ended",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """How a subject is found. subtitle: what it is and where. words: what it is also found by
    (former names, abbreviations, numbers, e-mail, mobile). ended: no longer in force.
    """

    subject_id: int
    title: str
    subtitle: str = ""
    words: Sequence[str] = ()
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Indexed:
    """What a room lets be found. entries: from subject ids (None: all of the kind) to entries.

    What is the same word for all is said by them in the language that is active: the index is
    written in INDEX_LANGUAGE, and what is found is told in the reader's.
    """

    kind: str
    entries: Callable[[Iterable[int] | None], Iterable[Entry]]


INDEX_LANGUAGE = "nb"
_indexed: dict[str, Indexed] = {}


def register(indexed: Indexed) -> None:
    """Add a kind to what is found, from a room's AppConfig.ready(). Again replaces it."""
    _indexed[indexed.kind] = indexed


def refresh(subject_ids: Iterable[int]) -> None:
    """Bring the index up to date about these, as their rooms tell them now."""
    ids = list(dict.fromkeys(subject_ids))
    for batch in in_batches(ids, BATCH):
        by_kind: dict[str, list[int]] = {}
        for pk, kind in Subject.objects.filter(pk__in=batch).values_list("pk", "kind"):
            by_kind.setdefault(kind, []).append(pk)
        for kind, of_kind in by_kind.items():
            if kind in _indexed:
                _renew(_indexed[kind], of_kind)


def reindex(kind: str) -> int:
    """Compare all of a kind with what its room tells, and write what differs; how many there are.

    In batches, each a transaction of its own: SQLite has one writer, and it must not be kept.
    """
    stale = set(
        Subject.objects.filter(kind=kind, search_entry__isnull=False).values_list("pk", flat=True)
    )
    count = 0
    with translation.override(INDEX_LANGUAGE):
        for batch in in_batches(_indexed[kind].entries(None), BATCH):
            put_many(batch)
            stale.difference_update(entry.subject_id for entry in batch)
            count += len(batch)
    remove(stale)
    return count


def reindex_all() -> dict[str, int]:
    """Compare every kind with what its room tells: words that follow a day or another's name."""
    return {kind: reindex(kind) for kind in sorted(_indexed)}


def subtitles(kind: str, subject_ids: Sequence[int]) -> dict[int, str]:
    """What these are and where, in the reader's language; none where the index says it already."""
    if get_language() == INDEX_LANGUAGE or kind not in _indexed:
        return {}
    return {entry.subject_id: entry.subtitle for entry in _indexed[kind].entries(subject_ids)}


def _renew(indexed: Indexed, subject_ids: Sequence[int]) -> None:
    with unscoped("writes the search index"), transaction.atomic():
        with translation.override(INDEX_LANGUAGE):
            entries = list(indexed.entries(subject_ids))
        put_many(entries)
        remove(set(subject_ids) - {entry.subject_id for entry in entries})


def put(
    subject_id: int,
    *,
    title: str,
    subtitle: str = "",
    words: Sequence[str] = (),
    ended: bool = False,
) -> None:
    """Let a subject be found so, in place of how it was found before."""
    put_many([Entry(subject_id, title, subtitle, words, ended)])


def put_many(entries: Iterable[Entry]) -> None:
    """Let many be found; each in place of how it was found before. What is the same is left."""
    for batch in in_batches(entries, BATCH):
        rows = {entry.subject_id: _row(entry) for entry in batch}
        with unscoped("writes the search index"), transaction.atomic():
            before = SearchEntry.objects.in_bulk(rows)
            new = [row for pk, row in rows.items() if not _same(before.get(pk), row)]
            SearchEntry.objects.bulk_create(
                new, update_conflicts=True, unique_fields=["subject"], update_fields=_COLUMNS
            )
            held = _words_in(before[row.pk] for row in new if row.pk in before)
            now = _words_in(new)
            vocabulary.add(now - held)
            vocabulary.drop_unused(held - now)


def remove(subject_ids: Iterable[int]) -> None:
    """Take these out of the index. What is left of them in its files goes with scrub()."""
    for batch in in_batches(subject_ids, BATCH):
        with unscoped("writes the search index"), transaction.atomic():
            rows = SearchEntry.objects.filter(pk__in=batch)
            held = _words_in(rows)
            rows.delete()
            vocabulary.drop_unused(held)


def _words_in(rows: Iterable[SearchEntry]) -> set[str]:
    return {word for row in rows for word in vocabulary.words_in(row)}


def _same(one: SearchEntry | None, other: SearchEntry) -> bool:
    return one is not None and all(getattr(one, name) == getattr(other, name) for name in _COLUMNS)


def _row(entry: Entry) -> SearchEntry:
    in_title = words_of(entry.title)
    besides = words_of("\n".join((entry.subtitle, *entry.words))) - in_title
    return SearchEntry(
        subject_id=entry.subject_id,
        title=entry.title[:LONGEST_TITLE],
        subtitle=entry.subtitle[:LONGEST_TITLE],
        words="\n".join(" ".join(phrase.split()) for phrase in entry.words if phrase),
        title_key=key_of(entry.title),
        title_terms=terms_of(in_title),
        other_terms=terms_of(besides),
        ended=entry.ended,
    )
