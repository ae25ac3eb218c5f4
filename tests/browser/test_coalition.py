"""A coalition built by keyboard, by pointer and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

NITTEDAL = "/kommune/3232/samarbeid/?lang=en"


def test_coalition_is_built_by_keyboard_and_every_choice_stays(page: Page) -> None:
    page.goto(NITTEDAL)
    page.locator("#r-A-out").focus()

    page.keyboard.press("ArrowRight")
    expect(page).to_have_url("/kommune/3232/samarbeid/?s=A&styre=5")
    page.keyboard.press("ArrowRight")

    expect(page).to_have_url("/kommune/3232/samarbeid/?g=A&styre=5")
    expect(page.locator("#r-A-g")).to_be_focused()
    page.locator("#r-H-s").check()
    expect(page).to_have_url("/kommune/3232/samarbeid/?g=A&s=H&styre=5")
    expect(page.locator("#r-A-g")).to_be_checked()
    expect(page.locator("#r-H-s")).to_be_checked()
    expect(page.locator("#said")).to_contain_text("15")


def test_coalition_is_built_without_javascript(nojs: Page) -> None:
    nojs.goto(NITTEDAL)
    nojs.locator("#r-A-g").check()
    nojs.locator("#r-SV-s").check()

    nojs.locator(".c-form button").click()

    expect(nojs).to_have_url("/kommune/3232/samarbeid/?g=A&s=SV&styre=5")
    expect(nojs.locator("#r-A-g")).to_be_checked()
    expect(nojs.locator("h1")).to_contain_text("8")


@pytest.mark.parametrize(
    "address",
    [
        "/kommune/3232/",
        "/kommune/4629/",
        "/fylke/39/",
        "/kommune/3230/oppgjor/?aar=2019",
        "/kommune/3232/samarbeid/?g=A&s=SV",
    ],
)
def test_pages_of_a_council_fit_a_phone_and_have_no_axe_violation(
    phone: Page, axe: Callable[[Page], list[str]], address: str
) -> None:
    phone.goto(address)

    assert axe(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
