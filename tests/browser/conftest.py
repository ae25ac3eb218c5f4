"""Debian's Chromium through Playwright, against `samlet serve` itself with data of its own.

`page` is a desktop, `phone` 360 by 740, `nojs` a desktop without JavaScript; each fails its test on
an error in the console or a request to any other host. `axe(page)` answers the violations found.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from tests.conftest import CHECKOUT, environment_of_its_own

AXE = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
START_SECONDS = 300  # the first start makes database, figures and demonstration, on a busy machine
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
]

SENT_BACK = "status of 422"  # a form that comes back with its errors, which browsers write down

Violations = list[str]


@dataclass(frozen=True)
class Site:
    """A running Samlet: its address, and what it has written to its log."""

    url: str
    log: Path


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`samlet serve` with the demonstration, on a free port, with a data folder of its own."""
    folder = tmp_path_factory.mktemp("samlet")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = environment_of_its_own(folder / "data")
    site = Site(f"http://127.0.0.1:{port}", folder / "log.txt")
    with site.log.open("w") as log:
        command = [sys.executable, "-m", "samlet.cli", "serve", "--demo", "--port", str(port)]
        server = subprocess.Popen(command, env=env, stdout=log, stderr=log)
        try:
            _wait_for(site, server)
            yield site
        finally:
            server.terminate()
            server.wait(timeout=15)
    assert "Traceback" not in site.log.read_text(), site.log.read_text()


def _wait_for(site: Site, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urlopen(site.url, timeout=10).close()
        except HTTPError:
            return  # it answers; what it answers is for the tests to say
        except (URLError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"samlet serve did not answer:\n{site.log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("Chromium is missing; on Debian: apt-get install chromium libatomic1")
    flags = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Makes a page in a context of its own (Playwright's options for new_context as keywords)."""
    wrong: list[str] = []
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> Page:
        context = browser.new_context(base_url=site.url, **{"locale": "nb-NO", **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        watch(page, wrong, own=site.url)
        return page

    yield make
    for context in contexts:
        context.close()
    assert wrong == []


def watch(page: Page, wrong: list[str], *, own: str) -> None:
    """Note every script error, console error and request to another host in `wrong`."""

    def requested(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and not request.url.startswith(own):
            wrong.append(f"request to another host: {request.url}")

    def said(message: Any) -> None:
        if message.type == "error" and SENT_BACK not in message.text:
            wrong.append(f"console: {message.text} ({message.location.get('url', '')})")

    page.on("request", requested)
    page.on("console", said)
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page(viewport={"width": 1280, "height": 900})


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    return open_page(
        viewport={"width": 360, "height": 740},
        has_touch=True,
        is_mobile=True,
        device_scale_factor=2,
    )


@pytest.fixture
def nojs(open_page: Callable[..., Page]) -> Page:
    return open_page(viewport={"width": 1280, "height": 900}, java_script_enabled=False)


@pytest.fixture(scope="session")
def made(site: Site) -> dict[str, str]:
    """What the register's pages need, made once; where they are (tests.browser.register)."""
    from tests.browser import register  # noqa: PLC0415  it reads this file

    return register.prepare(site)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], Violations]:
    """axe(page): each violation of WCAG 2.2 AA and best practice, one line with where it is."""
    if not AXE.exists():
        pytest.fail("axe-core is missing; run script/setup test")
    source = AXE.read_text(encoding="utf-8")

    def check(page: Page) -> Violations:
        # Evaluated by the driver, so the page's own policy against inline scripts stays in force.
        page.evaluate(source)
        options = {"runOnly": AXE_TAGS, "resultTypes": ["violations"]}
        found = page.evaluate("options => axe.run(document, options)", options)["violations"]
        return [
            f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
            for violation in found
            for node in violation["nodes"]
        ]

    return check
