"""What a valid census may hold and seldom does: days that no rule ties to the year, to the episode or to the child's age."""

from datetime import timedelta

import polars as pl

from kith.lib.days import DAY, working_days_back
from kith.statutory.returns.collection import Collection

Census = dict[str, pl.DataFrame]
_GROWN_UP = 18


def with_seldom(census: Census, collection: Collection) -> Census:
    """The census with what seldom stands in one, and as valid as before."""
    made = dict(census)
    for change in (
        _reviewed_in_other_years,
        _past_18_or_dead,
        _at_the_very_end,
        _conferences,
        _on_one_day,
        _enquiries,
        _undated,
    ):
        made |= change(made, collection)
    return made


def _each(place: int, of: int) -> pl.Expr:
    return pl.col("Child") % of == place


def _of_earlier_years(plans: pl.DataFrame, collection: Collection) -> pl.DataFrame:
    return plans.filter(pl.col("CPPstartDate") < collection.start, pl.col("CPPendDate").is_null())


def _reviewed_in_other_years(census: Census, collection: Collection) -> Census:
    """Plans of earlier years that were reviewed a month after they began, and that are to be reviewed next year."""
    plans = _of_earlier_years(census["ChildProtectionPlans"], collection)
    days = (pl.col("CPPstartDate").dt.offset_by("30d"), pl.lit(collection.end + timedelta(days=20)))
    reviews = census["Reviews"]
    more = [plans.with_columns(on.alias("CPPreviewDate")).select(reviews.columns) for on in days]
    return {
        "Reviews": pl.concat([reviews, *more])
        .unique()
        .sort("Child", "CINdetailsID", "CPPID", "CPPreviewDate")
    }


def _past_18_or_dead(census: Census, collection: Collection) -> Census:
    """A plan that is open though the child was grown up before the year, or died in it."""
    kept = _of_earlier_years(census["ChildProtectionPlans"], collection)["Child"].implode()
    adult = collection.start.replace(year=collection.start.year - _GROWN_UP) - timedelta(days=60)
    mine, old = pl.col("Child").is_in(kept), pl.col("UPN").is_not_null() & _each(0, 2)
    return {"ChildIdentifiers": census["ChildIdentifiers"].with_columns(
        pl.when(mine & old).then(pl.lit(adult)).otherwise("PersonBirthDate").alias("PersonBirthDate"),
        pl.when(mine & ~old).then(pl.lit(collection.start + timedelta(days=200))).alias("PersonDeathDate"),
    )}  # fmt: skip


def _at_the_very_end(census: Census, collection: Collection) -> Census:
    """Referrals of the last working day before the year that needed nothing further."""
    late = (pl.col("ReferralNFA") == "1") & _each(0, 3)
    day = working_days_back(collection.start - DAY, 1)
    return {"CINdetails": census["CINdetails"].with_columns(
        pl.when(late).then(pl.lit(day)).otherwise("CINreferralDate").alias("CINreferralDate")
    )}  # fmt: skip


def _conferences(census: Census, collection: Collection) -> Census:
    """Conferences without an enquiry: before the referral, and after the year."""
    long_open = (
        (pl.col("CINreferralDate") < collection.start)
        & (pl.col("ReferralNFA") == "0")
        & pl.col("CINclosureDate").is_null()
    )
    before, after = (
        pl.col("CINreferralDate").dt.offset_by("-10d"),
        pl.lit(collection.end + timedelta(days=10)),
    )
    held = pl.when(long_open & _each(0, 3)).then(before).when(long_open & _each(1, 3)).then(after)
    return {
        "CINdetails": census["CINdetails"].with_columns(
            held.otherwise("DateOfInitialCPC").alias("DateOfInitialCPC")
        )
    }


def _on_one_day(census: Census, collection: Collection) -> Census:
    """An episode that was closed on the day the next began, and in it an enquiry of that day."""
    details, enquiries = census["CINdetails"], census["Section47"]
    second = details.filter(pl.col("CINdetailsID") == "2").select(
        "Child", pl.col("CINreferralDate").alias("next")
    )
    told = details.join(second, on="Child", how="left", maintain_order="left")
    first = pl.col("next").is_not_null() & (pl.col("CINdetailsID") == "1")
    closed = told.with_columns(
        pl.when(first).then("next").otherwise("CINclosureDate").alias("CINclosureDate"),
        pl.when(first).then(pl.lit("RC7")).otherwise("ReasonForClosure").alias("ReasonForClosure"),
    )
    asked = closed.filter(first).with_columns(
        pl.col("next").alias("S47ActualStartDate"), pl.lit(None, pl.Date).alias("InitialCPCtarget"),
        pl.lit(None, pl.Date).alias("DateOfInitialCPC"), pl.lit("1").alias("ICPCnotRequired"),
    )  # fmt: skip
    every = pl.concat([enquiries, asked.select(enquiries.columns)]).sort(
        "Child", "CINdetailsID", maintain_order=True
    )
    return {"CINdetails": closed.drop("next"), "Section47": every}


def _enquiries(census: Census, collection: Collection) -> Census:
    """Enquiries that needed no conference and are dated after the year."""
    rows = census["Section47"]
    open_now = (
        census["CINdetails"]
        .filter(pl.col("CINclosureDate").is_null())
        .select("Child", "CINdetailsID", pl.lit(True).alias("open"))
    )
    known = rows.join(open_now, on=["Child", "CINdetailsID"], how="left", maintain_order="left")
    late = pl.col("open").fill_null(False) & (pl.col("ICPCnotRequired") == "1") & _each(0, 2)
    day = pl.lit(collection.end + timedelta(days=5))
    return {
        "Section47": known.with_columns(
            pl.when(late).then(day).otherwise("S47ActualStartDate").alias("S47ActualStartDate")
        ).drop("open")
    }


def _undated(census: Census, collection: Collection) -> Census:
    """Outcomes of pre-proceedings without the day of the decision."""
    rows = census["PreProceedings"]
    return {
        "PreProceedings": rows.with_columns(
            pl.when(_each(0, 2)).then("StepDecisionDate").alias("StepDecisionDate")
        )
    }
