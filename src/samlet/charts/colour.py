"""Colours as data: readable letters on any of them, and steps between two.

Contrast is WCAG 2.2's relative luminance and contrast ratio
(https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio, read 2026-11-24).
"""

from __future__ import annotations

import re

HEX = re.compile(r"#[0-9a-fA-F]{6}")
WHITE, BLACK = "#ffffff", "#000000"
READABLE = 4.5  # WCAG 2.2, 1.4.3 Contrast (Minimum)


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255. Raises ValueError for anything but #rrggbb."""
    if not HEX.fullmatch(colour):
        raise ValueError(f"a colour is written #rrggbb, not {colour!r}")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    linear = []
    for channel in channels(colour):
        part = channel / 255
        linear.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_on(colour: str) -> str:
    """White where it is readable, else black; one of them always reaches 4.5."""
    return WHITE if contrast(WHITE, colour) >= READABLE else BLACK


def mix(one: str, other: str, part: float) -> str:
    """`part` (0 to 1) of the way from `one` to `other`."""
    pairs = zip(channels(one), channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def ramp(colour: str, steps: int, *, light: str = "#eef0f2") -> tuple[str, ...]:
    """`steps` colours from `colour` to nearly `light`, evenly spaced, so grey tones differ too."""
    if steps < 1:
        raise ValueError("a ramp has at least one step")
    return tuple(mix(colour, light, step / max(steps - 1, 1)) for step in range(steps))
