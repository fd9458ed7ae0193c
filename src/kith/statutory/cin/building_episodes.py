"""The episodes of need of a census year.

Referrals with no further action made in the year, and others open on any of its days. Looked-after children, care leavers
who are in touch, and children who were assessed, enquired about or had a plan in the year belong in the census too. Where no
referral covers that, the published rules ask for a day and a source all the same: the child has an episode in which both
are blank, for the rules to say so. No day is guessed from care.
"""

import polars as pl

from kith.statutory.cin import building_rows as rows
from kith.statutory.cin.building_year import EPISODE, Building
from kith.statutory.return_facts import ReturnFacts
from kith.statutory.returns.collection import Collection

_DONE = (
    rows.assessments, rows.need_plans, rows.protection_plans, rows.enquiries, rows.pre_proceedings, rows.looked_after,
)  # fmt: skip


def of_year(facts: ReturnFacts, year: str) -> Building:
    """The census of a year, begun."""
    collection = Collection.of(year)
    referred = _numbered(_referred(facts, collection))
    building = Building(facts, year, collection.start, collection.end, referred)
    without = _unreferred(building).select("child", pl.lit(False).alias("no_further_action"))
    every = pl.concat([referred.select(*EPISODE), without], how="diagonal")
    return Building(facts, year, collection.start, collection.end, _numbered(every))


def _referred(facts: ReturnFacts, collection: Collection) -> pl.DataFrame:
    """As they stood on the last day: what was closed after it is open."""
    closed = facts.closures.filter(pl.col("on") <= collection.end)
    ends = closed.select("referral", pl.col("on").alias("closed_on"), "reason")
    every = facts.referrals.rename({"id": "referral"}).join(ends, on="referral", how="left").select(*EPISODE)
    still_open = pl.col("closed_on").is_null() | (pl.col("closed_on") >= collection.start)
    belongs = pl.when("no_further_action").then(pl.col("on") >= collection.start).otherwise(still_open)
    return every.filter(pl.col("on") <= collection.end, belongs)


def _numbered(episodes: pl.DataFrame) -> pl.DataFrame:
    """In order of child and day, those without a day first."""
    ordered = episodes.sort("child", "on", "referral", nulls_last=False)
    return ordered.with_row_index("episode").cast({"episode": pl.Int64})


def _unreferred(building: Building) -> pl.DataFrame:
    """The children for whom something was done in the year on a day that no referral covers."""
    placed = [building.placed(done(building), "on") for done in _DONE]
    without = [found.filter(pl.col("episode").is_null()).select("child") for found in placed]
    forward = building.episodes.filter(~pl.col("no_further_action"))
    leavers = rows.leavers_in_touch(building).join(forward, on="child", how="anti")
    everyone = pl.concat([*without, leavers]).unique()
    return everyone.join(building.facts.children, on="child", how="semi")
