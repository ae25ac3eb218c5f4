"""Input of an import: the file, what its columns are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samlet.web.core.actor import Actor
from samlet.web.core.importing.kinds import ImportKind
from samlet.web.core.models import ImportBatch

LARGEST = 50  # megabytes; the reader refuses above this as well


class SendForm(forms.Form):
    """A spreadsheet, and the register it goes into."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("Excel, OpenDocument or CSV. It is read here and not kept."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt"}),
    )

    def __init__(self, actor: Actor, kind: ImportKind, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        registers = kind.registers(actor)
        if len(registers) > 1:
            self.fields["register"] = forms.ChoiceField(label=_("Register"), choices=registers)
        self.only = registers[0][0] if registers else ""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST * 1024 * 1024:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB. Save the sheet alone, as CSV.")
                % {"limit": LARGEST}
            )
        return file

    @property
    def register(self) -> str:
        return str(self.cleaned_data.get("register") or self.only)


class ColumnsForm(forms.Form):
    """What each column is; refused ones cannot be chosen."""

    def __init__(
        self,
        kind: ImportKind,
        batch: ImportBatch,
        columns: Iterable[dict[str, Any]],
        *args: Any,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.options = kind.options(batch)
        self.fields.update(self.options)
        choices = [("", pgettext_lazy("column", "Leave out")), *kind.fields.items()]
        for column in columns:
            if column["outcome"] != "refused":
                self.fields[f"c{column['place']}"] = forms.ChoiceField(
                    label=column["heading"] or _("Column without a heading"),
                    choices=choices,
                    required=False,
                    initial=column["field"],
                    help_text="; ".join(column["examples"]),
                )

    def chosen(self) -> dict[str, str]:
        """Column → field."""
        return {
            name[1:]: value for name, value in self.cleaned_data.items() if name not in self.options
        }

    def chosen_options(self) -> dict[str, str]:
        return {name: str(self.cleaned_data.get(name) or "") for name in self.options}
