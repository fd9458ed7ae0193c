"""Facts about family help."""

from collections.abc import Iterable, Iterator
from datetime import date

import polars as pl

from kith.familyhelp.models import Basis, FamilyHelpChild
from kith.statutory.facts import table
from kith.store.holding import tells

Chosen = list[int] | None
Stretch = tuple[date, date | None]


@tells(FamilyHelpChild)
def family_helps(chosen: Chosen) -> pl.DataFrame:
    """Table `family_helps`: for each child the stretches in which consent, or the law, let the work go on.

    Nobody is late with what they may not do: while consent is withdrawn there is no row, nor before the child was one of
    those helped, or after.
    """
    rows = FamilyHelpChild.objects.select_related("help").prefetch_related("help__bases")
    if chosen is not None:
        rows = rows.filter(child__in=chosen)
    found = [
        (row.child_id, row.help_id, max(start, row.start_on), end)
        for row in rows
        for start, end in stretches(row.help.bases.all(), _first(row.end_on, row.help.end_on))
        if end is None or end > row.start_on
    ]
    return table("family_helps", found)


def stretches(bases: Iterable[Basis], until: date | None) -> Iterator[Stretch]:
    """The days on which any of these holds, as stretches that do not touch one another, none beyond the end of the help."""
    begun: date | None = None
    over: date | None = None
    for start, end in sorted(((each.start_on, _first(each.over_on, until)) for each in bases), key=_order):
        if begun is None or (over is not None and start > over):
            if begun is not None:
                yield begun, over
            begun, over = start, end
        elif over is not None:
            over = None if end is None else max(over, end)
    if begun is not None:
        yield begun, over


def _order(stretch: Stretch) -> tuple[date, date]:
    return stretch[0], stretch[1] or date.max


def _first(*days: date | None) -> date | None:
    return min((each for each in days if each), default=None)
