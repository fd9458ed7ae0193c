"""Facts about assessments, child in need plans and closures."""

from collections import defaultdict

import polars as pl
from django.db.models import QuerySet

from kith.assessment.models import AssessmentChild, Checkpoint, Closure, NeedPlan, NeedPlanReview
from kith.statutory.facts import table
from kith.store.facts import facts
from kith.store.holding import tells

Chosen = list[int] | None


@tells(AssessmentChild)
def assessments(chosen: Chosen) -> pl.DataFrame:
    """Table `assessments`: a row for each child's part, with its factors and the days on which a manager looked."""
    rows: QuerySet = AssessmentChild.objects.all()
    if chosen is not None:
        rows = rows.filter(child__in=chosen)
    found = list(rows.values_list(
        "child", "pk", "assessment", "referral", "assessment__started_on", "assessment__review_on",
        "assessment__authorised_on", "outcome", "factors",
    ))  # fmt: skip
    looked = _looked({row[2] for row in found}) if found else {}
    return table("assessments", [(*row[:2], *row[3:], looked.get(row[2], [])) for row in found])


def _looked(assessments: set[int]) -> dict[int, list]:
    found = defaultdict(list)
    rows = Checkpoint.objects.filter(assessment__in=assessments).order_by("looked_on", "pk")
    for assessment, on in rows.values_list("assessment", "looked_on"):
        found[assessment].append(on)
    return found


@tells(NeedPlan)
def need_plans(chosen: Chosen) -> pl.DataFrame:
    return facts(
        "need_plans", NeedPlan.objects.all(), chosen, id="pk", referral="referral", start_on="start_on",
        end_on="end_on", review_on="review_on",
    )  # fmt: skip


@tells(NeedPlanReview)
def need_plan_reviews(chosen: Chosen) -> pl.DataFrame:
    rows = NeedPlanReview.objects.all()
    return facts("need_plan_reviews", rows, chosen, id="pk", plan="plan", on="held_on", next_on="next_on")


@tells(Closure)
def closures(chosen: Chosen) -> pl.DataFrame:
    return facts(
        "closures",
        Closure.objects.all(),
        chosen,
        id="pk",
        referral="referral",
        on="closed_on",
        reason="reason",
    )
