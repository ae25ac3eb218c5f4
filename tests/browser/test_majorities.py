"""Flertall in a real browser: typing narrows the list, sorting keeps it, and it works without."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def test_typing_a_name_swaps_the_list_and_keeps_the_hand_where_it_was(page: Page) -> None:
    page.goto("/flertall/32/?lang=en")
    heading = page.locator("h1").element_handle()

    page.locator("#find-name").press_sequentially("raeling", delay=20)
    expect(page.locator("#councils tbody tr")).to_have_count(1)

    expect(page.locator("#councils tbody th")).to_have_text("Rælingen")
    expect(page.locator("#shown")).to_have_text("1 of 21 councils, nearest to a majority first")
    expect(page.locator("#find-name")).to_be_focused()
    expect(page).to_have_url("/flertall/32/?finn=raeling")
    assert heading is not None
    assert heading.evaluate("node => node.isConnected")


def test_the_order_chosen_stays_when_the_list_is_narrowed(page: Page) -> None:
    page.goto("/flertall/32/?lang=en")
    page.get_by_role("link", name="Municipality").click()
    expect(page.locator("#councils tbody th").first).to_have_text("Asker")

    page.locator("#find-show").select_option("mangler")
    expect(page.locator("#councils tbody tr")).to_have_count(16)

    expect(page.locator("#councils tbody th").first).to_have_text("Asker")
    expect(page).to_have_url("/flertall/32/?vis=mangler&sort=navn")


def test_going_back_shows_the_list_as_it_was(page: Page) -> None:
    page.goto("/flertall/32/?lang=en")
    page.locator("#find-show").select_option("har")
    expect(page.locator("#councils tbody tr")).to_have_count(5)

    page.go_back()

    expect(page.locator("#councils tbody tr")).to_have_count(21)


def test_without_javascript_the_form_is_sent_by_its_button(nojs: Page) -> None:
    nojs.goto("/flertall/norge/?lang=en")

    nojs.locator("#find-county").select_option("32")
    nojs.locator("#find-show").select_option("naer")
    nojs.locator("#find button").click()

    names = nojs.locator("#councils tbody th").all_text_contents()
    assert names == ["Vestby", "Nes", "Enebakk", "Rælingen"]


def test_the_bloc_is_seen_without_a_party_by_keyboard_alone(page: Page) -> None:
    page.goto("/flertall/32/?lang=en")

    page.get_by_role("link", name="Without Centre Party").focus()
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_contain_text("majority in 3 of 21 councils")


def test_a_council_opens_from_the_map(page: Page) -> None:
    page.goto("/flertall/32/")

    page.locator("#map a[aria-label^='Vestby']").press("Enter")

    expect(page).to_have_url("/kommune/3216/")
