"""Horizontal bars: the quotients round the last seat, and the lists' shares.

Bars start at zero. 360 units wide, so that words stay readable on the narrowest phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samlet.charts.colour import text_on
from samlet.charts.svg import FONTS, INK, MUTED, TRACK, element, frame, number, text_width, words

WIDTH = 360.0
ROW = 30.0
BADGE = 40.0


@dataclass(frozen=True)
class Rung:
    """One quotient. `seat` is the seat's number, `value_text` the quotient as people write it.

    `mark` is a word for a rung worth noticing ("last seat", "first outside").
    """

    seat: str
    label: str
    colour: str
    value: float
    value_text: str
    won: bool
    mark: str = ""


@dataclass(frozen=True)
class Share:
    """One list's share, 0 to 1. `before` draws a tick where it stood last time."""

    label: str
    colour: str
    share: float
    value_text: str
    in_bloc: bool = False
    before: float | None = None


def badge(label: str, colour: str, x: float, y: float, *, width: float = BADGE) -> str:
    """The list's letters on its colour, 20 high, `y` the middle."""
    size = min(12.0, (width - 6) / max(text_width(label, 1, bold=True), 0.1))
    box = element("rect", x=x, y=y - 10, width=width, height=20, rx=3, fill=colour)
    return box + words(
        label,
        x + width / 2,
        y + size * 0.36,
        size,
        anchor="middle",
        fill=text_on(colour),
        weight="700",
    )


def party_badge(label: str, colour: str, *, name: str = "") -> str:
    """A small picture of a list's letters on its colour, for lines of text and table cells.

    With `name` it is a picture called that; without, it is hidden from screen readers, for a
    badge that stands beside the name in words.
    """
    width = max(34.0, round(text_width(label, 12, bold=True) + 12))
    return element(
        "svg",
        badge(label, colour, 0, 10, width=width),
        class_="s-svg s-badge",
        viewBox=f"0 0 {number(width)} 20",
        width=width,
        height=20,
        role="img" if name else None,
        aria_label=name or None,
        aria_hidden=None if name else "true",
        font_family=FONTS,
    )


def quotient_ladder(rungs: Sequence[Rung], *, id: str, title: str, desc: str) -> str:
    """The last winners and the first losers, best first, a dotted line between them."""
    if not rungs:
        raise ValueError("a ladder needs at least one quotient")
    largest = max(rung.value for rung in rungs) or 1.0
    seat_width = max(text_width(rung.seat, 13) for rung in rungs) + 8
    value_width = max(text_width(rung.value_text, 13, bold=True) for rung in rungs) + 8
    start = seat_width + BADGE + 8
    room = WIDTH - start - value_width
    parts: list[str] = []
    for index, rung in enumerate(rungs):
        y = index * ROW + ROW / 2
        strong = "700" if rung.mark else None
        parts += [
            words(rung.seat, seat_width - 8, y + 4.5, 13, anchor="end", weight=strong),
            badge(rung.label, rung.colour, seat_width, y),
            ladder_bar(rung, start, y, max(room * rung.value / largest, 1)),
            words(rung.value_text, WIDTH, y + 4.5, 13, anchor="end", weight=strong),
        ]
        if index and rungs[index - 1].won and not rung.won:
            parts.append(cut(index * ROW))
    return frame(
        parts,
        id=id,
        title=title,
        desc=desc,
        width=WIDTH,
        height=ROW * len(rungs),
        class_="s-ladder",
    )


def ladder_bar(rung: Rung, x: float, y: float, length: float) -> str:
    """Filled when it won a seat, an empty outline when it did not."""
    bar = element(
        "rect",
        x=x + 0.75,
        y=y - 10,
        width=length,
        height=20,
        rx=2,
        fill=TRACK if rung.won else "none",
        stroke=MUTED if not rung.won else None,
        stroke_width=1.5 if not rung.won else None,
        stroke_dasharray="4 3" if not rung.won else None,
    )
    return bar + (words(rung.mark, x + 8, y + 4.2, 12, weight="600") if rung.mark else "")


def cut(y: float) -> str:
    return element(
        "path",
        d=f"M1 {y:g}H{WIDTH - 1:g}",
        stroke=INK,
        stroke_width=2,
        stroke_dasharray="1 4.5",
        stroke_linecap="round",
        class_="s-majority",
    )


def share_bars(shares: Sequence[Share], *, id: str, title: str, desc: str) -> str:
    """One bar a list, a tick where it stood before; bloc lists have a dark edge."""
    if not shares:
        raise ValueError("share bars need at least one list")
    largest = max(max(item.share, item.before or 0) for item in shares) or 1.0
    value_width = max(text_width(item.value_text, 13, bold=True) for item in shares) + 8
    start = BADGE + 8
    room = WIDTH - start - value_width
    parts: list[str] = []
    for index, item in enumerate(shares):
        y = index * ROW + ROW / 2
        parts.append(badge(item.label, item.colour, 0, y))
        parts.append(
            element(
                "rect",
                x=start + 0.75,
                y=y - 9,
                width=max(room * item.share / largest, 1),
                height=18,
                rx=2,
                fill=item.colour,
                stroke=INK if item.in_bloc else None,
                stroke_width=1.5 if item.in_bloc else None,
            )
        )
        if item.before is not None:
            x = start + room * item.before / largest
            parts.append(
                element("path", d=f"M{x:.1f} {y - 13:g}v26", stroke="#fff", stroke_width=4)
                + element("path", d=f"M{x:.1f} {y - 13:g}v26", stroke=INK, stroke_width=2)
            )
        parts.append(words(item.value_text, WIDTH, y + 4.5, 13, anchor="end"))
    return frame(
        parts,
        id=id,
        title=title,
        desc=desc,
        width=WIDTH,
        height=ROW * len(shares),
        class_="s-shares",
    )
