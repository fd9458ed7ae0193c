"""The engine: what is found, what is not run and why."""

from dataclasses import dataclass, field

import polars as pl

from kith.lib.checking import Why, check
from kith.lib.rule import Rules


def a_table(name, *values):
    file = [f"{name}.csv"] * len(values)
    table = pl.DataFrame({"WHO": list("abcdef"[: len(values)]), "V": values, "file": file})
    return table.with_row_index(f"#{name}").with_columns(row=pl.col(f"#{name}").cast(pl.Int64) + 2)


@dataclass
class Made:
    """A return of two tables that has nothing that rules need besides."""

    frames: dict = field(
        default_factory=lambda: {"One": a_table("One", 1, 5, 7), "Two": a_table("Two", 5, 9)}
    )
    year: str = "2026-27"
    child: str = "WHO"
    ended: bool = True

    def lacks(self, need):
        return f"There is no {need}."


def found(rules, tables=None):
    result = check(rules, tables or Made())
    return result, sorted(result.issues.select("rule", "table", "id").rows())


def over(limit):
    return lambda tables: tables.frames["One"].lazy().filter(pl.col("V") > limit)


def test_rows_are_traced_to_their_table_file_row_and_child():
    rule = Rules()
    rule("1", fields="V")(over(6))
    result, _ = found(rule)
    assert result.issues.rows(named=True) == [
        {
            "rule": "1",
            "issue": 0,
            "table": "One",
            "id": 2,
            "file": "One.csv",
            "row": 4,
            "child": "c",
            "fields": "V",
        }
    ]
    assert result.ran == ("1",)


def test_the_drafts_that_ran_are_told():
    rule = Rules()
    rule("1", fields="V")(over(6))
    rule("2", fields="V", draft=True)(over(6))
    rule("3", fields="V", draft=True, needs=["list"])(over(6))
    result, _ = found(rule)
    assert (result.ran, result.drafts) == (("1", "2"), ("2",))


def test_a_frame_with_rows_of_two_tables_marks_both_as_one_issue():
    rule = Rules()
    rule("1", fields="V")(lambda t: t.frames["One"].lazy().join(t.frames["Two"].lazy(), on="V"))
    result, rows = found(rule)
    assert rows == [("1", "One", 1), ("1", "Two", 0)]
    assert result.issues["issue"].to_list() == [0, 0]


def test_a_rule_may_answer_with_several_frames():
    rule = Rules()
    rule("1", fields="V")(lambda t: [frame.lazy().filter(pl.col("V") > 6) for frame in t.frames.values()])
    assert found(rule)[1] == [("1", "One", 2), ("1", "Two", 1)]


def test_a_rule_that_fails_is_told_and_costs_the_others_nothing():
    rule = Rules()
    rule("written wrong", fields="V")(lambda t: t.nowhere)
    rule("fails on the data", fields="V")(
        lambda t: t.frames["One"].lazy().filter(pl.col("WHO").str.to_date("%Y") == pl.col("V"))
    )
    rule("untraceable", fields="V")(lambda t: t.frames["One"].lazy().select("V"))
    rule("1", fields="V")(over(6))
    result, rows = found(rule)
    assert rows == [("1", "One", 2)]
    assert result.ran == ("1",)
    assert {each.code for each in result.not_run} == {"written wrong", "fails on the data", "untraceable"}
    assert {each.why for each in result.not_run} == {Why.BROKEN}


def test_what_a_rule_needs_and_has_not_is_said():
    rule = Rules()
    rule("1", fields="V", needs=["list"])(over(6))
    result, rows = found(rule)
    assert rows == [] and result.ran == ()
    assert [(each.code, each.why, each.says) for each in result.not_run] == [
        ("1", Why.NEEDS, "There is no list.")
    ]


def test_a_rule_for_the_end_of_the_year_waits_for_it():
    rule = Rules()
    rule("1", fields="V", year_end=True)(over(6))
    assert found(rule)[0].ran == ("1",)
    assert [each.why for each in found(rule, Made(ended=False))[0].not_run] == [Why.NOT_YET]


def test_a_year_whose_condition_is_unknown_is_not_run_by_name():
    rule = Rules()
    rule("1", fields="V", since="2025-26", began="2022-23")(over(6))
    rule("2", fields="V", since="2025-26")(over(6))
    result, rows = found(rule, Made(year="2023-24"))
    assert rows == []
    assert [(each.code, each.why) for each in result.not_run] == [("1", Why.YEAR)]


def test_the_version_of_the_year_is_run():
    rule = Rules()
    rule("1", fields="V", until="2024-25")(over(0))
    rule("1", fields="V", since="2025-26")(over(6))
    assert len(found(rule, Made(year="2024-25"))[1]) == 3
    assert len(found(rule, Made(year="2025-26"))[1]) == 1


def test_a_rule_that_marks_only_empty_tables_is_not_worked_out_again_and_has_run():
    rule, asked = Rules(), []
    rule("1", fields="V")(lambda tables: asked.append(1) or tables.frames["One"].lazy())
    empty = Made(frames={"One": a_table("One"), "Two": a_table("Two", 5)})
    for tables in (Made(), empty, Made()):
        result, marked = found(rule, tables)
        assert result.ran == ("1",)
    assert len(marked) == 3
    assert len(asked) == 2
