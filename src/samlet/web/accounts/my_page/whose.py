"""Whose page it is: by the links this browser has opened, or by the account's own offices."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F
from django.http import HttpRequest

from samlet.web.accounts import links
from samlet.web.accounts.models import AccessLink, Grant, User
from samlet.web.accounts.my_page.purpose import PURPOSE
from samlet.web.core.actor import Actor
from samlet.web.core.errors import NotFound
from samlet.web.core.guard import unscoped
from samlet.web.people.models import Person

# The links to My page that this browser has opened: each is one record of the same human.
OPENED = "my_page_links"
CHOSEN = "my_page_chosen"


@dataclass(frozen=True)
class Mine:
    """A record that is the reader's own, and who they are when they act on it."""

    person: Person
    actor: Actor


def mine(request: HttpRequest) -> list[Mine]:
    """The reader's own records, the one to show first; none when there is no way to tell."""
    found = {one.person.pk: one for one in (*_by_links(request), *_by_account(request))}
    chosen = request.GET.get("register", "") or request.session.get(CHOSEN, "")
    ordered = sorted(found.values(), key=lambda one: one.person.public_id != chosen)
    if ordered and request.GET.get("register"):
        request.session[CHOSEN] = ordered[0].person.public_id
    return ordered


def _by_links(request: HttpRequest) -> list[Mine]:
    try:
        newest = links.opened_link(request, PURPOSE)
    except NotFound:
        newest = None
    opened = list(request.session.get(OPENED, []))
    if newest is not None and newest.pk not in opened:
        opened.append(newest.pk)
        request.session[OPENED] = opened
        request.session.pop(CHOSEN, None)
    rows = AccessLink.objects.in_force().filter(pk__in=opened, purpose=PURPOSE)
    found = {link.subject_id: link for link in rows.order_by("pk") if link.subject_id}
    people = _people([pk for pk in found if pk is not None])
    # The page that was opened last comes first.
    return [
        Mine(person, links.link_actor(found[person.pk]))
        for person in sorted(people, key=lambda person: -found[person.pk].pk)
    ]


def _by_account(request: HttpRequest) -> list[Mine]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.kind not in ("user", "demo") or actor.user_id is None:
        return []
    # An office in the grant's own register tells who the account is, when the address that proves
    # the account is the person's own too. The office alone does not: whoever gives access can tie
    # any account to any office, and would so read, answer and erase in somebody else's name.
    email = User.objects.values_list("email", flat=True).get(pk=actor.user_id)
    offices = Grant.objects.filter(
        user=actor.user_id,
        office__person__subject__controller=F("controller"),
        office__person__email__iexact=email,
    )
    people = _people(list(offices.values_list("office__person", flat=True)))
    return [Mine(person, actor) for person in people]


def _people(ids: list[int]) -> list[Person]:
    with unscoped("one's own page"):
        return list(
            Person.objects.filter(pk__in=ids, merged_into=None).select_related(
                "subject__controller", "joined_with__subject", "home_municipality"
            )
        )
