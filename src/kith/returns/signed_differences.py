"""What differs between a return as it was signed off and the latest build of its year."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from kith.returns.built_files import are_kept, tables_of
from kith.returns.frozen import as_read, frozen, tables_in
from kith.returns.models import BuiltReturn, SignedReturn
from kith.statutory.ssda903.difference import Difference
from kith.statutory.ssda903.differences import differences
from kith.statutory.ssda903.reading import Read
from kith.statutory.ssda903.specification import TABLES


@dataclass(frozen=True)
class Compared:
    """A signed return beside a build. `found`: every difference; `told` is what was signed, `built` what would be now."""

    build: BuiltReturn
    found: Sequence[Difference]

    @property
    def by_table(self) -> dict[str, Counter[str]]:
        """Table -> how many cells changed, rows came and rows went; and of how many children."""
        counts: dict[str, Counter[str]] = {}
        for each in self.found:
            counts.setdefault(each.table, Counter())[_kind(each)] += 1
        for table, count in counts.items():
            count["children"] = len({each.child for each in self.found if each.table == table})
        return counts


def _kind(each: Difference) -> str:
    return "gone" if each.is_absent else "added" if each.is_added else "changed"


def compared(signed: SignedReturn) -> Compared | None:
    """The signed file beside the latest build whose tables are kept; null where there is none. Raises NotAsSigned."""
    builds = BuiltReturn.objects.filter(
        collection=signed.collection, year=signed.year, state=BuiltReturn.State.DONE
    )
    latest = next((each for each in builds.order_by("-pk")[:5] if are_kept(each)), None)
    if latest is None:
        return None
    # What is built is read back too, so that only what a file can say is compared.
    then, now = tables_in(signed), as_read(frozen(tables_of(latest)))
    children = _changed(then, now)
    return Compared(latest, differences(_of(then, children), _of(now, children).tables, signed.year))


def _changed(then: Read, now: Read) -> pl.Series:
    """The children of whom any row is on one side and not, as often, on the other: few, where everybody is many."""
    found = [_not_on_both(then[name], now[name], table.names) for name, table in TABLES.items()]
    return pl.concat(found).unique()


def _not_on_both(then: pl.DataFrame, now: pl.DataFrame, columns: list[str]) -> pl.Series:
    sides = (rows.select(*columns, pl.lit(by).alias("by")) for rows, by in ((then, 1), (now, -1)))
    return pl.concat(sides).group_by(columns).agg(pl.col("by").sum()).filter(pl.col("by") != 0)["CHILD"]


def _of(read: Read, children: pl.Series) -> Read:
    wanted = pl.col("CHILD").is_in(children.implode(), nulls_equal=True)
    return Read({name: rows.filter(wanted) for name, rows in read.tables.items()})
