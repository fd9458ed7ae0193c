"""What rules of the census ask of an episode of need (a row of CINdetails) and of what stands below it."""

import polars as pl

from kith.lib.columns import among, given
from kith.lib.rule import identity
from kith.statutory.cin.tables import Tables

NO_FURTHER_ACTION = pl.col("ReferralNFA") == "1"
WENT_FORWARD = pl.col("ReferralNFA") == "0"
CLOSED = given("CINclosureDate")
# The reasons of those who were assessed and then not helped.
CLOSED_AFTER_ASSESSMENT = among("ReasonForClosure", ("RC8", "RC9"))
# Of a section 47 enquiry. Where it is not said, a conference is needed.
NO_CONFERENCE_NEEDED = pl.col("ICPCnotRequired").eq_missing(pl.lit("1"))


def with_episode(census: Tables, below: pl.LazyFrame, *columns: str) -> pl.LazyFrame:
    """The rows of a table with columns of their episode of need, marking both."""
    (joined,) = with_these(census.details, below, columns=columns)
    return joined


def with_these(
    episodes: pl.LazyFrame, *tables: pl.LazyFrame, columns: tuple[str, ...] = ()
) -> list[pl.LazyFrame]:
    """The rows of each table that belong to one of these episodes of need, marking both."""
    found = episodes.select("CINdetailsID", identity("CINdetails"), *columns)
    return [table.join(found, on="CINdetailsID") for table in tables]


def assessments_with(assessments: pl.LazyFrame, factors: pl.LazyFrame) -> pl.LazyFrame:
    """The assessments that have one of these factors."""
    return assessments.join(factors, on="AssessmentID", how="semi")
