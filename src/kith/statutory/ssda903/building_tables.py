"""Each table of the return but Episodes and OC2, as columns of the specification with the `child` of the facts."""

import polars as pl

from kith.statutory.codes import ADOPTED, DIED
from kith.statutory.ssda903.building_year import Building
from kith.statutory.ssda903.standing import STARTED

_LEAVERS_AT = (17, 18, 19, 20, 21)
_PASSED_ON = "E3"
_WEEKS_IN_CARE, _FROM_AGE, _STILL_AT = 13, 14, 16
_MALE = "M"


def answer(name: str) -> pl.Expr:
    """Yes and no in the codes of the return; blank where nobody said."""
    return pl.when(pl.col(name)).then(pl.lit("1")).when(~pl.col(name)).then(pl.lit("0"))


def header(building: Building) -> pl.LazyFrame:
    """Everyone looked after in the year, and the care leavers of it. Motherhood is asked of girls looked after."""
    leavers = care_leavers(building).select("child")
    everyone = pl.concat([building.episodes.select("child"), leavers]).unique()
    told = everyone.join(building.of("persons"), on="child", how="left").join(
        building.looked_after(building.of("parenthoods")), on="child", how="left"
    )
    asked = (
        building.of("children")
        .filter(pl.col("sex").ne_missing(_MALE))
        .select("child", pl.lit(True).alias("asked"))
    )
    return told.join(asked, on="child", how="left").select(
        "child",
        pl.col("ethnicity").alias("ETHNIC"),
        pl.when(pl.col("upn") != "").then("upn").otherwise("upn_unknown").alias("UPN"),
        pl.when("asked").then(answer("mother")).alias("MOTHER"),
        pl.when("asked").then("first_child_born_on").alias("MC_DOB"),
    )


def episodes(building: Building) -> pl.LazyFrame:
    return building.episodes


def reviews(building: Building) -> pl.LazyFrame:
    """Reviews held in the year while the child was looked after."""
    held = building.of("reviews").filter(pl.col("on").is_between(building.start, building.end))
    told = held.rename({"on": "REVIEW", "participation": "REVIEW_CODE"})
    return _in_care(building, told, "REVIEW")


def unaccompanied(building: Building) -> pl.LazyFrame:
    """Children looked after in the year whose status had not ended before it. The end may lie ahead."""
    told = building.looked_after(building.of("unaccompanied")).rename({"ended_on": "DUC"})
    return told.filter(pl.col("DUC").is_null() | (pl.col("DUC") >= building.start))


def adoptions(building: Building) -> pl.LazyFrame:
    """Those adopted in the year."""
    ended = pl.col("DEC").is_between(building.start, building.end)
    adopted = building.episodes.filter(pl.col("REC").is_in(list(ADOPTED)) & ended)
    told = building.of("adoptions").join(adopted, on="child", how="semi")
    return told.select(
        "child",
        pl.col("decided_on").alias("DATE_INT"),
        pl.col("matched_on").alias("DATE_MATCH"),
        answer("by_foster_carer").alias("FOSTER_CARE"),
        pl.col("adopters").alias("NB_ADOPTR"),
        pl.col("adopters_sex").alias("SEX_ADOPTR"),
        pl.col("adopters_status").alias("LS_ADOPTR"),
    )


def placed_for_adoption(building: Building) -> pl.LazyFrame:
    """Decisions that stood on any day of the year, of children looked after in it."""
    names = {
        "decided_on": "DATE_PLACED",
        "ceased_on": "DATE_PLACED_CEASED",
        "cease_reason": "REASON_PLACED_CEASED",
    }
    told = building.looked_after(building.of("adoption_plans")).rename(names)
    return building.in_year(told, *names.values())


def previous_permanence(building: Building) -> pl.LazyFrame:
    """Asked of children whose care began in the year."""
    began = (pl.col("RNE") == STARTED) & (pl.col("DECOM") >= building.start)
    told = building.of("previous_permanence").rename(
        {"kind": "PREV_PERM", "authority": "LA_PERM", "date": "DATE_PERM"}
    )
    return told.join(building.episodes.filter(began), on="child", how="semi")


def missing(building: Building) -> pl.LazyFrame:
    """Times missing or away on any day of the year that began in care, as days in England."""
    told = building.of("missing").select(
        "child",
        pl.col("kind").alias("MISSING"),
        pl.col("started_at").dt.date().alias("MIS_START"),
        pl.col("ended_at").dt.date().alias("MIS_END"),
    )
    return _in_care(building, building.in_year(told, "MIS_START", "MIS_END"), "MIS_START")


def social_workers(building: Building) -> pl.LazyFrame:
    """Who held the child on any day of the year. A worker from before care is one from the day care began, if known."""
    held = building.of("social_workers").with_row_index("held")
    began = pl.when(~pl.col("began_earlier").fill_null(False)).then("start_on").alias("began_on")
    care = building.of("periods_of_care").sort("start_on").select("child", "end_on", began)
    both = building.looked_after(held).join(care, on="child", suffix="_care")
    touch = pl.col("end_on_care").is_null() | (pl.col("end_on_care") >= pl.col("start_on"))
    first = both.filter(touch).unique("held", keep="first", maintain_order=True)
    told = first.select(
        "child",
        pl.col("registration").alias("SW_ID"),
        pl.max_horizontal("start_on", "began_on").alias("SW_DECOM"),
        pl.col("end_on").alias("SW_DEC"),
        pl.col("reason").alias("SW_REASON"),
    )
    in_care = pl.col("SW_DEC").is_null() | (pl.col("SW_DEC") >= pl.col("SW_DECOM"))
    return building.in_year(told.filter(in_care), "SW_DECOM", "SW_DEC")


def deprivations_of_liberty(building: Building) -> pl.LazyFrame:
    told = building.of("deprivations_of_liberty").rename({"start_on": "DOLO_START", "end_on": "DOLO_END"})
    return building.looked_after(building.in_year(told, "DOLO_START", "DOLO_END"))


def _in_care(building: Building, rows: pl.LazyFrame, day: str) -> pl.LazyFrame:
    """The rows whose day lies in a period of care of a child of the return; the day of leaving is one of them."""
    care = building.of("periods_of_care").select("child", "start_on", "end_on")
    within = pl.col(day).is_between("start_on", pl.col("end_on").fill_null(building.end))
    numbered = building.looked_after(rows).with_row_index("row")
    fits = numbered.join(care, on="child").filter(within)
    return numbered.join(fits, on="row", how="semi")


# Care leavers


def care_leavers(building: Building) -> pl.LazyFrame:
    """What was recorded of care leavers in the year; and, blank, those with a birthday in it of whom nothing is, where
    the record began before the year and so answers for it."""
    contacts = building.of("leaver_contacts").filter(pl.col("year") == building.year)
    told = contacts.select(
        "child",
        pl.col("in_touch").alias("IN_TOUCH"),
        pl.col("activity").alias("ACTIV"),
        pl.col("accommodation").alias("ACCOM"),
    )
    awaited = _awaited(building).join(told, on="child", how="anti")
    return pl.concat([told, awaited], how="diagonal")


def _awaited(building: Building) -> pl.LazyFrame:
    """Former looked-after young people who turned 17 to 21 in the year and were not in care that day: in care for 13
    weeks from 14, and at some time from 16 (Children Act 1989, Schedule 2 paragraph 19B and section 23C)."""
    birthdays = _birthdays(building)
    care = building.of("periods_of_care").filter(
        pl.col("kind") == "looked_after", pl.col("end_on").is_not_null()
    )
    gone = (
        care.sort("start_on")
        .group_by("child")
        .agg(pl.col("start_on").min(), pl.col("end_on").max(), pl.col("end_reason").last())
    )
    counted = birthdays.join(care, on="child").with_columns(_days_from(_FROM_AGE).alias("days"))
    enough = counted.group_by("child").agg(pl.col("days").sum()).filter(pl.col("days") >= 7 * _WEEKS_IN_CARE)
    reached = pl.col("end_on") > pl.col("born_on").dt.offset_by(f"{_STILL_AT}y")
    elsewhere = pl.col("end_reason").is_in([*ADOPTED, DIED, _PASSED_ON])
    left = birthdays.join(gone, on="child").filter(
        reached & ~elsewhere.fill_null(False) & (pl.col("end_on") <= pl.col("birthday"))
    )
    return left.join(enough, on="child", how="semi").select("child").unique()


def _birthdays(building: Building) -> pl.LazyFrame:
    """The young people recorded here since before the year who live and turned 17 to 21 in it, with the `birthday`."""
    known = building.of("children").filter(
        (pl.col("recorded_from").fill_null(building.start) <= building.start) & pl.col("died_on").is_null()
    )
    turned = [
        known.select("child", "born_on", pl.col("born_on").dt.offset_by(f"{years}y").alias("birthday"))
        for years in _LEAVERS_AT
    ]
    return pl.concat(turned).filter(pl.col("birthday").is_between(building.start, building.end))


def _days_from(age: int) -> pl.Expr:
    """Days of a period of care from an age on."""
    since = pl.max_horizontal("start_on", pl.col("born_on").dt.offset_by(f"{age}y"))
    return (pl.col("end_on") - since).dt.total_days().clip(0)
