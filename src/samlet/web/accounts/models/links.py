"""A link that opens one thing for whoever holds it. Only a hash of its token is kept."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.accounts.models.users import User
from samlet.web.core.models import Record, Subject
from samlet.web.people.models import Position


class AccessLinkQuerySet(models.QuerySet["AccessLink"]):
    def in_force(self, at: datetime | None = None) -> AccessLinkQuerySet:
        """Those that still open: not revoked, past their time or used up, office not ended."""
        at = at or timezone.now()
        today = timezone.localdate(at)
        return self.filter(
            Q(expires_at=None) | Q(expires_at__gt=at),
            Q(single_use=False) | Q(used_at=None),
            Q(ends_with=None) | Q(ends_with__to_day=None) | Q(ends_with__to_day__gte=today),
            Q(user=None) | Q(user__is_active=True),
            revoked_at=None,
        )


class AccessLink(Record):
    """One purpose for one subject or user, until it expires, is used, is revoked or ends.

    token_hash: SHA-256 of the token's 32 random bytes; the token itself is never stored, so who
    reads the table cannot open anything. expires_at: none for a link that lasts until it is
    revoked or `ends_with`, the office it was given for, ends. used_at: when a link for one use
    was used up; of a lasting one, when it was last opened.
    """

    purpose = models.CharField(max_length=40)
    token_hash = models.CharField(max_length=64, unique=True)
    subject = models.ForeignKey(
        Subject, models.CASCADE, null=True, blank=True, related_name="access_links"
    )
    user = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="access_links"
    )
    single_use = models.BooleanField(_("can be used once"), default=True)
    ends_with = models.ForeignKey(
        Position, models.CASCADE, null=True, blank=True, related_name="access_links"
    )
    expires_at = models.DateTimeField(_("open until"), null=True, blank=True)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects: ClassVar[models.Manager[AccessLink]] = models.Manager.from_queryset(
        AccessLinkQuerySet
    )()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["expires_at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="link_for_one_use_expires",
                condition=Q(single_use=False) | Q(expires_at__isnull=False),
                violation_error_message=_("A link for one use needs a time when it expires."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.public_id}"
