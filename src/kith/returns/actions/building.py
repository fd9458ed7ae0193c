"""Building a return from the record."""

from collections.abc import Mapping

import polars as pl

from kith.access.audit import Event, viewed
from kith.access.roles import Permission
from kith.childfile.gather import gather_for_return
from kith.reach.doing import require
from kith.statutory.ssda903.building import build
from kith.workforce.models import Worker


def build_ssda903(*, year: str, by: Worker) -> Mapping[str, pl.DataFrame]:
    """Every table of a collection year ("2026-27") as the record tells it; who took it is in the audit."""
    require(by, Permission.RETURN_BUILD)
    tables = build(gather_for_return(), year)
    viewed(Event.RETURN_TAKEN, reason=f"SSDA903 {year}")
    return tables
