"""Rules about initial child protection conferences, and the plans they led to."""

import polars as pl

from kith.lib.columns import given
from kith.lib.rule import Rules, also_rows_of
from kith.statutory.cin.episodes import NO_CONFERENCE_NEEDED
from kith.statutory.cin.times import at_weekend, in_year, outside_year

rule = Rules()


@rule("8715", fields="DateOfInitialCPC", severity="error")
def conference_in_another_year(census):
    """The initial conference of the section 47 enquiry was held before or after the census year."""
    return census.section47.filter(outside_year(census, "DateOfInitialCPC"))


conference_in_another_year.example(
    ok="""
        Section47
        LAchildID  DateOfInitialCPC
        a          2026-04-01
        b          2027-03-31
        c          .
    """,
    fails="""
        Section47
        LAchildID  DateOfInitialCPC
        a          2026-03-31        <
        b          2027-04-01        <
    """,
)


@rule("8875", fields="DateOfInitialCPC", severity="error")
def conference_at_a_weekend(census):
    """The initial conference of the section 47 enquiry was held on a Saturday or a Sunday."""
    return census.section47.filter(at_weekend("DateOfInitialCPC"))


conference_at_a_weekend.example(
    ok="""
        Section47
        LAchildID  DateOfInitialCPC
        a          2026-05-15
        b          2026-05-18
        c          .
    """,
    fails="""
        Section47
        LAchildID  DateOfInitialCPC
        a          2026-05-16        <
        b          2026-05-17        <
    """,
)


@rule("8870Q", fields="InitialCPCtarget", severity="query")
def conference_due_at_a_weekend(census):
    """The day by which the initial conference was to be held is a Saturday or a Sunday."""
    return census.section47.filter(at_weekend("InitialCPCtarget"))


conference_due_at_a_weekend.example(
    ok="""
        Section47
        LAchildID  InitialCPCtarget
        a          2026-05-15
        b          2026-05-18
        c          .
    """,
    fails="""
        Section47
        LAchildID  InitialCPCtarget
        a          2026-05-16        <
        b          2026-05-17        <
    """,
)


@rule("2884", fields="DateOfInitialCPC", severity="error")
def conference_returned_twice(census):
    """The same initial conference is given both with a section 47 enquiry and without one."""
    day = ("child", "DateOfInitialCPC")
    return census.section47.join(census.details.select(*day, "#CINdetails"), on=day)


conference_returned_twice.example(
    ok="""
        CINdetails
        LAchildID  CINdetailsID  DateOfInitialCPC
        a          1             2026-05-01
        a          2             .
        b          1             2026-05-15

        Section47
        LAchildID  CINdetailsID  DateOfInitialCPC
        a          1             2026-05-15
        a          2             .
    """,
    fails="""
        CINdetails
        LAchildID  CINdetailsID  DateOfInitialCPC
        a          1             2026-05-01        <
        a          2             .
        a          3             2026-05-15        <

        Section47
        LAchildID  CINdetailsID  DateOfInitialCPC
        a          1             2026-05-01        <
        a          2             2026-05-15        <
    """,
)


@rule("2885", fields="CPPstartDate DateOfInitialCPC", severity="error")
def plan_begun_without_its_conference(census):
    """The protection plan began in the census year, but no initial conference was held on the day it began."""
    # Conferences are looked for with the section 47 enquiries; without one only where no enquiry had or needed any.
    held = census.section47.filter(given("DateOfInitialCPC") | ~NO_CONFERENCE_NEEDED)
    without = census.details.join(held, on="CINdetailsID", how="anti")
    plans = census.plans.filter(in_year(census, "CPPstartDate"))
    rows = _on_no_day_of(_on_no_day_of(plans, held), without)
    rows = also_rows_of("Section47", _leading_to_none(held, census.plans), on="CINdetailsID", rows=rows)
    return also_rows_of("CINdetails", without, on="CINdetailsID", rows=rows)


def _on_no_day_of(plans: pl.LazyFrame, conferences: pl.LazyFrame) -> pl.LazyFrame:
    held = conferences.select("CINdetailsID", CPPstartDate="DateOfInitialCPC")
    return plans.join(held, on=["CINdetailsID", "CPPstartDate"], how="anti")


def _leading_to_none(conferences: pl.LazyFrame, plans: pl.LazyFrame) -> pl.LazyFrame:
    begun = plans.select("CINdetailsID", DateOfInitialCPC="CPPstartDate")
    return conferences.join(begun, on=["CINdetailsID", "DateOfInitialCPC"], how="anti")


plan_begun_without_its_conference.example(
    ok="""
        CINdetails
        LAchildID  CINdetailsID  DateOfInitialCPC
        a          1             .
        a          2             2026-06-15
        a          3             2026-06-15
        a          4             .

        Section47
        LAchildID  CINdetailsID  DateOfInitialCPC  ICPCnotRequired
        a          1             2026-05-15        0
        a          1             .                 0
        a          3             .                 1

        ChildProtectionPlans
        LAchildID  CINdetailsID  CPPstartDate
        a          1             2026-05-15
        a          2             2026-06-15
        a          3             2026-06-15
        a          4             2026-03-31
        a          4             .
    """,
    fails="""
        CINdetails
        LAchildID  CINdetailsID  DateOfInitialCPC
        a          1             2026-05-15
        a          2             2026-06-15        <
        a          3             .                 <
        a          4             .

        Section47
        LAchildID  CINdetailsID  DateOfInitialCPC  ICPCnotRequired
        a          1             2026-05-16        0                <
        a          4             2026-07-15        .
        a          4             .                 .                <

        ChildProtectionPlans
        LAchildID  CINdetailsID  CPPstartDate
        a          1             2026-05-15    <
        a          2             2026-06-16    <
        a          3             2026-06-16    <
        a          4             2026-07-15
        a          4             2026-07-16    <
    """,
)
