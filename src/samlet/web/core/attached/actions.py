"""Every write of what attaches to a subject."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core import audit, changes, personal
from samlet.web.core.actor import Actor
from samlet.web.core.attached import files
from samlet.web.core.attached.colleagues import colleagues_of
from samlet.web.core.attached.queries import register_for
from samlet.web.core.errors import Forbidden, Rejected
from samlet.web.core.guard import action
from samlet.web.core.models import ChangeSet, Document, FollowUp, Link, Note, Subject
from samlet.web.core.models.attached import Attached

NOT_ON_PEOPLE = _("Nothing is written or kept about a person here. Use a follow-up from the list.")


def _organisations_only(subject: Subject) -> None:
    if personal.is_person(subject.kind):
        raise Rejected(NOT_ON_PEOPLE)


@action
def follow_up(
    actor: Actor,
    *,
    subject: Subject,
    kind: str,
    due: date,
    what: str = "",
    who: int | None = None,
) -> FollowUp:
    """Something to do about a subject by a day. who: a user's pk; oneself when nobody is said.

    Raises Rejected for words on a person, a kind without words elsewhere, and somebody who holds
    nothing in the register.
    """
    controller = register_for(actor, subject)
    about_person = personal.is_person(subject.kind)
    what = " ".join(what.split())
    if about_person and (what or kind == FollowUp.Kind.OTHER):
        raise Rejected(_("About a person, choose from the list only."))
    if kind == FollowUp.Kind.OTHER and not what:
        raise Rejected(_("Say in a few words what is to be done."))
    who = who or actor.user_id
    if not actor.is_trusted and who is not None and who not in colleagues_of(actor, controller):
        raise Rejected(_("Choose somebody who has access to this register."))
    made = FollowUp.objects.create(
        subject=subject,
        controller_id=controller,
        kind=kind,
        what=what,
        about_person=about_person,
        who_id=who,
        due=due,
    )
    audit.record(actor, "follow_up.made", made, fields=["kind", "due"])
    return made


@action
def finish(actor: Actor, *, follow_up: FollowUp) -> ChangeSet | None:
    """It is done; can be undone as any change. None when it was done already."""
    if follow_up.who_id != actor.user_id:
        _require_edit(actor, follow_up)
    row = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if row.done_at is not None:
        return None
    with changes.recording(actor, "follow_up.done", controller=row.controller_id) as it:
        it.update(row, done_at=timezone.now())
    audit.record(actor, "follow_up.done", row, fields=["done_at"])
    return it.change_set


def _require_edit(actor: Actor, row: Attached) -> None:
    if register_for(actor, row.subject) != row.controller_id and not actor.is_trusted:
        raise Forbidden(_("Your role does not include this."))


@action
def add_note(actor: Actor, *, subject: Subject, text: str) -> Note:
    """Words about an organisation or a place. Raises Rejected on a person."""
    _organisations_only(subject)
    controller = register_for(actor, subject)
    made = Note.objects.create(subject=subject, controller_id=controller, text=text.strip())
    audit.record(actor, "note.added", made)
    return made


@action
def add_link(actor: Actor, *, subject: Subject, title: str, url: str) -> Link:
    """An address that tells more. Raises Rejected on a person and for other than web addresses."""
    _organisations_only(subject)
    if not url.lower().startswith(("https://", "http://")):
        raise Rejected(_("A link begins with https:// or http://."))
    controller = register_for(actor, subject)
    made = Link.objects.create(subject=subject, controller_id=controller, title=title, url=url)
    audit.record(actor, "link.added", made)
    return made


@action
def add_document(actor: Actor, *, subject: Subject, name: str, content: bytes) -> Document:
    """A file. Raises Rejected for what cannot be kept, and on a person."""
    _organisations_only(subject)
    controller = register_for(actor, subject)
    content_type = files.checked(name, content)
    made = Document.objects.create(
        subject=subject,
        controller_id=controller,
        name=_file_name(name),
        sha256=files.keep(content),
        content_type=content_type,
        size=len(content),
    )
    audit.record(actor, "document.added", made)
    return made


def _file_name(name: str) -> str:
    """The name without folders and signs that would break a header; its ending is kept."""
    plain = "".join(
        sign for sign in name.replace("\\", "/").rpartition("/")[2] if sign.isprintable()
    )
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: 120 - len(ending) - 1]}{dot}{ending}"


@action
def remove(actor: Actor, *, row: Attached) -> None:
    """Take it away; a file goes with its last row."""
    _require_edit(actor, row)
    audit.record(actor, f"{row._meta.model_name}.removed", row)
    row.delete()
    if isinstance(row, Document):
        transaction.on_commit(partial(files.forget, row.sha256))
