"""Letters as they may be seen: in a demonstration what they say, else only how they fare."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from samlet.web.core.access import require, visible
from samlet.web.core.actor import Actor
from samlet.web.core.errors import NotFound
from samlet.web.core.guard import unscoped
from samlet.web.core.installation import is_demonstration
from samlet.web.messages.models import Letter

SENT, GIVEN_UP = Q(sent_at__isnull=False), Q(given_up_at__isnull=False)
# Nothing personal: the way a letter went, not to whom or what it said.
STATES = (
    "public_id",
    "created_at",
    "template",
    "channel",
    "send_after",
    "sent_at",
    "attempts",
    "next_try_at",
    "given_up_at",
    "failure",
    "taken_at",
)


def states_for(actor: Actor) -> QuerySet[Letter]:
    """How the letters fare that the actor's units have sent, and those of sign-in; newest first.

    Rows come without address and contents. Raises Forbidden for who may not see that.
    """
    require(actor, "messages.view")
    with unscoped("how letters fare, without address and contents"):
        mine = Q(sender=None) | visible(actor, "messages.view", "sender")
        return Letter.objects.filter(mine).only(*STATES)


def counts(letters: QuerySet[Letter]) -> dict[str, int]:
    """How many wait, were sent and were given up."""
    return letters.aggregate(
        waiting=Count("pk", filter=~SENT & ~GIVEN_UP),
        sent=Count("pk", filter=SENT),
        given_up=Count("pk", filter=GIVEN_UP),
    )


def demonstrated() -> QuerySet[Letter]:
    """All letters with what they say, newest first. Raises NotFound outside a demonstration."""
    if not is_demonstration():
        raise NotFound(_("There is no such page, or it is not open to you."))
    with unscoped("the people of a demonstration are invented"):
        return Letter.objects.filter(emptied_at=None)
