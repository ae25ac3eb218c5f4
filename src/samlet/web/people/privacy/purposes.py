"""What rests on a person's own yes, each with a text of its own to say yes to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samlet.web.core.personal.purposes import Keeping, Purpose, declare_purpose

POLITICAL_OFFICE = "political_office"
HANDING_OVER = "handing_over"

_BASIS = _("GDPR Art. 6(1)(a): consent, shown as Art. 7(1) asks.")
_SPECIAL = _("GDPR Art. 9(2)(a): explicit consent.")
_LAW = _("GDPR Art. 5, 6, 7 and 9, Personal Data Act; read 20 November 2026.")

declare_purpose(
    Purpose(
        key=POLITICAL_OFFICE,
        title=_("Political office that the person has told of"),
        why=_("To know who has taken on a political office that no public source tells of."),
        basis=_BASIS,
        special=_SPECIAL,
        holds=_("The office, where, for which list and from when to when. No other views."),
        about=_("People who have said yes to having it recorded."),
        seen_by=("people.view",),
        keeping=Keeping(_("the consent is withdrawn or the person is erased")),
        sources=_LAW,
        consent=POLITICAL_OFFICE,
        order=4,
    )
)
declare_purpose(
    Purpose(
        key=HANDING_OVER,
        title=_("Letting another organisation see it"),
        why=_("So that another organisation can get in touch, when the person wants it to."),
        basis=_BASIS,
        special=_SPECIAL,
        holds=_("What was handed over, to whom, when, and by which consent."),
        about=_("People who have said yes to being shown to another organisation."),
        seen_by=("people.view",),
        keeping=Keeping(_("the consent is withdrawn or the person is erased")),
        sources=_LAW,
        consent=HANDING_OVER,
        order=4,
    )
)
