"""From a form to an action: the action's refusals become errors of the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from samlet.sources.sheets import without_national_ids
from samlet.web.core.errors import Conflict, Rejected


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, by the browser's calendar or as one writes it."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
    )


def carried_out(form: BaseForm, act: Callable[[], object]) -> bool:
    """Whether the form is right and the act went through; else the form says what is wrong.

    Forbidden and NotFound are no errors of a form and pass on.
    """
    if not form.is_valid() or not _without_national_ids(form):
        return False
    try:
        act()
    except (Conflict, Rejected) as error:
        form.add_error(None, error.message)
        return False
    return True


def _without_national_ids(form: BaseForm) -> bool:
    """A national identity number is never stored, in whatever field it is written."""
    found = [
        name
        for name, value in form.cleaned_data.items()
        if isinstance(value, str) and without_national_ids(value)[1]
    ]
    for name in found:
        form.add_error(
            name,
            _("This holds a national identity number. Samlet never stores one: take it out."),
        )
    return not found


def done(request: HttpRequest, message: str, address: str) -> HttpResponse:
    """Go on to `address` with a word of what was done; 303, so a reload sends nothing twice."""
    messages.success(request, message)
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response
