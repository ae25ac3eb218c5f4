"""One address of every kind of page, and what a page must never do."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

# Bokn 2023: ballots give other seats than the official ones. Bærum: small lists known as a group.
PAGES = {
    "majorities of a county": "/flertall/32/",
    "majorities of Norway": "/flertall/norge/",
    "majorities without a party": "/flertall/56/?uten=SP",
    "Oslo": "/flertall/03/",
    "a council": "/kommune/3232/",
    "a council that differs": "/kommune/1145/",
    "a council with a group": "/kommune/3201/",
    "a county council": "/fylke/39/",
    "a settlement": "/kommune/3232/oppgjor/",
    "a settlement that differs": "/kommune/1145/oppgjor/",
    "a county's settlement": "/fylke/32/oppgjor/",
    "a scenario": "/kommune/3232/prov/",
    "a county's scenario": "/fylke/32/prov/",
    "a scenario tampered with": "/kommune/3232/prov/?v.A=-1",
    "a swing everywhere": "/prov/?d.A=2",
    "a coalition": "/kommune/3232/samarbeid/?g=A&g=SP&s=SV",
    "a county's coalition": "/fylke/32/samarbeid/",
    "blocs": "/blokker/",
    "statements": "/utsagn/",
    "sources and imports": "/tall/",
    "method": "/tall/metode/",
    "what moved": "/tall/endringer/",
    "nothing": "/kommune/9999/",
}
MAIN = ["majorities of a county", "a council", "a settlement", "a scenario", "blocs"]
PUBLIC = ["a settlement", "a settlement that differs", "a county's settlement", "method"]
# Hundreds of rows take axe seconds and tell it nothing that twenty do not.
SHORT = {
    "majorities of Norway": "/flertall/norge/?fylke=32",
    "a swing everywhere": "/prov/?d.A=2&fylke=32",
}
REFUSED = {"nothing", "a scenario tampered with"}  # answered with 404 and 400, and designed too


def visit(page: Page, name: str, lang: str = "", *, short: bool = False) -> None:
    """Open a page of PAGES, a long one with few of its rows; it answers as it should."""
    address = SHORT.get(name, PAGES[name]) if short else PAGES[name]
    if lang:
        address += f"{'&' if '?' in address else '?'}lang={lang}"
    response = page.goto(address)
    assert response is not None
    assert response.status == ({"nothing": 404}.get(name, 400) if name in REFUSED else 200), name


_NAME = """const name = e =>
  `${e.tagName.toLowerCase()}.${e.className} "${e.textContent.trim().slice(0, 40)}"`;"""

_STICKING_OUT = (
    f"""() => {{ {_NAME}"""
    + """
  const width = document.documentElement.clientWidth;
  const scrolls = element => {
    for (let e = element; e; e = e.parentElement) {
      const style = getComputedStyle(e);
      if (/auto|scroll/.test(style.overflowX)) return true;
      // For screen readers only: clipped to nothing.
      const clipped = style.clipPath !== "none" || style.clip !== "auto";
      if (style.position === "absolute" && clipped) return true;
    }
    return false;
  };
  const out = [];
  for (const e of document.querySelectorAll("body *")) {
    if (e.closest("svg") && e.tagName !== "svg") continue;
    const box = e.getBoundingClientRect();
    if (!box.width || !box.height || scrolls(e)) continue;
    if (box.right > width + 1 || box.left < -1)
      out.push(`${name(e)}: ${Math.round(box.left)} to ${Math.round(box.right)} of ${width}`);
  }
  if (document.documentElement.scrollWidth > width + 1)
    out.push(`the page is ${document.documentElement.scrollWidth} wide, the screen ${width}`);
  return out;
}"""
)

_CUT_OFF = (
    f"""() => {{ {_NAME}"""
    + """
  const out = [];
  for (const e of document.querySelectorAll("body *")) {
    const style = getComputedStyle(e);
    if (style.position === "absolute" || e.closest("svg") || !e.textContent.trim()) continue;
    const hides = /hidden|clip/.test(style.overflowY) && e.clientHeight;
    if (hides && e.scrollHeight > e.clientHeight + 2) out.push(name(e));
  }
  return out;
}"""
)


def sticking_out(page: Page) -> list[str]:
    """Elements wider than the screen that do not stand in a scrolling region."""
    found: Any = page.evaluate(_STICKING_OUT)
    return list(found)


def cut_off(page: Page) -> list[str]:
    """Elements whose text is higher than the box that hides the rest of it."""
    found: Any = page.evaluate(_CUT_OFF)
    return list(found)
