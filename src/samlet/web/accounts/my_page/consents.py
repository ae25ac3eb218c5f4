"""One's own consents: said yes to in one tap, taken back in one tap, and no is an answer too."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from samlet.web.accounts.my_page import whose
from samlet.web.accounts.my_page.purpose import PURPOSE
from samlet.web.accounts.my_page.whose import Mine
from samlet.web.core import access
from samlet.web.core.errors import Rejected
from samlet.web.core.forms import done
from samlet.web.core.guard import unscoped
from samlet.web.core.middleware import Request
from samlet.web.core.policy import by_link
from samlet.web.people.models import Consent, ConsentRequest
from samlet.web.people.privacy import consenting
from samlet.web.people.privacy.queries import Matter, matters_of

HERE = "#consents"


def _back(own: Mine) -> str:
    return f"{reverse('my_page:page')}?register={own.person.public_id}{HERE}"


def _answered(request: Request) -> tuple[Mine, Matter]:
    """Whose record and which question the form is about, or NotFound.

    The form names the record: another of the reader's own may be the one chosen by now.
    """
    sent = request.POST
    for own in whose.mine(request):
        if own.person.public_id != sent.get("person"):
            continue
        for matter in matters_of(own.person):
            to = matter.recipient.public_id if matter.recipient else ""
            if (matter.purpose, to) == (sent.get("purpose"), sent.get("to", "")):
                return own, matter
    raise access.not_there()


@by_link(PURPOSE)
@never_cache
@require_POST
def give(request: Request) -> HttpResponse:
    """Say yes to the text that was shown."""
    own, matter = _answered(request)
    if request.POST.get("text") != matter.text.public_id:
        messages.warning(request, _("The text has been changed. Read the new one first."))
        return redirect(_back(own))
    try:
        consenting.give_consent(
            own.actor, person=own.person, text=matter.text, recipient=matter.recipient
        )
    except Rejected as refused:
        messages.warning(request, refused.message)
        return redirect(_back(own))
    return done(request, _("You have said yes. You can take it back here."), _back(own))


@by_link(PURPOSE)
@never_cache
@require_POST
def withdraw(request: Request, public_id: str) -> HttpResponse:
    """Take a consent back. Pressed twice, it is taken back once."""
    for own in whose.mine(request):
        with unscoped("one's own consents"):
            consent = Consent.objects.filter(public_id=public_id, person=own.person).first()
        if consent is not None:
            consenting.withdraw_consent(own.actor, consent=consent)
            return done(request, _("Your consent is taken back."), _back(own))
    raise access.not_there()


@by_link(PURPOSE)
@never_cache
@require_POST
def decline(request: Request, public_id: str) -> HttpResponse:
    """Say no to a question: it goes away."""
    for own in whose.mine(request):
        with unscoped("what one is asked oneself"):
            asked = ConsentRequest.objects.filter(public_id=public_id, person=own.person).first()
        if asked is not None:
            consenting.decline_consent(own.actor, asked=asked)
            return done(request, _("You have said no. The question is gone."), _back(own))
    raise access.not_there()
