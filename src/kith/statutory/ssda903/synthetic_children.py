"""Made-up children: who they are, what becomes of them in the two years of a return, and when."""

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from kith.statutory.codes import ETHNIC
from kith.statutory.returns.chance import Chance

STAYS, LEAVES, STARTS, ADOPTED, ALONE, BREAKS, CARE_LEAVER = (
    "stays", "leaves", "starts", "adopted", "alone", "short breaks", "care leaver",
)  # fmt: skip
# Of 100 children looked after in the year; care leavers come on top.
SHARES = {STAYS: 57, LEAVES: 12, STARTS: 20, ADOPTED: 3, ALONE: 6, BREAKS: 2}
CARE_LEAVERS = 0.35
# At most so old on the first day of the year, so that nobody turns 18 in it who does not mean to.
_OLDEST, _PAUSE = 6130, 20
_NEEDS = (("N1", "N4", "N5", "N2", "N3"), (60, 12, 14, 5, 9))


def children_of(looked_after: int, start: date, chance: Chance, posts: Sequence[str]) -> pl.DataFrame:
    """One row for each child: number, CHILD, story, SEX, DOB, ETHNIC, UPN, CIN, HOME_POST, MOTHER, MC_DOB, the day care
    began, and the day it ended with its reason (null while it goes on)."""
    told = _told(looked_after, chance)
    dated = told.with_columns(_began(start)).with_columns(_ended(start)).with_columns(_born(start))
    of_age = pl.col.DOB.dt.offset_by("18y")
    is_leaver = pl.col.story == CARE_LEAVER
    dated = dated.with_columns(pl.when(is_leaver).then(of_age).otherwise("ended").alias("ended"))
    return dated.with_columns(_known(start), *_family(start, posts)).with_columns(_mother(start))


def _told(looked_after: int, chance: Chance) -> pl.DataFrame:
    """What chance says of each child."""
    leavers = round(looked_after * CARE_LEAVERS)
    count = looked_after + leavers
    stories = chance.among("story", looked_after, tuple(SHARES), tuple(SHARES.values())).to_list()
    codes = [code.code for code in ETHNIC]
    weights = [60, *[2] * (len(codes) - 1)]
    return pl.DataFrame(
        [
            pl.Series("number", range(count), pl.Int64),
            pl.Series("story", stories + [CARE_LEAVER] * leavers),
            chance.among("SEX", count, "MF", (56, 44)),
            chance.among("ETHNIC", count, codes, weights),
            chance.among("CIN", count, *_NEEDS),
            *(chance.number(name, count, most) for name, most in _DRAWN.items()),
        ]
    )


_DRAWN = {"began in": 10_000, "ended in": 10_000, "age in": 10_000, "post": 1_000_000, "tenth": 10}


def _within(name: str, low: pl.Expr | int, high: pl.Expr | int) -> pl.Expr:
    """A number from low to high, as chance had it."""
    span = (pl.lit(high) if isinstance(high, int) else high) - low
    return (low + span * pl.col(name) // 10_000).cast(pl.Int64)


def _began(start: date) -> pl.Expr:
    """The day care began, by story; an order of adoption needs a year before it."""
    before = {
        STAYS: (30, 2000),
        LEAVES: (30, 2000),
        ALONE: (30, 350),
        ADOPTED: (500, 700),
        CARE_LEAVER: (800, 2000),
    }
    days = pl.lit(0, pl.Int64)
    for story, (low, high) in before.items():
        days = pl.when(pl.col.story == story).then(-_within("began in", low, high)).otherwise(days)
    later = _within("began in", 3, 300)
    days = pl.when(pl.col.story.is_in([STARTS, BREAKS])).then(later).otherwise(days)
    return (pl.lit(start) + pl.duration(days=days)).alias("began")


def _ended(start: date) -> pl.Expr:
    """The day care ended, if it did."""
    begun = (pl.col.began - start).dt.total_days()
    after_start = pl.max_horizontal(begun, pl.lit(0)) + _PAUSE
    left = pl.lit(start) + pl.duration(days=_within("ended in", after_start, 355))
    one_week = pl.col.began + pl.duration(days=7)
    adopted = pl.lit(start) + pl.duration(days=140 + pl.col.tenth)
    leaves = (pl.col.story == LEAVES) | ((pl.col.story == STARTS) & (pl.col.tenth < 3))
    ended = pl.when(leaves).then(left).when(pl.col.story == BREAKS).then(one_week)
    return ended.when(pl.col.story == ADOPTED).then(adopted).alias("ended")


def _born(start: date) -> pl.Expr:
    """The day of birth: before care began, and so that the story fits the age. Care leavers came of age last year."""
    known = pl.max_horizontal((start - pl.col.began).dt.total_days(), pl.lit(0))
    days = {ADOPTED: (known + 5, known + 200), ALONE: (pl.lit(5500), pl.lit(5900))}
    aged = _within("age in", known + 10, pl.lit(_OLDEST))
    for story, (low, high) in days.items():
        aged = pl.when(pl.col.story == story).then(_within("age in", low, high)).otherwise(aged)
    born = pl.lit(start) - pl.duration(days=aged)
    of_age = pl.lit(start - timedelta(days=345)) + pl.duration(days=_within("age in", 0, 320))
    leaver = pl.when(pl.col.story == CARE_LEAVER).then(of_age.dt.offset_by("-18y"))
    return leaver.otherwise(born).cast(pl.Date).alias("DOB")


def _known(start: date) -> pl.Expr:
    """A pupil number from school age on."""
    of_school_age = pl.col.DOB.dt.offset_by("4y") <= date(start.year - 1, 8, 31)
    real = pl.lit("A") + (pl.col.number + 820_200_000_000).cast(pl.String)
    return pl.when(of_school_age).then(real).otherwise(pl.lit("UN1")).alias("UPN")


def _family(start: date, posts: Sequence[str]) -> list[pl.Expr]:
    """The child's number, home and why care ended. Nobody knows the home of those who came alone."""
    listed = pl.lit(pl.Series(list(posts), dtype=pl.String))
    home = pl.when(pl.col.story != ALONE).then(listed.gather(pl.col.post % len(posts)))
    reasons = {LEAVES: "E4A", STARTS: "E8", ADOPTED: "E12", BREAKS: "E8", CARE_LEAVER: "E5"}
    reason = pl.col.story.replace_strict(reasons, default=None, return_dtype=pl.String)
    return [
        (pl.lit("K") + (pl.col.number + 1_000_000).cast(pl.String)).alias("CHILD"),
        home.alias("HOME_POST"),
        pl.when(pl.col.ended.is_not_null()).then(reason).alias("reason"),
    ]


def _mother(start: date) -> list[pl.Expr]:
    """Young women are asked whether they are mothers; a few of the eldest are."""
    asked = (pl.col.SEX == "F") & ~pl.col.story.is_in([BREAKS, CARE_LEAVER])
    is_mother = (pl.col.story == STAYS) & (pl.col.DOB.dt.offset_by("16y") < start) & (pl.col.tenth == 0)
    baby = pl.col.DOB.dt.offset_by("14y") + pl.duration(days=30)
    return [
        pl.when(asked).then(pl.when(is_mother).then(pl.lit("1")).otherwise(pl.lit("0"))).alias("MOTHER"),
        pl.when(asked & is_mother).then(baby).cast(pl.Date).alias("MC_DOB"),
    ]
