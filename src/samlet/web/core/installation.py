"""What this installation is: not yet begun, a demonstration, or in real use. Never two at once."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import gettext_lazy as _

from samlet.web.core import stamps
from samlet.web.core.errors import Conflict
from samlet.web.core.models import Subject

Mode = Literal["", "demonstration", "real"]
KEY = "installation"
PERSON = "people.person"


def mode() -> Mode:
    """ "" until somebody has chosen."""
    found = stamps.stamp(KEY)
    return "demonstration" if found == "demonstration" else "real" if found == "real" else ""


def is_demonstration() -> bool:
    return mode() == "demonstration"


def begin(chosen: Literal["demonstration", "real"]) -> None:
    """Choose once. A demonstration cannot begin where there are real people, nor the reverse.

    Raises Conflict with what to do.
    """
    people = Subject.objects.filter(kind=PERSON)
    if chosen == "demonstration" and (mode() == "real" or people.filter(synthetic=False).exists()):
        raise Conflict(
            _(
                "This database is in real use, so it cannot show the demonstration. "
                "Start the demonstration with another data folder (SAMLET_DATA_DIR)."
            )
        )
    if chosen == "real" and (mode() == "demonstration" or people.filter(synthetic=True).exists()):
        raise Conflict(
            _(
                "This database holds the demonstration. Use another data folder (SAMLET_DATA_DIR), "
                "or remove the demonstration first: samlet demo --remove."
            )
        )
    stamps.put(KEY, chosen)


def end_demonstration() -> None:
    """Be as before anybody had chosen. Whoever calls has removed all that was invented."""
    if is_demonstration():
        stamps.drop(KEY)
