"""A contact's home page, how to have its link sent again, and the club's page for all."""

from __future__ import annotations

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samlet.web.accounts.attempts import too_many_unknown_links
from samlet.web.accounts.home import PURPOSE, actions, board, lasting
from samlet.web.accounts.home.forms import AskForm
from samlet.web.accounts.home.registry import buttons_for, next_for
from samlet.web.core import access
from samlet.web.core.errors import NotFound
from samlet.web.core.forms import done
from samlet.web.core.middleware import Request
from samlet.web.core.policy import by_link, needs, public
from samlet.web.organisations.models import Unit
from samlet.web.organisations.queries import is_club
from samlet.web.people.models import Position
from samlet.web.people.queries import register_of
from samlet.web.ui.pages import page


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request) -> HttpResponse:
    """Have one's own link sent again; the answer is the same for known and unknown."""
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        too_many: HttpResponse | None = ratelimit.consume_or_429(
            request, action="request_link", key=form.key
        )
        if too_many:
            return too_many
        lasting.send_again(**form.cleaned_data["who"])
        return HttpResponseRedirect(reverse("home:sent"))
    return page(request, "home/ask.html", {"form": form}, mark=None)


@public
@never_cache
@require_safe
def sent(request: Request) -> HttpResponse:
    """Says the same to everybody."""
    return page(request, "home/sent.html", {}, mark=None)


@by_link(PURPOSE)
@never_cache
@require_safe
def home(request: Request) -> HttpResponse:
    """What happens next, and a few big buttons."""
    try:
        contact = lasting.contact_of(request)
    except NotFound:
        return HttpResponseRedirect(reverse("home:ask"))
    context = {
        "contact": contact,
        "next": next_for(contact),
        "buttons": buttons_for(contact),
        "register": register_of(contact.person),
    }
    return page(request, "home/home.html", context, mark=None)


@by_link(PURPOSE)
@never_cache
@require_POST
def confirm(request: Request) -> HttpResponse:
    """I am still the contact."""
    actions.confirm_own(lasting.contact_of(request))
    return done(request, _("Thank you. It is noted that you are still the contact."), _own())


@by_link(PURPOSE)
@never_cache
@require_safe
def club(request: Request) -> HttpResponse:
    """What is registered about the club itself."""
    contact = lasting.contact_of(request)
    ties = contact.unit.edges_up.filter(valid_to=None).select_related("upper")
    context = {
        "contact": contact,
        "ties": [(edge.get_kind_display(), edge.upper.name) for edge in ties],
        "register": register_of(contact.person),
    }
    return page(request, "home/club.html", context, mark=None)


def _own() -> str:
    return reverse("home:home")


def _contact_position(request: Request, public_id: str) -> Position:
    """An office that makes somebody a club's contact, which the actor keeps."""
    rows = access.scoped(request.actor, Position, "people.view").select_related(
        "person__subject", "unit__subject"
    )
    found = rows.filter(public_id=public_id, kind__contact=True).first()
    if found is None:
        raise access.not_there()
    access.require(request.actor, "people.edit", found.person.subject)
    return found


@needs("people.edit")
@require_POST
def send(request: Request, public_id: str) -> HttpResponse:
    """Staff send a contact their link; whoever sends it never sees it."""
    found = _contact_position(request, public_id)
    back = reverse("people:person", args=[found.person.public_id])
    if not is_club(found.unit.subject):
        return done(request, _("Only contacts of clubs have a link of their own."), back)
    too_many: HttpResponse | None = ratelimit.consume_or_429(
        request, action="request_link", key=found.public_id
    )
    if too_many:
        return too_many
    if not lasting.send(request.actor, found):
        return done(request, _("No e-mail is registered, so no link can be sent."), back)
    return done(request, _("The link is sent to the contact."), back)


@needs("people.edit")
@require_POST
def revoke(request: Request, public_id: str) -> HttpResponse:
    """Staff end a contact's link."""
    found = _contact_position(request, public_id)
    ended = lasting.revoke(request.actor, found)
    said = _("The link no longer works.") if ended else _("There was no link to end.")
    return done(request, said, reverse("people:person", args=[found.person.public_id]))


@by_link("home.board")
@never_cache
@require_safe
def notice_board(request: Request, token: str) -> HttpResponse:
    """The club's page for whoever scans the code: nothing about people."""
    try:
        unit = board.club_of(token)
    except NotFound:
        refused = too_many_unknown_links(request)
        if refused:
            return refused
        raise
    return page(request, "home/board.html", {"unit": unit}, mark=None)


@needs("units.view")
@require_safe
def poster(request: Request, public_id: str) -> HttpResponse:
    """A page to print and hang up, with the club's code."""
    unit = access.get_visible(request.actor, Unit, "units.view", public_id)
    if not is_club(unit.subject):
        raise access.not_there()
    address = settings.SITE_ADDRESS + reverse("home:board", args=[board.token_of(unit)])
    context = {"unit": unit, "address": address, "qr": mark_safe(board.qr_svg(address))}
    return page(request, "home/poster.html", context, mark=None)
