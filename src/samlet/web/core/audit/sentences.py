"""What an act in the trail is called in a sentence. Rooms add their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

_said: dict[str, _StrOrPromise] = {
    "erasure.asked": gettext_lazy("asked for the person to be erased"),
    "erasure.cancelled": gettext_lazy("called off an erasure"),
    "erasure.done": gettext_lazy("erased a person"),
    "retention.marked": gettext_lazy("marked people whose time is over"),
    "retention.confirmed": gettext_lazy("agreed to let people go"),
    "retention.cancelled": gettext_lazy("called off letting people go"),
    "retention.looked": gettext_lazy("looked at whose time is over"),
    "privacy.set": gettext_lazy("set how long personal data is kept"),
    "audit.exported": gettext_lazy("exported the audit trail"),
    "person.viewed": gettext_lazy("opened the person's page"),
    "person.added": gettext_lazy("added the person"),
    "person.edited": gettext_lazy("changed the person"),
    "person.corrected": gettext_lazy("corrected what is held about oneself"),
    "person.downloaded": gettext_lazy("downloaded what is held about oneself"),
    "person.joined": gettext_lazy("joined two records of oneself"),
    "person.unjoined": gettext_lazy("took two records of oneself apart"),
    "person.exported": gettext_lazy("exported the person in a list"),
    "people.exported": gettext_lazy("exported the person in a list"),
    "people.searched": gettext_lazy("found the person by searching"),
    "search.found": gettext_lazy("found the person by searching"),
    "position.added": gettext_lazy("added an office"),
    "position.ended": gettext_lazy("ended an office"),
    "position.confirmed": gettext_lazy("confirmed that an office holds"),
    "position.corrected": gettext_lazy("corrected an office"),
    "position.removed": gettext_lazy("removed an office"),
    "consent.given": gettext_lazy("gave consent"),
    "consent.withdrawn": gettext_lazy("withdrew consent"),
    "person.disclosed": gettext_lazy("handed something to another register"),
    "link.made": gettext_lazy("made a personal link"),
    "link.revoked": gettext_lazy("ended a personal link"),
}


def register(sentences: Mapping[str, _StrOrPromise]) -> None:
    """Say what a room's acts are called, from its AppConfig.ready(): "opened the visit's page"."""
    _said.update(sentences)


def said(act: str) -> str:
    """The act in words; its key where no room has given words."""
    found = _said.get(act)
    return str(found) if found is not None else _("did “%(act)s”") % {"act": act}
