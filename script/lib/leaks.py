"""Search what git keeps for what must not be there: keys, passwords, machine paths, hosts."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PATTERNS = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE[ ]KEY"),
    "a token": re.compile(
        r"\b(gh[pousr]_[A-Za-z0-9]{30}|AKIA[0-9A-Z]{16}|xox[abp]-[0-9A-Za-z-]{20})"
    ),
    "a password": re.compile(
        r"""(?i)\b(password|secret|api_?key)\s*[=:]\s*["'][^"'{}$<>\s]{8,}["']"""
    ),
    "a machine's path": re.compile(r"(^|[^\w.\]/-])/(work|farm|root|home)/\w"),
    "a package source": re.compile(r'"resolved": *"http|--(extra-)?index-url|--find-links'),
}
# Made-up values that the tests sign in and look for.
ALLOWED = re.compile(r"synthetic|for-tests-only")


def tracked() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=True)
    return [Path(name) for name in listing.stdout.split("\0") if name]


def found(path: Path) -> Iterator[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, FileNotFoundError):  # a picture; removed but not yet committed
        return
    for number, line in enumerate(text.splitlines(), start=1):
        for what, pattern in PATTERNS.items():
            if pattern.search(line) and not ALLOWED.search(line):
                yield f"{path}:{number}: {what}: {line.strip()[:90]}"


if __name__ == "__main__":
    own = Path("script/lib/leaks.py")
    sys.exit("\n".join(hit for path in tracked() if path != own for hit in found(path)) or None)
