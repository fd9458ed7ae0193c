"""Rules about section 47 enquiries: when they began, and whether a conference is still to come."""

import polars as pl

from kith.lib.columns import given
from kith.lib.days import working_days_back
from kith.lib.rule import Rules
from kith.statutory.cin.episodes import NO_CONFERENCE_NEEDED
from kith.statutory.cin.times import beginning_during_another, last_day, outside_year, several

rule = Rules()

MOST_WORKING_DAYS = 15
HELD = given("DateOfInitialCPC")
AWAITED = ~HELD & ~NO_CONFERENCE_NEEDED


@rule("8615", fields="S47ActualStartDate DateOfInitialCPC", severity="error")
def conference_before_the_enquiry(census):
    """The initial conference was held before the section 47 enquiry began, or when it began is missing."""
    begun = pl.col.S47ActualStartDate
    after = (begun > pl.col.DateOfInitialCPC).fill_null(False)
    return census.section47.filter((HELD & begun.is_null()) | after)


conference_before_the_enquiry.example(
    ok="""
        Section47
        LAchildID  S47ActualStartDate  DateOfInitialCPC
        a          2026-05-01          2026-05-01
        b          2026-05-01          .
        c          .                   .
    """,
    fails="""
        Section47
        LAchildID  S47ActualStartDate  DateOfInitialCPC
        a          2026-05-02          2026-05-01        <
        b          .                   2026-05-01        <
    """,
)


@rule("8740", fields="S47ActualStartDate DateOfInitialCPC ICPCnotRequired", severity="error")
def enquiry_without_conference_began_in_another_year(census):
    """The section 47 enquiry has led to no initial conference, though one is needed, and began before or after the census
    year."""
    return census.section47.filter(AWAITED, outside_year(census, "S47ActualStartDate"))


enquiry_without_conference_began_in_another_year.example(
    ok="""
        Section47
        LAchildID  S47ActualStartDate  DateOfInitialCPC  ICPCnotRequired
        a          2026-04-01          .                 0
        b          2027-03-31          .                 0
        c          2026-03-31          .                 1
        d          2026-03-31          2026-04-20        0
        e          .                   .                 0
    """,
    fails="""
        Section47
        LAchildID  S47ActualStartDate  DateOfInitialCPC  ICPCnotRequired
        a          2026-03-31          .                 0                <
        b          2026-03-31          .                 .                <
        c          2027-04-01          .                 false            <
    """,
)


@rule("8675Q", fields="S47ActualStartDate DateOfInitialCPC ICPCnotRequired", severity="query")
def conference_not_held_in_time(census):
    """The section 47 enquiry has led to no initial conference, though one is needed and 15 working days have passed since
    it began."""
    late = pl.col.S47ActualStartDate < working_days_back(census.known_until, MOST_WORKING_DAYS)
    return census.section47.filter(AWAITED, late)


conference_not_held_in_time.example(
    # The last 15 working days of this year, which ends at Easter, begin on Tuesday 9 March 2027.
    ok="""
        Section47
        LAchildID  S47ActualStartDate  DateOfInitialCPC  ICPCnotRequired
        a          2027-03-09          .                 0
        b          2026-05-01          .                 1
        c          2026-05-01          2026-09-01        0
        d          .                   .                 0
    """,
    fails="""
        Section47
        LAchildID  S47ActualStartDate  DateOfInitialCPC  ICPCnotRequired
        a          2027-03-08          .                 0                <
        b          2026-05-01          .                 .                <
    """,
)


@rule("8839", fields="DateOfInitialCPC ICPCnotRequired", severity="error")
def more_than_one_conference_awaited(census):
    """More than one section 47 enquiry of the episode has led to no initial conference, though one is needed."""
    return several(census.section47.filter(AWAITED), of="CINdetailsID")


more_than_one_conference_awaited.example(
    ok="""
        Section47
        LAchildID  CINdetailsID  DateOfInitialCPC  ICPCnotRequired
        a          1             .                 0
        a          1             .                 1
        a          1             2026-05-01        0
        a          2             .                 0
    """,
    fails="""
        Section47
        LAchildID  CINdetailsID  DateOfInitialCPC  ICPCnotRequired
        a          1             .                 0                <
        a          1             .                 .                <
        a          1             .                 1
        a          2             .                 0
    """,
)


@rule("8890", fields="S47ActualStartDate DateOfInitialCPC ICPCnotRequired", severity="error")
def enquiry_begun_during_another(census):
    """A section 47 enquiry began while another of the same episode was in progress."""
    # Of an enquiry that needed no conference nobody says when it was over.
    until = pl.when(HELD | AWAITED).then(last_day(census, "DateOfInitialCPC"))
    return beginning_during_another(
        census.section47, "Section47", of="CINdetailsID", begins="S47ActualStartDate", until=until
    )


enquiry_begun_during_another.example(
    ok="""
        Section47
        LAchildID  CINdetailsID  S47ActualStartDate  DateOfInitialCPC  ICPCnotRequired
        a          1             2026-05-01          2026-05-20        0
        a          1             2026-05-20          .                 0
        a          2             2026-06-01          .                 0
        b          1             2026-05-01          .                 1
        b          1             2026-06-01          .                 1
    """,
    fails="""
        Section47
        LAchildID  CINdetailsID  S47ActualStartDate  DateOfInitialCPC  ICPCnotRequired
        a          1             2026-05-01          2026-05-20        0                <
        a          1             2026-05-19          2026-05-30        0                <
        a          1             2026-07-01          2026-07-20        0
        b          1             2026-05-01          .                 .                <
        b          1             2026-06-01          .                 1                <
    """,
)
