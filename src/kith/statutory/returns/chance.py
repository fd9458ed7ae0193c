"""Chance that can be had again: the same seed and the same question give the same answers."""

from collections.abc import Sequence
from random import Random

import polars as pl


class Chance:
    """Draws whole columns. Every question is told apart by its name, so that a new one changes no other."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def among(
        self, name: str, count: int, values: Sequence[object], weights: Sequence[float] = ()
    ) -> pl.Series:
        """So many of the values, each as likely as its weight says."""
        drawn = Random(f"{self.seed} {name}").choices(values, weights or None, k=count)
        return pl.Series(name, drawn)

    def number(self, name: str, count: int, most: int) -> pl.Series:
        """So many whole numbers from 0 to below `most`."""
        return self.among(name, count, range(most)).cast(pl.Int32)

    def happens(self, name: str, count: int, share: float) -> pl.Series:
        """True for about a share of them."""
        return self.among(name, count, (True, False), (share, 1 - share))
