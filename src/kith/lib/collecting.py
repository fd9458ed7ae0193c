"""Collects lazy tables together, planning only where there is much to do.

Each table collected by itself costs some 70 microseconds of Polars' own, whatever is in it: over one child's few rows
that is most of the time, so what is asked together is collected together.
"""

from collections.abc import Sequence
from typing import Literal

import polars as pl

# Hundreds of small queries over tables that are in memory already: the other engine takes half as long again over
# 80,000 children, and more than twice as long over one.
ENGINE: Literal["in-memory"] = "in-memory"
# Planning pays where there is much to do. Over a few rows it takes longer than the work: only unread columns are left.
_FEW_ROWS = 20_000
_PLANNED_LITTLE = pl.QueryOptFlags.none().update(projection_pushdown=True)


def collected(frames: Sequence[pl.LazyFrame], rows: int) -> list[pl.DataFrame]:
    """The frames, collected. `rows`: how many there are to read, or about."""
    how = _PLANNED_LITTLE if rows < _FEW_ROWS else pl.QueryOptFlags()
    return pl.collect_all(list(frames), engine=ENGINE, optimizations=how)
