"""Write THIRD_PARTY.md from what is installed: name, version, licence, home page of each package.

`--check` compares instead of writing. Every package of the run lock must be installed and must have
a licence we know to be compatible with EUPL-1.2; one that has not is a failure, not a blank.
"""

from __future__ import annotations

import json
import re
import sys
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

TARGET = Path("THIRD_PARTY.md")
HEAD = """# What Samlet stands on

Written by `script/lib/third_party.py` from what is installed; `script/check` compares.
Nothing here is copied into the repository: `script/setup` fetches the exact versions of
`requirements/run.txt` and `package-lock.json`, and lays each licence beside the files it covers.
Samlet itself is EUPL-1.2 (LICENSE).
"""
ALLOWED = {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MPL-2.0"}
ALLOWED |= {"CC0-1.0", "MIT-0", "OFL-1.1", "PSF-2.0", "Unlicense", "Zlib"}
# The library of number checks is LGPL-2.1-or-later and is used as it is, unchanged and installed
# beside ours, which that licence allows to a work of any licence (EUPL-1.2 names it compatible).
ALLOWED |= {"LGPL"}
CLASSIFIERS = {  # older packages name their licence only this way
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: BSD License": "BSD-3-Clause",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
UNSTATED = {"resvg_py": "MIT"}  # said only by the licence file inside it
# Compiled into designsystemet-web's one file, so no package of their own is installed.
BUNDLED = [
    ("@oddbird/popover-polyfill", "in designsystemet-web", "BSD-3-Clause"),
    ("invokers-polyfill", "in designsystemet-web", "MIT"),
]
HOMES = {
    "@oddbird/popover-polyfill": "https://github.com/oddbird/popover-polyfill",
    "invokers-polyfill": "https://github.com/keithamus/invokers-polyfill",
}


class Part(NamedTuple):
    name: str
    version: str
    licence: str
    home: str


def locked(path: str) -> list[str]:
    """The package names in a lock, less those that only other platforms or Pythons need."""
    lines = Path(path).read_text().splitlines()
    pinned = [line for line in lines if "==" in line and not line.startswith((" ", "#"))]
    return sorted(line.split("==")[0] for line in pinned if "sys_platform == 'win32'" not in line)


def python_parts(lock: str) -> list[Part]:
    return [python_part(name) for name in locked(lock)]


def python_part(name: str) -> Part:
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        sys.exit(f"samlet: {name} is locked but not installed; run script/setup test")
    known = [CLASSIFIERS[c] for c in about.get_all("Classifier") or [] if c in CLASSIFIERS]
    stated = about.get("License-Expression") or (known or [about.get("License")])[0]
    licence = stated or UNSTATED.get(about["Name"], "unknown")
    links = dict(link.split(", ", 1) for link in about.get_all("Project-URL") or [])
    links = {label.lower(): address for label, address in links.items()}
    homes = [
        links[label] for label in ("homepage", "home", "repository", "source") if label in links
    ]
    home = about.get("Home-page") or (homes or [*links.values(), ""])[0]
    return Part(about["Name"], about["Version"], licence, home)


def npm_parts() -> list[Part]:
    lock: dict[str, Any] = json.loads(Path("package-lock.json").read_text())["packages"]
    parts = []
    for place, entry in sorted(lock.items()):
        if not place or entry.get("dev"):
            continue
        about = json.loads((Path(place) / "package.json").read_text())
        home = about.get("homepage") or about.get("repository", "")
        home = home if isinstance(home, str) else home.get("url", "")
        name = place.removeprefix("node_modules/")
        parts.append(Part(name, about["version"], about["license"], plain(home)))
    bundled = [Part(*row, HOMES[row[0]]) for row in BUNDLED]
    return parts + bundled


def plain(address: str) -> str:
    """A repository's address as a page: no git+ before, no .git after."""
    address = re.sub(r"^(git\+)?(https|ssh|git)://(git@)?", "https://", address)
    if re.fullmatch(r"[\w.-]+/[\w.-]+", address):
        address = f"https://github.com/{address}"
    return address.removesuffix(".git")


def refused(part: Part) -> bool:
    names = re.split(r"\s+(?:AND|OR)\s+", part.licence.replace("(", "").replace(")", ""))
    return not set(names) <= ALLOWED


def table(title: str, parts: list[Part]) -> str:
    rows = [f"| {p.name} | {p.version} | {p.licence} | <{p.home}> |" for p in parts]
    head = [f"\n## {title}\n", "| package | version | licence | home |", "|---|---|---|---|"]
    return "\n".join([*head, *rows, ""])


def main(check: bool) -> None:
    python, npm = python_parts("requirements/run.txt"), npm_parts()
    if bad := [part for part in python + npm if refused(part)]:
        sys.exit("\n".join(f"samlet: licence not allowed: {p.name}: {p.licence!r}" for p in bad))
    text = HEAD + table("Python packages", python) + table("Pages and fonts", npm)
    if not check:
        TARGET.write_text(text)
    elif not TARGET.exists() or TARGET.read_text() != text:
        sys.exit("samlet: THIRD_PARTY.md is not what is installed; run script/lib/third_party.py")


if __name__ == "__main__":
    main(check="--check" in sys.argv[1:])
