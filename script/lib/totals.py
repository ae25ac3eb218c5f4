"""Say once, at the end, how many tests passed and failed in all the runs of script/test."""

from __future__ import annotations

import sys
from xml.etree import ElementTree

total = failed = skipped = 0
for path in sys.argv[1:]:
    for suite in ElementTree.parse(path).iter("testsuite"):
        total += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
print(f"total: {total - failed - skipped} passed, {failed} failed, {skipped} skipped")
if skipped:
    sys.exit("samlet: a test was skipped; a test that cannot run must fail and say why")
