"""OC2: the health of children looked after all year, from the days of their checks, or as somebody said of the year."""

import polars as pl

from kith.statutory.ssda903.building_tables import answer
from kith.statutory.ssda903.building_year import Building
from kith.statutory.ssda903.derived import looked_after_all_year

_ANSWERS = (
    "convicted", "health_check", "immunisations", "teeth_check", "health_assessment", "substance_misuse",
    "intervention_received", "intervention_offered",
)  # fmt: skip
_SCORED_FROM, _SCORED_UNTIL = 4, 17


def health(building: Building) -> pl.LazyFrame:
    """A row for each child looked after all year of whom anything was said, or who was recorded here from before it.

    What was said of the year stands; what was not is worked out from the days of checks. A check that nobody recorded
    is none only where checks are recorded here since before the year.
    """
    told = building.of("health_years").filter(pl.col("year") == building.year)
    rows = _all_year(building).join(told, on="child", how="left", maintain_order="left")
    rows = rows.filter(pl.col("recorded") | pl.col("year").is_not_null())
    rows = rows.join(_questionnaires(building), on="child", how="left", maintain_order="left")
    for name, checked in _checked(building).items():
        rows = rows.join(checked, on="child", how="left", maintain_order="left")
        rows = rows.with_columns(pl.coalesce(name, f"{name}_checked").alias(name))
    score = pl.coalesce("sdq_score", "score")
    reason = pl.coalesce(pl.when(pl.col("sdq_reason") != "").then("sdq_reason"), "reason")
    answers = [answer(name).alias(name.upper()) for name in _ANSWERS]
    return rows.select(
        "child", score.alias("SDQ_SCORE"), pl.when(score.is_null()).then(reason).alias("SDQ_REASON"), *answers
    )


def _all_year(building: Building) -> pl.LazyFrame:
    """The children looked after all year; `recorded`: their checks are recorded here since before it."""
    whole = looked_after_all_year(building.episodes, building.start, building.end)
    recorded = pl.col("recorded_from").fill_null(building.start) <= building.start
    children = building.of("children").select("child", "born_on", recorded.alias("recorded"))
    return children.join(whole, left_on="child", right_on="CHILD", how="semi", maintain_order="left")


def _questionnaires(building: Building) -> pl.LazyFrame:
    """The last score of the year, or why there is none, for those of an age for one all year."""
    born = building.of("children").select("child", "born_on")
    aged = pl.col("born_on").dt.offset_by(f"{_SCORED_FROM}y") <= building.end
    young = pl.col("born_on").dt.offset_by(f"{_SCORED_UNTIL}y") > building.start
    said = building.of("sdqs").filter(pl.col("on").is_between(building.start, building.end))
    last = said.sort("on", "id").group_by("child").agg(pl.col("score", "reason").last())
    return last.join(born.filter(aged & young), on="child", how="semi")


def _checked(building: Building) -> dict[str, pl.LazyFrame]:
    """For each question that days of checks answer, the children with an answer (Boolean)."""
    known = _all_year(building).filter("recorded").select("child")
    within = pl.col("on").is_between(building.start, building.end)
    given = building.of("immunisations").filter(pl.col("on") <= building.end).sort("on", "id")
    found = {
        "teeth_check": _happened(known, building.of("dental_checks").filter(within)),
        "health_assessment": _happened(known, building.of("health_assessments").filter(within)),
        "immunisations": given.group_by("child").agg(pl.col("up_to_date").last().alias("answer")),
    }
    return {name: rows.rename({"answer": f"{name}_checked"}) for name, rows in found.items()}


def _happened(known: pl.LazyFrame, checks: pl.LazyFrame) -> pl.LazyFrame:
    once = checks.select("child", pl.lit(True).alias("answer")).unique()
    return known.join(once, on="child", how="left").with_columns(pl.col("answer").fill_null(False))
