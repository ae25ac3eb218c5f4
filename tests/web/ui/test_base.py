"""The page round every page: menu, languages, marks, errors, and what it may not do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

import samlet.web.ui
from samlet.web.ui import footer, menu

UI = Path(samlet.web.ui.__file__).parent
# The lines under the header ask the database whether this is a demonstration.
pytestmark = [pytest.mark.urls("tests.web.ui.urls"), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def two_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu, "_entries", {})
    monkeypatch.setattr(menu, "_search", {})
    monkeypatch.setattr(footer, "_sources", [])
    menu.register("Blokker", "blocs", order=2, below=("/kommune/",))
    menu.register("Flertall", "front", order=1)
    footer.register(lambda: ["Figures of 24 November 2026"])


def test_menu_is_in_order_and_marks_where_the_reader_is(rf: RequestFactory) -> None:
    links = menu.links(rf.get("/blokker/ny/"))

    assert [(link.label, link.href, link.current) for link in links] == [
        ("Flertall", "/", False),
        ("Blokker", "/blokker/", True),
    ]


@pytest.mark.parametrize(
    ("path", "current"), [("/", "Flertall"), ("/kommune/3232/", "Blokker"), ("/api/", None)]
)
def test_page_belongs_to_the_longest_address(
    rf: RequestFactory, path: str, current: str | None
) -> None:
    chosen = [link.label for link in menu.links(rf.get(path)) if link.current]

    assert chosen == ([current] if current else [])


def test_base_page_has_landmarks_skip_link_and_one_status_region(client: Client) -> None:
    html = client.get("/").content.decode()

    assert html.index('href="#main"') < html.index("<header")
    assert '<main id="main"' in html
    assert html.count('role="status"') == 1
    assert "Figures of 24 November 2026" in html
    assert html.count('aria-current="page"') == 2  # the menu, and the same menu on a phone


def test_language_links_keep_the_address(client: Client) -> None:
    html = client.get("/blokker/?a=1&b=2").content.decode()

    assert 'href="/blokker/?a=1&amp;b=2&amp;lang=nn" lang="nn"' in html
    assert [html.count(name) for name in ("Bokmål", "Nynorsk", "English")] == [2, 2, 2]
    assert '<html lang="nb"' in html


def test_chosen_language_is_kept_for_the_next_page(client: Client) -> None:
    client.get("/?lang=nn")

    assert '<html lang="nn"' in client.get("/").content.decode()


def test_scripts_and_styles_are_files_of_our_own(client: Client) -> None:
    html = client.get("/ui/").content.decode()

    assert not re.findall(r"<script(?![^>]*src=)", html)
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', html)
    assert not re.findall(r"\son[a-z]+=|style=|<style", html)
    assert "hx-on" not in html


def test_htmx_brings_no_style_and_no_eval(client: Client) -> None:
    html = client.get("/").content.decode()

    assert "htmx-4" in html
    assert '"includeIndicatorCSS": false' in html
    assert '"allowEval": false' in html


@pytest.mark.parametrize("status", ["400", "403", "404", "409", "422", "500"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_error_page_says_what_to_do_even_without_a_request(status: str, language: str) -> None:
    with translation.override(language):
        html = render_to_string(f"{status}.html")

    assert f'<html lang="{language}"' in html
    assert html.count("<h1") == 1
    assert f">{status}</p>" in html
    assert 'class="ds-button"' in html


def test_error_page_shows_the_message_it_is_given() -> None:
    html = render_to_string("400.html", {"message": "Line 12: <votes> are missing."})

    assert "Line 12: &lt;votes&gt; are missing." in html


def test_unknown_address_answers_with_our_page(client: Client) -> None:
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "s-error" in response.content.decode()


@pytest.mark.parametrize("path", sorted((UI / "templates").rglob("*.html")), ids=lambda p: p.name)
def test_no_template_has_inline_style_or_script(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert "style=" not in source
    assert "hx-on" not in source
    assert not re.search(r"<script(?![^>]*src=)", source)


def test_stylesheet_asks_for_files_that_exist() -> None:
    folder = UI / "static" / "samlet"
    asked = re.findall(r'url\("([^"]+)"\)', (folder / "samlet.css").read_text(encoding="utf-8"))

    assert len(asked) == 2
    assert all((folder / name).resolve().is_file() for name in asked)


def test_showcase_has_every_component_once(client: Client) -> None:
    html = client.get("/ui/").content.decode()

    for name in (
        "s-figure", "s-source", "s-table", "s-chart", "s-legend", "s-card", "s-empty", "s-steps",
        "s-mark-internal", "s-mark-public", "s-badge", "s-change", "s-field", "ds-error-summary",
        "s-hemicycle", "s-map", "s-ladder", "s-shares", "s-seat-bar", "s-slider",
    ):  # fmt: skip
        assert name in html
    assert "style=" not in html
    assert "<style" not in html
