"""Reconciliation of the census: what it tells, counted as the published statistics count it.

What happened counts once for each row: a referral, an assessment that was authorised, a section 47 enquiry, an initial
conference, a protection plan. In need at 31 March: a child with an episode of need that went forward and was open after
that day.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from kith.lib.days import working_days_between
from kith.statutory.cin import reconciling_groups as groups
from kith.statutory.cin.specification import TABLES
from kith.statutory.returns.collection import Collection
from kith.statutory.returns.reconciling import Counted

ENGLAND = Path(__file__).with_name("england.csv")
COUNTED = ("ChildIdentifiers", "CINdetails", "Assessments", "Section47", "ChildProtectionPlans")
LONG_AGO = timedelta(days=365)
NO_LAST = "Nothing is known of last year’s census, so nobody can say who was referred again within 12 months."
Tables = Mapping[str, pl.DataFrame]


def counted(tables: Tables, year: str, *, last: Tables | None = None) -> Counted:
    """The census of a collection year ("2026-27"), counted. `tables`: those of COUNTED, with the columns of the
    specification; one that is not there is empty to the count. `last`: those of the year before, for earlier referrals."""
    of = Collection.of(year)
    given = {name: _known(tables, name) for name in COUNTED}
    parts = _referrals(given, of, last) | _on_the_way(given, of) | _plans(given["ChildProtectionPlans"], of)
    parts |= {groups.IN_NEED: _in_need(given["CINdetails"], of)}
    grouped = {part: _grouped(part, rows) for part, rows in parts.items()}
    blank = {} if last is not None else {groups.AGAIN.key: NO_LAST}
    return Counted(year, grouped, blank, _known(tables, "CINdetails", everybody=True)["CHILD"].null_count())


def _known(tables: Tables, name: str, *, everybody: bool = False) -> pl.DataFrame:
    """A table with CHILD, the number in capitals; without those who have none."""
    rows = tables.get(name, TABLES[name].empty)
    child = pl.col("LAchildID").cast(pl.String).str.to_uppercase().alias("CHILD")
    named = rows.with_columns(child)
    return named if everybody else named.drop_nulls("CHILD")


def _within(day: str, of: Collection) -> pl.Expr:
    return pl.col(day).is_between(of.start, of.end)


def _open(start: str, end: str, of: Collection) -> pl.Expr:
    """Lasting beyond the last day of the year."""
    return (pl.col(start) <= of.end) & (pl.col(end).is_null() | (pl.col(end) > of.end))


def _referrals(given: Tables, of: Collection, last: Tables | None) -> dict[str, pl.DataFrame]:
    """The referrals of the year, each with `again`: whether another of the child came in the 12 months before it."""
    rows = given["CINdetails"].filter(_within("CINreferralDate", of)).with_row_index("which")
    every = [given["CINdetails"], *([_known(last, "CINdetails")] if last is not None else [])]
    days = pl.concat(each.select("CHILD", pl.col("CINreferralDate").alias("earlier")) for each in every)
    beside = rows.select("which", "CHILD", "CINreferralDate").join(days.unique(), on="CHILD")
    before = pl.col("earlier") < pl.col("CINreferralDate")
    recent = pl.col("earlier") >= pl.col("CINreferralDate").dt.offset_by("-12mo")
    again = beside.filter(before, recent)["which"].unique()
    return {groups.REFERRALS: rows.with_columns(pl.col("which").is_in(again.implode()).alias("again"))}


def _on_the_way(given: Tables, of: Collection) -> dict[str, pl.DataFrame]:
    """Assessments authorised, enquiries begun and initial conferences held in the year."""
    done = given["Assessments"].filter(_within("AssessmentAuthorisationDate", of))
    enquiries = given["Section47"]
    straight = given["CINdetails"].select(
        "CHILD", "DateOfInitialCPC", pl.lit(None, pl.Date).alias("S47ActualStartDate")
    )
    held = pl.concat([enquiries.select(straight.columns), straight]).filter(_within("DateOfInitialCPC", of))
    once = held.sort("S47ActualStartDate", nulls_last=True).unique(
        ["CHILD", "DateOfInitialCPC"], keep="first", maintain_order=True
    )
    return {
        groups.ASSESSMENTS: _with_days(done, "AssessmentActualStartDate", "AssessmentAuthorisationDate"),
        groups.ENQUIRIES: enquiries.filter(_within("S47ActualStartDate", of)),
        groups.CONFERENCES: _with_days(once, "S47ActualStartDate", "DateOfInitialCPC"),
    }  # fmt: skip


def _with_days(rows: pl.DataFrame, start: str, end: str) -> pl.DataFrame:
    """With `days`: working days from one day to the other, null where one is not known or they stand the wrong way round."""
    pairs = rows.select(start, end).iter_rows()
    days = [_days(one, other) for one, other in pairs]
    return rows.with_columns(pl.Series("days", days, pl.Int64))


def _days(start: date | None, end: date | None) -> int | None:
    """What began longer ago than any group asks of is counted from there: older bank holidays may not be known."""
    if start is None or end is None or start > end:
        return None
    return working_days_between(max(start, end - LONG_AGO), end)


def _plans(plans: pl.DataFrame, of: Collection) -> dict[str, pl.DataFrame]:
    ended = plans.filter(_within("CPPendDate", of))
    standing = plans.filter(_open("CPPstartDate", "CPPendDate", of))
    return {
        groups.STARTED: plans.filter(_within("CPPstartDate", of)),
        groups.ENDED: ended.with_columns(_months(pl.col("CPPendDate"))),
        groups.PLANS: standing.with_columns(_months(pl.lit(of.end))),
    }


def _months(end: pl.Expr) -> pl.Expr:
    """`months` that a plan had lasted on a day, a begun one counted: 3 is up to three months to the day."""
    start = pl.col("CPPstartDate")
    whole = (
        (end.dt.year() - start.dt.year()) * 12
        + end.dt.month().cast(pl.Int32)
        - start.dt.month().cast(pl.Int32)
    )
    return (whole + (end.dt.day() > start.dt.day()).cast(pl.Int32)).alias("months")


def _in_need(details: pl.DataFrame, of: Collection) -> pl.DataFrame:
    """One episode for each child: the latest that went forward and is open."""
    forward = pl.col("ReferralNFA").ne_missing("1")
    started = pl.col("CINreferralDate").is_null() | (pl.col("CINreferralDate") <= of.end)
    still = pl.col("CINclosureDate").is_null() | (pl.col("CINclosureDate") > of.end)
    found = details.filter(forward, started, still).sort("CINreferralDate", nulls_last=False)
    return found.unique("CHILD", keep="last", maintain_order=True)


def _grouped(part: str, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select("CHILD", *(each.group.alias(each.key) for each in groups.GROUPS.breakdowns[part]))
