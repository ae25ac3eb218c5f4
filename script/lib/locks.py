"""Say whether the locks are in order: pyproject asks for what run.in does, and no host is named."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

LOCKS = sorted(Path("requirements").glob("*.txt"))
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(\[[a-z,]+\])?==[^\s;]+( ; .+?)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def asked(path: Path) -> set[str]:
    lines = path.read_text().splitlines()
    return {line for line in lines if line and not line.startswith(("#", "-"))}


def versions(lock: Path) -> set[str]:
    return {line.split()[0] for line in lock.read_text().splitlines() if "==" in line}


def problems() -> Iterator[str]:
    project = tomllib.loads(Path("pyproject.toml").read_text())["project"]
    if set(project["dependencies"]) != asked(Path("requirements/run.in")):
        yield "pyproject.toml's dependencies and requirements/run.in differ"
    for lock in LOCKS:
        for number, line in enumerate(lock.read_text().splitlines(), start=1):
            if not PINNED.match(line) and not HASH.match(line):
                yield f"{lock}:{number}: neither a pinned package nor a hash: {line}"
    pins = {lock.stem: versions(lock) for lock in LOCKS}
    if not pins["run"] <= pins["test"] <= pins["dev"]:
        yield "run.txt, test.txt and dev.txt disagree about a version; run script/lock"
    for place, entry in json.loads(Path("package-lock.json").read_text())["packages"].items():
        if "resolved" in entry:
            yield f"package-lock.json: {place} names where it came from"


if __name__ == "__main__":
    sys.exit("\n".join(problems()) or None)
