"""Rules about the census as a whole: one issue or none, whoever the children are. A check of one child leaves them out."""

import polars as pl

from kith.lib.columns import among, any_blank
from kith.lib.rule import Rules
from kith.statutory.cin.rules.pre_proceedings import FIRST
from kith.statutory.cin.specification import DISABILITIES
from kith.statutory.cin.times import in_year

rule = Rules()

FEWEST_CODES = 8
MOST_UNKNOWN = 0.02  # of the children who are born
LETTERS_SINCE = "2024-25"  # sex was a digit before, 0 where it was not known


def marked_if(census, fault, told):
    """The row of the authority, if this holds of a table of one row."""
    return census.authority.join(told.filter(fault), how="cross")


@rule("2883", fields="CPPstartDate DateOfInitialCPC", severity="error")
def more_plans_than_conferences(census):
    """More child protection plans begin in the year than initial conferences were held in it. Look for plans without a
    conference, and for conferences whose day is missing."""
    days = [table.select("child", "DateOfInitialCPC") for table in (census.details, census.section47)]
    held = pl.concat(days).unique().filter(in_year(census, "DateOfInitialCPC"))
    begun = census.plans.filter(in_year(census, "CPPstartDate"))
    counted = pl.concat([begun.select(PLANS=pl.len()), held.select(HELD=pl.len())], how="horizontal")
    return marked_if(census, pl.col.PLANS > pl.col.HELD, counted)


more_plans_than_conferences.example(
    ok="""
        ChildProtectionPlans
        LAchildID  CPPstartDate
        a          2026-05-01
        b          2026-04-01
        c          2026-03-31
        d          .

        CINdetails
        LAchildID  DateOfInitialCPC
        a          2026-05-01

        Section47
        LAchildID  DateOfInitialCPC
        b          2027-03-31
    """,
    fails="""
        ChildProtectionPlans
        LAchildID  CPPstartDate
        a          2026-05-01
        b          2026-04-01

        CINdetails
        LAchildID  DateOfInitialCPC
        a          2026-05-01
        b          2026-03-31

        Section47
        LAchildID  DateOfInitialCPC
        a          2026-05-01
        b          .

        Authority
        LEA
        .    <
    """,
)


@rule("2886Q", fields="Sex ExpectedPersonBirthDate", severity="query")
def sex_is_unknown_for_many(census):
    """Sex is missing or unknown for more than 2% of the children, those not yet born left out. Find it out where you can."""
    unknown = pl.col.Sex.is_null() | among("Sex", ("U" if census.year >= LETTERS_SINCE else "0",))
    born = census.children.filter(any_blank("ExpectedPersonBirthDate"))
    return marked_if(census, pl.col.SHARE > MOST_UNKNOWN, born.select(SHARE=unknown.mean()))


sex_is_unknown_for_many.example(
    ok="""
        ChildIdentifiers
        LAchildID  Sex  ExpectedPersonBirthDate
        a          F    .
        b          M    .
        c          U    2027-05-01
    """,
    fails="""
        ChildIdentifiers
        LAchildID  Sex  ExpectedPersonBirthDate
        a          F    .
        b          U    .
        c          .    .

        Authority
        LEA
        .    <
    """,
)
sex_is_unknown_for_many.example(
    ok="""
        ChildIdentifiers
        LAchildID  Sex
        a          1
        b          9
    """,
    fails="""
        ChildIdentifiers
        LAchildID  Sex
        a          1
        b          0

        Authority
        LEA
        .    <
    """,
    year="2023-24",
)


@rule("2887Q", fields="Disability", severity="query")
def few_disability_codes_are_used(census):
    """Fewer than eight of the disability codes are used in the whole census. Check that disabilities are recorded in full."""
    used = census.disabilities.filter(~census.outside(DISABILITIES["Disability"])).drop_nulls("Disability")
    return marked_if(census, pl.col.CODES < FEWEST_CODES, used.select(CODES=pl.col.Disability.n_unique()))


few_disability_codes_are_used.example(
    ok="""
        Disabilities
        LAchildID  Disability
        a          NONE
        b          MOB
        c          HAND
        d          PC
        e          INC
        f          COMM
        g          LD
        h          HEAR
    """,
    fails="""
        Disabilities
        LAchildID  Disability
        a          NONE
        b          MOB
        c          HAND
        d          PC
        e          INC
        f          COMM
        g          LD
        h          LD
        i          HEARING
        j          .

        Authority
        LEA
        .    <
    """,
)


@rule("2888Q", fields="Disability", severity="query")
def nobody_has_two_disabilities(census):
    """No child in the whole census has more than one disability. Check that all of a child's disabilities are sent."""
    disabilities = census.disabilities.filter(pl.col.Disability != "NONE").select("child", "Disability")
    each = disabilities.unique().select(OTHERS=pl.len().over("child") - 1)
    return marked_if(census, pl.col.OTHERS == 0, each.select(pl.col.OTHERS.sum()))


nobody_has_two_disabilities.example(
    ok="""
        Disabilities
        LAchildID  Disability
        a          NONE
        b          MOB
        b          LD
    """,
    fails="""
        Disabilities
        LAchildID  Disability
        a          NONE
        a          MOB
        b          LD
        b          LD
        c          HEAR
        c          .

        Authority
        LEA
        .    <
    """,
)


@rule("8995Q", fields="PPStartDate", since=FIRST, severity="query", draft=True)
def nobody_has_pre_proceedings(census):
    """No child in the whole census has an entry for pre-proceedings. Check that they are sent."""
    return marked_if(census, pl.col.ENTRIES == 0, census.pre_proceedings.select(ENTRIES=pl.len()))


nobody_has_pre_proceedings.example(
    ok="""
        PreProceedings
        LAchildID  PPStartDate
        a          .
    """,
    fails="""
        ChildIdentifiers
        LAchildID
        a

        Authority
        LEA
        .    <
    """,
)


@rule("9000Q", fields="PPStartDate", since=FIRST, severity="query", draft=True)
def no_pre_proceedings_have_a_start(census):
    """Nowhere in the whole census is it said on what day pre-proceedings began. Check that the days are sent."""
    return marked_if(census, pl.col.DAYS == 0, census.pre_proceedings.select(DAYS=pl.col.PPStartDate.count()))


no_pre_proceedings_have_a_start.example(
    ok="""
        PreProceedings
        LAchildID  PPStartDate
        a          2026-05-01
        b          .
    """,
    fails="""
        PreProceedings
        LAchildID  PPStartDate
        a          .
        b          2026-31-01

        Authority
        LEA
        .    <
    """,
)
