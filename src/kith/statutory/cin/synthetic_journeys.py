"""Made-up journeys through the service: for each story its episode of need, and what stands below that, by day."""

import polars as pl

from kith.statutory.cin import codes
from kith.statutory.cin.synthetic_children import (
    AGAIN,
    ASSESSED,
    ENDED_PLAN,
    ENQUIRY,
    LONG_NEED,
    LONG_PLAN,
    NEED,
    OPEN,
    PLAN,
    REFERRED,
    UNBORN,
)
from kith.statutory.returns.collection import Collection

# The day of the referral, counted from the first of the year: at the earliest, and at the latest.
_REFERRED = {
    REFERRED: (0, 360), ASSESSED: (0, 280), NEED: (0, 280), LONG_NEED: (-700, -30), ENQUIRY: (0, 250), PLAN: (0, 230),
    ENDED_PLAN: (0, 90), LONG_PLAN: (-500, -100), OPEN: (325, 360), UNBORN: (260, 300), AGAIN: (0, 100),
}  # fmt: skip
_CLOSED_AFTER, _ASSESSED_AFTER = 45, 40
_FIRST_REVIEW, _NEXT_REVIEW = 85, 170
_FACTORS = [code.code for code in codes.ASSESSMENT_FACTOR if code.until is None and code.code != "21"]


def details_of(people: pl.DataFrame, collection: Collection) -> pl.DataFrame:
    """The episodes of need, with the `story` of each; a child who is referred again has two of them."""
    days = people.with_columns(_spread(_REFERRED).alias("referred"), pl.lit("1").alias("CINdetailsID"))
    first = days.with_columns(pl.col("story").replace({AGAIN: ASSESSED}))
    again = days.filter(pl.col("story") == AGAIN).with_columns(
        pl.col("referred") + 100, pl.lit("2").alias("CINdetailsID"), pl.lit(NEED).alias("story")
    )
    every = pl.concat([first, again]).sort("Child", "CINdetailsID")
    weekday = day(collection, pl.col("referred") + 20).dt.weekday()
    moved = pl.when(weekday > 5).then(8 - weekday).otherwise(0).cast(pl.Int64).alias("to monday")
    told = every.with_columns(*_of_the_referral(collection), moved)
    return told.with_columns(_of_the_end(collection))


def _spread(between: dict[str, tuple[int, int]]) -> pl.Expr:
    """A number within what is said for the child's story, as chance had it."""
    low, high = (pl.col("story").replace_strict({k: v[end] for k, v in between.items()}) for end in (0, 1))
    return (low + (high - low) * pl.col("day") // 10_000).cast(pl.Int64)


def day(collection: Collection, number: pl.Expr) -> pl.Expr:
    """The day so many days after the first of the year."""
    return (pl.lit(collection.start) + pl.duration(days=number)).cast(pl.Date)


def _picked(name: str, values: list[str], step: int) -> pl.Expr:
    return ((pl.col("pick") // step) % len(values)).replace_strict(dict(enumerate(values))).alias(name)


def _of_the_referral(collection: Collection) -> list[pl.Expr]:
    only = pl.col("story") == REFERRED
    sources = [code.code for code in codes.REFERRAL_SOURCE]
    return [
        day(collection, pl.col("referred")).alias("CINreferralDate"),
        _picked("ReferralSource", sources, 1),
        pl.when(~only).then(_picked("", ["N1", "N1", "N2", "N3", "N4", "N5"], 7)).alias("PrimaryNeedCode"),
        pl.when(only).then(pl.lit("1")).otherwise(pl.lit("0")).alias("ReferralNFA"),
    ]


def _of_the_end(collection: Collection) -> list[pl.Expr]:
    """Assessed children are done with; four in ten of those in need are by and by, on the day their plan ends."""
    ends = pl.col("story").is_in([NEED, LONG_NEED]) & (pl.col("tenth") < 4)
    assessed = pl.col("story") == ASSESSED
    closed = pl.when(assessed).then(pl.col("referred") + _CLOSED_AFTER).when(ends).then(need_ends())
    reason = pl.when(assessed).then(_picked("", ["RC8", "RC9"], 3)).when(ends).then(pl.lit("RC7"))
    return [day(collection, closed).alias("CINclosureDate"), reason.alias("ReasonForClosure")]


def need_begins() -> pl.Expr:
    """The day a child in need plan begins, where there is one."""
    after_plan = plan_begins() + 201
    later = pl.col("referred") + _ASSESSED_AFTER + 3
    return pl.when(pl.col("story") == ENDED_PLAN).then(after_plan).otherwise(later)


def need_ends() -> pl.Expr:
    short = need_begins() + 30
    return pl.when(pl.col("story") == LONG_NEED).then(60 + pl.col("pick") % 240).otherwise(short)


def plan_begins() -> pl.Expr:
    """The day of the initial conference, where there is one: 20 days after the referral, and not at the weekend."""
    return pl.col("referred") + 20 + pl.col("to monday")


def tables_below(details: pl.DataFrame, collection: Collection) -> dict[str, pl.DataFrame]:
    """Everything that stands below the episodes of need."""
    rows = details.with_columns(pl.lit("1").alias("AssessmentID"), pl.lit("1").alias("CPPID"))
    assessed = rows.filter(~pl.col("story").is_in([REFERRED, LONG_NEED, LONG_PLAN]))
    return {
        "Assessments": _assessments(assessed, collection),
        "AssessmentFactorsList": _factors(assessed.filter(pl.col("story") != OPEN)),
        "CINplanDates": _need_plans(rows, collection),
        "Section47": _enquiries(rows, collection),
        "ChildProtectionPlans": _plans(rows, collection),
        "Reviews": _reviews(rows, collection),
        "PreProceedings": _pre_proceedings(rows, collection),
    }


def _assessments(rows: pl.DataFrame, collection: Collection) -> pl.DataFrame:
    done = pl.when(pl.col("story") != OPEN).then(pl.col("referred") + _ASSESSED_AFTER)
    return rows.with_columns(
        day(collection, pl.col("referred") + 1).alias("AssessmentActualStartDate"),
        day(collection, done).alias("AssessmentAuthorisationDate"),
    )


def _factors(rows: pl.DataFrame) -> pl.DataFrame:
    """Up to three for each assessment, all different."""
    found = [
        rows.filter(pl.col("tenth") >= least).with_columns(
            ((pl.col("pick") + nth * 7) % len(_FACTORS))
            .replace_strict(dict(enumerate(_FACTORS)))
            .alias("AssessmentFactor")
        )
        for nth, least in enumerate((0, 4, 8))
    ]
    return pl.concat(found).sort("Child", "CINdetailsID", maintain_order=True)


def _need_plans(rows: pl.DataFrame, collection: Collection) -> pl.DataFrame:
    planned = rows.filter(pl.col("story").is_in([NEED, LONG_NEED, ENQUIRY, ENDED_PLAN, UNBORN]))
    return planned.with_columns(
        day(collection, need_begins()).alias("CINPlanStartDate"),
        pl.col("CINclosureDate").alias("CINPlanEndDate"),
    )


def _enquiries(rows: pl.DataFrame, collection: Collection) -> pl.DataFrame:
    """Those of a plan had their conference on the day the plan began; the others needed none."""
    enquired = rows.filter(pl.col("story").is_in([ENQUIRY, PLAN, ENDED_PLAN]))
    held = pl.col("story") != ENQUIRY
    return enquired.with_columns(
        day(collection, pl.col("referred") + 5).alias("S47ActualStartDate"),
        pl.when(held).then(day(collection, plan_begins())).alias("InitialCPCtarget"),
        pl.when(held).then(day(collection, plan_begins())).alias("DateOfInitialCPC"),
        pl.when(held).then(pl.lit("0")).otherwise(pl.lit("1")).alias("ICPCnotRequired"),
    )


def _plans(rows: pl.DataFrame, collection: Collection) -> pl.DataFrame:
    ended = pl.when(pl.col("story") == ENDED_PLAN).then(plan_begins() + 200)
    abuse = [code.code for code in codes.ABUSE]
    return _protected(rows).with_columns(
        day(collection, plan_begins()).alias("CPPstartDate"),
        day(collection, ended).alias("CPPendDate"),
        _picked("InitialCategoryOfAbuse", abuse, 1),
        _picked("LatestCategoryOfAbuse", abuse, 11),
        (pl.col("tenth") // 8).cast(pl.Int64).alias("NumberOfPreviousCPP"),
    )


def _protected(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("story").is_in([PLAN, ENDED_PLAN, LONG_PLAN]))


def _reviews(rows: pl.DataFrame, collection: Collection) -> pl.DataFrame:
    """The first within three months, then every six; of those that were in the year."""
    length = (collection.end - collection.start).days
    last = pl.when(pl.col("story") == ENDED_PLAN).then(plan_begins() + 199).otherwise(length)
    numbers = [plan_begins() + _FIRST_REVIEW + nth * _NEXT_REVIEW for nth in range(6)]
    held = _protected(rows).with_columns(pl.concat_list(numbers).alias("number"), last.alias("last"))
    held = held.explode("number").filter(pl.col("number").is_between(0, "last"))
    return held.with_columns(day(collection, pl.col("number")).alias("CPPreviewDate"))


def _pre_proceedings(rows: pl.DataFrame, collection: Collection) -> pl.DataFrame:
    """One in three of those with a plan that goes on, in the years that ask."""
    begun = rows.filter((pl.col("story") == PLAN) & (pl.col("Child") % 3 == 0))
    if collection.year < "2026-27":
        begun = begun.clear()
    steps = {"PPStartDate": 30, "LBPSentDate": 37, "InitialPPMeetingDate": 50, "StepDecisionDate": 90}
    return begun.with_columns(
        *(day(collection, plan_begins() + after).alias(name) for name, after in steps.items()),
        pl.lit("1").alias("FGDMMeetingOffer"),
        pl.lit("1").alias("FGDMMeetingFac"),
        pl.lit(2).alias("ReviewMeetingsCount"),
        pl.lit("A").alias("PPOutcome"),
    )
