"""Elections, contests, their lists, where each figure came from, and what changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samlet.web.core.models import Record
from samlet.web.places.models import County, Municipality


class Election(models.Model):
    """One election day for one kind of body."""

    class Kind(models.TextChoices):
        MUNICIPAL = "municipal", _("municipal election")
        COUNTY = "county", _("county election")
        STORTING = "storting", _("Storting election")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    year = models.PositiveSmallIntegerField()
    day = models.DateField()

    class Meta:
        ordering: ClassVar = ["-day", "kind"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "year"], name="election_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"


class Source(models.Model):
    """Where figures came from: a packaged table or an imported file, with its checksum."""

    key = models.CharField(max_length=100, unique=True)
    publisher = models.CharField(_("publisher"), max_length=200)
    title = models.CharField(_("title"), max_length=300)
    day = models.DateField(_("date"))
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"


class Contest(models.Model):
    """One body's election on one day: a council, a county council, or a place's Storting votes.

    `stable_id` is kind, official number and day, and never changes.
    """

    stable_id = models.CharField(max_length=40, unique=True)
    election = models.ForeignKey(Election, models.CASCADE, related_name="contests")
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, null=True, blank=True, related_name="contests"
    )
    county = models.ForeignKey(
        County, models.CASCADE, null=True, blank=True, related_name="contests"
    )
    # A Storting district or a county of the past: its votes are kept, but it is no place of today.
    area = models.CharField(_("area"), max_length=60, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats"), null=True)
    electorate = models.PositiveIntegerField(_("entitled to vote"), null=True)
    turnout = models.DecimalField(_("turnout"), max_digits=5, decimal_places=4, null=True)
    # False where lists are known to be missing: such a contest is shown as shares, never settled.
    complete = models.BooleanField(_("every list is known"), default=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="contests")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="contest_has_one_place",
                condition=Q(municipality__isnull=True, county__isnull=False, area="")
                | Q(municipality__isnull=False, county__isnull=True, area="")
                | (Q(municipality__isnull=True, county__isnull=True) & ~Q(area="")),
            ),
            models.CheckConstraint(
                name="contest_has_seats",
                condition=Q(seats=None) | Q(seats__gte=1),
                violation_error_message=_("A council has at least one seat."),
            ),
        ]

    def __str__(self) -> str:
        return self.stable_id

    @property
    def place(self) -> Municipality | County:
        """The place of a contest that has one; ValueError for an area that is no place of today."""
        place = self.municipality or self.county
        if place is None:
            raise ValueError(self.stable_id)
        return place


class ListResult(models.Model):
    """One list in one contest.

    `ballots` are ballots, never list votes; `share` runs from 0 to 1. A `member` row is a list
    already inside the contest's `aggregate` row ("others"): it is shown, and never counted.
    """

    class RowKind(models.TextChoices):
        LIST = "list", _("list")
        AGGREGATE = "aggregate", _("several lists together")
        MEMBER = "member", _("among the others")

    class Basis(models.TextChoices):
        COUNT = "count", _("counted")
        DERIVED = "derived", _("worked out from the share")
        SHARE = "share", _("share only")

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="lists")
    code = models.CharField(max_length=120)  # a local list may have its name as its code
    name = models.CharField(max_length=120)
    row_kind = models.CharField(max_length=10, choices=RowKind.choices, default=RowKind.LIST)
    ballots = models.PositiveIntegerField(null=True)
    basis = models.CharField(max_length=10, choices=Basis.choices, default=Basis.COUNT)
    share = models.DecimalField(max_digits=9, decimal_places=8, null=True)
    seats = models.PositiveSmallIntegerField(null=True)
    received = models.PositiveIntegerField(null=True)
    given = models.PositiveIntegerField(null=True)
    list_votes = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contest", "code"], name="list_once_a_contest"),
            models.CheckConstraint(
                name="list_has_ballots_or_share",
                condition=Q(ballots__isnull=False) | Q(share__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contest.stable_id} {self.code}"


class ResultImport(Record):
    """One official file brought in, by whom, and the second person who confirmed it."""

    source = models.OneToOneField(Source, models.PROTECT, related_name="imported")
    format = models.CharField(max_length=60)
    imported_by = models.CharField(_("imported by"), max_length=100)
    confirmed_by = models.CharField(_("confirmed by"), max_length=100, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    undone_by = models.CharField(_("undone by"), max_length=100, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="import_confirmed_by_another",
                condition=Q(confirmed_by="") | ~Q(confirmed_by=F("imported_by")),
                violation_error_message=_(
                    "An import is confirmed by another person than the one who made it."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.source.title


class ResultChange(models.Model):
    """What one import did to one list of one contest, so that it can be shown and undone.

    `before` and `after` hold the list's fields; empty `before` is a new list, empty `after` a
    list that went. `code` is empty where the contest itself changed.
    """

    result_import = models.ForeignKey(ResultImport, models.CASCADE, related_name="changes")
    contest_id_text = models.CharField(max_length=40)
    code = models.CharField(max_length=120, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.contest_id_text} {self.code}"


class LotDrawn(Record):
    """The election authority drew lots for the last seat: who got it, and where it says so."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="lots")
    winner = models.CharField(_("list that won the lot"), max_length=120)
    source = models.CharField(_("source"), max_length=300)
    day = models.DateField(_("day"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contest", "winner"], name="lot_once"),
            models.CheckConstraint(
                name="lot_has_source",
                condition=~Q(source=""),
                violation_error_message=_("Enter the source, for instance the election protocol."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contest.stable_id}: {self.winner}"
