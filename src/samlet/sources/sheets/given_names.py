"""Given names that are common in Norway: only to tell which of two words is one."""

from __future__ import annotations

from typing import Final

from samlet.sources.sheets.folding import fold

_COMMON: Final = """
Anne Inger Kari Marit Ingrid Liv Eva Berit Astrid Bjørg Hilde Anna Solveig Marianne Randi Ida
Nina Maria Elisabeth Kristin Bente Heidi Silje Hanne Linda Tone Tove Wenche Anita Elin Camilla
Ragnhild Gerd Julie Emma Nora Sara Sofie Ellen Karin Trine Mona Mette Siri Line Turid Unni Laila
Monica Hege Grethe Stine Kristine Thea Ingeborg Else Aud Gunn Vigdis Jan Per Bjørn Ole Lars
Kjell Knut Arne Svein Thomas Hans Geir Tor Morten Terje Odd Erik Martin Andreas John Anders Rune
Trond Tore Harald Olav Jon Kristian Gunnar Magnus Rolf Daniel Espen Fredrik Stian Henrik Øyvind
Helge Nils Leif Einar Alexander Christian Marius Steinar Ola Jonas Frode Mohamed Ali Ahmed
Mohammad Kåre Arild Roger Sverre Jens Sigurd Roy Pål Vidar Stein Eirik Håkon Egil Sondre Tommy
Kenneth Even Emil Jakob Simen Tom Finn Sindre Kim Asbjørn Robert Karl Ivar Håvard Torbjørn Johan
Fatima Amina Aisha Maryam Agnieszka Katarzyna Magdalena Piotr Tomasz Krzysztof Marek Andrzej
Pawel Jacek Hassan Ibrahim Abdi Yusuf Omar Mustafa Halvor Vebjørn Amund Torill Sissel Grete
Reidun Åse Åshild
"""
GIVEN_NAMES: Final = frozenset(map(fold, _COMMON.split()))
