"""Filters of a list: each is one field of a form, one word in the address, one way to narrow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samlet.web.core.actor import Actor
from samlet.web.ui import formats

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

Rows = QuerySet[Any]
Choices = Callable[[Actor], Iterable[tuple[str, str]]]
NO_SUCH_CHOICE = gettext_lazy("“%(value)s” is not among the choices. Choose another.")
ALL = pgettext_lazy("filter", "All")
YES = pgettext_lazy("answer", "Yes")
NO = pgettext_lazy("answer", "No")


@dataclass(frozen=True)
class Filter:
    """key: its word in the address. narrow: from the rows and the value to fewer rows.

    Narrow by a subquery (`pk__in=…`, Exists), not by a join that can give a row twice. needs: an
    act without which the filter is refused, since hits would tell what is hidden. personal: what
    is typed may name a person, so it is never kept in a saved view.
    """

    key: str
    label: _StrOrPromise
    narrow: Callable[[Rows, Any], Rows]
    hint: _StrOrPromise = ""
    needs: str = ""
    personal: bool = False

    def field(self, actor: Actor) -> forms.Field:
        raise NotImplementedError

    def in_address(self, value: Any) -> list[str]:
        """The value as it stands in the address; nothing when the filter is not used."""
        return [str(value)] if value not in (None, "", []) else []

    def said(self, actor: Actor, value: Any) -> str:
        """The value in words, for "Filtered by"."""
        return str(value)


@dataclass(frozen=True)
class TextFilter(Filter):
    """A word that the reader types."""

    personal: bool = True
    max_length: int = 100

    def field(self, actor: Actor) -> forms.Field:
        return forms.CharField(
            label=self.label, help_text=self.hint, required=False, max_length=self.max_length
        )


def _no_choices(actor: Actor) -> Iterable[tuple[str, str]]:
    return ()


@dataclass(frozen=True)
class ChoiceFilter(Filter):
    """One of some choices. `choices` may depend on the actor; `all_label` is for none chosen."""

    choices: Choices = _no_choices
    all_label: _StrOrPromise = ALL

    def field(self, actor: Actor) -> forms.Field:
        return forms.ChoiceField(
            label=self.label,
            help_text=self.hint,
            required=False,
            choices=[("", self.all_label), *self.choices(actor)],
            error_messages={"invalid_choice": NO_SUCH_CHOICE},
        )

    def said(self, actor: Actor, value: Any) -> str:
        return str(dict(self.choices(actor)).get(str(value), value))


@dataclass(frozen=True)
class MultiChoiceFilter(Filter):
    """Some of some choices: `narrow` gets the list of them."""

    choices: Choices = _no_choices

    def field(self, actor: Actor) -> forms.Field:
        return forms.MultipleChoiceField(
            label=self.label,
            help_text=self.hint,
            required=False,
            choices=list(self.choices(actor)),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": NO_SUCH_CHOICE},
        )

    def in_address(self, value: Any) -> list[str]:
        return [str(one) for one in value or ()]

    def said(self, actor: Actor, value: Any) -> str:
        known = dict(self.choices(actor))
        return ", ".join(str(known.get(str(one), one)) for one in value)


@dataclass(frozen=True)
class DateFilter(Filter):
    """A day, as 2026-11-24 in the address; 24.11.2026 is understood too."""

    def field(self, actor: Actor) -> forms.Field:
        return forms.DateField(
            label=self.label,
            help_text=self.hint,
            required=False,
            input_formats=["%Y-%m-%d", "%d.%m.%Y"],
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={
                "invalid": gettext_lazy("Write a day that exists, such as 24.11.2026.")
            },
        )

    def in_address(self, value: Any) -> list[str]:
        return [value.isoformat()] if isinstance(value, date) else []

    def said(self, actor: Actor, value: Any) -> str:
        return formats.day(value)


def _yes_no(value: str) -> bool | None:
    return {"ja": True, "nei": False}[value]


@dataclass(frozen=True)
class YesNoFilter(Filter):
    """Yes, no, or either: `narrow` gets True or False."""

    yes: _StrOrPromise = YES
    no: _StrOrPromise = NO

    def field(self, actor: Actor) -> forms.Field:
        return forms.TypedChoiceField(
            label=self.label,
            help_text=self.hint,
            required=False,
            choices=[("", pgettext_lazy("filter", "Both")), ("ja", self.yes), ("nei", self.no)],
            coerce=_yes_no,
            empty_value=None,
            error_messages={"invalid_choice": NO_SUCH_CHOICE},
        )

    def in_address(self, value: Any) -> list[str]:
        return [] if value is None else ["ja" if value else "nei"]

    def said(self, actor: Actor, value: Any) -> str:
        return str(self.yes if value else self.no)


class _LinkedField(forms.CharField):
    """An id that only links bring: right when the actor may see what it names."""

    def __init__(self, called: Callable[[str], str | None], **more: Any) -> None:
        super().__init__(required=False, max_length=60, widget=forms.HiddenInput, **more)
        self.called = called

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if text and self.called(text) is None:
            raise forms.ValidationError(
                _("What the address points at does not exist, or is not open to you.")
            )
        return text


def _unnamed(actor: Actor, value: str) -> str | None:
    return None


@dataclass(frozen=True)
class LinkFilter(Filter):
    """Narrows to what hangs on one thing, such as the people of a unit; set by links alone.

    called: what the id stands for, or None when it does not exist or the actor may not see it:
    both are refused alike.
    """

    called: Callable[[Actor, str], str | None] = _unnamed

    def field(self, actor: Actor) -> forms.Field:
        return _LinkedField(lambda value: self.called(actor, value), label=self.label)

    def said(self, actor: Actor, value: Any) -> str:
        return self.called(actor, str(value)) or str(value)


def usable(filters: Sequence[Filter], may: Callable[[str], bool]) -> list[Filter]:
    """Those the actor may use."""
    return [one for one in filters if not one.needs or may(one.needs)]


__all__ = [
    "ChoiceFilter",
    "DateFilter",
    "Filter",
    "LinkFilter",
    "MultiChoiceFilter",
    "TextFilter",
    "YesNoFilter",
    "usable",
]
