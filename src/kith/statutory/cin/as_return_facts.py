"""What a census tells, as the facts it is built from: to build it again without a record.

The numbers of rows are their places in the tables. What the census does not tell (discussions, outcomes of enquiries, what
conferences decided) is not there.
"""

from collections.abc import Mapping

import polars as pl

from kith.statutory.cin import codes
from kith.statutory.cin.specification import TABLES
from kith.statutory.facts import SCHEMAS
from kith.statutory.return_facts import RETURN_SCHEMAS, ReturnFacts

Census = Mapping[str, pl.DataFrame]
_YES = "1"
_KINDS = {"initial": "DateOfInitialCPC", "review": "CPPreviewDate"}


def as_return_facts(census: Census, year: str) -> ReturnFacts:
    """Facts of the tables of one census. `child` is Child."""
    rows = {name: _tied(name, census.get(name)) for name in TABLES if "Child" in TABLES[name].names}
    people = rows["ChildIdentifiers"].join(rows["ChildCharacteristics"], on="child", how="left")
    told = {**_of_people(people), **_of_need(rows, year), **_of_protection(rows, year)}
    told["disabilities"] = rows["Disabilities"].rename({"Disability": "code"})
    return ReturnFacts(**{name: _table(name, found) for name, found in told.items()})


def _tied(name: str, rows: pl.DataFrame | None) -> pl.DataFrame:
    """The rows with `child`, their number `id`, and `referral`: the number of their episode of need."""
    found = (TABLES[name].empty if rows is None else rows).rename({"Child": "child"})
    numbered = found.with_row_index("id", offset=1).cast({"id": pl.Int64})
    if "CINdetailsID" not in found.columns:
        return numbered
    episode = pl.col("child") * 2**20 + pl.col("CINdetailsID").cast(pl.Int64)
    return numbered.with_columns(episode.alias("referral"))


def _table(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    schema = (SCHEMAS | RETURN_SCHEMAS)[name]
    absent = [pl.lit(None, dtype).alias(each) for each, dtype in schema.items() if each not in rows.columns]
    return rows.with_columns(absent).select(pl.col(each).cast(dtype) for each, dtype in schema.items())


def _of_people(people: pl.DataFrame) -> dict[str, pl.DataFrame]:
    sexes = {each.code: each.became or each.code for each in codes.SEX}
    return {
        "children": people.with_columns(pl.col("Sex").replace(sexes)).rename(
            {
                "PersonBirthDate": "born_on", "ExpectedPersonBirthDate": "expected_on", "PersonDeathDate": "died_on",
                "Sex": "sex",
            }
        ),
        "persons": people.rename(
            {"LAchildID": "number", "Ethnicity": "ethnicity", "UPN": "upn", "UPNunknown": "upn_unknown"}
        ),
        "former_upns": people.rename({"FormerUPN": "upn"}).drop_nulls("upn"),
    }  # fmt: skip


def _of_need(rows: Mapping[str, pl.DataFrame], year: str) -> dict[str, pl.DataFrame]:
    details, factors = rows["CINdetails"], rows["AssessmentFactorsList"]
    found = factors.group_by("referral", "AssessmentID", maintain_order=True).agg(
        pl.col("AssessmentFactor").alias("factors")
    )
    assessed = rows["Assessments"].join(found, on=["referral", "AssessmentID"], how="left")
    closed = details.rename({"CINclosureDate": "on", "ReasonForClosure": "reason"}).drop_nulls("on")
    forward = details.filter(pl.col("ReferralNFA").ne_missing(_YES))
    return {
        "told_referrals": details.join(forward, on="id", how="anti").with_columns(pl.lit(year).alias("year")),
        "referrals": details.drop("id").with_columns((pl.col("ReferralNFA") == _YES).alias("no_further_action")).rename(
            {"referral": "id", "CINreferralDate": "on", "ReferralSource": "source", "PrimaryNeedCode": "need"}
        ),
        "closures": closed,
        "assessments": assessed.rename(
            {
                "AssessmentActualStartDate": "started_on", "AssessmentInternalReviewDate": "review_on",
                "AssessmentAuthorisationDate": "authorised_on",
            }
        ),
        "need_plans": rows["CINplanDates"].rename({"CINPlanStartDate": "start_on", "CINPlanEndDate": "end_on"}),
    }  # fmt: skip


def _of_protection(rows: Mapping[str, pl.DataFrame], year: str) -> dict[str, pl.DataFrame]:
    enquired = rows["Section47"].rename({"S47ActualStartDate": "start_on", "InitialCPCtarget": "target_on"})
    held, plans = _conferences(rows), _plans(rows["ChildProtectionPlans"])
    not_required = pl.when(pl.col("ICPCnotRequired") == _YES).then(pl.lit(year)).alias("not_required")
    return {
        "enquiries": enquired,
        "told_enquiries": enquired.with_columns(not_required, pl.col("id").alias("enquiry")),
        "conferences": held,
        "told_conferences": held.with_columns(
            pl.col("id").alias("conference"), pl.lit([year], pl.List(pl.String)).alias("years")
        ),
        "protection_plans": plans,
        "told_plans": plans.with_columns(
            pl.col("id").alias("plan"),
            pl.col("NumberOfPreviousCPP").alias("earlier"),
            pl.when(pl.col("end_on").is_null()).then(pl.lit(year)).alias("open_in"),
        ),
        "before_court": _before_court(rows["PreProceedings"]),
    }


def _conferences(rows: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Of enquiries, without one, and reviews."""
    led_to = rows["Section47"].with_columns(pl.col("id").alias("enquiry"))
    plans = rows["ChildProtectionPlans"].select("referral", "CPPID", pl.col("id").alias("plan"))
    reviewed = rows["Reviews"].join(plans, on=["referral", "CPPID"], how="left", maintain_order="left")
    held = [_held(led_to, "initial"), _held(rows["CINdetails"], "initial"), _held(reviewed, "review")]
    return pl.concat(held).with_row_index("id", offset=1)


def _held(rows: pl.DataFrame, kind: str) -> pl.DataFrame:
    day = pl.col(_KINDS[kind]).alias("on")
    absent = [pl.lit(None, pl.Int64).alias(each) for each in ("enquiry", "plan") if each not in rows.columns]
    known = rows.with_columns(absent)
    return known.select("child", day, pl.lit(kind).alias("kind"), "enquiry", "plan", "referral").drop_nulls(
        "on"
    )


def _plans(rows: pl.DataFrame) -> pl.DataFrame:
    """How many there were elsewhere: those told, less those that are told of here."""
    here = pl.int_range(pl.len()).over("child")
    elsewhere = (pl.col("NumberOfPreviousCPP") - here).alias("earlier_elsewhere")
    names = {
        "CPPstartDate": "start_on", "CPPendDate": "end_on", "InitialCategoryOfAbuse": "initial_category",
        "LatestCategoryOfAbuse": "latest_category",
    }  # fmt: skip
    return rows.sort("child", "CPPstartDate", "id").with_columns(elsewhere).rename(names)


def _before_court(rows: pl.DataFrame) -> pl.DataFrame:
    names = {
        "PPStartDate": "decided_on", "LBPSentDate": "letter_sent_on", "InitialPPMeetingDate": "first_meeting_on",
        "ReviewMeetingsCount": "told_meetings", "StepDecisionDate": "step_decided_on", "PPOutcome": "outcome",
        "CourtAppDate": "application_on", "LetterInitCPDate": "care_letter_on",
    }  # fmt: skip
    flags = {"FGDMMeetingOffer": "offered", "FGDMMeetingFac": "held"}
    said = [(pl.col(column) == _YES).alias(name) for column, name in flags.items()]
    return rows.with_columns(said).rename(names)
