"""What a reader sees when an address or a number is wrong: what, where, and a way on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site, watch
from tests.browser.pages import REFUSED, visit

Axe = Callable[[Page], list[str]]


@pytest.fixture
def refused_page(browser: Browser, site: Site) -> Iterator[Page]:
    """A page whose answer may be 400 or 404, which the browser itself notes in its console."""
    wrong: list[str] = []
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    watch(page, wrong, own=site.url)
    yield page
    context.close()
    assert [line for line in wrong if "Failed to load resource" not in line] == []


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_refused_page_says_what_is_wrong_and_is_accessible(
    refused_page: Page, axe: Axe, name: str
) -> None:
    visit(refused_page, name)

    expect(refused_page.locator("h1")).to_be_visible()
    expect(refused_page.get_by_role("link", name="Samlet")).to_be_visible()
    assert axe(refused_page) == []


def test_a_wrong_number_is_named_while_typing_and_what_was_typed_is_kept(
    refused_page: Page,
) -> None:
    refused_page.goto("/kommune/3232/prov/?lang=en")
    labour = refused_page.locator('input[name="v.A"]')

    labour.fill("-5")

    expect(refused_page.locator("#error-summary")).to_contain_text("votes cannot be negative")
    expect(labour).to_have_value("-5")
    labour.fill("2257")
    expect(refused_page.locator("#error-summary")).to_have_count(0)
