"""Letters: to whom, and what the template was filled in with until it was sent."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samlet.web.core.personal import Declaration, Store, declare, store
from samlet.web.core.personal.ground import CONTACT
from samlet.web.messages import files

declare(
    Declaration(
        model="outgoing.Letter",
        title=_("Letters sent to the person"),
        purpose=CONTACT,
        find=lambda who: Q(subject__in=who.subjects) | Q(to__in=[*who.emails, *who.mobiles]),
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
