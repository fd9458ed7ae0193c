"""What a check found, counted."""

import polars as pl

from kith.statutory.returns.report import ISSUE_COLUMNS, counted_by_rule


def test_an_issue_of_the_return_as_a_whole_is_no_childs():
    issues = pl.DataFrame(
        [("1", "Authority", None), ("2", "One", "a"), ("2", "One", "a"), ("2", "One", None)],
        schema={"rule": pl.String, "table": pl.String, "child": pl.String},
        orient="row",
    ).with_columns(pl.lit(None).alias(name) for name in ISSUE_COLUMNS if name in ("row", "fields", "message"))
    assert counted_by_rule(issues).select("rule", "issues", "children").rows() == [("2", 3, 1), ("1", 1, 0)]
