"""How a difference in a whole row is recognised: one that is not built, or that nobody told here."""

from datetime import date

from kith.statutory.codes import ADOPTED
from kith.statutory.returns.differing import Difference, Row
from kith.statutory.ssda903.difference import Compared
from kith.statutory.ssda903.specification import TABLES
from kith.statutory.ssda903.standing import STARTED

# The first day of each dated row, its last, and what is said of the end.
DATED: dict[str, tuple[str | None, str, tuple[str, ...]]] = {
    "Episodes": ("DECOM", "DEC", ("REC", "REASON_PLACE_CHANGE")),
    "Reviews": ("REVIEW", "REVIEW", ()),
    "UASC": (None, "DUC", ()),
    "PlacedAdoption": ("DATE_PLACED", "DATE_PLACED_CEASED", ("REASON_PLACED_CEASED",)),
    "Missing": ("MIS_START", "MIS_END", ()),
    "SWEpisodes": ("SW_DECOM", "SW_DEC", ()),
    "DoLo": ("DOLO_START", "DOLO_END", ()),
}
WHERE = ("PLACE", "PLACE_PROVIDER", "PL_POST", "URN")


def nobody(d: Difference, c: Compared) -> bool:
    return d.is_absent and d.child is None


def left_out(d: Difference, c: Compared) -> bool:
    return d.child in c.left_out


def without_its_day(d: Difference, c: Compared) -> bool:
    start = DATED.get(d.table, (None, "", ()))[0]
    return d.is_absent and start is not None and d.row[start] is None


def told_twice(d: Difference, c: Compared) -> bool:
    key = [d.row[column] for column in TABLES[d.table].key]
    same = [r for r in c.told_rows(d.table, d.child) if [r[n] for n in TABLES[d.table].key] == key]
    return d.is_absent and len(same) > 1


def outside_the_year(d: Difference, c: Compared) -> bool:
    if not d.is_absent or d.table not in DATED:
        return False
    start, end, _ = DATED[d.table]
    begun, ended = (d.row[start] if start else None), d.row[end]
    return bool((begun and begun > c.end) or (ended and ended < c.start))


def no_header(d: Difference, c: Compared) -> bool:
    return d.is_of("Header") and d.is_added and not c.told_rows("Header", d.child)


def changes_nothing(d: Difference, c: Compared) -> bool:
    """An episode that changes neither legal status nor placement; and the end of the one it is joined to."""
    if not d.is_of("Episodes") or d.is_added:
        return False
    if d.is_absent:
        return _carries_on(d.row, c)
    joined = [
        r for r in c.told_rows("Episodes", d.child) if r["DECOM"] == d.row["DEC"] and r is not d.told_row
    ]
    return d.column in ("DEC", "REC", "REASON_PLACE_CHANGE") and any(_carries_on(r, c) for r in joined)


def _carries_on(row: Row, c: Compared) -> bool:
    built = c.built_rows("Episodes", row["CHILD"])
    if row["DECOM"] is None or any(r["DECOM"] == row["DECOM"] for r in built):
        return False
    over = [r for r in built if r["DECOM"] < row["DECOM"] and (r["DEC"] is None or r["DEC"] > row["DECOM"])]
    return any(all(r[name] == row[name] for name in ("LS", *WHERE)) for r in over)


def not_looked_after(d: Difference, c: Compared) -> bool:
    if not d.is_absent or d.is_of("Episodes", "OC3"):
        return False
    if not c.built_rows("Episodes", d.child):
        return not (d.is_of("Header") and c.built_rows("OC3", d.child))
    start = DATED[d.table][0] if d.is_of("Reviews", "Missing") else None
    return start is not None and not c.in_care_on(d.child, d.row[start])


def not_all_year(d: Difference, c: Compared) -> bool:
    return d.is_of("OC2") and d.is_absent and d.child not in c.all_year


def care_began_earlier(d: Difference, c: Compared) -> bool:
    rows = c.built_rows("Episodes", d.child)
    began = any(r["RNE"] == STARTED and r["DECOM"] >= c.start for r in rows)
    return d.is_of("PrevPerm") and d.is_absent and not began


def not_adopted(d: Difference, c: Compared) -> bool:
    adopted = any(r["REC"] in ADOPTED for r in c.built_rows("Episodes", d.child))
    return d.is_of("AD1") and d.is_absent and not adopted


def worker_without_a_number(d: Difference, c: Compared) -> bool:
    return d.is_of("SWEpisodes") and d.is_absent and d.row["SW_ID"] is None


def worker_before_care(d: Difference, c: Compared) -> bool:
    """The row moves to the day care began, so it is absent on one day and added on another."""
    if not d.is_of("SWEpisodes") or d.column:
        return False
    others = c.built_rows if d.is_absent else c.told_rows
    same = [r["SW_DECOM"] for r in others(d.table, d.child) if r["SW_ID"] == d.row["SW_ID"]]
    mine: date = d.row["SW_DECOM"]
    return any(day and (mine < day if d.is_absent else day < mine) for day in same)


_SPANS = {"SWEpisodes": ("SW_DECOM", "SW_DEC"), "DoLo": ("DOLO_START", "DOLO_END")}


def overlaps(d: Difference, c: Compared) -> bool:
    if not d.is_of("SWEpisodes", "DoLo") or not d.is_absent:
        return False
    start, end = _SPANS[d.table]
    others = [r for r in c.told_rows(d.table, d.child) if r is not d.told_row and r[start] is not None]
    return any(
        r[start] <= (d.row[end] or date.max) and d.row[start] <= (r[end] or date.max)
        for r in others
        if r.get("SW_ID") == d.row.get("SW_ID")
    )


def of_another_year(d: Difference, c: Compared) -> bool:
    """Told by another year's return that was loaded too: a row by any, a cell by a later one. Each year answers for itself
    in the tables that are asked anew every year."""
    found = [] if TABLES[d.table].yearly else c.elsewhere(d.table, d.row)
    if d.column is None:
        return d.is_added and bool(found)
    return any(year > c.year and row[d.column] == d.built for year, row in found)
