"""The episodes of need of a census year.

Referrals with no further action made in the year (one that came at the very end of the year before, if this year's return told
of it), and others open on any of its days. A referral of a child whose episode is
open begins no other, for the rules know no two at once: the episode lasts until both are closed. Looked-after children, care leavers
who are in touch, and children who were assessed, enquired about or had a plan in the year belong in the census too. Where no
referral covers that, the published rules ask for a day and a source all the same: the child has an episode in which both
are blank, for the rules to say so. No day is guessed from care.
"""

from dataclasses import replace
from datetime import date

import polars as pl

from kith.statutory.cin import building_rows as rows
from kith.statutory.cin.building_year import EPISODE, Building
from kith.statutory.return_facts import ReturnFacts
from kith.statutory.returns.collection import Collection

# What is done for a child, and the facts that tell of it.
_DONE = {
    "assessments": rows.assessments,
    "need_plans": rows.need_plans,
    "protection_plans": rows.protection_plans,
    "enquiries": rows.enquiries,
    "conferences": rows.conferences_of_the_year,
    "before_court": rows.pre_proceedings,
    "periods_of_care": rows.looked_after,
}


def of_year(facts: ReturnFacts, year: str) -> Building:
    """The census of a year, begun."""
    collection = Collection.of(year)
    chained = _chained(_as_on(facts, collection.end))
    referred = _numbered(_of_the_year(chained, collection, facts.told_referrals))
    began = chained.select("referral", "first")
    building = Building(facts, year, collection.start, collection.end, referred, began)
    without = _unreferred(building).select("child", pl.lit(False).alias("no_further_action"))
    every = pl.concat([referred.select(*EPISODE), without], how="diagonal")
    return replace(building, episodes=_numbered(every))


def _as_on(facts: ReturnFacts, last_day: date) -> pl.DataFrame:
    """Referrals as they stood on a day: what was closed after it is open."""
    closed = facts.closures.filter(pl.col("on") <= last_day)
    ends = closed.select("referral", pl.col("on").alias("closed_on"), "reason")
    every = facts.referrals.rename({"id": "referral"}).join(ends, on="referral", how="left").select(*EPISODE)
    return every.filter(pl.col("on") <= last_day).sort("child", "on", "referral")


def _chained(referrals: pl.DataFrame) -> pl.DataFrame:
    """With `first`, the referral with which the episode began: one that is made while an episode is open begins no other."""
    forward = ~pl.col("no_further_action").fill_null(False)
    until = pl.when(forward).then(pl.col("closed_on").fill_null(date.max)).otherwise(date.min)
    open_until = until.cum_max().shift(1).over("child").fill_null(date.min)
    begins = ~forward | (pl.col("on") >= open_until)
    first = pl.when(begins & forward).then("referral").forward_fill().over("child")
    return referrals.with_columns(pl.when(forward).then(first).otherwise("referral").alias("first"))


def _of_the_year(chained: pl.DataFrame, collection: Collection, told: pl.DataFrame) -> pl.DataFrame:
    """Each episode from its first referral to its last closure, if it belongs in the year."""
    last = pl.col("closed_on").arg_max()
    whole = chained.group_by("first", maintain_order=True).agg(
        pl.col("child", "on", "source", "no_further_action").first(),
        pl.col("need").filter(pl.col("need") != "").first(),
        pl.when(pl.col("closed_on").is_not_null().all()).then(pl.col("closed_on").max()).alias("closed_on"),
        pl.when(pl.col("closed_on").is_not_null().all()).then(pl.col("reason").get(last)).alias("reason"),
    )
    still_open = pl.col("closed_on").is_null() | (pl.col("closed_on") >= collection.start)
    late = told.filter(pl.col("year") == collection.year)["referral"]
    of_year = (pl.col("on") >= collection.start) | pl.col("first").is_in(late.implode())
    belongs = pl.when("no_further_action").then(of_year).otherwise(still_open)
    return whole.filter(belongs).rename({"first": "referral"}).select(*EPISODE)


def _numbered(episodes: pl.DataFrame) -> pl.DataFrame:
    """In order of child and day, those without a day first."""
    ordered = episodes.sort("child", "on", "referral", nulls_last=False)
    return ordered.with_row_index("episode").cast({"episode": pl.Int64})


def _unreferred(building: Building) -> pl.DataFrame:
    """The children for whom something was done in the year on a day that no referral covers."""
    known = [done for name, done in _DONE.items() if not getattr(building.facts, name).is_empty()]
    placed = [building.placed(done(building), "on") for done in known]
    without = [found.filter(pl.col("episode").is_null()).select("child") for found in placed]
    forward = building.episodes.filter(~pl.col("no_further_action"))
    leavers = rows.leavers_in_touch(building).join(forward, on="child", how="anti")
    everyone = pl.concat([*without, leavers]).unique()
    return everyone.join(building.facts.children, on="child", how="semi")
