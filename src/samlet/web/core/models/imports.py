"""One import, from the file that was sent to what it changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samlet.web.core.guard import Guarded
from samlet.web.core.models.changes import ChangeSet
from samlet.web.core.models.records import Record
from samlet.web.core.models.subjects import Subject


class ImportBatch(Record):
    """A table on its way in. What it holds of people goes when it is done, and after a day.

    kind: what its rows are (importing.kind_of). table: headings and rows as they were read, less
    what may not be kept. mapping: column → field. options: what was chosen beside the columns.
    plan: what the try-out found for each row. choices: row → what somebody chose for a doubtful
    one. ticked: warnings somebody has taken note of.
    """

    kind = models.CharField(max_length=40)
    controller = models.ForeignKey(Subject, models.CASCADE, related_name="+")
    started_by = models.CharField(max_length=100)
    filename = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    sheet = models.CharField(_("sheet"), max_length=200, blank=True)
    table = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    plan = models.JSONField(null=True, blank=True)
    choices = models.JSONField(default=dict)
    ticked = models.JSONField(default=list)
    tried_at = models.DateTimeField(_("tried"), null=True, blank=True)
    done_at = models.DateTimeField(_("carried out"), null=True, blank=True)
    emptied_at = models.DateTimeField(_("emptied"), null=True, blank=True)
    change_set = models.ForeignKey(
        ChangeSet, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = Guarded()
    scope_path = "controller"

    class Meta:
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return f"import {self.public_id}"


class ImportProfile(Record):
    """How a register's columns were mapped last time, by heading: it need not be said anew."""

    kind = models.CharField(max_length=40)
    controller = models.ForeignKey(Subject, models.CASCADE, related_name="+")
    fields = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "controller"], name="import_profile_once")
        ]

    def __str__(self) -> str:
        return f"import profile {self.public_id}"
