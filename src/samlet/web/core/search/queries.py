"""What somebody finds: every question is put to the index within what the actor may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.urls import reverse

from samlet.web.core import access
from samlet.web.core.actor import Actor
from samlet.web.core.guard import unscoped
from samlet.web.core.kinds import all_kinds, kind_of
from samlet.web.core.models.search import SearchEntry
from samlet.web.core.search import vocabulary
from samlet.web.core.search.actions import subtitles
from samlet.web.core.search.asking import Question, question
from samlet.web.core.search.marking import Piece, also_called, far_from, marked, meant
from samlet.web.core.search.matching import Answers

FEW = 5  # with so few, what is spelt nearly so is shown after them
MOST_NEAR = 100
ENOUGH = 10
COUNTED = 1_000  # of more hits only so many are shown and told
CLOSEST = 3  # words nearest to a misspelt one, whose entries come before those of the others
SHORTEST = 2
_ELSEWHERE = 3  # the last tier: not all of it in the title
_ORDER = ("ended", "title_key", "pk")


@dataclass(frozen=True, slots=True)
class Hit:
    """One that was found. title and subtitle come in pieces too, each marked or not.

    near: it is spelt nearly as asked. also: a former name or the like that was asked for and
    stands in neither.
    """

    subject_id: int
    public_id: str
    kind: str
    title: str
    subtitle: str
    href: str
    is_public: bool
    ended: bool
    near: bool
    title_pieces: tuple[Piece, ...]
    subtitle_pieces: tuple[Piece, ...]
    also: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """hits: those asked for. total: how many there are, at most COUNTED; more: there are more.

    corrected: what was searched for instead, when nothing is spelt as it was typed.
    """

    hits: tuple[Hit, ...]
    total: int
    more: bool = False
    corrected: str = ""
    too_short: bool = False


def find(
    actor: Actor,
    text: str,
    *,
    kinds: Iterable[str] | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Results:
    """The subjects that answer the text, best first: the title itself, whole words of the title,
    beginnings of them, anything else about it, and what is spelt nearly so. All words must match,
    in any order. Nothing outside what the actor may see is read, counted or suggested.
    """
    asked = question(text)
    if len("".join(asked.parts)) < SHORTEST and not any(map(str.isdigit, asked.parts)):
        return Results((), 0, too_short=bool(asked.parts))
    with unscoped("filtered by what the actor may see"):
        seen = _seen(actor, kinds)
        found = _found(seen, asked)
        more, found = len(found) > COUNTED, found[:COUNTED]
        near = [pk for pk in _near(seen, asked) if pk not in found] if len(found) <= FEW else []
        rows = _rows((found + near)[offset : offset + limit])
        best = _rows(near[:1]) if near and not found else []
        said = _subtitles(rows)
    corrected = meant(asked, best[0]) if best else ""
    shown = question(corrected) if corrected else asked
    hits = tuple(
        _hit(row, shown, said.get(row.subject_id, row.subtitle), near=row.pk in near)
        for row in rows
    )
    return Results(hits, len(found) + len(near), more, corrected)


def _seen(actor: Actor, kinds_asked: Iterable[str] | None) -> QuerySet[SearchEntry]:
    """What the actor may find, each kind by the act that lets one see it."""
    known = {kind.key for kind in all_kinds()}
    wanted = known if kinds_asked is None else known & set(kinds_asked)
    return SearchEntry.objects.filter(
        access.seen_subjects(actor, "subject"), subject__kind__in=sorted(wanted)
    )


def _found(seen: QuerySet[SearchEntry], asked: Question) -> list[int]:
    """The ids of what answers, best first; one more than COUNTED when there are more.

    One statement, so that what the actor may see is worked out once; it stops at COUNTED, so it is
    quick for what all the world is called. Of more than that, those with it in their title are
    put in order, and of the others those that came first follow.
    """
    found = seen.filter(Answers(asked.as_kin()))
    in_order = found.annotate(tier=_tier(asked)).values_list("tier", *_ORDER)
    rows = list(in_order[: COUNTED + 1])
    if len(rows) <= COUNTED:
        return [row[-1] for row in sorted(rows)]
    named = found.filter(Answers(asked.as_start(), in_title=True)).annotate(tier=_tier(asked))
    ids = list(named.order_by("tier", *_ORDER).values_list("pk", flat=True)[: COUNTED + 1])
    others = [row[-1] for row in sorted(rows) if row[0] == _ELSEWHERE]
    return (ids + others)[: COUNTED + 1]


def _tier(asked: Question) -> Case:
    return Case(
        When(title_key=asked.key, then=Value(0)),
        When(Answers(asked.as_whole(), in_title=True), then=Value(1)),
        When(Answers(asked.as_start(), in_title=True), then=Value(2)),
        default=Value(_ELSEWHERE),
        output_field=IntegerField(),
    )


def _near(seen: QuerySet[SearchEntry], asked: Question) -> list[int]:
    """The ids of those spelt nearly so, nearest first; not those spelt so.

    First by the words that are nearest; by the others only when there are few.
    """
    words = {part: vocabulary.near(part) for part in asked.parts}
    closest = {part: near[:CLOSEST] for part, near in words.items()}
    ids: list[int] = []
    for likely in (closest, words):
        if len(ids) < ENOUGH and any(likely.values()):
            others = seen.filter(Answers(asked.as_near(likely))).exclude(pk__in=ids)
            ids += others.order_by("pk").values_list("pk", flat=True)[: MOST_NEAR - len(ids)]
    return [
        row.pk for row in sorted(_rows(ids), key=lambda row: (far_from(asked, row), row.title_key))
    ]


def _rows(ids: list[int]) -> list[SearchEntry]:
    rows = SearchEntry.objects.select_related("subject").in_bulk(ids)
    return [rows[pk] for pk in ids if pk in rows]


def _subtitles(rows: Iterable[SearchEntry]) -> dict[int, str]:
    """By subject, in the reader's language."""
    by_kind: dict[str, list[int]] = {}
    for row in rows:
        by_kind.setdefault(row.subject.kind, []).append(row.subject_id)
    said: dict[int, str] = {}
    for kind, ids in by_kind.items():
        said |= subtitles(kind, ids)
    return said


def _hit(row: SearchEntry, asked: Question, subtitle: str, *, near: bool) -> Hit:
    subject = row.subject
    return Hit(
        subject_id=subject.pk,
        public_id=subject.public_id,
        kind=subject.kind,
        title=row.title,
        subtitle=subtitle,
        href=reverse(kind_of(subject.kind).url_name, args=[subject.public_id]),
        is_public=subject.is_public,
        ended=row.ended,
        near=near,
        title_pieces=marked(row.title, asked),
        subtitle_pieces=marked(subtitle, asked),
        also=also_called(row, asked),
    )
