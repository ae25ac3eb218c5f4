"""How a letter fares, in words."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samlet.web.messages import sending
from samlet.web.messages.kinds import all_kinds
from samlet.web.messages.models import Letter


def title_of(letter: Letter) -> str:
    kind = all_kinds().get(letter.template)
    return str(kind.title) if kind else letter.template


def state_of(letter: Letter) -> str:
    """One sentence that says where the letter is."""
    if letter.sent_at:
        return _("Handed to the mail server on %(at)s.") % {"at": _moment(letter.sent_at)}
    if letter.given_up_at:
        return _failure(letter.failure)
    if letter.channel == Letter.Channel.SMS:
        return _("It is waiting to be sent from somebody's own phone.")
    if letter.next_try_at:
        about = {"at": _moment(letter.next_try_at)}
        return _("The mail server could not be reached. Tried again on %(at)s.") % about
    if letter.taken_at:
        return _("It is being handed to the mail server.")
    return _("It waits to be sent after %(at)s.") % {"at": _moment(letter.send_after)}


def _failure(code: str) -> str:
    return {
        sending.REFUSED: _("Not sent: the mail server says that the address does not take it."),
        sending.UNREACHABLE: _("Not sent: the mail server could not be reached for a day."),
        sending.UNCERTAIN: _(
            "The program stopped while it handed the letter over. It may have arrived, so it is "
            "not sent again by itself."
        ),
        sending.UNREADABLE: _("Not sent: it was written under another secret key."),
        sending.TOO_LATE: _("Not sent: it waited so long that it no longer held."),
    }.get(code, _("Not sent."))


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "j. F Y H:i")
