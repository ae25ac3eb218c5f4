"""Links that let people act without an account: one purpose each, expiring, revocable.

    address = make_link(actor, purpose="visits.answer", subject=visit.subject, lasts=timedelta(14))

The address goes into a letter or a message and is never stored. Opening it shows a page with one
button; the button exchanges the token for the browser's session and leads to the purpose's own
page, whose address tells nothing. So mail scanners, which open links, neither use them up nor act.
A room registers its purposes in its AppConfig.ready() and its pages read the link they came by:

    register_purpose("visits.answer", heading=_("Answer a question"), button=_("Go on"),
                     to="visits:answer")
    link = opened_link(request, "visits.answer")     # NotFound when it has ended meanwhile
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.accounts.models import AccessLink, User
from samlet.web.core import audit
from samlet.web.core.actor import Actor
from samlet.web.core.errors import NotFound, Rejected
from samlet.web.core.models import Subject
from samlet.web.people.models import Position

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

# Which links this browser has opened: purpose → the link's pk. Read anew from the database at each
# use, so a link that is revoked is out at once.
OPENED = "accounts_opened_links"

Act = Callable[[HttpRequest, AccessLink], HttpResponse]


@dataclass(frozen=True)
class Purpose:
    """What a kind of link is for.

    heading, text and button: the page that opening the link shows. to: the name of the address that
    the button leads to, or a function that does the act itself. renew: what the page of a dead link
    offers, as words and the name of an address; all kinds together, since it knows not which it is.
    """

    key: str
    heading: _StrOrPromise
    button: _StrOrPromise
    to: str | Act
    text: _StrOrPromise = ""
    renew: tuple[_StrOrPromise, str] | None = None


_purposes: dict[str, Purpose] = {}

GONE = _(
    "The link does not work: it may have been used, have run out, or have been replaced. Ask "
    "whoever sent it for a new one."
)


def register_purpose(
    key: str,
    *,
    heading: _StrOrPromise,
    button: _StrOrPromise,
    to: str | Act,
    text: _StrOrPromise = "",
    renew: tuple[_StrOrPromise, str] | None = None,
) -> None:
    """Add a kind of link, from a room's AppConfig.ready(). Registering again replaces it."""
    _purposes[key] = Purpose(key, heading, button, to, text, renew)


def purpose_of(link: AccessLink) -> Purpose:
    return _purposes[link.purpose]


def renewals() -> list[tuple[_StrOrPromise, str]]:
    """Ways to get a new link, as words and address."""
    offered = [purpose.renew for purpose in _purposes.values() if purpose.renew]
    return [(words, reverse(url_name)) for words, url_name in offered]


def make_link(
    actor: Actor,
    *,
    purpose: str,
    subject: Subject | None = None,
    user: User | None = None,
    lasts: timedelta | None = None,
    single_use: bool = True,
    ends_with: Position | None = None,
) -> str:
    """A new link; its address, which cannot be had again later.

    The caller has asked whether the actor may. lasts: none for a lasting link, which ends when it
    is revoked or the office `ends_with` ends. Raises Rejected for a purpose nobody has registered
    and for a link for one use that never expires.
    """
    if purpose not in _purposes:
        raise Rejected(_("There is no link for “%(purpose)s”."), purpose=purpose)
    if single_use and lasts is None:
        raise Rejected(_("A link for one use needs a time when it expires."))
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        link = AccessLink.objects.create(
            purpose=purpose,
            token_hash=_hash(token),
            subject=subject,
            user=user,
            single_use=single_use,
            ends_with=ends_with,
            expires_at=timezone.now() + lasts if lasts is not None else None,
        )
        _told(actor, "link.made", link)
    return reverse("accounts:link", args=[token])


def read_link(token: str, purpose: str | None = None) -> AccessLink:
    """The link in force with this token, without using it.

    Raises NotFound with one and the same answer for a token that is wrong, altered, used, expired
    or revoked, or is for another purpose than the one asked for.
    """
    rows = AccessLink.objects.in_force().filter(token_hash=_hash(token), purpose__in=_purposes)
    link = rows.select_related("user", "subject").first()
    if link is None or (purpose is not None and link.purpose != purpose):
        raise NotFound(GONE)
    return link


def use_link(link: AccessLink) -> AccessLink:
    """Use it up, if it is for one use; else note that it was opened.

    Raises NotFound if it ended since it was read: of two at the same moment one gets through.
    """
    now = timezone.now()
    if not AccessLink.objects.in_force(now).filter(pk=link.pk).update(used_at=now):
        raise NotFound(GONE)
    link.used_at = now
    return link


def revoke_link(actor: Actor, link: AccessLink) -> None:
    """End it now. One that has ended already stays as it ended."""
    with transaction.atomic():
        rows = AccessLink.objects.filter(pk=link.pk, revoked_at=None)
        if rows.update(revoked_at=timezone.now()):
            _told(actor, "link.revoked", link)


def revoke_links(
    actor: Actor,
    *,
    subject: Subject | None = None,
    user: User | None = None,
    purpose: str | None = None,
) -> int:
    """End all links of a subject or a user (for one purpose, or for all); how many there were."""
    if subject is None and user is None:
        raise Rejected(_("Say whose links are to be revoked."))
    rows = AccessLink.objects.in_force()
    rows = rows.filter(subject=subject) if subject is not None else rows
    rows = rows.filter(user=user) if user is not None else rows
    rows = rows.filter(purpose=purpose) if purpose is not None else rows
    ended = list(rows)
    for link in ended:
        revoke_link(actor, link)
    return len(ended)


def remember(request: HttpRequest, link: AccessLink) -> None:
    """Let this browser use the link from now on, with no token in any address."""
    request.session.cycle_key()
    request.session[OPENED] = {**request.session.get(OPENED, {}), link.purpose: link.pk}


def opened_link(request: HttpRequest, purpose: str) -> AccessLink:
    """The link for this purpose that the browser has opened, if it is still in force.

    Raises NotFound when there is none.
    """
    pk = request.session.get(OPENED, {}).get(purpose, 0)
    rows = AccessLink.objects.in_force().filter(pk=pk, purpose=purpose)
    link = rows.select_related("user", "subject").first()
    if link is None:
        raise NotFound(GONE)
    return link


def link_actor(link: AccessLink) -> Actor:
    """Whoever holds this link, as an actor: the audit line names the link, not the person."""
    return Actor("", "link", key=f"link:{link.public_id}", subject_id=link.subject_id)


def _told(actor: Actor, act: str, link: AccessLink) -> None:
    """In the audit trail, unless the program did it by itself, as for every letter to sign in."""
    if actor.kind != "system":
        audit.record(actor, act, link, fields=["purpose"])


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
