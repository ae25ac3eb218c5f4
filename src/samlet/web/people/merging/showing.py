"""What merging is called in the trail and among changes, and what an undo makes anew."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samlet.web.core import audit, changes
from samlet.web.people.merging import actions


def register() -> None:
    """From the room's AppConfig.ready()."""
    audit.register_sentences(
        {
            "people.paired": _("saw the person among likely duplicates"),
            "person.merged": _("merged two records of the person"),
            "person.told_apart": _("said that two records are two people"),
        }
    )
    changes.entitle("person.merged", _("Two records of one person merged"))
    changes.entitle("person.told_apart", _("Two records kept apart"))
    changes.when_restored("people.person", actions.place_people)
    changes.when_restored("people.position", actions.place_holders)
