"""Every page of the register: accessible, whole, and in the words of whoever reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.browser import register
from tests.browser.pages import cut_off, sticking_out

Axe = Callable[[Page], list[str]]
# Words that stand in every English sentence of some length and in no Norwegian one.
ENGLISH = re.compile(r"\b(the|with|your|this|which|have|are|been|from the|to be)\b", re.IGNORECASE)
TEXTS = """html => {
  const all = new DOMParser().parseFromString(html, "text/html").body;
  for (const e of all.querySelectorAll("[lang=en], script, style, pre, code")) e.remove();
  return [...all.querySelectorAll("*")].flatMap(e => [...e.childNodes])
    .filter(n => n.nodeType === 3).map(n => n.textContent.trim()).filter(Boolean);
}"""
PARTS = ("banner", "main", "contentinfo", "navigation", "heading")
NAMELESS = re.compile(r"- (?:link|button|textbox|combobox|checkbox)(?: \[.*\])?:?$", re.MULTILINE)
LANGUAGE = "samlet_language"


def opened(page: Page, made: dict[str, str], group: str) -> Iterator[str]:
    """Open each page of the group in turn, as whoever has it; the page's name."""
    if group not in ("without signing in", "by link"):
        register.look_as(page, made, register.ROLE.get(group, "region_admin"))
    for name in register.GROUPS[group]:
        response = page.goto(register.address(made, group, name))
        assert response is not None
        assert response.status == 200, name
        yield name


def faults(page: Page) -> list[str]:
    """What holds for every page at every width."""
    headings = page.locator("h1").count()
    return [
        *([f"{headings} first headings"] if headings != 1 else []),
        *sticking_out(page),
    ]


@pytest.mark.parametrize("group", register.GROUPS)
def test_the_pages_fit_a_phone_and_have_no_accessibility_fault(
    phone: Page, made: dict[str, str], axe: Axe, group: str
) -> None:
    found = {name: faults(phone) + axe(phone) for name in opened(phone, made, group)}

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("group", register.GROUPS)
def test_the_pages_are_whole_on_a_desktop_and_name_their_parts_in_norwegian(
    page: Page, made: dict[str, str], group: str
) -> None:
    found = {}
    for name in opened(page, made, group):
        tree = page.locator("body").aria_snapshot()
        lost = [part for part in PARTS if not re.search(rf"- {part}\b", tree)]
        english = english_in(page, page.content())
        found[name] = faults(page) + cut_off(page) + lost + NAMELESS.findall(tree) + english
        found[f"{name} in nynorsk"] = in_nynorsk(page)

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def english_in(page: Page, html: str) -> list[str]:
    """Texts of a page that read as English, those marked as English apart."""
    return [text for text in page.evaluate(TEXTS, html) if ENGLISH.search(text)]


def in_nynorsk(page: Page) -> list[str]:
    """What is English on the same page in nynorsk, fetched but not drawn."""
    page.context.add_cookies([{"name": LANGUAGE, "value": "nn", "url": page.url}])
    html = page.request.get(page.url).text()
    page.context.clear_cookies(name=LANGUAGE)
    return english_in(page, html) + ([] if '<html lang="nn"' in html else ["not in nynorsk"])
