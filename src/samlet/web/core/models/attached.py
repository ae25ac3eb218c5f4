"""What attaches to any subject: follow-ups, notes, documents and links, each in one register."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samlet.web.core.models.records import Record
from samlet.web.core.models.subjects import Subject


class Attached(Record):
    """subject: what it is about, whose visibility it has. controller: the register it was made in,
    since a municipality or a public person is seen from many.
    """

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="%(class)ss")
    controller = models.ForeignKey(Subject, models.CASCADE, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.public_id}"


class FollowUp(Attached):
    """Something to do about a subject, by a day. About a person: a kind from the list, no words."""

    class Kind(models.TextChoices):
        CALL_BACK = "call_back", _("call back")
        SEND_INFORMATION = "send_information", _("send information")
        INVITE = "invite", _("invite")
        CHECK = "check", _("check that the details are right")
        AGREE_ON_TIME = "agree_on_time", _("agree on a time")
        OTHER = "other", _("something else")

    kind = models.CharField(_("what kind"), max_length=20, choices=Kind.choices)
    what = models.CharField(_("what"), max_length=120, blank=True)
    about_person = models.BooleanField(default=False, editable=False)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="follow_ups",
        verbose_name=_("who"),
    )
    due = models.DateField(_("by"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due", "pk"]
        verbose_name = _("follow-up")
        indexes: ClassVar = [models.Index(fields=["who", "done_at", "due"], name="follow_up_mine")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="follow_up_on_a_person_has_no_words",
                condition=Q(about_person=False) | Q(what=""),
                violation_error_message=_("About a person, choose from the list only."),
            ),
        ]


class Note(Attached):
    """Words about an organisation, a place or a matter; never about a person."""

    text = models.TextField(_("note"), max_length=2000)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        verbose_name = _("note")


class Document(Attached):
    """A file kept by its hash in the data folder; what it is was read from its content."""

    name = models.CharField(_("name of the file"), max_length=120)
    sha256 = models.CharField(max_length=64, db_index=True)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size"))

    class Meta:
        ordering: ClassVar = ["-created_at"]
        verbose_name = _("document")


class Link(Attached):
    """An address elsewhere that tells more."""

    title = models.CharField(_("what it shows"), max_length=120)
    url = models.URLField(_("address"), max_length=500)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        verbose_name = _("link")
