"""Whatever somebody writes in a title, it stays a title."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from samlet.web.events import calendars
from samlet.web.events.models import Occasion


@given(st.text(max_size=120), st.text(max_size=200))
def test_no_title_or_place_breaks_out_of_its_line(title: str, place: str) -> None:
    at = datetime(2027, 1, 12, 9, 0, tzinfo=UTC)
    made = Occasion(
        public_id="x" * 12, title=title, place=place, starts_at=at, ends_at=at + timedelta(hours=1)
    )

    content = calendars.one(made)

    lines = re.findall(rb"^(BEGIN|END|UID|ATTENDEE|SEQUENCE)", content, re.MULTILINE)
    assert lines.count(b"UID") == lines.count(b"SEQUENCE") == 1
    assert lines.count(b"BEGIN") == lines.count(b"END") == 5
    assert b"ATTENDEE" not in lines
