"""The other tables of a made-up return, from the children and their episodes of one year."""

from datetime import date

import polars as pl

from kith.statutory.returns.chance import Chance
from kith.statutory.ssda903.specification import TABLES, empty
from kith.statutory.ssda903.synthetic_children import ADOPTED, ALONE, BREAKS, CARE_LEAVER

_SEEN = ("PN1", "PN3", "PN5", "PN7")
# How long after 1 April, and for whom, a worker hands over.
_HANDOVERS = ((60, pl.col.tenth < 5), (200, pl.col.tenth.is_between(3, 6)))
_WORKERS_CHANGE = ("MANAGE", "LEFTRL", "TSPROC", "ABSENC")


def tables_of(
    people: pl.DataFrame, episodes: pl.DataFrame, start: date, end: date, chance: Chance
) -> dict[str, pl.DataFrame]:
    """All twelve tables of the year from `start` to `end`, typed as published, without `file` and `row`."""
    in_care = people.join(_spans(episodes, start, end), on="number", maintain_order="left")
    leavers = people.filter(pl.col.story == CARE_LEAVER).join(
        in_care, on="number", how="anti", maintain_order="left"
    )
    known = pl.concat([in_care.select(people.columns), leavers]).sort("number")
    alone = known.filter(pl.col.story == ALONE)
    made = {
        "Header": known,
        "Episodes": episodes,
        "Reviews": _reviews(in_care, chance),
        "UASC": alone.with_columns(DUC=pl.col.DOB.dt.offset_by("18y")),
        "OC2": _health(in_care.filter("all year"), start, end),
        "OC3": leavers.with_columns(IN_TOUCH=pl.lit("YES"), ACTIV=pl.lit("F2"), ACCOM=pl.lit("U1")),
        "AD1": _adopted(in_care, start, end),
        "PlacedAdoption": _decided(in_care, start, end),
        "PrevPerm": in_care.filter(pl.col.began >= start).with_columns(PREV_PERM=pl.lit("Z1")),
        "Missing": _missing(in_care),
        "SWEpisodes": _workers(in_care, start, end, chance),
        "DoLo": _deprived(episodes, start, end),
    }  # fmt: skip
    return {name: _as_published(name, table) for name, table in made.items()}


def _as_published(name: str, table: pl.DataFrame) -> pl.DataFrame:
    """The columns of the specification and no others; those that were not made are blank."""
    wanted = {each.name: each.kind.dtype for each in TABLES[name].columns}
    absent = [pl.lit(None, dtype).alias(n) for n, dtype in wanted.items() if n not in table.columns]
    return table.with_columns(absent).select(pl.col(n).cast(dtype) for n, dtype in wanted.items())


def _spans(episodes: pl.DataFrame, start: date, end: date) -> pl.DataFrame:
    """The part of the year each child was in care: its first day, its last, and whether it was all of it."""
    span = episodes.group_by("number", maintain_order=True).agg(
        pl.col.DECOM.min().alias("in"), pl.col.DEC.last().alias("out")
    )
    whole = (pl.col("in") < start) & pl.col.out.is_null()
    return span.with_columns(
        whole.alias("all year"),
        pl.max_horizontal("in", pl.lit(start)).alias("in"),
        pl.col.out.fill_null(end).alias("out"),
    )


def _spread(children: pl.DataFrame, name: str, most: int, chance: Chance) -> pl.DataFrame:
    """The days on which something happened to each child in care, at most so often in a year, with `at` from 0."""
    days = (pl.col.out - pl.col("in")).dt.total_days()
    drawn = pl.lit(chance.number(name, children.height, 1000)).cast(pl.Int64)
    often = children.with_columns(days=days, times=days * most // 366 + drawn % 2)
    each = often.filter(pl.col.times > 0, pl.col.days > 3 * pl.col.times)
    each = each.with_columns(at=pl.int_ranges(0, pl.col.times)).explode("at")
    return each.with_columns(
        day=pl.col("in") + pl.duration(days=1 + pl.col.at * ((pl.col.days - 2) // pl.col.times))
    )


def _reviews(in_care: pl.DataFrame, chance: Chance) -> pl.DataFrame:
    each = _spread(in_care.filter(pl.col.story != BREAKS), "reviews", 3, chance)
    young = pl.col.DOB.dt.offset_by("4y") > pl.col.day
    seen = pl.lit(chance.among("seen", each.height, _SEEN))
    code = pl.when(young).then(pl.lit("PN0")).otherwise(seen)
    return each.with_columns(pl.col.day.alias("REVIEW"), code.alias("REVIEW_CODE"))


def _health(children: pl.DataFrame, start: date, end: date) -> pl.DataFrame:
    """For children looked after all year; the score and some questions by age."""
    aged = {years: pl.col.DOB.dt.offset_by(f"{years}y") <= end for years in (4, 5, 10)}
    score = aged[4] & (pl.col.DOB.dt.offset_by("17y") > start)
    always = dict.fromkeys(("IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT"), pl.lit("1"))
    return children.with_columns(
        pl.when(score).then(pl.col.post % 41).alias("SDQ_SCORE"),
        pl.when(aged[10]).then(pl.lit("0")).alias("CONVICTED"),
        pl.when(~aged[5]).then(pl.lit("1")).alias("HEALTH_CHECK"),
        SUBSTANCE_MISUSE=pl.lit("0"),
        **always,
    )


def _adopted(in_care: pl.DataFrame, start: date, end: date) -> pl.DataFrame:
    """Those adopted in the year."""
    adopted = in_care.filter((pl.col.story == ADOPTED) & pl.col.ended.is_between(start, end))
    told = {"FOSTER_CARE": "0", "NB_ADOPTR": "2", "SEX_ADOPTR": "MF", "LS_ADOPTR": "L11"}
    matched = pl.col.ended - pl.duration(days=130)
    return adopted.with_columns(
        _decision(), matched.alias("DATE_MATCH"), *(pl.lit(v).alias(n) for n, v in told.items())
    ).rename({"DATE_PLACED": "DATE_INT"})


def _decision() -> pl.Expr:
    """The day it was decided that the child should be adopted: before the order, last year."""
    return (pl.col.ended - pl.duration(days=140 + 120 + pl.col.tenth)).alias("DATE_PLACED")


def _decided(in_care: pl.DataFrame, start: date, end: date) -> pl.DataFrame:
    decided = in_care.filter(pl.col.story == ADOPTED).with_columns(_decision())
    return decided.filter(pl.col.DATE_PLACED <= end)


def _missing(in_care: pl.DataFrame) -> pl.DataFrame:
    """Some of the older ones, for three days, once."""
    old_enough = pl.col.DOB.dt.offset_by("12y") <= pl.col("in")
    long_enough = (pl.col.out - pl.col("in")).dt.total_days() > 30
    some = in_care.filter(old_enough & long_enough & (pl.col.tenth == 3))
    begun = pl.col("in") + pl.duration(days=10)
    return some.with_columns(MISSING=pl.lit("M"), MIS_START=begun, MIS_END=begun + pl.duration(days=3))


def _workers(in_care: pl.DataFrame, start: date, end: date, chance: Chance) -> pl.DataFrame:
    """From the day care began: the first, and now and then another who takes over the same day. The last goes on."""
    each = _handovers(in_care, start)
    same = (pl.col.number == pl.col.number.shift(-1)).fill_null(False)
    until = pl.when(same).then(pl.col.SW_DECOM.shift(-1))
    named = pl.lit("SW") + (100_000 + (pl.col.post + 31 * pl.col.at) % 5_000).cast(pl.String)
    later = pl.lit(chance.among("handover", each.height, _WORKERS_CHANGE))
    why = pl.when(pl.col.at == 0).then(pl.lit("FCONTA")).otherwise(later)
    told = each.with_columns(until.alias("SW_DEC"), named.alias("SW_ID"), why.alias("SW_REASON"))
    shown = told.filter((pl.col.SW_DECOM <= end) & (pl.col.SW_DEC.is_null() | (pl.col.SW_DEC >= start)))
    return shown.with_columns(pl.when(pl.col.SW_DEC <= end).then("SW_DEC").alias("SW_DEC"))


def _handovers(in_care: pl.DataFrame, start: date) -> pl.DataFrame:
    """The days on which a worker took over, in care, this year and the year before; the same in both years' returns."""
    begun = pl.col.began
    first = in_care.select(
        "number", "CHILD", "DOB", "post", "tenth", "out", "began", at=pl.lit(0), SW_DECOM=begun
    )
    more = [
        first.with_columns(
            at=pl.lit(2 * year + nth, pl.Int32),
            SW_DECOM=(pl.lit(date(year, 4, 1)) + pl.duration(days=after + pl.col.tenth)).cast(pl.Date),
        ).filter(who)
        for year in (start.year - 1, start.year)
        for nth, (after, who) in enumerate(_HANDOVERS)
    ]
    kept = pl.concat(more).filter(
        pl.col.SW_DECOM.is_between(begun + pl.duration(days=10), "out", closed="none")
    )
    return pl.concat([first, kept]).sort("number", "at")


def _deprived(episodes: pl.DataFrame, start: date, end: date) -> pl.DataFrame:
    """A few in children's homes, for five days within one episode."""
    if start.year < 2026:
        return empty("DoLo")
    begins = pl.max_horizontal("DECOM", pl.lit(start)) + pl.duration(days=2)
    room = (pl.col.DEC.fill_null(end) - begins).dt.total_days() > 10
    some = episodes.filter((pl.col.PLACE == "K2") & room & (pl.col.tenth == 7)).unique(
        "number", keep="first", maintain_order=True
    )
    return some.with_columns(DOLO_START=begins, DOLO_END=begins + pl.duration(days=5))
