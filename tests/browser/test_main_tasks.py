"""What people come for, done as they do it: with a mouse, by keyboard, by phone, without scripts.

Texts are asserted in English, the language of the source, so that a better translation breaks
nothing; one test follows the switch through all three.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import PAGES

OpenPage = Callable[..., Page]
NITTEDAL = "/kommune/3232/"


def councils(page: Page) -> Locator:
    """The rows of the list of councils."""
    return page.locator("#councils tbody tr")


def first_council(page: Page) -> Locator:
    return councils(page).first.get_by_role("rowheader")


def test_the_first_page_says_who_has_the_majority_and_how_close_it_was(page: Page) -> None:
    page.goto("/?lang=en")
    page.get_by_role("link", name="See the majorities").click()

    expect(page).to_have_url(re.compile(r"/flertall/32/"))
    expect(page.locator("h1")).to_contain_text("5 of 21 councils")
    expect(page.locator("h1")).to_contain_text("Vestby 36 votes")
    expect(councils(page)).to_have_count(21)
    expect(first_council(page)).to_have_text("Vestby")
    expect(page.locator("#county-council")).to_contain_text("20 of 51 seats")


def test_sort_filter_and_search_without_loading_the_page_again(page: Page) -> None:
    page.goto("/flertall/32/?lang=en")
    page.evaluate("window.stillHere = true")

    page.get_by_role("link", name="Municipality").click()
    expect(first_council(page)).to_have_text("Asker")
    page.get_by_label("Find a municipality").press_sequentially("nes")
    expect(councils(page)).to_have_count(3)
    expect(page.get_by_label("Find a municipality")).to_be_focused()
    page.get_by_label("Find a municipality").fill("")
    expect(councils(page)).to_have_count(21)
    page.get_by_label("Which councils").select_option(index=1)
    expect(councils(page)).not_to_have_count(21)
    expect(page).to_have_url(re.compile(r"vis=\w"))

    assert page.evaluate("window.stillHere") is True
    shown = councils(page).all_inner_texts()
    page.goto(page.url)
    assert councils(page).all_inner_texts() == shown


def test_the_back_button_undoes_a_sort(page: Page) -> None:
    page.goto("/flertall/32/?lang=en")
    page.get_by_role("link", name="Municipality").click()
    expect(first_council(page)).to_have_text("Asker")

    page.go_back()

    expect(first_council(page)).to_have_text("Vestby")


def test_sort_filter_and_search_without_scripts(nojs: Page) -> None:
    nojs.goto("/flertall/32/?lang=en")

    nojs.get_by_role("link", name="Municipality").click()
    expect(first_council(nojs)).to_have_text("Asker")
    nojs.get_by_label("Find a municipality").fill("nes")
    nojs.get_by_role("button", name="Show").click()

    expect(councils(nojs)).to_have_count(3)
    expect(nojs.get_by_label("Find a municipality")).to_have_value("nes")


def test_from_the_county_through_a_council_to_its_settlement(page: Page) -> None:
    page.goto("/flertall/32/?lang=en")

    page.locator("#list").get_by_role("link", name="Nittedal").click()
    expect(page.locator("h1")).to_contain_text("Nittedal: 12 of 29 seats")
    expect(page.locator("main")).to_contain_text("840 votes")
    expect(page.locator("main")).to_contain_text(re.compile(r"1.446 votes more to"))
    page.get_by_role("link", name="The whole settlement").click()

    expect(page).to_have_url(re.compile(r"/kommune/3232/oppgjor/"))
    expect(page.get_by_role("row", name=re.compile("^29 last seat"))).to_contain_text("5945")
    expect(page.get_by_role("row", name=re.compile("first outside"))).to_contain_text("112897/19")
    expect(page.locator("main .s-mark")).to_contain_text("Public")


def test_a_council_where_official_seats_differ_tells_no_order_of_award(page: Page) -> None:
    page.goto("/kommune/1145/?lang=en")
    expect(page.locator("main")).not_to_contain_text("last seat")
    expect(page.locator("main")).to_contain_text("ross-list votes")

    page.goto("/kommune/1145/oppgjor/?lang=en")
    expect(page.locator("main")).not_to_contain_text("first outside")
    expect(page.locator("main")).to_contain_text("ross-list votes")


def test_a_scenario_follows_the_typing_and_its_address_shows_the_same(
    page: Page, open_page: OpenPage
) -> None:
    page.goto(f"{NITTEDAL}prov/?lang=en")
    said = page.locator("#said")
    expect(said).to_contain_text("12 of 29 seats")
    labour = page.get_by_label("Labour Party", exact=False).first

    labour.fill("4000")

    expect(said).not_to_contain_text("12 of 29 seats")
    expect(labour).to_be_focused()
    sentence = said.inner_text()
    shared = page.get_by_label("Address with everything in it").input_value()
    assert parse_qs(urlsplit(shared).query)["v.A"] == ["4000"]
    other = open_page()
    other.goto(f"{shared}&lang=en")
    assert other.locator("#said").inner_text() == sentence
    expect(other.locator('input[name="v.A"]')).to_have_value("4000")


def test_a_slider_moves_its_number_and_the_seats(page: Page) -> None:
    page.goto(f"{NITTEDAL}prov/?lang=en")
    before = page.locator("#said").inner_text()
    slider = page.locator("[data-slider-for]").first
    number = page.locator(f"#{slider.get_attribute('data-slider-for')}")

    slider.focus()
    slider.press("End")

    expect(page.locator("#said")).not_to_have_text(before)
    assert number.input_value() == slider.get_attribute("max")


def test_a_scenario_by_a_button_without_scripts(nojs: Page) -> None:
    nojs.goto(f"{NITTEDAL}prov/?lang=en")

    expect(nojs.locator("input[type=range]").first).to_be_hidden()
    nojs.locator('input[name="v.A"]').fill("4000")
    nojs.get_by_role("button", name="Compute").click()

    expect(nojs.locator("#said")).not_to_contain_text("12 of 29 seats")
    expect(nojs.locator('input[name="v.A"]')).to_have_value("4000")
    assert parse_qs(urlsplit(nojs.url).query)["v.A"] == ["4000"]


def test_a_swing_in_every_council_without_scripts(nojs: Page) -> None:
    nojs.goto("/prov/?lang=en")
    before = nojs.locator("h1, #said").all_inner_texts()

    nojs.locator('input[name="d.A"]').fill("5")
    nojs.locator("main form").get_by_role("button").first.click()

    assert parse_qs(urlsplit(nojs.url).query)["d.A"] == ["5"]
    assert nojs.locator("h1, #said").all_inner_texts() != before


def test_a_coalition_is_built_by_keyboard_alone(page: Page) -> None:
    page.goto(f"{NITTEDAL}samarbeid/?lang=en")
    board = page.locator("#result")
    expect(board).to_contain_text("0 / 29")

    choose_by_keyboard(page, "r.H", "ArrowRight", times=2)
    expect(board).to_contain_text("9 / 29")
    choose_by_keyboard(page, "r.FRP", "ArrowRight", times=2)
    expect(board).to_contain_text("13 / 29")
    choose_by_keyboard(page, "r.V", "ArrowRight", times=1)

    expect(board).to_contain_text("15 / 29")
    expect(board).to_contain_text("majority")
    expect(page.locator('input[name="r.V"][value="s"]')).to_be_focused()


def choose_by_keyboard(page: Page, name: str, key: str, *, times: int) -> None:
    """Tab from where the focus is until the group of radios is reached, then use the arrows."""
    focused = "document.activeElement && document.activeElement.name"
    for direction in ("Tab", "Shift+Tab"):
        for _press in range(60):
            if page.evaluate(focused) == name:
                break
            page.keyboard.press(direction)
    assert page.evaluate(focused) == name, f"{name} cannot be reached by keyboard"
    for _press in range(times):
        value = page.evaluate("document.activeElement.value")
        page.keyboard.press(key)
        page.wait_for_function("v => document.activeElement.value !== v", arg=value)
        page.wait_for_load_state("networkidle")


def test_the_same_coalition_by_address_without_scripts(nojs: Page) -> None:
    nojs.goto(f"{NITTEDAL}samarbeid/?lang=en")

    nojs.locator('input[name="r.H"][value="g"]').check()
    nojs.locator('input[name="r.FRP"][value="g"]').check()
    nojs.locator('input[name="r.V"][value="s"]').check()
    nojs.get_by_role("button", name="Count").click()

    expect(nojs.locator("#result")).to_contain_text("15 / 29")


def test_the_first_key_jumps_past_the_menu_and_focus_is_seen(page: Page) -> None:
    page.goto("/flertall/32/?lang=en")

    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    focused = page.locator(":focus")
    assert focused.evaluate("e => !!e.closest('main')")
    assert focused.evaluate("e => getComputedStyle(e).outlineStyle") != "none"


def test_the_language_chosen_follows_to_the_next_page(page: Page) -> None:
    page.goto("/flertall/32/")
    expect(page.locator("html")).to_have_attribute("lang", "nb")
    seen = {page.locator("h1").inner_text()}

    for name, code in (("Nynorsk", "nn"), ("English", "en")):
        page.get_by_role("link", name=name, exact=True).first.click()
        expect(page.locator("html")).to_have_attribute("lang", code)
        seen.add(page.locator("h1").inner_text())
        page.locator("#list").get_by_role("link", name="Vestby").click()
        expect(page.locator("html")).to_have_attribute("lang", code)
        page.goto("/flertall/32/")
        expect(page.locator("html")).to_have_attribute("lang", code)

    assert len(seen) == 3, "each language has its own words"


def test_one_click_shows_the_bloc_without_a_party(page: Page) -> None:
    page.goto("/flertall/32/?lang=en")
    expect(page.locator("#bloc")).to_contain_text("proposal")

    page.locator("#bloc").get_by_role("link", name="Without Centre Party").click()

    expect(page.locator("h1")).to_contain_text("3 of 21 councils")
    page.locator("#list").get_by_role("link", name="Nittedal").click()
    expect(page.locator("h1")).to_contain_text("11 of 29 seats")


def test_the_menu_opens_on_a_phone_and_closes_with_escape(phone: Page) -> None:
    phone.goto("/flertall/32/?lang=en")
    link = phone.locator(".s-menu").get_by_role("link", name="Blocs")
    expect(link).to_be_hidden()

    phone.get_by_text("Menu", exact=True).tap()
    expect(link).to_be_in_viewport()
    phone.keyboard.press("Escape")
    expect(link).to_be_hidden()
    phone.get_by_text("Menu", exact=True).tap()
    link.tap()

    expect(phone).to_have_url(re.compile("/blokker/"))


def test_what_a_finger_must_hit_is_large_enough(phone: Page) -> None:
    """24 px is the law (WCAG 2.5.8); what stands in a sentence is exempt."""
    for name in ("majorities of a county", "a council", "a scenario", "a coalition"):
        phone.goto(PAGES[name])
        small = phone.evaluate(
            """() => [...document.querySelectorAll("button, select, input, summary, .ds-button")]
              .map(e => e.matches("input[type=radio], input[type=checkbox]")
                ? e.closest("label") || e : e)
              .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
              .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
              .map(([html]) => html)"""
        )
        assert small == [], name


def test_tables_and_charts_can_be_taken_along(page: Page) -> None:
    page.goto("/flertall/32/?lang=en")

    for kind in ("CSV", "Excel", "SVG", "PNG"):
        with page.expect_download() as download:
            page.get_by_role("link", name=kind, exact=True).first.click()
        path = download.value.path()
        assert path.stat().st_size > 500, kind
        assert download.value.suggested_filename, kind
