"""A return as it was told beside the return built again: every difference, and why. The reasons are a closed list.

A valid return comes back identical. Where one does not, either what was told cannot be true, or is not asked for, or another
year's return tells otherwise; a difference with none of these reasons is a fault of Kith.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

import polars as pl

from kith.statutory.returns.differing import Difference, in_table
from kith.statutory.ssda903.difference import Compared
from kith.statutory.ssda903.difference_reasons import reason_for
from kith.statutory.ssda903.reading import Read
from kith.statutory.ssda903.specification import TABLES


def differences(
    told: Read,
    built: Mapping[str, pl.DataFrame],
    year: str,
    *,
    others: Mapping[str, Read] | None = None,
    left_out: Iterable[str] = (),
) -> list[Difference]:
    """Every row and cell of a year's return that was not built again as told, in order of table and child.

    `others`: the returns of other years, by year, that were loaded beside it; `left_out`: the children of whom the load said that
    they were left out. A difference without a reason is nobody's but ours.
    """
    compared = Compared.of(told, built, year, others or {}, left_out)
    return [
        each.because(reason_for(each, compared))
        for name in built
        for each in in_table(TABLES[name], compared.told[name], compared.built[name])
    ]


def counted(found: Iterable[Difference]) -> Counter[str]:
    """How many differences have each reason, in words; those without one under "not explained"."""
    return Counter(each.reason.says if each.reason else "not explained" for each in found)
