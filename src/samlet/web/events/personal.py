"""Invitations: who was asked to what, what they answered and whether they came."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samlet.web.core.personal import Declaration, Retention, declare, exempt
from samlet.web.core.personal.ground import CONTACT, YEAR

declare(
    Declaration(
        model="events.Invitation",
        retention=Retention(
            _("a year after the occasion"), over=lambda at: Q(occasion__ends_at__lt=at - YEAR)
        ),
        title=_("What the person is invited to"),
        purpose=CONTACT,
        # An address alone tells whose invitation it is in their own register, and in no other.
        find=lambda who: (
            Q(person__in=who.subjects)
            | Q(email__in=who.emails, occasion__subject__controller__in=who.registers)
        ),
        fields={
            "occasion": _("What they are invited to."),
            "email": _("Where the invitation went, for who is not in the register."),
            "language": _("In which language they are written to."),
            "reply": _("What they answered."),
            "replied_at": _("When they answered."),
            "attended_at": _("That they came."),
            "created_at": _("When they were invited."),
        },
        keys=("id", "public_id", "person"),
        secret=("link",),
        controller_path="occasion__subject__controller",
    )
)
exempt("a time, a place and what it is; who comes stands in the invitations", "events.Occasion")
