"""Faults of the kinds that returns have, put into a share of the rows of a valid one: each by name, with a rule that finds it."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from kith.statutory.returns.chance import Chance


@dataclass(frozen=True)
class Fault:
    """What is done to a column of text as it is sent; `found_by` is a rule that must see it."""

    name: str
    table: str
    column: str
    becomes: str | None
    found_by: str


def spoilt(
    name: str, text: pl.DataFrame, faults: Sequence[Fault], share: float, chance: Chance
) -> pl.DataFrame:
    """A table as text with about this share of its rows made faulty, in every way that it has among the faults."""
    mine = [fault for fault in faults if fault.table == name]
    if not share or not mine or text.is_empty():
        return text
    hits = chance.happens(f"fault {name}", text.height, share)
    which = chance.number(f"which {name}", text.height, len(mine))
    for number, fault in enumerate(mine):
        hit = pl.lit(hits & (which == number))
        changed = pl.when(hit).then(pl.lit(fault.becomes, pl.String)).otherwise(fault.column)
        text = text.with_columns(changed.alias(fault.column))
    return text
