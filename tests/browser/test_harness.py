"""The harness itself: a page that misbehaves is found out."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, Page

from tests.browser.conftest import watch


def test_requests_to_other_hosts_and_script_errors_are_noticed(browser: Browser) -> None:
    wrong: list[str] = []
    page = browser.new_page()
    page.route("**/*", lambda route: route.abort())
    watch(page, wrong, own="http://127.0.0.1:1")

    with page.expect_event("pageerror"), page.expect_event("requestfailed"):
        page.set_content("<img src='http://other.invalid/x'><script>throw Error('oh')</script>")
    page.close()

    assert "request to another host: http://other.invalid/x" in wrong
    assert "script: oh" in wrong


def test_axe_finds_a_picture_without_words(
    browser: Browser, axe: Callable[[Page], list[str]]
) -> None:
    page = browser.new_page()
    page.set_content("<html lang='nb'><title>x</title><main><h1>x</h1><img src='data:,'></main>")

    assert any(line.startswith("image-alt") for line in axe(page))
    page.close()
