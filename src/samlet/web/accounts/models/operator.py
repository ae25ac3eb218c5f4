"""When whoever operates the server looked into a register: why, for how long, and what was done."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.accounts.models.users import User
from samlet.web.core.models import Record, Subject


class OperatorSession(Record):
    """One look into one register, with a reason, an end, and an account of what was done.

    user: none for a command on the server itself, which `command` then names, or when the user is
    erased. register: none for a command that reads all of them. reason and done are about the
    work and name nobody.
    """

    user = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="operator_sessions"
    )
    command = models.CharField(_("command"), max_length=60, blank=True)
    register = models.ForeignKey(
        Subject, models.CASCADE, null=True, blank=True, related_name="operator_sessions"
    )
    reason = models.CharField(_("reason"), max_length=300)
    started_at = models.DateTimeField(_("began"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends by itself"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    done = models.CharField(_("what was done"), max_length=1000, blank=True)

    class Meta:
        ordering: ClassVar = ["-started_at", "-pk"]
        verbose_name = _("operator's session")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="operator_session_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Say why you need to look."),
            ),
            models.CheckConstraint(
                name="operator_session_ends_after_it_begins",
                condition=Q(ends_at__gt=F("started_at")),
                violation_error_message=_("A session ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"operator session {self.public_id}"

    def is_open(self, at: datetime | None = None) -> bool:
        """Whether it still opens the register."""
        return self.ended_at is None and self.ends_at > (at or timezone.now())
