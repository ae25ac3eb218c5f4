"""What the furniture holds about people: tasks about them, calls to them, files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samlet.web.core.attached import files
from samlet.web.core.models import Document, FollowUp
from samlet.web.core.personal.declarations import (
    WITH_PERSON,
    Declaration,
    Identity,
    Retention,
    Store,
    declare,
    exempt,
    store,
)
from samlet.web.core.personal.ground import CONTACT, YEAR
from samlet.web.core.wholes import files as wholes

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

_MADE = {
    "created_at": _("When it was made."),
    "controller": _("In which register."),
}


def _forget_follow_ups(who: Identity) -> int:
    """Tasks about the person go; the person's own tasks wait for somebody else."""
    gone = FollowUp.objects.filter(subject__in=who.subjects).delete()[0]
    return gone + FollowUp.objects.filter(who__in=who.users).update(who=None)


declare(
    Declaration(
        model="core.FollowUp",
        retention=WITH_PERSON,
        title=_("Follow-ups"),
        purpose=CONTACT,
        person_path="subject",
        find=lambda who: Q(subject__in=who.subjects) | Q(who__in=who.users),
        erase=_forget_follow_ups,
        fields={
            "kind": _("What is to be done."),
            "what": _("What is to be done; never words about a person."),
            "about_person": _("Whether it is about a person, and so without words."),
            "due": _("By when."),
            "done_at": _("When it was done."),
            **_MADE,
        },
        keys=("id", "public_id", "subject", "who"),
    )
)
declare(
    Declaration(
        model="core.CallOutcome",
        retention=Retention(_("a year"), over=lambda at: Q(created_at__lt=at - YEAR)),
        title=_("Calls"),
        purpose=CONTACT,
        person_path="subject",
        fields={
            "source": _("What the call was about."),
            "outcome": _("Whether the person was reached."),
            "until": _("Not to be called again before that day."),
            **_MADE,
        },
        keys=("id", "public_id", "subject", "item"),
    )
)


def _never_about_people(model: str, title: _StrOrPromise, fields: dict[str, _StrOrPromise]) -> None:
    """Actions refuse them on people; if one were ever there, it would go with the person."""
    declare(
        Declaration(
            model=model,
            retention=WITH_PERSON,
            title=title,
            purpose=CONTACT,
            person_path="subject",
            fields={**_MADE, **fields},
            keys=("id", "public_id", "subject"),
        )
    )


_never_about_people(
    "core.Note",
    _("Notes; none is ever about a person"),
    {"text": _("What is written about an organisation.")},
)
_never_about_people(
    "core.Document",
    _("Documents; none is ever about a person"),
    {
        "name": _("What the file is called."),
        "content_type": _("What kind of file it is."),
        "size": _("How large it is."),
        "sha256": _("Which file it is."),
    },
)
_never_about_people(
    "core.Link",
    _("Links; none is ever about a person"),
    {"title": _("What the address shows."), "url": _("The address.")},
)


def _forget_files(who: Identity) -> int:
    return Document.objects.filter(subject__in=who.subjects).delete()[0]


def _sweep() -> None:
    files.sweep()


store(Store("documents", _("Files of documents"), _forget_files, _sweep))
store(
    Store(
        "wholes",
        _("Files of whole registers that wait to be fetched"),
        lambda who: wholes.let_go_of_all(),
    )
)
exempt(
    "what organisations promised and want to reach, with keys of users and without names",
    "core.Promise",
    "core.PromiseStep",
    "core.PromiseReply",
    "core.PromiseCorrection",
    "core.Target",
)
