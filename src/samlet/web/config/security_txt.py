"""/.well-known/security.txt (RFC 9116): where somebody who finds a hole may tell of it."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from samlet.web.core.errors import NotFound
from samlet.web.core.middleware import Request
from samlet.web.core.policy import public

VALID = timedelta(days=180)


@public
@require_safe
def security_txt(request: Request) -> HttpResponse:
    """The contact that the installation has set; without one there is nothing to say."""
    contact: str = settings.SECURITY_CONTACT
    if not contact:
        raise NotFound(_("There is no such page, or it is not open to you."))
    until = (timezone.now() + VALID).strftime("%Y-%m-%dT00:00:00.000Z")
    address = request.build_absolute_uri(request.path)
    where = contact if ":" in contact else f"mailto:{contact}"
    text = (
        f"Contact: {where}\nExpires: {until}\nPreferred-Languages: no, en\nCanonical: {address}\n"
    )
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
