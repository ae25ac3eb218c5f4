"""The weekly letter as a page, and turning it off."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samlet.web.accounts.models import User
from samlet.web.core import access
from samlet.web.core.forms import done
from samlet.web.core.middleware import Request
from samlet.web.core.policy import by_link, needs
from samlet.web.messages.models import WeeklyChoice
from samlet.web.messages.weekly import letter
from samlet.web.ui.pages import page


@needs("weekly.view")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: Request) -> HttpResponse:
    """What this week's letter would say, and whether one gets it."""
    user = User.objects.filter(pk=request.actor.user_id or 0).first()
    if request.method == "POST":
        if user is None:
            raise access.not_there()
        off = request.POST.get("off") == "1"
        letter.turn(user, off=off, language=translation.get_language())
        said = (
            _("You get no weekly letter any more.")
            if off
            else _("You get the weekly letter on Mondays, in the language of this page.")
        )
        return done(request, said, reverse("weekly:preview"))
    choice = WeeklyChoice.objects.filter(user=user).first() if user else None
    context = {
        "said": letter.content_for(request.actor, timezone.now() - letter.A_WEEK),
        "user": user,
        "is_off": bool(choice and choice.off_at),
    }
    return page(request, "weekly/preview.html", context, mark="internal")


@by_link("weekly.off")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def off(request: Request, token: str) -> HttpResponse:
    """Opening the link shows a button; the button turns the letter off."""
    user = letter.user_of(token)
    if request.method == "POST":
        letter.turn(user, off=True)
    context = {"is_off": request.method == "POST"}
    return page(request, "weekly/off.html", context, mark=None)
