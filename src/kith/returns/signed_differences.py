"""What differs between a return as it was signed off and the latest build of its year."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from kith.returns.built_files import are_kept, tables_of
from kith.returns.frozen import as_read, frozen, tables_in
from kith.returns.models import BuiltReturn, SignedReturn
from kith.statutory.return_kinds import KINDS
from kith.statutory.returns.declaring import Specification
from kith.statutory.returns.differing import Difference, compared_columns, differing
from kith.statutory.returns.reading import Read


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
    then, now = tables_in(signed), _read_back(tables_of(latest), signed)
    of = KINDS[signed.collection].of
    children = _changed(then, now, of)
    return Compared(latest, differing(_of(then, children, of), _of(now, children, of), of))


def _read_back(tables: Mapping[str, pl.DataFrame], signed: SignedReturn) -> Read:
    return as_read(frozen(tables, signed.collection, signed.year), signed.collection, signed.year)


def _changed(then: Read, now: Read, of: Specification) -> pl.Series:
    """The children of whom any row is on one side and not, as often, on the other: few, where everybody is many."""
    found = [
        _not_on_both(then[name], now[name], compared_columns(table), of.number)
        for name, table in of.tables.items()
        if of.number in table.names
    ]
    return pl.concat(found).unique()


def _not_on_both(then: pl.DataFrame, now: pl.DataFrame, columns: list[str], number: str) -> pl.Series:
    sides = (rows.select(*columns, pl.lit(by).alias("by")) for rows, by in ((then, 1), (now, -1)))
    return pl.concat(sides).group_by(columns).agg(pl.col("by").sum()).filter(pl.col("by") != 0)[number]


def _of(read: Read, children: pl.Series, of: Specification) -> Mapping[str, pl.DataFrame]:
    """The rows of these children. What is no child's, such as when a file was made, is no difference."""
    wanted = pl.col(of.number).is_in(children.implode(), nulls_equal=True)
    return {name: rows.filter(wanted) for name, rows in read.tables.items() if of.number in rows.columns}
