"""Made-up children of a census: who they are, and which way they go through the service."""

import polars as pl

from kith.statutory.cin import codes
from kith.statutory.pupil_numbers import check_letters
from kith.statutory.returns.chance import Chance
from kith.statutory.returns.collection import Collection

REFERRED, ASSESSED, NEED, LONG_NEED, ENQUIRY, PLAN, ENDED_PLAN, LONG_PLAN, OPEN, UNBORN, AGAIN = (
    "only referred", "assessed", "in need", "in need for long", "enquiry", "plan", "ended plan", "plan for long",
    "assessed now", "not yet born", "referred again",
)  # fmt: skip
# Of 100 children.
SHARES = {
    REFERRED: 12, ASSESSED: 30, NEED: 20, LONG_NEED: 11, ENQUIRY: 6, PLAN: 8, ENDED_PLAN: 3, LONG_PLAN: 4, OPEN: 2,
    UNBORN: 2, AGAIN: 2,
}  # fmt: skip
_DRAWN = {"day": 10_000, "age": 5400, "tenth": 10, "school": 10_000, "pick": 10_000}
_SCHOOL_AGE = 5
# The first of them have every disability between them, and some have two, as in any authority.
_SHOWN = 24


def children_of(count: int, collection: Collection, chance: Chance) -> pl.DataFrame:
    """One row for each child: what ChildIdentifiers and ChildCharacteristics hold, their disabilities `first` and
    `second`, the `story`, and what chance says of them (`day`, `tenth`, `pick`)."""
    told = _told(count, chance)
    unborn = pl.col("story") == UNBORN
    # Born long enough before the year for the longest of the journeys.
    born = pl.lit(collection.start) - pl.duration(days=800 + pl.col("age"))
    expected = pl.lit(collection.end) + pl.duration(days=10 + pl.col("day") % 140)
    known = told.with_columns(
        pl.when(~unborn).then(born).cast(pl.Date).alias("PersonBirthDate"),
        pl.when(unborn).then(expected).cast(pl.Date).alias("ExpectedPersonBirthDate"),
        _sex(collection.year, unborn),
    )
    return known.with_columns(_pupil_number(collection), *_disabilities(unborn)).with_columns(
        pl.when(pl.col("UPN").is_null()).then(pl.lit("UN1")).alias("UPNunknown")
    )


def _told(count: int, chance: Chance) -> pl.DataFrame:
    number = pl.Series("Child", range(1, count + 1), pl.Int64)
    ethnicities = [code.code for code in codes.ETHNICITY]
    return pl.DataFrame(
        [
            number,
            ("K" + number.cast(pl.String).str.zfill(7)).alias("LAchildID"),
            chance.among("story", count, tuple(SHARES), tuple(SHARES.values())),
            chance.among("sex", count, "MF", (52, 48)),
            chance.among("Ethnicity", count, ethnicities, [60, *[2] * (len(ethnicities) - 1)]),
            chance.happens("disabled", count, 0.12),
            *(chance.number(name, count, most) for name, most in _DRAWN.items()),
        ]
    )


def _sex(year: str, unborn: pl.Expr) -> pl.Expr:
    """The codes of the year: until 2023-24 they were figures."""
    sex = pl.when(unborn).then(pl.lit("U")).otherwise(pl.col("sex"))
    before = {code.became: code.code for code in codes.SEX if code.holds_in(year) and code.became}
    return sex.replace({"M": before["M"], "F": before["F"], "U": "0"} if before else {}).alias("Sex")


def _pupil_number(collection: Collection) -> pl.Expr:
    """A number of an authority with the right check letter, for whoever is old enough to go to school."""
    parts = ("330", pl.col("school").cast(pl.String).str.zfill(4), _figures(pl.col("Child")))
    body = pl.concat_str([pl.lit(each) if isinstance(each, str) else each for each in parts])
    whole = pl.concat_str(check_letters(pl.lit("A") + body), body)
    of_age = pl.col("PersonBirthDate").dt.offset_by(f"{_SCHOOL_AGE - 1}y") < collection.start
    return pl.when(of_age).then(whole).alias("UPN")


def _figures(number: pl.Expr) -> pl.Expr:
    return number.cast(pl.String).str.zfill(5)


def _disabilities(unborn: pl.Expr) -> list[pl.Expr]:
    """NONE for most, and for the unborn nothing."""
    some = [code.code for code in codes.DISABILITY if code.code != "NONE"]
    named = dict(enumerate(some))
    has = pl.col("disabled") | (pl.col("Child") <= _SHOWN)
    first = (pl.col("Child") % len(some)).replace_strict(named, return_dtype=pl.String)
    second = ((pl.col("Child") + 5) % len(some)).replace_strict(named, return_dtype=pl.String)
    return [
        pl.when(~unborn).then(pl.when(has).then(first).otherwise(pl.lit("NONE"))).alias("first"),
        pl.when(~unborn & has & (pl.col("Child") % 3 == 0)).then(second).alias("second"),
    ]
