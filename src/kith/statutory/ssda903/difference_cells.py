"""How a difference in one cell is recognised."""

from kith.statutory.codes import PLACED_FOR_ADOPTION, SEX, TEMPORARY
from kith.statutory.returns.differing import Difference, Row
from kith.statutory.ssda903.difference import Compared
from kith.statutory.ssda903.difference_rows import DATED, WHERE
from kith.statutory.ssda903.specification import TABLES
from kith.statutory.ssda903.standing import STARTED

_MOST_SDQ = 40


def end_after_the_year(d: Difference, c: Compared) -> bool:
    end, with_end = _end_of(d)
    ends = d.told_row[end] if d.told_row and end else None
    return d.column in with_end and d.built is None and ends is not None and ends > c.end


def end_without_its_day(d: Difference, c: Compared) -> bool:
    end, with_end = _end_of(d)
    return bool(d.column in with_end and end and d.built is None and d.row[end] is None)


def end_before_start(d: Difference, c: Compared) -> bool:
    start, end, _ = DATED.get(d.table, (None, "", ()))
    if d.column != end or start is None or d.told is None or d.built is not None:
        return False
    return bool(d.told < d.row[start])


def _end_of(d: Difference) -> tuple[str | None, tuple[str, ...]]:
    """The column of a row's end, and those that go with it; none where the difference is not in one of them."""
    _, end, others = DATED.get(d.table, (None, "", ()))
    return (end or None, (end, *others)) if d.column else (None, ())


def ended_by_the_next(d: Difference, c: Compared) -> bool:
    if not d.is_of("Episodes") or d.column not in ("DEC", "REC", "REASON_PLACE_CHANGE") or not d.built_row:
        return False
    day = d.built_row["DEC"]
    following = any(r["DECOM"] == day for r in c.built_rows("Episodes", d.child))
    return d.row["DEC"] is None and day is not None and following


def no_change_to_explain(d: Difference, c: Compared) -> bool:
    """Why the placement changed is given where it goes on, where care ends, or for a temporary stay."""
    if not d.is_of("Episodes") or d.column != "REASON_PLACE_CHANGE" or d.built is not None:
        return False
    following = [r for r in c.built_rows("Episodes", d.child) if r["DECOM"] == d.row["DEC"]]
    moved = [r for r in following if r["RNE"] != "L" and not {r["PLACE"], d.row["PLACE"]} & TEMPORARY]
    return not moved


def letter_does_not_fit(d: Difference, c: Compared) -> bool:
    """RNE says otherwise than what in fact changed from the episode before."""
    if not d.is_of("Episodes") or d.column != "RNE":
        return False
    before = [
        r for r in c.told_rows("Episodes", d.child) if r["DEC"] == d.row["DECOM"] and r is not d.told_row
    ]
    before += [r for r in c.built_rows("Episodes", d.child) if r["DEC"] == d.row["DECOM"]]
    before = before or c.last_elsewhere(d.child, d.row["DECOM"])
    return any(d.told not in _fitting(each, d.row) for each in before) or d.told is None


def _fitting(before: Row, after: Row) -> str:
    if before["REC"] not in ("X1", None):
        return STARTED
    status, place = before["LS"] != after["LS"], any(before[n] != after[n] for n in WHERE)
    return {(True, True): "BU", (True, False): "LBU", (False, True): "PT", (False, False): "PT"}[
        status, place
    ]


def two_on_one_day(d: Difference, c: Compared) -> bool:
    begun = [r for r in c.told_rows("Episodes", d.child) if r["DECOM"] == d.row.get("DECOM")]
    return d.is_of("Episodes") and d.column in ("CIN", "HOME_POST") and len(begun) > 1


def need_not_said(d: Difference, c: Compared) -> bool:
    return d.is_of("Episodes") and d.column == "CIN" and d.told is None


def sealed(d: Difference, c: Compared) -> bool:
    placed = d.is_of("Episodes") and d.row["PLACE"] in PLACED_FOR_ADOPTION
    return placed and d.column in ("PL_POST", "URN") and d.built is None


def sex_in_other_codes(d: Difference, c: Compared) -> bool:
    if d.column != "SEX" or d.told is None:
        return d.column == "SEX"
    named = {each.code: each.became or each.code for each in SEX}
    return d.told not in named or named[d.told] == named.get(d.built, d.built) or d.built is None


def born_on_another_day(d: Difference, c: Compared) -> bool:
    header = {r["DOB"] for r in c.told_rows("Header", d.child)} | {
        r["DOB"] for r in c.built_rows("Header", d.child)
    }
    return d.column == "DOB" and d.built in header


def not_asked_of_them(d: Difference, c: Compared) -> bool:
    boy = any(r["SEX"] in ("M", "1") for r in c.built_rows("Header", d.child))
    in_care = bool(c.built_rows("Episodes", d.child))
    return d.column in ("MOTHER", "MC_DOB") and d.built is None and (boy or not in_care)


def cannot_be_held(d: Difference, c: Compared) -> bool:
    """A score out of range, an answer that is neither yes nor no, words longer than the record's column."""
    if d.column is None or d.told is None:
        return False
    if d.column == "SDQ_SCORE":
        return not 0 <= d.told <= _MOST_SDQ
    codes = TABLES[d.table][d.column].codes
    if codes is not None and d.told not in codes and d.built is None:
        return True
    return isinstance(d.built, str) and str(d.told).startswith(d.built)
