"""A role on a unit or an area, in one register, for a time."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samlet.web.core.access import ROLES
from samlet.web.core.guard import unscoped
from samlet.web.core.models import Record, Subject
from samlet.web.people.models import Position


class Grant(Record):
    """A user has a role on a unit (or an area) and below, and it opens one register.

    controller: the register that gave it. office: the position it follows; when the term ends, so
    does the grant, without anybody doing anything.
    """

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="grants")
    role = models.CharField(
        _("role"), max_length=30, choices=[(role.key, role.title) for role in ROLES.values()]
    )
    unit = models.ForeignKey(Subject, models.CASCADE, related_name="grants_on")
    below = models.BooleanField(_("and everything below"), default=True)
    controller = models.ForeignKey(Subject, models.CASCADE, related_name="grants_given")
    office = models.ForeignKey(
        Position, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("office")
    )
    from_day = models.DateField(_("from"))
    to_day = models.DateField(_("to"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    given_by = models.CharField(max_length=100)

    class Meta:
        ordering: ClassVar = ["role", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="grant_ends_after_it_begins",
                condition=Q(to_day=None) | Q(to_day__gte=F("from_day")),
                violation_error_message=_("A grant cannot end before it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} on {self.unit_id}"

    @property
    def role_title(self) -> str:
        return str(ROLES[self.role].title)

    @property
    def office_ends_on(self) -> date | None:
        """The last day of the office it follows; none when it follows none, or an open one."""
        with unscoped("a grant ends with its office"):
            return self.office.to_day if self.office is not None else None

    @property
    def ends_on(self) -> date | None:
        """The last day it holds, as things stand."""
        return min((day for day in (self.to_day, self.office_ends_on) if day), default=None)
