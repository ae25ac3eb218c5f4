"""Each component: what it shows, what it refuses, how it is named for those who cannot see it."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from samlet.charts import Level, Seats, hemicycle
from samlet.web.ui.tables import Cell, Column, Download, Row, Table
from samlet.web.ui.templatetags import samlet
from samlet.web.ui.templatetags.samlet import MissingSource, Step


def render(source: str, **context: Any) -> str:
    with translation.override("en"):
        return Template("{% load samlet %}" + source).render(Context(context))


class SeatsForm(forms.Form):
    seats = forms.IntegerField(
        label="Seats",
        help_text="An odd number.",
        widget=forms.NumberInput(attrs={"min": 11, "max": 99}),
    )
    kind = forms.ChoiceField(
        label="Election", choices=[("m", "Council"), ("c", "County")], widget=forms.RadioSelect
    )
    own = forms.BooleanField(label="Only mine", required=False)


def table(**changes: Any) -> Table:
    given: dict[str, Any] = {
        "id": "councils",
        "caption": "Councils in Akershus",
        "columns": (Column("Council", sort="name"), Column("Short", "end", sort="short")),
        "rows": (
            (Cell("Vestby", href="/kommune/3216/"), "36"),
            Row(("Nes <b>", Cell("48", note="about", strong=True)), marked=True, id="nes"),
        ),
        "query": "county=32",
        "sorted_by": "short",
        "source": "Official result 2023",
        "downloads": (Download("CSV", "/x.csv"),),
    }
    return Table(**{**given, **changes})


def test_figure_shows_value_unit_interval_source_and_date() -> None:
    html = render(
        '{% figure "20 of 51" "seats" source="Official result" date=day interval="26 needed" %}',
        day=date(2023, 9, 11),
    )

    for part in ("20 of 51", "seats", "26 needed", "Source: Official result, 11 September 2023"):
        assert part in html


@pytest.mark.parametrize("tag", ['{% figure "20" source="" %}', '{% chart "<svg/>" source=" " %}'])
def test_figure_without_source_is_not_shown(tag: str) -> None:
    with pytest.raises(MissingSource):
        render(tag)


def test_table_scrolls_by_keyboard_and_is_named_by_its_caption() -> None:
    html = render("{% data_table table %}", table=table())

    assert 'role="group" aria-labelledby="councils-caption" tabindex="0"' in html
    assert (
        '<caption id="councils-caption" class="ds-sr-only">Councils in Akershus</caption>' in html
    )
    assert '<th scope="row"><a class="ds-link" href="/kommune/3216/">Vestby</a></th>' in html
    assert '<td class="s-end">36</td>' in html


def test_table_escapes_its_cells_and_marks_a_row() -> None:
    html = render("{% data_table table %}", table=table())

    assert "Nes &lt;b&gt;" in html
    assert '<tr id="nes" class="s-marked">' in html
    assert '<strong>48</strong> <span class="s-note">about</span>' in html


def test_sort_link_keeps_the_address_and_turns_the_order_round() -> None:
    html = render("{% data_table table %}", table=table())

    assert 'href="?county=32&amp;sort=name"' in html
    assert 'href="?county=32&amp;sort=-short"' in html
    assert html.count('aria-sort="ascending"') == 1
    assert html.count('hx-target="#councils"') == 2
    assert "hx-get" not in render("{% data_table table %}", table=table(live=False))


def test_table_names_its_source_and_files() -> None:
    html = render("{% data_table table %}", table=table())

    assert "Source: Official result 2023" in html
    assert '<a class="ds-link" href="/x.csv" download>CSV</a>' in html


def test_empty_table_says_what_to_do() -> None:
    html = render("{% data_table table %}", table=table(rows=()))

    assert "<table" not in html
    assert "Nothing matches" in html
    assert 'id="councils"' in html  # so that the next search can put rows here


def test_chart_has_legend_source_files_and_the_figures_as_a_table() -> None:
    svg = hemicycle(
        [Seats("A", "Ap", "#d8243c", 3, True)], id="c", majority=2, title="3 of 3", desc=""
    )

    html = render(
        "{% chart svg source='Result' downloads=files table=table legend=levels wide=True %}",
        svg=svg,
        files=[Download("SVG", "/x.svg"), Download("PNG", "/x.png")],
        table=table(source="", downloads=()),
        levels=[Level("majority", "Majority", "#b32035", "hatch")],
    )

    assert "<figure" in html
    assert svg in html
    assert "</svg> Majority</li>" in html
    assert html.index("/x.svg") < html.index("/x.png") < html.index("<details")
    assert "Vestby" in html[html.index("<details") :]
    assert 'role="region"' in html[: html.index("<svg")]


def test_card_holds_one_idea_under_one_heading() -> None:
    html = render('{% card "The council" level=3 id="council" %}<p>20 of 51</p>{% endcard %}')

    assert '<h3 class="ds-heading s-card-title" id="council-title">The council</h3>' in html
    assert "<p>20 of 51</p>" in html
    assert 'aria-labelledby="council-title"' in html


def test_empty_says_what_belongs_there_and_offers_one_button() -> None:
    html = render('{% empty "No bloc" "Choose the lists." action="Make one" href="/ny/" %}')

    assert "No bloc" in html
    assert html.count("ds-button") == 1
    assert "ds-button" not in render('{% empty "Nothing here" %}')


def test_steps_say_which_is_current_and_which_is_done() -> None:
    html = render(
        '{% steps items label="Course" %}',
        items=[Step("Asked", "done"), Step("Willing", "current"), Step("Placed")],
    )

    assert html.count('aria-current="step"') == 1
    assert 'Asked <span class="ds-sr-only">(done)</span>' in html


@pytest.mark.parametrize(("kind", "word"), [("internal", "Internal"), ("public", "Public")])
def test_mark_says_whether_the_page_may_leave_the_house(kind: str, word: str) -> None:
    assert f"<strong>{word}</strong>" in render("{% mark kind %}", kind=kind)


def test_unknown_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="internal or public"):
        render('{% mark "secret" %}')


def test_party_badge_is_letters_on_colour() -> None:
    html = render('{% party_badge "Ap" "#d8243c" "Arbeiderpartiet" %}')

    assert 'aria-label="Arbeiderpartiet"' in html
    assert ">Ap</text>" in html
    assert "style=" not in html


@pytest.mark.parametrize(
    ("change", "shown", "said"),
    [(2, "▲ 2", "2 seats more"), (-1, "▼ 1", "1 seat fewer"), (0, "no change", "no change")],
)
def test_change_of_seats_is_an_arrow_and_words(change: int, shown: str, said: str) -> None:
    html = render("{% seats_change change %}", change=change)

    assert shown in html
    assert said in html


def test_legend_puts_words_beside_each_colour() -> None:
    html = render("{% legend levels %}", levels=[Level("far", "Far", "#e3e7ec")])

    assert 'aria-hidden="true"' in html
    assert "Far</li>" in html


def test_source_line_can_stand_alone() -> None:
    html = render('{% source "Kartverket" href="/kilder/" date="2024" %}')

    assert '<a class="ds-link" href="/kilder/">Kartverket</a>, 2024' in html


def test_field_ties_label_help_and_control_together() -> None:
    html = render("{% field form.seats %}", form=SeatsForm())

    assert '<label class="ds-label" for="id_seats">Seats</label>' in html
    assert 'aria-describedby="id_seats-help"' in html
    assert '<p id="id_seats-help" data-field="description">An odd number.</p>' in html


class Choosing(forms.Form):
    place = forms.ChoiceField(
        choices=[("", "---------"), ("Nord", [("1", "<Å> & Ås")]), ("2", "Bø")], initial="2"
    )
    many = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], initial=["b"])


def test_choices_are_written_as_django_writes_them_but_for_the_one_not_made() -> None:
    form = Choosing()

    for bound in (form["place"], form["many"]):
        with translation.override("en"):
            ours = samlet.field(bound)["control"]
        djangos = bound.as_widget(attrs={"class": "ds-input"}).replace("---------", "Choose")
        assert elements(ours) == elements(djangos)
    assert "&lt;Å&gt; &amp; Ås" in samlet.field(form["place"])["control"]


def elements(text: str) -> list[tuple[str, dict[str, str | None] | str]]:
    """Every element with its attributes, and every text, in order."""
    found: list[tuple[str, dict[str, str | None] | str]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append((tag, dict(attrs)))  # type: ignore
    parser.handle_data = lambda data: found.append(("", data.strip()))  # type: ignore
    parser.feed(text)
    return [one for one in found if one != ("", "")]


def test_field_with_error_says_so_beside_itself() -> None:
    html = render("{% field form.seats %}", form=SeatsForm({"seats": "x"}))

    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_seats-help id_seats-error"' in html
    assert 'id="id_seats-error">Enter a whole number.' in html


def test_slider_is_hidden_until_a_script_joins_it_to_its_number() -> None:
    html = render("{% field form.seats slider=True %}", form=SeatsForm(initial={"seats": 29}))

    assert 'type="range" hidden data-slider-for="id_seats" min="11" max="99"' in html
    assert 'name="seats"' in html
    assert html.count("name=") == 1  # the slider sends nothing of its own


def test_choices_are_a_group_with_a_legend() -> None:
    html = render("{% field form.kind %}", form=SeatsForm())

    assert '<legend class="ds-label">Election</legend>' in html
    assert html.count('type="radio"') == 2


def test_error_summary_links_to_every_field_in_error() -> None:
    form = SeatsForm({"seats": "x"})
    form.add_error(None, "The council has another size.")

    html = render("{% error_summary form %}", form=form)

    assert 'tabindex="-1"' in html
    assert '<a class="ds-link" href="#id_seats">Seats: Enter a whole number.</a>' in html
    assert 'href="#id_kind"' in html
    assert 'id="id_kind"' in render("{% field form.kind %}", form=form)
    assert "The council has another size." in html


def test_error_summary_of_a_right_form_is_nothing() -> None:
    form = SeatsForm({"seats": "29", "kind": "m"})

    assert not render("{% error_summary form %}", form=form).strip()
