"""The tables of the census about protecting a child: enquiries, protection plans and their reviews, pre-proceedings."""

from datetime import date

import polars as pl

from kith.lib.days import day_of
from kith.statutory.cin import building_rows
from kith.statutory.cin.building_tables import flag
from kith.statutory.cin.building_year import Building
from kith.statutory.clocks.protection import INITIAL_CONFERENCE

_REVIEW = "review"


def section_47(building: Building) -> pl.DataFrame:
    """Enquiries not over before the year. By when the conference was to be held: worked out from the discussion that was
    marked, or as a return told it; blank where none was needed."""
    told = building.placed(building_rows.enquiries(building), "on")
    clocked = pl.col("clock_on").is_not_null()
    due = pl.col("clock_on").map_elements(_due, return_dtype=pl.Date)
    worked_out = pl.when(~pl.col("not_required")).then(due)
    return told.select(
        "child",
        "episode",
        pl.col("on").alias("S47ActualStartDate"),
        pl.when(clocked).then(worked_out).otherwise("target_on").alias("InitialCPCtarget"),
        pl.col("held_on").alias("DateOfInitialCPC"),
        flag("not_required").alias("ICPCnotRequired"),
    )


def _due(clock_on: date) -> date:
    return day_of(INITIAL_CONFERENCE.limit_on(clock_on).due.after(clock_on))


def protection_plans(building: Building) -> pl.DataFrame:
    told = building.placed(building_rows.protection_plans(building), "on").sort("episode", "start_on", "id")
    told = told.join(_categories(building), on="id", how="left", maintain_order="left")
    number = pl.int_range(1, pl.len() + 1).over("episode").cast(pl.String)
    return told.select(
        "child",
        "episode",
        "id",
        number.alias("CPPID"),
        pl.col("start_on").alias("CPPstartDate"),
        pl.col("end_on").alias("CPPendDate"),
        pl.col("initial_category").alias("InitialCategoryOfAbuse"),
        pl.coalesce("category_then", "latest_category").alias("LatestCategoryOfAbuse"),
        pl.col("before").alias("NumberOfPreviousCPP"),
    )


def _categories(building: Building) -> pl.DataFrame:
    """`category_then`: the category on the last day, of plans whose category a conference gave after it."""
    given = _of_plans(building).filter(pl.col("category").fill_null("") != "")
    later = given.filter(pl.col("on") > building.end).select("id").unique()
    by_then = (
        given.filter(pl.col("on") <= building.end).sort("on").group_by("id").agg(pl.col("category").last())
    )
    first = building.facts.protection_plans.select("id", "initial_category")
    known = later.join(by_then, on="id", how="left").join(first, on="id")
    return known.select("id", pl.coalesce("category", "initial_category").alias("category_then"))


def _of_plans(building: Building) -> pl.DataFrame:
    """Conferences with the plan of which a return told them, or that went on or ended on their day: its `id`."""
    plans = building.facts.protection_plans.select("child", "id", "start_on", "end_on")
    held = building_rows.told_conferences(building).drop("id").join(plans, on="child")
    lasted = (pl.col("start_on") < pl.col("on")) & (
        pl.col("end_on").is_null() | (pl.col("on") <= pl.col("end_on"))
    )
    return held.filter(
        pl.when(pl.col("plan").is_null()).then(lasted).otherwise(pl.col("plan") == pl.col("id"))
    )


def reviews(building: Building) -> pl.DataFrame:
    """Review conferences of the year, and of others those that this year's return told."""
    of_year = building.within("on") | building_rows.TOLD
    held = _of_plans(building).filter(pl.col("kind") == _REVIEW, of_year)
    plans = protection_plans(building).select("id", "episode", "CPPID")
    return held.join(plans, on="id").sort("episode", "CPPID", "on").rename({"on": "CPPreviewDate"})


def pre_proceedings(building: Building) -> pl.DataFrame:
    """Of a decision of another year the outcome is not told. A letter that was sent says whether a family's meeting was offered; one that was offered, whether it was held."""
    told = building.placed(building_rows.pre_proceedings(building), "on")
    began = pl.col("first_meeting_on").is_not_null() | (pl.col("counted") > 0)
    counted = (
        pl.when(pl.col("counted") > 0)
        .then("counted")
        .otherwise(pl.coalesce("told_meetings", pl.when(began).then(0)))
    )
    return told.select(
        "child",
        "episode",
        pl.col("decided_on").alias("PPStartDate"),
        pl.col("letter_sent_on").alias("LBPSentDate"),
        flag("offered").alias("FGDMMeetingOffer"),
        flag("held").alias("FGDMMeetingFac"),
        pl.col("first_meeting_on").alias("InitialPPMeetingDate"),
        counted.alias("ReviewMeetingsCount"),
        pl.col("step_decided_on").alias("StepDecisionDate"),
        pl.when(~pl.col("decided_otherwise")).then("outcome").alias("PPOutcome"),
        pl.col("application_on").alias("CourtAppDate"),
        pl.col("care_letter_on").alias("LetterInitCPDate"),
    )
