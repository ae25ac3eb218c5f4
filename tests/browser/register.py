"""The register's pages, grouped by what they are for; and looking as a role."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from playwright.sync_api import Page

from tests.browser.conftest import Site
from tests.conftest import CHECKOUT, environment_of_its_own

# Those without an address are made by tests.browser.prepared, which says where they are.
GROUPS: dict[str, dict[str, str]] = {
    "organisations": {
        "organisations": "/organisasjoner/?finn=klubb+sykehus",
        "a region": "",
        "a club": "",
        "a party branch": "",
        "a place": "",
        "a new organisation": "/organisasjoner/ny/",
        "an organisation's details": "",
        "moving an organisation": "",
        "closing an organisation": "",
        "a club's poster": "",
        "levels": "/organisasjoner/nivaer/",
        "a level": "/organisasjoner/nivaer/club/",
        "indicators": "/indikatorer/",
        "accounts": "/regnskap/",
        "accounts of a party": "",
    },
    "people": {
        "people": "/personer/?finn=anne-marie",
        "officials": "/folkevalgte/?finn=anne-marie",
        "a person": "",
        "a person's details": "",
        "a person's position": "",
        "erasing a person": "",
        "a new person": "/personer/ny/",
        "a new official": "/folkevalgte/ny/",
        "offices": "/personer/verv/",
        "an import": "/personer/hent/",
        "import columns": "",
        "import tried": "",
        "duplicates": "/personer/dubletter/",
        "a pair": "",
        "a search": "/sok/?q=anne",
        "a search without hits": "/sok/?q=xyzzyx",
    },
    "work": {
        "the front page": "/",
        "tasks": "/oppgaver/",
        "a task": "",
        "calls": "/ring/",
        "weekly letter": "/ukebrev/",
        "outgoing mail": "/post/",
        "changes": "/endringer/",
        "jobs": "/jobber/",
        "getting started": "/kom-i-gang/",
        "grants": "/tilgang/",
        "where to give a role": "/tilgang/ny/",
        "giving a role": "",
        "own access": "/tilgang/min/",
        "security": "/konto/sikkerhet/",
        "sessions": "/konto/okter/",
    },
    "privacy": {
        "notices": "/personvern/",
        "a notice": "",
        "purposes": "",
        "record of processing": "",
        "retention": "/personvern/oppbevaring/",
        "take the register": "/register/ta-med/",
    },
    "without signing in": {
        "signing in": "/konto/inn/",
        "a club's link again": "/hjem/",
        "my page's link": "/min-side/lenke/",
        "forgotten password": "/konto/passord/glemt/",
        "notice board": "",
    },
    "auditor": {"the trail": "/revisjon/", "its check": "/revisjon/kontroll/"},
    "operator": {"operator": "/drift/", "operator's sessions": "/drift/okter/"},
    "by link": {"my page": "", "club home": "", "invitation": ""},
}
ROLE = {"auditor": "auditor", "operator": "operator"}  # the others as the region's secretary
LOOK_AS = """async ([token, role]) => {
  const body = new URLSearchParams({csrfmiddlewaretoken: token, som: role, next: "/"});
  await fetch("/demonstrasjon/se-som/", {method: "POST", body});
}"""


def prepare(site: Site) -> dict[str, str]:
    """Make what the pages need; where they are, and the roles' ids as "role: region_admin"."""
    env = environment_of_its_own(site.log.parent / "data")
    command = [sys.executable, "-m", "tests.browser.prepared"]
    done = subprocess.run(
        command,
        env=env | {"PYTHONPATH": os.pathsep.join((str(CHECKOUT / "src"), str(CHECKOUT)))},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


def address(made: dict[str, str], group: str, name: str) -> str:
    return GROUPS[group][name] or made[name]


def look_as(page: Page, made: dict[str, str], role: str) -> None:
    """As the button in the demonstration's bar does, without looking for it."""
    page.goto("/konto/inn/")
    token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
    page.evaluate(LOOK_AS, [token, made[f"role: {role}"]])
