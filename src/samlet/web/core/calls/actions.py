"""What came of a call."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, audit
from samlet.web.core.actor import Actor
from samlet.web.core.calls.registry import Source
from samlet.web.core.errors import Rejected
from samlet.web.core.guard import action
from samlet.web.core.models import CallOutcome

NO_ANSWER_WAITS = timedelta(days=1)
AT_MOST = timedelta(days=366)


@action
def note_outcome(
    actor: Actor, *, source: Source, item: str, outcome: str, until: date | None = None
) -> CallOutcome:
    """Reached, no answer, or a new date. NotFound for a call that is not due for this actor."""
    call = source.one(actor, item)
    if call is None:
        raise access.not_there()
    today = timezone.localdate()
    if outcome not in CallOutcome.Outcome.values:
        raise Rejected(_("Choose what came of the call."))
    if outcome == CallOutcome.Outcome.LATER:
        if until is None or not today < until <= today + AT_MOST:
            raise Rejected(_("Choose a day from tomorrow on, within a year."))
    else:
        until = today + NO_ANSWER_WAITS
    made = CallOutcome.objects.create(
        subject_id=call.subject_id,
        controller_id=call.controller_id,
        source=source.key,
        item=item,
        outcome=outcome,
        until=until,
    )
    audit.record(actor, "call.noted", made, fields=["outcome"])
    if outcome == CallOutcome.Outcome.REACHED and source.reached:
        source.reached(actor, item)
    return made
