"""Facts about who holds a child."""

import polars as pl

from kith.store.facts import facts
from kith.store.holding import tells
from kith.workforce.models import Allocation


@tells(Allocation)
def social_workers(chosen: list[int] | None) -> pl.DataFrame:
    """Table `social_workers`: lead practitioners with a registration."""
    leads = Allocation.objects.filter(part=Allocation.Part.LEAD, worker__isnull=False)
    return facts(
        "social_workers", leads.exclude(worker__social_work_england=""), chosen,
        registration="worker__social_work_england", start_on="start_on", end_on="end_on", reason="reason",
    )  # fmt: skip
