"""What an import of people has to say of a row."""

from __future__ import annotations

from django.utils.translation import gettext_noop

OWN = {
    "no_name": gettext_noop("No name stands here."),
    "no_office": gettext_noop("No office stands here, and nobody is registered without one."),
    "not_yours": gettext_noop("You may not add people to %(name)s."),
    "same_name": gettext_noop("Somebody of that name is there already. Is it the same person?"),
    "other_name": gettext_noop(
        "The e-mail or mobile number belongs to somebody of another name. Is it the same person?"
    ),
    "said_ended": gettext_noop("The row says that it has ended."),
    "political": gettext_noop(
        "A political office is not imported. Add it by hand, with its public source."
    ),
    "shared_email": gettext_noop("The address is an organisation's and not this person's."),
    "twice": gettext_noop("The same person stands in row %(row)s."),
    "id_elsewhere": gettext_noop("The id is of nobody you can change."),
}
