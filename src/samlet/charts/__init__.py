"""Figures drawn: data in, an SVG string out. Standard library only, same input, same picture.

Every chart takes `id` (unique on its page, the ids inside are made from it), `title` and `desc`,
texts in the reader's language. Nothing is told by colour alone: seats carry letters, a bloc has
dark rings, levels have patterns. `samlet.charts.png` is imported apart: it needs resvg.
"""

from samlet.charts.bars import Rung, Share, party_badge, quotient_ladder, share_bars
from samlet.charts.colour import contrast, mix, ramp, text_on
from samlet.charts.files import standalone
from samlet.charts.maps import Area, Level, choropleth, steps_legend, swatch
from samlet.charts.seats import Seats, hemicycle, seat_bar

__all__ = [
    "Area",
    "Level",
    "Rung",
    "Seats",
    "Share",
    "choropleth",
    "contrast",
    "hemicycle",
    "mix",
    "party_badge",
    "quotient_ladder",
    "ramp",
    "seat_bar",
    "share_bars",
    "standalone",
    "steps_legend",
    "swatch",
    "text_on",
]
