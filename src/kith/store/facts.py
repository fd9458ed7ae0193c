"""From rows of the record to a table of facts."""

import polars as pl
from django.db import models
from django.db.models import F

from kith.statutory import facts as of_deadlines
from kith.statutory import return_facts as of_returns


def facts(name: str, rows: models.QuerySet, children: list[int] | None, /, **columns: str) -> pl.DataFrame:
    """The facts table `name` from a queryset: its columns in order, each from the field given (child: child_id)."""
    columns = {"child": "child", **columns}
    if children is not None:
        rows = rows.filter(**{f"{columns['child']}__in": children})
    table = of_returns.table if name in of_returns.RETURN_SCHEMAS else of_deadlines.table
    return table(name, list(rows.values_list(*(F(field) for field in columns.values()))))
