"""The one lasting link of a contact: made once for an office, sent again as often as asked.

Only the hash is stored, as of every link. So that the same link can be sent again, its token is
made from the link's id and the installation's secret key, and from nothing in the database alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from samlet.web.accounts import links
from samlet.web.accounts.home import PURPOSE
from samlet.web.accounts.home.registry import Contact
from samlet.web.accounts.models import AccessLink
from samlet.web.core import audit
from samlet.web.core.actor import SYSTEM, Actor
from samlet.web.core.errors import NotFound
from samlet.web.core.guard import unscoped
from samlet.web.core.models import new_public_id
from samlet.web.people.models import Position
from samlet.web.people.queries import held_on

# Takes a text message to a number: said by the outbox, which knows how those are prepared.
Texter = Callable[[str, str, str], None]
_texter: list[Texter] = []


def register_texter(texter: Texter) -> None:
    _texter[:] = [texter]


def _token(public_id: str) -> str:
    return salted_hmac("samlet.home", public_id, algorithm="sha256").hexdigest()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def link_for(actor: Actor, position: Position) -> str:
    """The address of the office's link; a new one when there is none in force."""
    with transaction.atomic(), unscoped("of two who ask at once, one makes the link"):
        Position.objects.select_for_update().get(pk=position.pk)
        rows = AccessLink.objects.in_force().filter(purpose=PURPOSE, ends_with=position)
        link = rows.first()
        # A link made before the installation's key was changed cannot be made again.
        if link is None or link.token_hash != _hash(_token(link.public_id)):
            public_id = new_public_id()
            link = AccessLink.objects.create(
                public_id=public_id,
                purpose=PURPOSE,
                token_hash=_hash(_token(public_id)),
                subject_id=position.person_id,
                single_use=False,
                ends_with=position,
            )
            if actor.kind != "system":
                audit.record(actor, "link.made", link, fields=["purpose"])
    return reverse("accounts:link", args=[_token(link.public_id)])


def revoke(actor: Actor, position: Position) -> bool:
    """End the office's link; whether there was one."""
    rows = list(AccessLink.objects.in_force().filter(purpose=PURPOSE, ends_with=position))
    for link in rows:
        links.revoke_link(actor, link)
    return bool(rows)


def has_link(position: Position) -> bool:
    return AccessLink.objects.in_force().filter(purpose=PURPOSE, ends_with=position).exists()


def contacts(**who: object) -> list[Position]:
    """The offices that make somebody a club's contact today; who: filters on the person."""
    with unscoped("a link to one's own page is sent to one's own address"):
        rows = held_on(Position.objects.all()).filter(
            kind__contact=True, unit__kind__key="club", person__merged_into=None, **who
        )
        return list(rows.select_related("person__subject", "unit__subject"))


def send_again(*, email: str = "", mobile: str = "") -> int:
    """Send each office's link to its own holder; how many. Nobody else is written to."""
    found = contacts(person__email__iexact=email) if email else contacts(person__mobile=mobile)
    for position in found:
        send(SYSTEM, position, by_text=bool(mobile))
    return len(found)


def send(actor: Actor, position: Position, *, by_text: bool = False) -> bool:
    """To the person's own e-mail, or as a text where that is how they asked or all there is."""
    person = position.person
    address = settings.SITE_ADDRESS + link_for(actor, position)
    about = {"address": address, "unit": position.unit.name}
    with override(person.language or None):
        if person.mobile and _texter and (by_text or not person.email):
            _texter[0](person.mobile, address, position.unit.name)
            return True
        if person.email:
            get_adapter().send_mail("home/email/link", person.email, about)
            return True
    return False


def contact_of(request: HttpRequest) -> Contact:
    """Who has opened the link, if it is in force. Raises NotFound, as any link that has ended."""
    link = links.opened_link(request, PURPOSE)
    with unscoped("one's own office"):
        rows = held_on(Position.objects.filter(Q(pk=link.ends_with_id)), timezone.localdate())
        position = rows.select_related("person__subject", "unit__subject", "kind").first()
    if position is None or position.person_id != link.subject_id:
        raise NotFound(links.GONE)
    return Contact(position.person, position, position.unit, links.link_actor(link))
