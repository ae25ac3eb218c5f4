"""The register's main tasks, done as people do them: by keyboard alone, and with a thumb."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser import register
from tests.browser.conftest import Site

FOCUSED = """() => {
  const e = document.activeElement;
  return (e.labels?.[0]?.textContent || e.getAttribute("aria-label") || e.textContent || "")
    .replace(/\\s+/g, " ").trim();
}"""
MOST = 90  # presses of Tab before a thing counts as out of reach


def begin(page: Page, made: dict[str, str], address: str, role: str = "region_admin") -> None:
    """As a role, in English, on a page."""
    origin = page.evaluate("location.origin") if page.url != "about:blank" else ""
    register.look_as(page, made, role)
    origin = origin or page.evaluate("location.origin")
    page.context.add_cookies([{"name": "samlet_language", "value": "en", "url": origin}])
    page.goto(address)


def tab_to(page: Page, name: str, *, most: int = MOST) -> None:
    """Press Tab until what is called `name` has the focus, and see that it shows."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(name):
            break
    assert page.evaluate(FOCUSED).startswith(name), f"“{name}” cannot be reached by keyboard"
    look = page.locator(":focus").evaluate(
        "e => (s => s.outlineStyle + s.boxShadow)(getComputedStyle(e))"
    )
    assert look != "nonenone", f"“{name}” does not show that it has the focus"


def press(page: Page, name: str) -> None:
    """Reach it and press Enter; the next page is there."""
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def news(page: Page) -> Locator:
    return page.locator("#news")


def test_a_person_is_found_by_typing_and_the_arrows(page: Page, made: dict[str, str]) -> None:
    begin(page, made, "/")
    tab_to(page, "Search for people")

    page.keyboard.type("ann")
    expect(page.locator("#search-suggestions [role=status]")).to_have_text(re.compile("suggestion"))
    page.keyboard.press("ArrowDown")
    expect(page.locator(":focus")).to_have_attribute("href", re.compile("/person/|/organisasjon/"))
    page.keyboard.press("Escape")
    expect(page.locator("#search-q")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_contain_text("hits for “ann”")


def test_a_position_is_registered_by_keyboard(page: Page, made: dict[str, str]) -> None:
    begin(page, made, made["a person"])
    club = page.locator(".s-contact a[href^='/organisasjon/']").first.inner_text()

    press(page, "Add a position")
    tab_to(page, "Position")
    page.keyboard.type("treasurer")
    tab_to(page, "In")
    page.keyboard.type(club)
    press(page, "Save")

    expect(page.locator("main")).to_contain_text("Treasurer")
    expect(news(page)).not_to_be_empty()


def test_what_is_wrong_is_said_where_the_focus_is(page: Page, made: dict[str, str]) -> None:
    begin(page, made, "/personer/ny/")

    press(page, "Save")

    expect(page.locator("#error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_attribute("aria-invalid", "true")


def test_a_call_is_noted_by_keyboard_and_the_next_one_comes(
    page: Page, made: dict[str, str]
) -> None:
    begin(page, made, "/")
    press(page, "Call the next one")
    first = page.locator(".s-cards h2").first.inner_text()

    tab_to(page, "No answer")
    page.keyboard.press("Enter")

    expect(news(page)).to_contain_text("It comes back tomorrow")
    expect(page.locator(".s-cards h2").first).not_to_have_text(first)


def test_a_contact_is_confirmed_on_a_phone_with_two_taps_from_the_front_page(
    phone: Page, made: dict[str, str]
) -> None:
    begin(phone, made, "/", role="branch_leader")
    phone.get_by_role("link", name="Call the next one").tap()
    card = phone.locator(".s-cards > section").first
    expect(card.locator("a[href^='tel:']")).to_be_in_viewport()
    name = card.locator("h2").inner_text()

    card.get_by_role("button", name=re.compile(f"still.*{name}|{name}", re.IGNORECASE)).first.tap()

    expect(news(phone)).to_contain_text("Noted: reached.")
    expect(phone.locator(".s-cards h2").first).not_to_have_text(name)


def test_many_are_changed_by_keyboard_and_put_back(page: Page, made: dict[str, str]) -> None:
    begin(page, made, "/personer/?finn=anne-marie")
    tab_to(page, "Choose Anne-Marie")
    page.keyboard.press("Space")
    press(page, "Confirm positions")
    expect(page.locator("h1")).to_contain_text("1 person")

    press(page, "Confirm positions")
    expect(news(page)).to_contain_text("Undo")
    press(page, "Undo")

    expect(page.locator("main")).to_contain_text(re.compile("put back|undone", re.IGNORECASE))


def test_who_is_the_steward_and_what_is_her_number_takes_one_click(
    page: Page, made: dict[str, str]
) -> None:
    begin(page, made, made["a club"])
    club, number = page.locator("h1").inner_text(), page.locator("a[href^='tel:']").first
    expected = number.inner_text()
    page.goto("/")

    page.locator("#search-q").press_sequentially(club.split()[-2][:8])
    page.locator("#search-suggestions a", has_text=club).first.click()

    expect(page.locator("a[href^='tel:']").first).to_have_text(expected)


def test_who_was_before_is_one_click_from_the_organisation(
    page: Page, made: dict[str, str]
) -> None:
    begin(page, made, made["a region"])
    before = page.get_by_text("Who held a position here before")

    before.click()

    expect(page.locator("details[open] li").first).to_contain_text(re.compile(r"–\d"))


def test_a_role_is_given_from_the_organisation_in_two_clicks_and_two_answers(
    page: Page, made: dict[str, str]
) -> None:
    begin(page, made, made["a region"])

    page.get_by_role("link", name="Give access").click()
    page.get_by_label("E-mail").fill("ny@example.org")
    page.get_by_label("board member").first.check()
    page.get_by_role("button", name="Give access").click()

    expect(news(page)).to_contain_text("an e-mail is on its way")


def test_from_ones_own_page_erasure_is_two_clicks_and_can_be_called_off(
    page: Page, made: dict[str, str]
) -> None:
    page.goto(made["my page"] + "?lang=en")

    page.get_by_role("link", name="Have it erased").click()

    expect(page.get_by_role("button", name=re.compile("Erase|erased"))).to_be_visible()
    page.get_by_role("link", name="Back without changing anything").click()
    expect(page.locator("h1")).to_contain_text("holds about you")


def test_what_is_printed_and_sent_leads_to_where_samlet_is(
    page: Page, made: dict[str, str], site: Site
) -> None:
    begin(page, made, made["a club's poster"])

    expect(page.locator("main")).to_contain_text(f"{site.url}/klubb/")


def test_a_screen_reader_hears_names_and_states(page: Page, made: dict[str, str]) -> None:
    begin(page, made, "/personer/?finn=anne-marie")
    tree = page.locator("body").aria_snapshot()

    assert re.search(r"- search\b", tree)
    assert 'navigation "Main menu"' in tree
    assert 'link "Register"' in tree
    assert re.search(r'checkbox "Choose Anne', tree)
    assert re.search(r'columnheader "Name', tree)
    current = page.locator(".s-within [aria-current=page]")
    expect(current).to_have_text("People")
    page.goto(made["a club"])
    tree = page.locator("main").aria_snapshot()
    assert re.search(r'heading "[^"]+" \[level=1\]', tree)
    assert re.search(r'link "\d\d \d\d \d\d \d\d"', tree), "a number can be called"
    assert re.search(r'link "Text [^"]+"', tree), "whom the text goes to is said"
