"""Letters on their way out: one row for one letter to one address."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core.guard import Guarded
from samlet.web.core.models import Record, Subject


class Letter(Record):
    """An e-mail, or a text message prepared for someone's own phone.

    sealed: what the template is filled in with, encrypted, since it may hold a link that opens
    something; emptied when the letter is sent. taken_at: written before the letter is handed over,
    so that a crash in between never sends it twice. Its state is told by the times.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail")
        SMS = "sms", _("text message")

    channel = models.CharField(max_length=5, choices=Channel.choices, default=Channel.EMAIL)
    to = models.CharField(_("to"), max_length=254, blank=True)
    template = models.CharField(_("letter"), max_length=60)
    language = models.CharField(_("language"), max_length=2)
    sealed = models.TextField(blank=True)
    subject = models.ForeignKey(
        Subject, models.CASCADE, null=True, blank=True, related_name="letters"
    )
    sender = models.ForeignKey(
        Subject, models.SET_NULL, null=True, blank=True, related_name="sent_letters"
    )
    urgent = models.BooleanField(default=False)

    send_after = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=20, blank=True)
    emptied_at = models.DateTimeField(null=True, blank=True)

    objects = Guarded()
    scope_path = "sender"

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        verbose_name = _("letter")
        indexes: ClassVar = [
            models.Index(
                fields=["-urgent", "send_after"],
                name="letter_waiting",
                condition=Q(sent_at=None, given_up_at=None),
            ),
            models.Index(fields=["taken_at"], name="letter_taken"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="letter_is_not_sent_and_given_up",
                condition=Q(sent_at=None) | Q(given_up_at=None),
            ),
            models.CheckConstraint(
                name="letter_has_an_address_until_emptied",
                condition=~Q(to="") | Q(emptied_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.public_id}"


class WeeklyChoice(models.Model):
    """Whether a user wants the weekly letter, in which language, and when it was last sent."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="weekly"
    )
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="nb"
    )
    off_at = models.DateTimeField(_("turned off"), null=True, blank=True)
    sent_on = models.DateField(_("last sent"), null=True, blank=True)

    def __str__(self) -> str:
        return f"weekly {self.user_id}"
