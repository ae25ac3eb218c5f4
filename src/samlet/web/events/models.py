"""What people are invited to, once for visits, meetings and courses, and who answered and came."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.accounts.models import AccessLink
from samlet.web.core.guard import Guarded
from samlet.web.core.models import Record, Subject


class Occasion(Record):
    """A time and a place that one is invited to. Who may see it follows from its subject: the
    visit, the meeting or the course.

    sequence and changed_at: what calendars tell a newer version by; they move with every change.
    """

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="occasions")
    title = models.CharField(
        _("title"), max_length=120, help_text=_("Do not name people: it stands in calendars.")
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["starts_at", "pk"]
        verbose_name = _("occasion")
        indexes: ClassVar = [models.Index(fields=["starts_at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="occasion_ends_after_it_begins",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("It must end after it begins."),
            ),
            models.CheckConstraint(
                name="occasion_has_a_title",
                condition=~Q(title=""),
                violation_error_message=_("Say what it is."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Invitation(Record):
    """One who is invited: a person in the register, or an address and nothing more.

    reply stands with the time it was given; a move of the occasion takes both back, since a yes to
    Tuesday is no yes to Thursday. link: the one in the last letter.
    """

    class Reply(models.TextChoices):
        NONE = "none", _("not answered")
        ACCEPTED = "accepted", _("comes")
        TENTATIVE = "tentative", _("perhaps")
        DECLINED = "declined", _("is not coming")

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(
        Subject, models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=2, default="nb")
    reply = models.CharField(_("reply"), max_length=10, choices=Reply.choices, default=Reply.NONE)
    replied_at = models.DateTimeField(_("answered"), null=True, blank=True)
    attended_at = models.DateTimeField(_("came"), null=True, blank=True)
    link = models.OneToOneField(
        AccessLink, models.SET_NULL, null=True, blank=True, related_name="invitation"
    )

    objects = Guarded()
    scope_path = "occasion__subject"

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name = _("invitation")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="invitation_is_to_a_person_or_an_address",
                condition=(Q(person=None) & ~Q(email="")) | (Q(person__isnull=False) & Q(email="")),
                violation_error_message=_("Invite a person in the register, or an address."),
            ),
            models.CheckConstraint(
                name="invitation_reply_has_its_time",
                condition=Q(reply="none", replied_at=None)
                | (~Q(reply="none") & Q(replied_at__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["occasion", "person"],
                condition=Q(person__isnull=False),
                name="person_is_invited_once",
                violation_error_message=_("This person is invited already."),
            ),
            models.UniqueConstraint(
                fields=["occasion", "email"],
                condition=~Q(email=""),
                name="address_is_invited_once",
                violation_error_message=_("This address is invited already."),
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.public_id}"
