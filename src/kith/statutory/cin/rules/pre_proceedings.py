"""Rules about pre-proceedings. All are drafts, seen in January 2026 and not published."""

from functools import partial

import polars as pl

from kith.lib.columns import any_blank, given
from kith.lib.rule import Rules
from kith.statutory.cin.specification import PRE_PROCEEDINGS
from kith.statutory.cin.times import outside_year

rule = Rules()

FIRST = "2026-27"  # the year in which the table is first collected
drafted = partial(rule, since=FIRST, draft=True)


@drafted("9005", fields="PPStartDate", severity="error")
def pre_proceedings_begin_outside_the_year(census):
    """The decision to begin pre-proceedings is dated outside the census year."""
    return census.pre_proceedings.filter(outside_year(census, "PPStartDate"))


pre_proceedings_begin_outside_the_year.example(
    ok="""
        PreProceedings
        LAchildID  PPStartDate
        a          2026-04-01
        b          2027-03-31
        c          .
    """,
    fails="""
        PreProceedings
        LAchildID  PPStartDate
        a          2026-03-31   <
        b          2027-04-01   <
    """,
)


@drafted("9006", fields="LBPSentDate PPStartDate", severity="error")
def letter_is_outside_the_year_or_too_early(census):
    """The letter before proceedings is dated outside the census year, or before pre-proceedings were decided on."""
    early = pl.col.LBPSentDate < pl.col.PPStartDate
    return census.pre_proceedings.filter(outside_year(census, "LBPSentDate") | early)


letter_is_outside_the_year_or_too_early.example(
    ok="""
        PreProceedings
        LAchildID  PPStartDate  LBPSentDate
        a          2026-05-01   2026-05-01
        b          2026-05-01   .
        c          .            2026-04-01
    """,
    fails="""
        PreProceedings
        LAchildID  PPStartDate  LBPSentDate
        a          2026-05-02   2026-05-01   <
        b          2026-05-01   2027-04-01   <
        c          .            2026-03-31   <
    """,
)


@drafted("9008", fields="InitialPPMeetingDate", severity="error")
def first_meeting_is_outside_the_year(census):
    """The first pre-proceedings meeting is dated outside the census year."""
    return census.pre_proceedings.filter(outside_year(census, "InitialPPMeetingDate"))


first_meeting_is_outside_the_year.example(
    ok="""
        PreProceedings
        LAchildID  InitialPPMeetingDate
        a          2026-04-01
        b          .
    """,
    fails="""
        PreProceedings
        LAchildID  InitialPPMeetingDate
        a          2026-03-31            <
        b          2027-04-01            <
    """,
)


@drafted("9009", fields="StepDecisionDate PPStartDate", severity="error")
def step_is_outside_the_year_or_too_early(census):
    """The decision to step up or down is dated outside the census year, or before pre-proceedings began."""
    early = pl.col.StepDecisionDate < pl.col.PPStartDate
    return census.pre_proceedings.filter(outside_year(census, "StepDecisionDate") | early)


step_is_outside_the_year_or_too_early.example(
    ok="""
        PreProceedings
        LAchildID  PPStartDate  StepDecisionDate
        a          2026-05-01   2026-05-01
        b          2026-05-01   .
        c          .            2027-03-31
    """,
    fails="""
        PreProceedings
        LAchildID  PPStartDate  StepDecisionDate
        a          2026-05-02   2026-05-01        <
        b          2026-05-02   2027-04-01        <
        c          .            2026-03-31        <
    """,
)


@drafted("9011", fields="PPOutcome", severity="error")
def outcome_is_not_a_published_code(census):
    """The outcome of pre-proceedings is not one of the published codes."""
    return census.pre_proceedings.filter(census.outside(PRE_PROCEEDINGS["PPOutcome"]))


outcome_is_not_a_published_code.example(
    ok="""
        PreProceedings
        LAchildID  PPOutcome
        a          A
        b          C
        c          .
    """,
    fails="""
        PreProceedings
        LAchildID  PPOutcome
        a          D          <
    """,
)


@drafted("9012", fields="CourtAppDate StepDecisionDate", severity="error")
def application_is_outside_the_year_or_too_early(census):
    """The application to court is dated outside the census year, or before the decision to step up or down."""
    early = pl.col.CourtAppDate < pl.col.StepDecisionDate
    return census.pre_proceedings.filter(outside_year(census, "CourtAppDate") | early)


application_is_outside_the_year_or_too_early.example(
    ok="""
        PreProceedings
        LAchildID  StepDecisionDate  CourtAppDate
        a          2026-05-01        2026-05-01
        b          2026-05-01        .
        c          .                 2026-04-01
    """,
    fails="""
        PreProceedings
        LAchildID  StepDecisionDate  CourtAppDate
        a          2026-05-02        2026-05-01    <
        b          2026-05-02        2027-04-01    <
        c          .                 2026-03-31    <
    """,
)


@drafted("9013", fields="LetterInitCPDate CourtAppDate", severity="error")
def care_proceedings_letter_is_outside_the_year_or_too_early(census):
    """The letter that begins care proceedings is dated outside the census year, or before the application to court."""
    early = pl.col.LetterInitCPDate < pl.col.CourtAppDate
    return census.pre_proceedings.filter(outside_year(census, "LetterInitCPDate") | early)


care_proceedings_letter_is_outside_the_year_or_too_early.example(
    ok="""
        PreProceedings
        LAchildID  CourtAppDate  LetterInitCPDate
        a          2026-05-01    2026-05-01
        b          2026-05-01    .
        c          .             2026-04-01
    """,
    fails="""
        PreProceedings
        LAchildID  CourtAppDate  LetterInitCPDate
        a          2026-05-02    2026-05-01        <
        b          2026-05-02    2027-04-01        <
        c          .             2026-03-31        <
    """,
)


@drafted("9015Q", fields="ReviewMeetingsCount", severity="query")
def first_meeting_without_a_count_of_reviews(census):
    """A first pre-proceedings meeting was held, but it is not said how many review meetings followed. Give 0 for none."""
    return census.pre_proceedings.filter(given("InitialPPMeetingDate") & any_blank("ReviewMeetingsCount"))


first_meeting_without_a_count_of_reviews.example(
    ok="""
        PreProceedings
        LAchildID  InitialPPMeetingDate  ReviewMeetingsCount
        a          2026-05-01            0
        b          .                     .
    """,
    fails="""
        PreProceedings
        LAchildID  InitialPPMeetingDate  ReviewMeetingsCount
        a          2026-05-01            .                    <
    """,
)
