"""The words in use, to find what a misspelt one was meant as.

A word is kept only as long as an entry holds it. Which entries hold it is asked of the index, in
the actor's scope: a word alone tells nobody anything.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import Count, F
from django.db.models.functions import Abs
from rapidfuzz.distance import OSA

from samlet.web.core.models.search import SearchEntry, SearchGram, SearchWord
from samlet.web.core.search.batches import in_batches
from samlet.web.core.search.folding import INITIAL, STEM, correctable, grams, stem

MOST_NEAR = 40
_CANDIDATES = 300
_BATCH = 5_000


def words_in(row: SearchEntry) -> Iterable[str]:
    """The words of an entry that others may be misspellings of."""
    for terms in (row.title_terms, row.other_terms):
        for term in terms.split():
            if term[0] not in (STEM, INITIAL) and correctable(term):
                yield term


def add(words: Iterable[str]) -> None:
    """Keep words from now on. In order, so that two who add the same do not wait in a ring."""
    for new in in_batches(sorted(words), _BATCH):
        _add(new)


def _add(new: list[str]) -> None:
    known = set(SearchWord.objects.filter(word__in=new).values_list("word", flat=True))
    new = [word for word in new if word not in known]
    SearchWord.objects.bulk_create(
        [SearchWord(word=word, length=len(word)) for word in new],
        ignore_conflicts=True,
        batch_size=_BATCH,
    )
    ids = dict(SearchWord.objects.filter(word__in=new).values_list("word", "pk"))
    SearchGram.objects.bulk_create(
        [SearchGram(gram=gram, word_id=pk) for word, pk in ids.items() for gram in grams(word)],
        ignore_conflicts=True,
        batch_size=_BATCH,
    )


def drop_unused(words: Iterable[str]) -> None:
    """Let go of those of these words that no entry holds any longer."""
    for asked in in_batches(sorted(words), _BATCH):
        SearchWord.objects.filter(word__in=set(asked) - _held(asked)).delete()


def _held(words: list[str]) -> set[str]:
    """Those of the words that some entry holds."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join(["%s"] * len(words))
            cursor.execute(
                f"SELECT term FROM core_searchentry_terms WHERE term IN ({marks})", words
            )
        else:
            # A word is letters alone, so quoting it is enough to make a query of it.
            cursor.execute(
                "SELECT word FROM unnest(%s::text[]) AS word WHERE EXISTS (SELECT 1 FROM"
                " core_searchentry WHERE all_vector @@ ('''' || word || '''')::tsquery)",
                [words],
            )
        return {row[0] for row in cursor.fetchall()}


def near(word: str) -> list[str]:
    """The words in use that `word` may have been meant as or stand inside of, nearest first.

    Not those that begin so or are another form of it: they are found as it is.
    """
    if not correctable(word):
        return []
    shared = (
        SearchWord.objects.filter(grams__gram__in=grams(word))
        .annotate(shared=Count("pk"), unlike=Abs(F("length") - len(word)))
        .order_by("-shared", "unlike", "word")
        .values_list("word", flat=True)[:_CANDIDATES]
    )
    ranked = sorted((distance(word, other), other) for other in shared if not kin(word, other))
    return [other for distance, other in ranked if distance <= _tolerance(word)][:MOST_NEAR]


def kin(part: str, word: str) -> bool:
    """Whether the word begins so, or is another form of it."""
    return word.startswith(part) or (stem(part) != "" and stem(part) == stem(word))


def _tolerance(word: str) -> float:
    """How many typing errors are likely: a name of six letters has one, not two."""
    return 1 if len(word) <= 5 else 1.5 if len(word) <= 7 else 2 if len(word) <= 11 else 3


def distance(word: str, other: str) -> float:
    """Typing errors between them; as a beginning or inside, a little farther than as a whole."""
    whole = OSA.distance(word, other)
    if word in other:
        return min(whole, 0.5)
    if len(other) > len(word) >= 5:
        return min(whole, OSA.distance(word, other[: len(word)]) + 0.5)
    return whole
