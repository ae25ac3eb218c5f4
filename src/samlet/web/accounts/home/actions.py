"""What a contact does by the home link."""

from __future__ import annotations

from django.utils import timezone

from samlet.web.accounts.home.registry import Contact
from samlet.web.core import audit
from samlet.web.core.guard import action
from samlet.web.people.models import Position


@action
def confirm_own(contact: Contact) -> Position:
    """The contact says that they still are: of their own office, whose link they hold."""
    position = Position.objects.select_for_update().get(pk=contact.position.pk)
    position.confirmed_on = timezone.localdate()
    position.save(update_fields=["confirmed_on"])
    audit.record(
        contact.actor, "position.confirmed", contact.person.subject, fields=["confirmed_on"]
    )
    return position
