"""Rules about child in need plans: their days, and one beside another."""

import polars as pl

from kith.lib.columns import any_blank
from kith.lib.rule import Rules
from kith.statutory.cin.times import beginning_during_another, last_day, outside_year, several

rule = Rules()


@rule("4004", fields="CINPlanEndDate", severity="error")
def two_open_need_plans(census):
    """More than one child in need plan is open in the same episode of need. End all but the one that goes on."""
    return several(census.cin_plans.filter(any_blank("CINPlanEndDate")), "CINdetailsID")


two_open_need_plans.example(
    ok="""
        CINplanDates
        LAchildID  CINdetailsID  CINPlanEndDate
        a          1             .
        a          1             2026-05-01
        a          2             .
        b          1             .
        b          1             soon
    """,
    fails="""
        CINplanDates
        LAchildID  CINdetailsID  CINPlanEndDate
        a          1             .               <
        a          1             2026-05-01
        a          1             .               <
    """,
)


@rule("4010", fields="CINPlanStartDate", severity="error")
def need_plan_without_a_start_in_time(census):
    """The child in need plan has no day on which it began, or one after the end of the census year."""
    start = pl.col.CINPlanStartDate
    return census.cin_plans.filter(start.is_null() | (start > census.end))


need_plan_without_a_start_in_time.example(
    ok="""
        CINplanDates
        LAchildID  CINPlanStartDate
        a          2027-03-31
        b          2020-05-01
    """,
    fails="""
        CINplanDates
        LAchildID  CINPlanStartDate
        a          2027-04-01        <
        b          .                 <
        c          2027-31-03        <
    """,
)


@rule("4011", fields="CINPlanEndDate CINPlanStartDate", severity="error")
def need_plan_ends_before_it_begins(census):
    """The child in need plan ends before it begins."""
    return census.cin_plans.filter(pl.col.CINPlanEndDate < pl.col.CINPlanStartDate)


need_plan_ends_before_it_begins.example(
    ok="""
        CINplanDates
        LAchildID  CINPlanStartDate  CINPlanEndDate
        a          2026-05-01        2026-05-01
        b          2026-05-01        .
        c          .                 2026-05-01
    """,
    fails="""
        CINplanDates
        LAchildID  CINPlanStartDate  CINPlanEndDate
        a          2026-05-02        2026-05-01      <
    """,
)


@rule("4012Q", fields="CINPlanStartDate CINPlanEndDate", severity="query")
def need_plan_ends_on_the_day_it_begins(census):
    """The child in need plan begins and ends on the same day."""
    return census.cin_plans.filter(pl.col.CINPlanStartDate == pl.col.CINPlanEndDate)


need_plan_ends_on_the_day_it_begins.example(
    ok="""
        CINplanDates
        LAchildID  CINPlanStartDate  CINPlanEndDate
        a          2026-05-01        2026-05-02
        b          2026-05-02        2026-05-01
        c          .                 .
    """,
    fails="""
        CINplanDates
        LAchildID  CINPlanStartDate  CINPlanEndDate
        a          2026-05-01        2026-05-01      <
    """,
)


@rule("4013", fields="CINPlanEndDate", severity="error")
def need_plan_ends_outside_the_year(census):
    """The child in need plan ended before the census year began, or ends after it."""
    return census.cin_plans.filter(outside_year(census, "CINPlanEndDate"))


need_plan_ends_outside_the_year.example(
    ok="""
        CINplanDates
        LAchildID  CINPlanEndDate
        a          2026-04-01
        b          2027-03-31
        c          .
    """,
    fails="""
        CINplanDates
        LAchildID  CINPlanEndDate
        a          2026-03-31      <
        b          2027-04-01      <
    """,
)


@rule("4014", fields="CINPlanStartDate CINPlanEndDate", severity="error")
def need_plans_overlap(census):
    """Two child in need plans of the child overlap: one begins before the other has ended, or on the day it ends."""
    until = last_day(census, "CINPlanEndDate", of_the_end=True)
    return beginning_during_another(
        census.cin_plans, "CINplanDates", of="child", begins="CINPlanStartDate", until=until
    )


need_plans_overlap.example(
    ok="""
        CINplanDates
        LAchildID  CINdetailsID  CINPlanStartDate  CINPlanEndDate
        a          1             2026-05-01        2026-05-31
        a          1             2026-06-01        .
        b          1             2026-05-01        .
        c          1             .                 .
        c          1             .                 .
    """,
    fails="""
        CINplanDates
        LAchildID  CINdetailsID  CINPlanStartDate  CINPlanEndDate
        a          1             2026-05-01        2026-06-01      <
        a          2             2026-06-01        .               <
        a          1             2026-04-01        2026-04-30
        b          1             2026-06-01        2026-07-01      <
        b          1             2026-05-01        .               <
        c          1             2026-05-01        .               <
        c          1             2026-05-01        .               <
    """,
)
