"""The form of a target; targets are read on the pages of what they are for."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from samlet.web.core import access, indicators
from samlet.web.core.actor import Actor
from samlet.web.core.attached import queries as attached
from samlet.web.core.forms import carried_out, day_field, done
from samlet.web.core.middleware import Request
from samlet.web.core.policy import needs
from samlet.web.core.targets import actions
from samlet.web.core.targets.showing import targets_for
from samlet.web.ui.pages import page


class TargetForm(forms.Form):
    value = forms.DecimalField(label=gettext_lazy("Target"), max_digits=12, decimal_places=2)
    due = day_field(gettext_lazy("By"))
    baseline = forms.DecimalField(
        label=gettext_lazy("Where it began"), max_digits=12, decimal_places=2, required=False
    )
    baseline_day = day_field(gettext_lazy("Measured on"), required=False)
    decided_by = forms.CharField(
        label=gettext_lazy("Decided by"),
        max_length=200,
        help_text=gettext_lazy("The board, the council or the annual meeting; not a name."),
    )
    decided_on = day_field(gettext_lazy("Decided on"))

    def __init__(self, actor: Actor, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        choices = [(one.key, one.name) for one in indicators.all_indicators(actor)]
        self.fields["indicator"] = forms.ChoiceField(label=_("Figure"), choices=choices)
        self.order_fields(["indicator"])


@needs("targets.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, public_id: str) -> HttpResponse:
    """Where a figure shall be, by when."""
    subject = attached.seen_subject(request.actor, public_id)
    actions.register_for(request.actor, subject)
    sent = request.POST if request.method == "POST" else None
    form = TargetForm(request.actor, sent)
    back = attached.page_of(subject)
    if sent is not None and carried_out(
        form, lambda: actions.set_target(request.actor, subject=subject, **form.cleaned_data)
    ):
        return done(request, _("The target is set."), back)
    context = {
        "form": form,
        "heading": _("Set a target"),
        "about": attached.called([subject]).get(subject.pk, ""),
        "back": back,
    }
    return page(request, "attached/form.html", context, mark="internal")


@needs("targets.edit")
@require_POST
def remove(request: Request, public_id: str) -> HttpResponse:
    """Take a target away."""
    found = targets_for(request.actor).filter(public_id=public_id).first()
    if found is None:
        raise access.not_there()
    actions.remove_target(request.actor, target=found)
    return done(request, _("The target is taken away."), attached.page_of(found.subject))
