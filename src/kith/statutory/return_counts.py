"""How each return is counted, to be reconciled: by which groups, beside which of England's figures, and what is said of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from kith.statutory.cin import reconciling as cin
from kith.statutory.cin.reconciling_groups import GROUPS as CIN_GROUPS
from kith.statutory.postcodes import postcodes
from kith.statutory.returns.collection import Collection
from kith.statutory.returns.reconciling import Counted, England, Groups, published
from kith.statutory.ssda903 import reconciling as ssda903
from kith.statutory.ssda903.reconciling_groups import GROUPS as SSDA903_GROUPS

Tables = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Counting:
    """One return's counting. `count` is given its tables, the collection year, the authority (null where not known) and last
    year's tables (null where nothing is known of it). `tables`: those that
    are counted; `how`: by whose lights it is counted; `adds_up`: whether last
    year's stock, who started and who ceased make this year's."""

    groups: Groups
    figures: Path
    tables: tuple[str, ...]
    count: Callable[[Tables, str, str | None, Tables | None], Counted]
    how: str
    early: str
    adds_up: bool

    @property
    def england(self) -> England:
        return published(self.figures)


def _ssda903(tables: Tables, year: str, authority: str | None, last: Tables | None) -> Counted:
    return ssda903.counted(
        tables, year, authority=Collection.of(year, authority).authority, places=postcodes()
    )


def _cin(tables: Tables, year: str, authority: str | None, last: Tables | None) -> Counted:
    return cin.counted(tables, year, last=last)


COUNTINGS: dict[str, Counting] = {
    "ssda903": Counting(
        SSDA903_GROUPS, ssda903.ENGLAND, ("Header", "Episodes", "UASC"), _ssda903,
        how="without short breaks, and each child once",
        early="Whoever was looked after then counts as looked after at {day}, and only those count who had started or "
        "ceased by then.",
        adds_up=True,
    ),
    "cin": Counting(
        CIN_GROUPS, cin.ENGLAND, cin.COUNTED, _cin,
        how="what happened in the year each time it happened, and who is in need or protected at its end",
        early="What was open then counts as open at {day}, and only what had happened by then is counted.",
        adds_up=False,
    ),
}  # fmt: skip
