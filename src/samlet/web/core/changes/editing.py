"""Two people editing the same thing: the second is shown the difference, and chooses.

The form carries what its fields held when it was shown, signed. When it comes back, that is
compared with what the row holds now; nothing is overwritten unseen.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import TYPE_CHECKING, Any

from django import forms
from django.core import signing
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samlet.web.core.changes.differences import Difference, label_of, said
from samlet.web.core.changes.encoding import Field, Json, decode, encode, field_of
from samlet.web.core.errors import Conflict, Rejected

if TYPE_CHECKING:
    _Form = forms.Form
else:
    _Form = object

SALT = "samlet.web.core.changes.seen"
SEEN = "seen_version"


def version(instance: models.Model, fields: Sequence[str]) -> str:
    """A token of what these fields hold, for a hidden field of the form that edits them."""
    held = {name: _held(instance, name) for name in fields}
    content = {"model": instance._meta.label_lower, "row": str(instance.pk), "held": held}
    return signing.dumps(content, salt=SALT, compress=True)


def _held(instance: models.Model, name: str) -> Json:
    field = field_of(type(instance), name)
    return encode(field, getattr(instance, field.attname))


def read_version(instance: models.Model, seen_version: str) -> dict[str, Json]:
    """What the fields held when the form was shown. Rejected when the token is not of this row."""
    try:
        content = signing.loads(seen_version, salt=SALT)
    except signing.BadSignature as error:
        raise Rejected(_("The form could not be read. Load the page again and retry.")) from error
    if (content["model"], content["row"]) != (instance._meta.label_lower, str(instance.pk)):
        raise Rejected(_("The form belongs to something else. Load the page again and retry."))
    held: dict[str, Json] = content["held"]
    return held


def stale_check(instance: models.Model, seen_version: str) -> list[Difference]:
    """What others have changed since the form was shown; empty when nobody has.

    Reads the row again. In an action, read the instance with select_for_update first.
    """
    seen = read_version(instance, seen_version)
    present = _present(instance)
    return [
        _difference(field_of(type(instance), name), instance, before, _held(present, name), None)
        for name, before in seen.items()
        if _held(present, name) != before
    ]


def require_unchanged(instance: models.Model, seen_version: str) -> None:
    """Raise Conflict when somebody else has changed what the form showed."""
    if found := stale_check(instance, seen_version):
        raise Conflict(
            gettext_lazy("Somebody else has changed this meanwhile: %(fields)s. Look again."),
            fields=", ".join(one.label for one in found),
        )


def _present(instance: models.Model) -> models.Model:
    found = type(instance)._base_manager.filter(pk=instance.pk).first()
    if found is None:
        raise Conflict(_("Somebody else has removed this meanwhile."))
    return found


def _difference(
    field: Field, instance: models.Model, before: Json, theirs: Json, yours: Json
) -> Difference:
    return Difference(
        row=str(instance),
        label=label_of(field),
        name=field.name,
        before=said(field, before),
        yours=said(field, yours),
        theirs=said(field, theirs),
    )


class SeenVersion(_Form):
    """For a form that edits one row: put it before forms.Form or forms.ModelForm.

    The form takes `instance=` and has fields named as the row's own. When somebody else has
    changed one of them, the form has an error, `differences` tells what, and the page shows
    "ui/difference.html" inside the form: for each such field, "theirs" or "yours" is chosen. The
    same form, sent again with the choices, is right, unless it has changed once more.
    """

    differences: Sequence[Difference] = ()

    def __init__(self, *args: Any, instance: models.Model | None = None, **more: Any) -> None:
        if issubclass(type(self), forms.BaseModelForm):
            more["instance"] = instance
        self.edited = instance
        super().__init__(*args, **more)
        if instance is not None and instance.pk is not None:
            self.fields[SEEN] = forms.CharField(widget=forms.HiddenInput, required=False)
            self.initial[SEEN] = version(instance, self.compared(instance))

    def compared(self, instance: models.Model) -> list[str]:
        """The fields that are columns of the row."""
        columns = {field.name for field in instance._meta.concrete_fields}
        return [name for name in self.fields if name in columns]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if SEEN not in self.fields or self.edited is None:
            return data
        try:
            seen = read_version(self.edited, data.pop(SEEN, ""))
        except Rejected as error:
            raise forms.ValidationError(error.message) from error
        present = _present(self.edited)
        found = []
        for name, before in seen.items():
            if name not in data:
                continue
            field = field_of(type(present), name)
            theirs, yours = _held(present, name), encode(field, _raw(data[name]))
            if theirs == yours:
                continue
            if theirs != before:  # a choice made earlier was about something else
                found.append(_difference(field, present, before, theirs, yours))
            elif self.data.get(self.add_prefix(f"keep_{name}")) == "theirs":
                data[name] = getattr(present, name) if field.is_relation else decode(field, theirs)
        if found:
            self._show(found, present)
        return data

    def _show(self, found: list[Difference], present: models.Model) -> None:
        """Say so; what is sent next has seen how the row is now."""
        self.differences = found
        fresh: Any = copy(self.data)  # a QueryDict's copy can be written to
        fresh[self.add_prefix(SEEN)] = version(present, self.compared(present))
        self.data = fresh
        self.add_error(
            None,
            _("Somebody else has changed this while you were writing. Choose what shall stand."),
        )


def _raw(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value
