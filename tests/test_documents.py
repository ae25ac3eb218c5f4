"""The documents agree with the house: links lead somewhere, and nothing is left unnamed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
DOCS = CHECKOUT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *CHECKOUT.glob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")


def headings(page: Path) -> set[str]:
    """The anchors a page has, as a reader of Markdown makes them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        path, _hash, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{link} leads nowhere"
        if anchor and target.suffix == ".md":
            assert anchor in headings(target), f"{link}: no such heading"


def test_every_document_can_be_reached_from_the_index() -> None:
    seen: set[Path] = set()
    waiting = [DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        for link in LINK.findall(page.read_text(encoding="utf-8")):
            target = (page.parent / link.partition("#")[0]).resolve()
            if target.is_file():
                waiting.append(target)

    assert set(DOCS.rglob("*.md")) - seen == set()


def test_a_decision_is_one_screen_and_says_what_was_given_up() -> None:
    decisions = sorted((DOCS / "decisions").glob("*.md"))
    assert [page.name[:4] for page in decisions] == [
        f"{number:04}" for number in range(1, len(decisions) + 1)
    ]
    for page in decisions:
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {page.name[:4]} "), page.name
        assert len(text.splitlines()) <= 45, page.name
        for part in ("## Context", "## Decision", "## What we gave up"):
            assert part in text, f"{page.name}: {part}"


def test_every_room_stands_in_the_drawing_and_in_the_text() -> None:
    source = CHECKOUT / "src" / "samlet"
    rooms = {p.parent.name for p in source.glob("*/__init__.py")}
    rooms |= {p.parent.name for p in source.glob("web/*/__init__.py")}
    drawing = (DOCS / "architecture.svg").read_text(encoding="utf-8")
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")

    drawn = set(re.findall(r"\w+", " ".join(re.findall(r'font-weight="700">([^<]+)<', drawing))))
    assert rooms <= drawn
    assert {room for room in rooms if f"`{room}`" not in text} == set()


def test_the_readme_is_short_and_gives_two_commands() -> None:
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")

    assert len(text.splitlines()) < 120
    assert "script/run" in text
    assert "script/test" in text
