"""What is found by searching: one row for each subject, and the words that are in use.

The full-text structures beside `SearchEntry` (SQLite: an FTS5 table kept by triggers; PostgreSQL:
two generated tsvector columns) are made by the migration and follow the row by themselves, so
whatever deletes the row takes it out of the index as well.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from samlet.web.core.guard import Guarded
from samlet.web.core.models.subjects import Subject

LONGEST_TITLE = 300
LONGEST_WORD = 40


class SearchEntry(models.Model):
    """A subject as it is found. words: what it is also found by, a line each, as it was given.

    title_key: the folded title, for the exact match and the order. The terms are what the index
    holds (see search.folding). ended: it is no longer in force and comes after what is.
    """

    subject = models.OneToOneField(
        Subject, models.CASCADE, primary_key=True, related_name="search_entry"
    )
    title = models.CharField(max_length=LONGEST_TITLE)
    subtitle = models.CharField(max_length=LONGEST_TITLE, blank=True)
    words = models.TextField(blank=True)
    title_key = models.CharField(max_length=LONGEST_TITLE)
    title_terms = models.TextField()
    other_terms = models.TextField(blank=True)
    ended = models.BooleanField(default=False)

    objects = Guarded()
    scope_path = "subject"

    class Meta:
        indexes: ClassVar = [models.Index(fields=["title_key"], name="search_title")]

    def __str__(self) -> str:
        return f"search entry {self.subject_id}"


class SearchWord(models.Model):
    """A folded word that stands in some entry: what a misspelt one may have been meant as."""

    word = models.CharField(max_length=LONGEST_WORD, unique=True)
    length = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"search word {self.pk}"


class SearchGram(models.Model):
    """Three letters in a row of a word ("^" and "$" stand for its ends), or its first and last.

    Plain rows, since PostgreSQL's own trigrams need an extension that not everybody may install,
    and both databases are to answer alike.
    """

    gram = models.CharField(max_length=3)
    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="grams")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gram", "word"], name="search_gram_once")
        ]

    def __str__(self) -> str:
        return f"search gram {self.pk}"
