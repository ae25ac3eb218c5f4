"""What a register says of itself: who answers for a purpose, and a shorter time."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, audit
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Rejected
from samlet.web.core.guard import action
from samlet.web.core.models import PurposeSetting, Subject
from samlet.web.core.personal.purposes import Purpose


@action
def set_purpose(
    actor: Actor,
    *,
    controller: Subject,
    purpose: Purpose,
    contact: str = "",
    contact_email: str = "",
    keep_days: int | None = None,
) -> PurposeSetting:
    """Set it. A time longer than the purpose declares is refused."""
    access.require(actor, "privacy.keep", controller)
    longest = purpose.keeping.time
    if keep_days is not None and (longest is None or keep_days > longest.days):
        raise Rejected(_("It cannot be kept longer than the purpose says."))
    made, _new = PurposeSetting.objects.update_or_create(
        controller=controller,
        purpose=purpose.key,
        defaults={"contact": contact, "contact_email": contact_email, "keep_days": keep_days},
    )
    audit.record(actor, "privacy.set", made, fields=["contact", "contact_email", "keep_days"])
    return made
