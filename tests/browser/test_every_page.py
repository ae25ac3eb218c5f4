"""What holds for every kind of page: accessible, nothing lost on small screens or on paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import MAIN, PAGES, PUBLIC, REFUSED, cut_off, sticking_out, visit

Axe = Callable[[Page], list[str]]
OpenPage = Callable[..., Page]

QUIET = [name for name in PAGES if name not in REFUSED]


@pytest.mark.parametrize("name", QUIET)
def test_a_page_is_accessible_and_says_whether_it_may_leave_the_house(
    page: Page, axe: Axe, name: str
) -> None:
    visit(page, name, short=True)

    assert axe(page) == []
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "nb"
    kind = "public" if name in PUBLIC else "internal"
    expect(page.locator("main > .s-mark")).to_have_class(f"s-mark s-mark-{kind}")


@pytest.mark.parametrize("name", QUIET)
def test_a_page_fits_a_phone_and_has_no_accessibility_fault(
    phone: Page, axe: Axe, name: str
) -> None:
    visit(phone, name, short=True)

    assert sticking_out(phone) == []
    assert axe(phone) == []


@pytest.mark.parametrize("lang", ["nn", "en"])
@pytest.mark.parametrize("name", MAIN)
def test_a_main_page_has_no_accessibility_fault_in_other_languages(
    page: Page, axe: Axe, name: str, lang: str
) -> None:
    visit(page, name, lang)

    assert page.locator("html").get_attribute("lang") == lang
    assert axe(page) == []


@pytest.mark.parametrize("name", QUIET)
def test_nothing_is_lost_at_400_per_cent_zoom(open_page: OpenPage, name: str) -> None:
    page = open_page(viewport={"width": 320, "height": 256})  # 1280 by 1024 at 400 per cent
    visit(page, name)

    assert sticking_out(page) == []
    assert cut_off(page) == []


@pytest.mark.parametrize("name", MAIN)
def test_nothing_is_lost_when_text_is_twice_as_large(page: Page, name: str) -> None:
    visit(page, name)

    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert sticking_out(page) == []
    assert cut_off(page) == []


@pytest.mark.parametrize("name", ["majorities of a county", "a settlement", "a council"])
def test_paper_shows_the_mark_and_the_figures_but_no_menu(page: Page, name: str) -> None:
    visit(page, name, "en")

    page.emulate_media(media="print")

    mark = "Public" if name in PUBLIC else "Internal"
    expect(page.get_by_text(mark, exact=True).first).to_be_visible()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("table:visible").first).to_be_visible()
    expect(page.get_by_role("navigation", name="Main menu").first).to_be_hidden()
    assert sticking_out(page) == []


def test_forced_colours_keep_the_majority_visible(page: Page) -> None:
    """A reader with colours of their own still tells seats that count from those that do not."""
    visit(page, "majorities of a county", "en")
    fills = "[...document.querySelectorAll('.s-svg [fill]')].map(e => getComputedStyle(e).fill)"
    before = page.evaluate(fills)

    page.emulate_media(forced_colors="active")

    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert len(before) > 100
    assert page.evaluate(fills) == before
    expect(page.get_by_role("row", name="Nesodden").get_by_text("17 of 31 ✓")).to_be_visible()
    current = page.locator(".s-switch [aria-current]")
    other = page.locator(".s-switch a:not([aria-current])")
    look = "e => (s => [s.backgroundColor, s.outline, s.border, s.fontWeight])(getComputedStyle(e))"
    assert current.evaluate(look) != other.first.evaluate(look)
