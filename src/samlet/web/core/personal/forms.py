"""Input about how personal data is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samlet.web.core.models import PurposeSetting, Subject
from samlet.web.core.personal.purposes import Purpose


class SettingForm(forms.Form):
    """Who answers for a purpose in one register, and how long it is kept there."""

    contact = forms.CharField(
        label=_("Office that answers"),
        max_length=120,
        required=False,
        help_text=_("An office and not a person, such as “the region's office”."),
    )
    contact_email = forms.EmailField(label=_("The office's shared e-mail"), required=False)
    keep_days = forms.IntegerField(label=_("Days kept afterwards"), required=False, min_value=0)

    def __init__(self, register: Subject, purpose: Purpose, data: Any = None) -> None:
        self.purpose = purpose
        said = PurposeSetting.objects.filter(controller=register, purpose=purpose.key).first()
        initial = {
            "contact": said.contact if said else "",
            "contact_email": said.contact_email if said else "",
            "keep_days": said.keep_days if said else None,
        }
        super().__init__(data, initial=initial, auto_id=f"id_{purpose.key}_%s")
        time = purpose.keeping.time
        if time is None:
            del self.fields["keep_days"]
        else:
            self.fields["keep_days"].help_text = ngettext(
                "No more than %(days)s day; fewer if you wish. Empty: the longest.",
                "No more than %(days)s days; fewer if you wish. Empty: the longest.",
                time.days,
            ) % {"days": time.days}
