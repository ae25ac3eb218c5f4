"""What is done with the outbox each night."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core.jobs import Progress, daily
from samlet.web.messages import emptying
from samlet.web.messages.files import remove_before
from samlet.web.messages.weekly import letter


@daily("outgoing.empty", at="03:20", title=_("Empty letters that were sent"))
def empty(progress: Progress) -> dict[str, int]:
    """Take addresses and contents out of letters that ended a month ago; rows stay for counting."""
    now = timezone.now()
    with progress.step():
        emptied = emptying.empty(now)
    return {"emptied": emptied, "files": remove_before(now - emptying.KEPT)}


@daily("weekly.send", at="06:30", weekdays=(0,), title=_("Send the weekly letter"))
def send_weekly(progress: Progress) -> dict[str, int]:
    """One letter to each, once a week; whoever has got it already gets no other when run again."""
    users = letter.readers()
    progress.begin(len(users))
    sent = 0
    for user in users:
        sent += letter.send_to(user)
        progress.advance()
    return {"sent": sent}
