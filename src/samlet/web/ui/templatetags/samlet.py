"""Components: `{% load samlet %}`. Each has one template in ui/ and one test; all stand on /ui/."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django import template
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import BaseForm, BoundField
from django.forms.utils import flatatt
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlet.charts import Level, swatch
from samlet.charts import party_badge as draw_badge
from samlet.web.ui import formats
from samlet.web.ui.tables import Download, Table, body, headings

register = template.Library()


class MissingSource(ValueError):
    """A figure without a source: it is not shown, and the page says so loudly in tests."""


@dataclass(frozen=True)
class Step:
    """One step of `{% steps %}`."""

    label: str
    state: Literal["done", "current", "ahead"] = "ahead"
    href: str = ""
    note: str = ""


@register.filter
def phone(stored: str) -> str:
    """A stored number as people read it aloud."""
    return formats.phone(stored)


@register.inclusion_tag("ui/figure.html")
def figure(
    value: str,
    unit: str = "",
    *,
    source: str,
    date: datetime.date | str = "",
    source_href: str = "",
    interval: str = "",
    size: Literal["large", "small"] = "large",
) -> dict[str, Any]:
    """A number with its unit, its interval if it is an estimate, its source and its date."""
    if not str(source).strip():
        raise MissingSource(f"the figure {value!r} has no source")
    return {
        "value": value,
        "unit": unit,
        "interval": interval,
        "source": source,
        "source_href": source_href,
        "date": formats.day(date) if isinstance(date, datetime.date) else date,
        "size": size,
    }


@register.inclusion_tag("ui/source.html")
def source(
    text: str, *, href: str = "", date: datetime.date | str = "", downloads: Sequence[Download] = ()
) -> dict[str, Any]:
    """The line under a figure, chart or table: source, date, files."""
    return {
        "source": text,
        "source_href": href,
        "date": formats.day(date) if isinstance(date, datetime.date) else date,
        "downloads": downloads,
    }


@register.inclusion_tag("ui/data_table.html")
def data_table(table: Table) -> dict[str, Any]:
    """A table in a region that scrolls by keyboard, with sort links and files to download."""
    return {"table": table, "headings": headings(table), "body": body(table)}


@register.inclusion_tag("ui/chart.html")
def chart(
    svg: str,
    *,
    source: str,
    date: datetime.date | str = "",
    source_href: str = "",
    downloads: Sequence[Download] = (),
    table: Table | None = None,
    legend: Sequence[Level] = (),
    wide: bool = False,
) -> dict[str, Any]:
    """A drawing from samlet.charts, its legend, source and files, and its figures as a table."""
    if not str(source).strip():
        raise MissingSource("the chart has no source")
    return {
        "svg": mark_safe(svg),
        "source": source,
        "source_href": source_href,
        "date": formats.day(date) if isinstance(date, datetime.date) else date,
        "downloads": downloads,
        "table": table,
        "levels": _swatches(legend),
        "wide": wide,
    }


def _swatches(levels: Sequence[Level]) -> list[tuple[SafeString, str]]:
    return [(mark_safe(swatch(level, id=f"legend-{level.key}")), level.label) for level in levels]


@register.inclusion_tag("ui/legend.html")
def legend(levels: Sequence[Level]) -> dict[str, Any]:
    """What the colours and patterns of a map say."""
    return {"levels": _swatches(levels)}


@register.simple_block_tag
def card(content: SafeString, title: str = "", *, level: int = 2, id: str = "") -> str:
    """A white card: one idea, at most one dark button."""
    return render_to_string(
        "ui/card.html", {"content": content, "title": title, "level": level, "id": id}
    )


@register.inclusion_tag("ui/empty.html")
def empty(title: str, text: str = "", *, action: str = "", href: str = "") -> dict[str, Any]:
    """What belongs here, and the one button that starts it."""
    return {"title": title, "text": text, "action": action, "href": href}


@register.inclusion_tag("ui/steps.html")
def steps(items: Sequence[Step], *, label: str) -> dict[str, Any]:
    """A course with its steps: done, current, ahead."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/mark.html")
def mark(kind: Literal["internal", "public"]) -> dict[str, Any]:
    """Whether the page may leave the house; stands on screen and on paper."""
    if kind not in ("internal", "public"):
        raise ValueError(f"a page is internal or public, not {kind!r}")
    return {"internal": kind == "internal"}


@register.simple_tag
def party_badge(label: str, colour: str, name: str = "") -> SafeString:
    """A list's letters on its colour; `name` only where the name does not stand beside it."""
    return mark_safe(draw_badge(label, colour, name=name))


@register.simple_tag
def seats_change(change: int) -> SafeString:
    """▲ 2, ▼ 1 or 0, and in words for who cannot see the arrow."""
    if change == 0:
        return format_html('<span class="s-change">{}</span>', _("no change"))
    count = abs(change)
    said = (
        ngettext("%(count)s seat more", "%(count)s seats more", count)
        if change > 0
        else ngettext("%(count)s seat fewer", "%(count)s seats fewer", count)
    ) % {"count": count}
    return format_html(
        '<span class="s-change"><span aria-hidden="true">{} {}</span>'
        '<span class="ds-sr-only">{}</span></span>',
        "▲" if change > 0 else "▼",
        count,
        said,
    )


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, *, hint: str = "", slider: bool = False) -> dict[str, Any]:
    """A form field: label, help, control, error, tied together for screen readers.

    slider: a range beside the number, kept in step by samlet.js and absent without it.
    """
    widget = bound.field.widget
    help_text = hint or bound.help_text
    error_id, help_id = f"{bound.auto_id}-error", f"{bound.auto_id}-help"
    said_by = [help_id] * bool(help_text) + [error_id] * bool(bound.errors)
    group = isinstance(widget, (RadioSelect, CheckboxSelectMultiple))
    attributes: dict[str, Any] = {"class": "ds-input"}
    if said_by:
        attributes["aria-describedby"] = " ".join(said_by)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {
        "bound": bound,
        "control": "" if group else _control(bound, attributes),
        "help": help_text,
        "help_id": help_id,
        "error_id": error_id,
        "group": group,
        "inline": isinstance(widget, CheckboxInput),
        "select": isinstance(widget, Select),
        "slider": _slider(bound) if slider else None,
    }


def _control(bound: BoundField, attributes: dict[str, Any]) -> SafeString:
    """What is filled in. Django renders a template for each option of a choice: with a choice among
    all municipalities that was half the time of a page.
    """
    widget = bound.field.widget
    if not isinstance(widget, Select) or bound.is_hidden:
        return bound.as_widget(attrs=attributes)
    attrs = {"id": bound.auto_id} | bound.build_widget_attrs(attributes, widget)
    told = widget.get_context(bound.html_name, bound.value(), attrs)["widget"]
    rows = []
    for name, options, _index in told["optgroups"]:
        inside = format_html_join("", "{}", ((_option(option),) for option in options))
        group = '<optgroup label="{}">{}</optgroup>'
        rows.append(format_html(group, name, inside) if name else inside)
    said = format_html_join("", "{}", ((row,) for row in rows))
    return format_html(
        '<select name="{}"{}>{}</select>', told["name"], flatatt(told["attrs"]), said
    )


def _option(option: dict[str, Any]) -> SafeString:
    """Django writes a choice not yet made as a row of lines, which screen readers read out."""
    label = _("Choose") if option["label"] == BLANK_CHOICE_DASH[0][1] else option["label"]
    return format_html(
        '<option value="{}"{}>{}</option>', option["value"], flatatt(option["attrs"]), label
    )


def _slider(bound: BoundField) -> dict[str, Any]:
    attributes = bound.field.widget.attrs
    low, value = attributes.get("min", 0), bound.value()
    return {
        "for": bound.id_for_label,
        "low": low,
        "high": attributes.get("max", 100),
        "step": attributes.get("step", 1),
        "value": low if value in (None, "") else value,
    }


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """Every error of the form, each a link to its field; nothing when there is none."""
    problems = [
        (f"#{bound.id_for_label or bound.auto_id}", bound.label, error)
        for bound in form
        for error in bound.errors
    ]
    general = list(form.non_field_errors())
    return {"problems": problems, "general": general, "shown": bool(problems or general)}
