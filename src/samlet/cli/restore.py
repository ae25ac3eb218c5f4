"""`samlet restore`: the other half of `samlet backup`."""

from samlet.cli.backup import restore as run

__all__ = ["run"]
