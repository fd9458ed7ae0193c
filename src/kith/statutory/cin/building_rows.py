"""What was done for children in a census year, by the day it began (`on`), before it is known to which episode it belongs."""

import polars as pl

from kith.statutory.cin.building_year import Building

_INITIAL = ("initial", "transfer")
_ADULT = 18
_IN_TOUCH = "YES"
_STEPS = ("decided_on", "letter_sent_on", "first_meeting_on", "step_decided_on", "application_on", "care_letter_on")  # fmt: skip


def assessments(building: Building) -> pl.DataFrame:
    rows = building.lasting(building.facts.assessments, "started_on", "authorised_on")
    return rows.with_columns(pl.col("started_on").alias("on"))


def need_plans(building: Building) -> pl.DataFrame:
    return _lasting(building, building.facts.need_plans)


def protection_plans(building: Building) -> pl.DataFrame:
    """With `before`: how many plans the child had had before. One that a return told to go on has no end until that year."""
    plans = building.facts.protection_plans.sort("child", "start_on", "id")
    here = pl.int_range(pl.len()).over("child")
    told = building.facts.told_plans.drop("child").rename({"plan": "id"})
    known = plans.with_columns((here + pl.col("earlier_elsewhere").fill_null(0)).alias("known"))
    known = known.join(told, on="id", how="left", maintain_order="left")
    goes_on = (pl.col("open_in") >= building.year).fill_null(False)
    end = pl.when(~goes_on).then("end_on").alias("end_on")
    return _lasting(building, known.with_columns(pl.coalesce("earlier", "known").alias("before"), end))


def _lasting(building: Building, rows: pl.DataFrame) -> pl.DataFrame:
    return building.lasting(rows, "start_on", "end_on").with_columns(pl.col("start_on").alias("on"))


def enquiries(building: Building) -> pl.DataFrame:
    """With `held_on`, the day of the initial conference, and `not_required`, as both were known on the last day. An enquiry
    is over when its conference was held, or when it was found that none was needed."""
    facts, first = building.facts, pl.col("year_told") <= building.year
    year_told = pl.when(pl.col("not_required") != "").then("not_required").alias("year_told")
    told = facts.told_enquiries.select(pl.col("enquiry").alias("id"), "target_on", year_told, "referral")
    rows = facts.enquiries.rename({"start_on": "on"}).join(told, on="id", how="left")
    rows = rows.join(_conferences_of_enquiries(building), on="id", how="left")
    found = pl.col("conference_not_required") & (pl.col("end_on") <= building.end)
    not_required = (found | first).fill_null(False).alias("not_required")
    over_before = (
        (pl.col("held_on") < building.start)
        | (found & (pl.col("end_on") < building.start))
        | (pl.col("year_told") < building.year)
    )
    begun = (pl.col("on") <= building.end) | (pl.col("year_told") == building.year).fill_null(False)
    belongs = begun & ~over_before.fill_null(False)
    return rows.with_columns(not_required).filter(belongs)


def _conferences_of_enquiries(building: Building) -> pl.DataFrame:
    held = building.facts.conferences.filter(
        pl.col("enquiry").is_not_null(), pl.col("kind").is_in(_INITIAL), pl.col("on") <= building.end
    )
    return held.group_by(pl.col("enquiry").alias("id")).agg(pl.col("on").min().alias("held_on"))


def conferences_without_enquiry(building: Building) -> pl.DataFrame:
    """Initial and transfer-in conferences that no enquiry led to, until the last day, or as this year's return told it."""
    return told_conferences(building).filter(
        pl.col("enquiry").is_null(), pl.col("kind").is_in(_INITIAL), (pl.col("on") <= building.end) | TOLD
    )


TOLD = pl.col("told").fill_null(False)


def told_conferences(building: Building) -> pl.DataFrame:
    """Conferences with what a return told of them: the `referral` and the `plan` to which they belong, and whether this
    year's `told` of it."""
    told = building.facts.told_conferences.select(
        pl.col("conference").alias("id"),
        "referral",
        "plan",
        pl.col("years").list.contains(building.year).alias("told"),
    )
    return building.facts.conferences.join(told, on="id", how="left", maintain_order="left")


def conferences_of_the_year(building: Building) -> pl.DataFrame:
    return conferences_without_enquiry(building).filter(building.within("on"))


def pre_proceedings(building: Building) -> pl.DataFrame:
    """Those of which any step was in the year; the draft rules ask for no other year's days, so only this year's stand."""
    rows = building.facts.before_court
    held = pl.col("meetings").list.eval(pl.element().filter(pl.element() <= building.end)).list.len()
    first = pl.min_horizontal(*_STEPS).alias("on")
    in_year = [pl.when(building.within(day)).then(day).alias(day) for day in _STEPS]
    other_year = pl.col("step_decided_on").is_not_null() & ~building.within("step_decided_on")
    known = rows.with_columns(
        first, held.alias("counted"), other_year.alias("decided_otherwise")
    ).with_columns(in_year)
    return known.filter(pl.any_horizontal(pl.col(day).is_not_null() for day in _STEPS))


def looked_after(building: Building) -> pl.DataFrame:
    """Periods of care that held on any day of the year before the child came of age, on the last of their days in it: a
    referral that was made later covers them, too, as nothing stands below an episode for them."""
    care = building.lasting(building.facts.periods_of_care, "start_on", "end_on")
    born = building.facts.children.select("child", "born_on")
    of_age = pl.col("born_on").dt.offset_by(f"{_ADULT}y") <= building.start
    held = care.join(born, on="child", how="left").filter(~of_age.fill_null(False))
    return held.select("child", pl.col("end_on").fill_null(building.end).alias("on"))


def leavers_in_touch(building: Building) -> pl.DataFrame:
    """Care leavers with whom the service was in touch in the year."""
    contacts = building.facts.leaver_contacts
    return contacts.filter(pl.col("year") == building.year, pl.col("in_touch") == _IN_TOUCH).select("child")
