"""Passkeys in a browser that has one: adding it, signing in by it, and the second factor.

At localhost, since a passkey belongs to a name and not to a number.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site, Violations, watch
from tests.browser.pages import sticking_out
from tests.conftest import environment_of_its_own

_LINK = """
import sys
from samlet.web import server
server.ready()
from samlet.web.accounts import links, sign_in
from samlet.web.accounts.models import User
from samlet.web.core.actor import SYSTEM
email = sys.argv[1]
user = User.objects.filter(email=email).first() or User.objects.create_user(
    email, name="Kari Prøve", is_synthetic=True
)
print(links.make_link(SYSTEM, purpose=sign_in.PURPOSE, user=user, lasts=sign_in.LASTS))
"""
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def link(site: Site) -> Callable[[str], str]:
    """link(email): the path that a letter to this (new) user would have."""

    def make(email: str) -> str:
        env = environment_of_its_own(site.log.parent / "data")
        command = [sys.executable, "-c", _LINK, email]
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip().splitlines()[-1] + "?next=/konto/sikkerhet/"

    return make


@pytest.fixture
def named(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """A page in English at the site's name, in a browser with a passkey of its own."""
    wrong: list[str] = []
    own = site.url.replace("127.0.0.1", "localhost")
    contexts = []

    def make(**options: Any) -> Page:
        context = browser.new_context(base_url=own, **options)
        contexts.append(context)
        context.add_cookies([{"name": "samlet_language", "value": "en", "url": own}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        watch(page, wrong, own=own)
        return page

    yield make
    for context in contexts:
        context.close()
    assert wrong == []


def give_key(page: Page, **other: Any) -> None:
    """A device that holds passkeys and says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**KEY, **other}})


def sign_in(page: Page, path: str) -> None:
    page.goto(path)
    page.get_by_role("button", name="Sign in").click()


def add_passkey(page: Page) -> None:
    page.goto("/konto/sikkerhet/nokler/ny/")
    page.get_by_label("Name").fill("Telefon")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")


def test_passkey_is_added_and_signs_in_alone(
    named: Callable[..., Page], link: Callable[[str], str]
) -> None:
    page = named()
    give_key(page)
    sign_in(page, link("passkey@eksempel.no"))
    add_passkey(page)
    expect(page.locator(".s-codes li")).to_have_count(10)
    page.goto("/konto/ut/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()

    page.goto("/konto/inn/?next=/konto/okter/")
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Where you are signed in")


def test_passkey_is_the_second_factor_after_a_link(
    named: Callable[..., Page], link: Callable[[str], str]
) -> None:
    page = named()
    give_key(page)
    sign_in(page, link("faktor@eksempel.no"))
    add_passkey(page)
    page.context.clear_cookies(name="sessionid")

    sign_in(page, link("faktor@eksempel.no"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your second factor")
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("My sign-in")


def test_passkey_that_is_not_given_is_told_of(named: Callable[..., Page]) -> None:
    page = named()
    give_key(page, isUserVerified=False)
    page.goto("/konto/inn/")

    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("The passkey was not used.")


def test_sign_in_by_link_needs_the_keyboard_only_and_no_script(
    named: Callable[..., Page], link: Callable[[str], str]
) -> None:
    page = named(java_script_enabled=False)
    page.goto(link("tastatur@eksempel.no"))
    for _stop in range(40):
        page.keyboard.press("Tab")
        if page.locator("main button:focus").count():
            break
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("My sign-in")
    page.goto("/konto/ut/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.goto("/konto/inn/")
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()


PAGES = [
    "/konto/inn/",
    "/konto/inn/sendt/",
    "/konto/inn/passord/",
    "/konto/ny/",
    "/konto/passord/glemt/",
    "/konto/sikkerhet/",
    "/konto/sikkerhet/app/",
    "/konto/sikkerhet/nokler/ny/",
    "/konto/okter/",
    "/konto/passord/velg/",
    "/konto/ut/",
]


@pytest.mark.parametrize("width", [1280, 320])
def test_pages_of_sign_in_are_accessible_and_fit(
    named: Callable[..., Page],
    link: Callable[[str], str],
    axe: Callable[[Page], Violations],
    width: int,
) -> None:
    page = named(viewport={"width": width, "height": 800})
    found = {}
    for path in PAGES:
        if path == "/konto/sikkerhet/":
            page.goto(link(f"bredde{width}@eksempel.no"))
            found["the link"] = axe(page) + sticking_out(page)
            page.get_by_role("button", name="Sign in").click()
        page.goto(path)
        found[path] = axe(page) + sticking_out(page)

    assert {path: wrong for path, wrong in found.items() if wrong} == {}
