"""Letters: to whom, and what the template was filled in with until it was sent."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samlet.web.core.personal import (
    WITH_ACCOUNT,
    Declaration,
    Identity,
    Retention,
    Store,
    declare,
    person_kinds,
    store,
)
from samlet.web.core.personal.ground import ACCOUNT, CONTACT
from samlet.web.messages import emptying, files


def _to_them(who: Identity) -> Q:
    """Letters about them, and to their addresses; not what another register sent."""
    about_people = Q(subject__kind__in=list(person_kinds()))
    to_address = Q(to__in=[*who.emails, *who.mobiles]) & (Q(subject=None) | ~about_people)
    own = Q(sender=None) | Q(sender__controller__in=who.registers)
    return Q(subject__in=who.subjects) | (to_address & own)


declare(
    Declaration(
        model="outgoing.Letter",
        retention=Retention(
            _("address and contents 30 days after it was sent; that it was sent, for counting"),
            over=emptying.over,
            let_go=emptying.empty,
        ),
        title=_("Letters sent to the person"),
        purpose=CONTACT,
        find=_to_them,
        fields={
            "channel": _("How it was sent."),
            "to": _("Where it was sent; emptied when it is no longer needed."),
            "template": _("Which letter it was."),
            "language": _("In which language."),
            "sender": _("On whose behalf."),
            "urgent": _("Whether it went first."),
            "send_after": _("When it was to be sent."),
            "sent_at": _("When it was sent."),
            "attempts": _("How often it was tried."),
            "next_try_at": _("When it is tried again."),
            "given_up_at": _("When it was given up."),
            "failure": _("Why it failed, as a code."),
            "taken_at": _("When it was handed over."),
            "emptied_at": _("When address and contents were let go of."),
            "created_at": _("When it was written."),
        },
        keys=("id", "public_id", "subject"),
        secret=("sealed",),
        export=False,
    )
)
store(Store("outgoing.files", _("Files of letters while no mail server is set"), files.forget))
declare(
    Declaration(
        model="outgoing.WeeklyChoice",
        retention=WITH_ACCOUNT,
        title=_("Whether one gets the weekly letter"),
        purpose=ACCOUNT,
        user_path="user",
        fields={
            "language": _("In which language it is written."),
            "off_at": _("When it was turned off."),
            "sent_on": _("When it was last sent."),
        },
        keys=("user",),
    )
)
