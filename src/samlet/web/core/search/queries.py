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
from samlet.web.core.search.asking import Question, question
from samlet.web.core.search.marking import Piece, also_called, far_from, marked, meant
from samlet.web.core.search.matching import Answers

COUNTED = 1_000  # more hits than this are "more than"
FEW = 5  # with so few, what is spelt nearly so is shown after them
MOST_NEAR = 200
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """One that was found. title and subtitle come in pieces too, each marked or not.

    also: a former name or the like that was asked for and stands in neither.
    """

    subject_id: int
    public_id: str
    kind: str
    title: str
    subtitle: str
    href: str
    is_public: bool
    ended: bool
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
        found = seen.filter(Answers(asked.as_kin()))
        total = found[: COUNTED + 1].count()
        if total <= FEW:
            return _with_near(seen, found, asked, limit, offset)
        rows = list(_ranked(found, asked)[offset : offset + limit])
    hits = tuple(_hit(row, asked) for row in rows)
    return Results(hits, min(total, COUNTED), more=total > COUNTED)


def _seen(actor: Actor, kinds_asked: Iterable[str] | None) -> QuerySet[SearchEntry]:
    """What the actor may find, each kind by the act that lets one see it."""
    known = {kind.key for kind in all_kinds()}
    wanted = known if kinds_asked is None else known & set(kinds_asked)
    return SearchEntry.objects.filter(
        access.seen_subjects(actor, "subject"), subject__kind__in=sorted(wanted)
    ).select_related("subject")


def _ranked(found: QuerySet[SearchEntry], asked: Question) -> QuerySet[SearchEntry]:
    tier = Case(
        When(title_key=asked.key, then=Value(0)),
        When(Answers(asked.as_whole(), in_title=True), then=Value(1)),
        When(Answers(asked.as_start(), in_title=True), then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return found.annotate(tier=tier).order_by("tier", "ended", "title_key", "pk")


def _with_near(
    seen: QuerySet[SearchEntry],
    found: QuerySet[SearchEntry],
    asked: Question,
    limit: int,
    offset: int,
) -> Results:
    """The few that are spelt so, then what is spelt nearly so, nearest first."""
    exact = list(_ranked(found, asked)[: FEW + 1])
    near_words = {part: vocabulary.near(part) for part in asked.parts}
    near: list[SearchEntry] = []
    if any(near_words.values()):
        others = seen.filter(Answers(asked.as_near(near_words))).exclude(
            pk__in=[row.pk for row in exact]
        )
        near = sorted(
            others.order_by("ended", "title_key", "pk")[:MOST_NEAR],
            key=lambda row: far_from(asked, row),
        )
    corrected = meant(asked, near[0]) if near and not exact else ""
    shown = question(corrected) if corrected else asked
    rows = (exact + near)[offset : offset + limit]
    hits = tuple(_hit(row, shown) for row in rows)
    return Results(hits, len(exact) + len(near), corrected=corrected)


def _hit(row: SearchEntry, asked: Question) -> Hit:
    subject = row.subject
    return Hit(
        subject_id=subject.pk,
        public_id=subject.public_id,
        kind=subject.kind,
        title=row.title,
        subtitle=row.subtitle,
        href=reverse(kind_of(subject.kind).url_name, args=[subject.public_id]),
        is_public=subject.is_public,
        ended=row.ended,
        title_pieces=marked(row.title, asked),
        subtitle_pieces=marked(row.subtitle, asked),
        also=also_called(row, asked),
    )
