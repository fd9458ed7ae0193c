"""The files to read: the same for every return (`statutory.returns.sources`)."""

from kith.statutory.returns.sources import MEGABYTE, READABLE, Intake, Limits, Paths, Source

__all__ = ["MEGABYTE", "READABLE", "Intake", "Limits", "Paths", "Source"]
