"""`samlet audit verify`: whether the audit trail holds, worked out again from the first line."""

from __future__ import annotations

from argparse import Namespace

from samlet.cli.errors import OK, PARTLY
from samlet.cli.starting import start


def run(options: Namespace) -> int:
    start()
    from samlet.web.core import audit

    found = audit.verify(options.noted)
    print(f"{found.entries} lines, {found.erased} contents gone with erased people")
    for place in found.broken_at:
        print(f"line {place} does not fit the one before it")
    if found.altered:
        print(f"{found.altered} contents were altered")
    if found.loose:
        print(f"{found.loose} lines stand outside the chain")
    if not found.head_fits:
        print("lines are missing at the end")
    if found.noted_found is False:
        print("the mark given is not in the chain: it has been made anew")
    print(f"mark of the end: {found.head}")
    print("the trail holds" if found.holds else "the trail has been tampered with")
    return OK if found.holds else PARTLY
