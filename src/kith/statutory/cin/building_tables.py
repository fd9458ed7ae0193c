"""Each table of the census but those of protection, as columns of the specification with the `child` of the facts and the
`episode` a row lies in."""

import polars as pl

from kith.statutory.cin import building_rows, codes
from kith.statutory.cin.building_year import Building

_UNKNOWN = "U"


def flag(name: str) -> pl.Expr:
    """Yes and no in the codes of the census; blank where nobody said."""
    return pl.when(pl.col(name)).then(pl.lit("1")).when(~pl.col(name)).then(pl.lit("0"))


def identifiers(building: Building) -> pl.DataFrame:
    """Everyone with an episode of need. Whoever was born after the last day was not yet born."""
    facts = building.facts
    born, died = building.known("born_on"), building.known("died_on")
    told = children(building).join(facts.children, on="child", how="left").with_columns(born, died)
    told = told.join(facts.persons, on="child", how="left").join(
        facts.former_upns, on="child", how="left", suffix="_former"
    )
    unborn = pl.col("born_on").is_null() & pl.col("expected_on").is_not_null()
    sex = pl.when(unborn).then(pl.lit(_UNKNOWN)).otherwise("sex")
    return told.select(
        "child",
        pl.col("upn").alias("UPN"),
        pl.col("upn_former").alias("FormerUPN"),
        pl.col("upn_unknown").alias("UPNunknown"),
        pl.col("born_on").alias("PersonBirthDate"),
        pl.when(unborn).then("expected_on").alias("ExpectedPersonBirthDate"),
        sex.replace_strict(sexes(building.year), default=None, return_dtype=pl.String).alias("Sex"),
        pl.col("died_on").alias("PersonDeathDate"),
    )


def children(building: Building) -> pl.DataFrame:
    return building.episodes.select("child").unique()


def sexes(year: str) -> dict[str, str]:
    """The record's codes for sex, and the first of the year's for the same."""
    found: dict[str, str] = {}
    for each in codes.SEX.in_force(year):
        found.setdefault(each.became or each.code, each.code)
    return found


def characteristics(building: Building) -> pl.DataFrame:
    told = children(building).join(building.facts.persons, on="child", how="left")
    return told.select("child", pl.col("ethnicity").alias("Ethnicity"))


def disabilities(building: Building) -> pl.DataFrame:
    """As they are known today: the record keeps no days of them."""
    told = building.facts.disabilities.join(children(building), on="child", how="semi", maintain_order="left")
    return told.rename({"code": "Disability"})


def details(building: Building) -> pl.DataFrame:
    """The episodes of need, with the last conference held without an enquiry; rather one with which a plan began."""
    held = building.placed(building_rows.conferences_without_enquiry(building), "on")
    plans = building.facts.protection_plans.select(
        "child", pl.col("start_on").alias("on"), pl.lit(True).alias("began")
    )
    told = held.join(plans.unique(), on=["child", "on"], how="left").sort(
        pl.col("began").fill_null(False), "on"
    )
    last = told.group_by("episode").agg(pl.col("on").last().alias("DateOfInitialCPC"))
    return building.episodes.join(last, on="episode", how="left").select(
        "child",
        "episode",
        pl.col("on").alias("CINreferralDate"),
        pl.col("source").alias("ReferralSource"),
        pl.col("need").alias("PrimaryNeedCode"),
        pl.col("closed_on").alias("CINclosureDate"),
        pl.col("reason").alias("ReasonForClosure"),
        "DateOfInitialCPC",
        flag("no_further_action").alias("ReferralNFA"),
    )


def assessments(building: Building) -> pl.DataFrame:
    told = building.placed(building_rows.assessments(building), "on").sort("episode", "started_on", "id")
    number = pl.int_range(1, pl.len() + 1).over("episode").cast(pl.String).alias("AssessmentID")
    names = {
        "started_on": "AssessmentActualStartDate", "review_on": "AssessmentInternalReviewDate",
        "authorised_on": "AssessmentAuthorisationDate",
    }  # fmt: skip
    return told.with_columns(number).rename(names)


def factors(building: Building) -> pl.DataFrame:
    """What was found in assessments that were authorised by the last day."""
    done = assessments(building).filter(pl.col("AssessmentAuthorisationDate").is_not_null())
    return done.explode("factors").rename({"factors": "AssessmentFactor"}).drop_nulls("AssessmentFactor")


def need_plans(building: Building) -> pl.DataFrame:
    told = building.placed(building_rows.need_plans(building), "on")
    return told.rename({"start_on": "CINPlanStartDate", "end_on": "CINPlanEndDate"})
