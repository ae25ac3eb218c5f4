"""Views of a list that somebody saved: its filters, columns and order under a name."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samlet.web.core.models.records import Record
from samlet.web.core.models.subjects import Subject


class SavedView(Record):
    """A name for a query of one list. It holds no rows and opens none: each sees their own.

    unit: shared with all who hold a grant in that unit's register; none, the owner's alone. The
    query never holds words that were typed, since they may be somebody's name.
    """

    list_key = models.CharField(max_length=60)
    name = models.CharField(_("name of the view"), max_length=60)
    query = models.CharField(max_length=1000, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    unit = models.ForeignKey(
        Subject, models.CASCADE, null=True, blank=True, related_name="shared_views"
    )

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        indexes: ClassVar = [models.Index(fields=["list_key", "owner"], name="view_of_owner")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["list_key", "owner", "name"],
                name="saved_view_once",
                violation_error_message=_("You have a view of that name already. Choose another."),
            ),
            models.CheckConstraint(
                name="saved_view_has_a_name",
                condition=~Q(name=""),
                violation_error_message=_("Give the view a name."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list_key} {self.public_id}"


class DefaultView(models.Model):
    """The view a user has chosen to meet first in a list."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="default_views")
    list_key = models.CharField(max_length=60)
    view = models.ForeignKey(SavedView, models.CASCADE, related_name="default_of")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "list_key"], name="default_view_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.list_key}"
