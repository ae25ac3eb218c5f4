"""Answering an invitation by its link, and calendars."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samlet.web.accounts import home
from samlet.web.accounts.attempts import too_many_unknown_links
from samlet.web.accounts.home import lasting
from samlet.web.accounts.links import link_actor, opened_link, read_link
from samlet.web.core.errors import Conflict, NotFound, Rejected
from samlet.web.core.forms import done
from samlet.web.core.middleware import Request
from samlet.web.core.policy import by_link, signed_in
from samlet.web.events import actions, at_home, calendars, queries
from samlet.web.events.feeds import FEED, make_feed
from samlet.web.events.letters import REPLY
from samlet.web.events.models import Invitation
from samlet.web.events.wording import when
from samlet.web.ui.pages import page


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@by_link(REPLY)
def reply(request: HttpRequest) -> HttpResponse:
    """What one is invited to, and the answers as buttons. Opening it answers nothing."""
    link = opened_link(request, REPLY)
    invitation = queries.invitation_by(link)
    error = ""
    if request.method == "POST":
        try:
            given = request.POST.get("reply", "")
            actions.answer(link_actor(link), invitation=invitation, reply=given)
        except (Conflict, Rejected) as refused:
            error = refused.message
        else:
            return done(request, _("Thank you, your answer is kept."), reverse("events:reply"))
    return _reply_page(request, invitation, error)


def _reply_page(request: HttpRequest, invitation: Invitation, error: str) -> HttpResponse:
    context = {
        "invitation": invitation,
        "occasion": invitation.occasion,
        "when": when(invitation.occasion),
        "error": error,
        "answers": [
            (Invitation.Reply.ACCEPTED, _("Yes, I am coming")),
            (Invitation.Reply.TENTATIVE, _("Perhaps")),
            (Invitation.Reply.DECLINED, _("No, I cannot come")),
        ],
    }
    status = 422 if error else 200
    return page(request, "events/reply.html", context, mark=None, status=status)


@require_safe
@never_cache
@by_link(REPLY)
def reply_calendar(request: HttpRequest) -> HttpResponse:
    """The occasion of the invitation as a file for one's calendar."""
    invitation = queries.invitation_by(opened_link(request, REPLY))
    return _file(calendars.one(invitation.occasion))


@require_POST
@never_cache
@by_link(REPLY)
def subscribe(request: HttpRequest) -> HttpResponse:
    """A secret address with all that the person is invited to, shown once."""
    link = opened_link(request, REPLY)
    invitation = queries.invitation_by(link)
    if invitation.person is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    address = settings.SITE_ADDRESS + make_feed(link_actor(link), person=invitation.person)
    return page(request, "events/feed.html", {"address": address}, mark=None)


@require_safe
@never_cache
@by_link(FEED)
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """All that one person is invited to, read by a calendar program. Reading it does nothing."""
    try:
        link = read_link(token, FEED)
    except NotFound:
        if too_many := too_many_unknown_links(request):
            return too_many
        raise
    return _file(calendars.feed(queries.invitations_by(link), name=_("Samlet")), "samlet.ics")


@require_safe
@never_cache
@by_link(home.PURPOSE)
def home_calendar(request: HttpRequest) -> HttpResponse:
    """What comes next for the club's contact, as a file for one's calendar."""
    found = at_home.nearest(lasting.contact_of(request))
    if found is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    return _file(calendars.one(found))


@require_safe
@never_cache
@signed_in
def occasion(request: Request, public_id: str) -> HttpResponse:
    """One occasion as a file, for who may see what it belongs to."""
    return _file(calendars.one(queries.occasion_for(request.actor, public_id)))


def _file(content: bytes, name: str = "innkalling.ics") -> HttpResponse:
    response = HttpResponse(content, content_type=calendars.TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Referrer-Policy"] = "no-referrer"
    return response
