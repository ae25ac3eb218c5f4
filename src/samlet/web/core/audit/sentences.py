"""What an act in the trail is called in a sentence. Rooms add their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

_said: dict[str, _StrOrPromise] = {
    "audit.exported": gettext_lazy("exported the audit trail"),
    "backup.restored": gettext_lazy("restored a backup"),
    "backup.written": gettext_lazy("wrote a backup"),
    "bloc.added": gettext_lazy("added a bloc"),
    "bloc.configured": gettext_lazy("configured a bloc"),
    "bloc.edited": gettext_lazy("changed a bloc"),
    "bloc.list_counted": gettext_lazy("counted a list in a bloc"),
    "bloc.list_removed": gettext_lazy("took a list out of a bloc"),
    "bloc.removed": gettext_lazy("removed a bloc"),
    "changes.undone": gettext_lazy("undid a change"),
    "consent.asked": gettext_lazy("asked for consent"),
    "consent.declined": gettext_lazy("said no to a question of consent"),
    "consent.given": gettext_lazy("gave consent"),
    "consent.withdrawn": gettext_lazy("withdrew consent"),
    "consent.written_down": gettext_lazy("wrote down a consent"),
    "consent_text.published": gettext_lazy("published a text to agree to"),
    "demonstration.removed": gettext_lazy("removed the demonstration"),
    "disclosure.viewed": gettext_lazy("saw what was handed to their register"),
    "erasure.asked": gettext_lazy("asked for the person to be erased"),
    "erasure.cancelled": gettext_lazy("called off an erasure"),
    "erasure.done": gettext_lazy("erased a person"),
    "grant.ended": gettext_lazy("ended somebody's access"),
    "grant.given": gettext_lazy("gave somebody access"),
    "invitation.answered": gettext_lazy("answered an invitation"),
    "invitation.attended": gettext_lazy("noted who came"),
    "invitation.sent": gettext_lazy("sent an invitation"),
    "jobs.cancelled": gettext_lazy("stopped background work"),
    "jobs.restarted": gettext_lazy("started background work again"),
    "jobs.started": gettext_lazy("started background work"),
    "link.made": gettext_lazy("made a personal link"),
    "link.revoked": gettext_lazy("ended a personal link"),
    "lot.recorded": gettext_lazy("recorded the drawing of a lot"),
    "lot.removed": gettext_lazy("removed the drawing of a lot"),
    "occasion.cancelled": gettext_lazy("cancelled an occasion"),
    "occasion.changed": gettext_lazy("changed an occasion"),
    "occasion.planned": gettext_lazy("planned an occasion"),
    "officials.exported": gettext_lazy("exported the person in a list"),
    "officials.searched": gettext_lazy("found the person by searching a list"),
    "operator_session.begun": gettext_lazy("began to look into a register, as the operator"),
    "operator_session.ended": gettext_lazy("ended looking into a register, as the operator"),
    "operator_session.request": gettext_lazy("opened a page, as the operator"),
    "outgoing.queued": gettext_lazy("sent a letter"),
    "people.bulk_end": gettext_lazy("ended several offices"),
    "people.exported": gettext_lazy("exported the person in a list"),
    "people.import_looked": gettext_lazy("looked at a file to be brought in"),
    "people.import_received": gettext_lazy("sent in a file with people"),
    "people.imported": gettext_lazy("brought people in from a file"),
    "people.searched": gettext_lazy("found the person by searching a list"),
    "person.added": gettext_lazy("added the person"),
    "person.corrected": gettext_lazy("corrected what is held about oneself"),
    "person.disclosed": gettext_lazy("handed something to another register"),
    "person.downloaded": gettext_lazy("downloaded what is held about oneself"),
    "person.edited": gettext_lazy("changed the person"),
    "person.joined": gettext_lazy("joined two records of oneself"),
    "person.unjoined": gettext_lazy("took two records of oneself apart"),
    "person.viewed": gettext_lazy("opened the person's page"),
    "position.added": gettext_lazy("added an office"),
    "position.confirmed": gettext_lazy("confirmed that an office holds"),
    "position.corrected": gettext_lazy("corrected an office"),
    "position.ended": gettext_lazy("ended an office"),
    "position_kind.named": gettext_lazy("named a kind of position"),
    "position.removed": gettext_lazy("removed an office"),
    "privacy.set": gettext_lazy("set how long personal data is kept"),
    "register.loaded": gettext_lazy("loaded a register"),
    "results.confirmed": gettext_lazy("confirmed official results"),
    "results.imported": gettext_lazy("brought in official results"),
    "results.undone": gettext_lazy("took official results back"),
    "retention.cancelled": gettext_lazy("called off erasing people"),
    "retention.confirmed": gettext_lazy("agreed to erase people"),
    "retention.looked": gettext_lazy("looked at whose retention time is over"),
    "retention.marked": gettext_lazy("marked people whose retention time is over"),
    "search.people": gettext_lazy("found the person by searching"),
    "statement.recorded": gettext_lazy("recorded a statement"),
    "statement.removed": gettext_lazy("removed a statement"),
    "units.import_received": gettext_lazy("sent in a file with organisations"),
    "units.imported": gettext_lazy("brought organisations in from a file"),
    "unit.added": gettext_lazy("added an organisation"),
    "unit.also_called": gettext_lazy("added a name of an organisation"),
    "unit.closed": gettext_lazy("closed an organisation"),
    "unit.closed_upwards": gettext_lazy("closed or opened an organisation upwards"),
    "unit.covers": gettext_lazy("changed what an organisation covers"),
    "unit.edited": gettext_lazy("changed an organisation"),
    "unit.moved": gettext_lazy("moved an organisation"),
    "unit.reopened": gettext_lazy("opened an organisation again"),
    "unit_kind.named": gettext_lazy("named a kind of organisation"),
    "view.removed": gettext_lazy("removed a saved view"),
    "view.saved": gettext_lazy("saved a view of a list"),
}


def register(sentences: Mapping[str, _StrOrPromise]) -> None:
    """Say what a room's acts are called, from its AppConfig.ready(): "opened the visit's page"."""
    _said.update(sentences)


def said(act: str) -> str:
    """The act in words; its key where no room has given words."""
    found = _said.get(act)
    return str(found) if found is not None else _("did “%(act)s”") % {"act": act}
