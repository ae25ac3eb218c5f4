"""My page: read, correct, take along, take back and erase what is held about oneself."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samlet.web.accounts.grants.queries import who_can
from samlet.web.accounts.my_page import whose
from samlet.web.accounts.my_page.forms import AskForm, EraseForm, OwnForm, TakeForm
from samlet.web.accounts.my_page.purpose import LASTS, PURPOSE, send_link, send_links
from samlet.web.accounts.my_page.whose import Mine
from samlet.web.core import access, audit
from samlet.web.core.audit.reading import looked_at
from samlet.web.core.errors import NotFound
from samlet.web.core.forms import carried_out, done
from samlet.web.core.guard import unscoped
from samlet.web.core.middleware import Request
from samlet.web.core.models import Erasure
from samlet.web.core.personal import erasure, identify, person_kinds
from samlet.web.core.personal.telling import by_purpose
from samlet.web.core.policy import by_link, needs, public
from samlet.web.people.models import Person
from samlet.web.people.privacy import actions
from samlet.web.people.privacy.queries import matters_of, shown_to_of, withdrawn_of
from samlet.web.people.privacy.taking import archive
from samlet.web.people.queries import register_of
from samlet.web.ui.pages import page


def _own(request: HttpRequest) -> Mine:
    """The record to show, or NotFound when nothing tells whose page it is."""
    found = whose.mine(request)
    if not found:
        raise NotFound(_("There is no such page, or it is not open to you."))
    return found[0]


@by_link(PURPOSE)
@never_cache
@require_safe
def my_page(request: Request) -> HttpResponse:
    """All that is held, why, on what basis, how long; who can see it and who has."""
    found = whose.mine(request)
    if not found:
        return HttpResponseRedirect(reverse("my_page:ask"))
    person = found[0].person
    with unscoped("one's own page"):
        who = identify(person.subject)
        told = by_purpose(who, person.subject.controller)
    context = {
        "person": person,
        "register": register_of(person),
        "told": told,
        "seers": who_can(person_kinds()[person.subject.kind].view_act, person.subject),
        "looked": looked_at(who.subjects),
        "matters": matters_of(person),
        "withdrawn": withdrawn_of(person),
        "shown_to": shown_to_of(person),
        "erasure": erasure.open_for(person.subject),
        "others": [(one.person, register_of(one.person)) for one in found[1:]],
        "joined": register_of(person.joined_with) if person.joined_with else "",
    }
    return page(request, "my_page/page.html", context, mark=None)


@by_link(PURPOSE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request) -> HttpResponse:
    """Put right what is held about oneself; it holds at once."""
    own = _own(request)
    form = OwnForm(own.person, request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(
        form, lambda: actions.correct_own(own.actor, person=own.person, **form.cleaned_data)
    ):
        return done(request, _("It is corrected."), reverse("my_page:page"))
    return page(request, "my_page/correct.html", {"form": form}, mark=None)


@by_link(PURPOSE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: Request) -> HttpResponse:
    """Everything as a zip: JSON for programs, a page to read; locked if one gives a password."""
    own = _own(request)
    form = TakeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return page(request, "my_page/take.html", {"form": form}, mark=None)
    with unscoped("one's own data to take along"):
        who = identify(own.person.subject)
        register = register_of(own.person)
        content = archive(who, own.person.subject, register, form.cleaned_data["password"])
    audit.record(own.actor, "person.downloaded", own.person)
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="samlet-about-me.zip"'
    return response


@by_link(PURPOSE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: Request) -> HttpResponse:
    """What will go and what stays, and the button that does it."""
    own = _own(request)
    subject = own.person.subject
    form = EraseForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        later = form.cleaned_data["when"] == "later"
        erasure.ask(own.actor, subject=subject, reason=Erasure.Reason.OWN, later=later)

    if request.method == "POST" and carried_out(form, act):
        if form.cleaned_data["when"] == "later":
            message = _("You will be erased in seven days. Until then you can call it off here.")
            return done(request, message, reverse("my_page:page"))
        return done(request, _("You are being erased now."), reverse("my_page:gone"))
    lines = erasure.preview(own.actor, subject=subject)
    context = {"form": form, "lines": lines, "register": register_of(own.person)}
    return page(request, "my_page/erase.html", context, mark=None)


@by_link(PURPOSE)
@never_cache
@require_POST
def keep(request: Request) -> HttpResponse:
    """Call off one's own erasure."""
    own = _own(request)
    asked = erasure.open_for(own.person.subject)
    if asked is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    erasure.cancel(own.actor, erasure=asked)
    return done(request, _("You will not be erased."), reverse("my_page:page"))


@public
@never_cache
@require_safe
def gone(request: Request) -> HttpResponse:
    """After one's own erasure; the same for everybody."""
    return page(request, "my_page/gone.html", {}, mark=None)


@by_link(PURPOSE)
@never_cache
@require_POST
def join(request: Request) -> HttpResponse:
    """Join the record shown with another that is one's own too."""
    found = whose.mine(request)
    other = next((m for m in found[1:] if m.person.public_id == request.POST.get("other")), None)
    if not found or other is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    actions.join_records(
        found[0].actor, person=found[0].person, other=other.person, other_actor=other.actor
    )
    return done(request, _("The two records are joined."), reverse("my_page:page"))


@by_link(PURPOSE)
@never_cache
@require_POST
def part(request: Request) -> HttpResponse:
    """Take two joined records apart."""
    own = _own(request)
    actions.part_records(own.actor, person=own.person)
    return done(request, _("The two records are apart."), reverse("my_page:page"))


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request) -> HttpResponse:
    """Have a link to one's own page sent; the answer is the same whether or not there is one."""
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        too_many: HttpResponse | None = ratelimit.consume_or_429(
            request, action="request_link", key=email
        )
        if too_many:
            return too_many
        send_links(request, email)
        return HttpResponseRedirect(reverse("my_page:sent"))
    return page(request, "my_page/ask.html", {"form": form}, mark=None)


@public
@never_cache
@require_safe
def sent(request: Request) -> HttpResponse:
    """Says the same to everybody."""
    hours = int(LASTS.total_seconds() // 3600)
    return page(request, "my_page/sent.html", {"hours": hours}, mark=None)


@needs("people.view")
@require_POST
def send_to(request: Request, public_id: str) -> HttpResponse:
    """Staff send a person the link to her own page, at the address that is registered."""
    person = access.get_visible(request.actor, Person, "people.view", public_id)
    back = reverse("people:person", args=[public_id])
    if not person.email:
        return done(request, _("No e-mail is registered, so no link can be sent."), back)
    too_many: HttpResponse | None = ratelimit.consume_or_429(
        request, action="request_link", key=person.email
    )
    if too_many:
        return too_many
    send_link(request, request.actor, person)
    return done(request, _("The link is sent to the person's own e-mail."), back)
