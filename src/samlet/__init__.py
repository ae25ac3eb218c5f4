"""Samlet: see where we stand, see what it takes, do the next thing."""

__version__ = "0.1.0"
