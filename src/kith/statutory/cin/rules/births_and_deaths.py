"""Rules about the days on which a child was born, is expected or died."""

from datetime import timedelta

import polars as pl

from kith.lib.columns import any_blank, birthday, given
from kith.lib.days import add_months
from kith.lib.rule import Rules
from kith.statutory.cin.times import outside_year

rule = Rules()

GROWN_UP = 25
MAY_BE_BORN = timedelta(days=30)  # who was expected so long ago may still not be known to be born
PREGNANCY = 9  # months


@rule("8520", fields="PersonBirthDate", severity="error")
def born_after_the_year(census):
    """The date of birth is after the end of the census year. For a child not yet born give the expected date instead."""
    return census.children.filter(pl.col.PersonBirthDate > census.end)


born_after_the_year.example(
    ok="""
        ChildIdentifiers
        LAchildID  PersonBirthDate
        a          2027-03-31
        b          .
    """,
    fails="""
        ChildIdentifiers
        LAchildID  PersonBirthDate
        a          2027-04-01       <
    """,
)


@rule("8525Q", fields="PersonBirthDate ExpectedPersonBirthDate", severity="query")
def both_or_neither_of_birth_and_expected_birth(census):
    """The date of birth and the expected date of birth are both given, or neither is. Give the first for a child who is
    born, the second for one who is not."""
    return census.children.filter(given("PersonBirthDate") == given("ExpectedPersonBirthDate"))


both_or_neither_of_birth_and_expected_birth.example(
    ok="""
        ChildIdentifiers
        LAchildID  PersonBirthDate  ExpectedPersonBirthDate
        a          2026-05-01       .
        b          .                2027-05-01
    """,
    fails="""
        ChildIdentifiers
        LAchildID  PersonBirthDate  ExpectedPersonBirthDate
        a          .                .                        <
        b          2026-05-01       2026-05-01               <
        c          2026-05-01       soon                     <
    """,
)


@rule("8530Q", fields="ExpectedPersonBirthDate", severity="query")
def expected_birth_is_far_from_the_end_of_the_year(census):
    """The expected date of birth is more than 30 days before the end of the census year, or more than nine months after
    it. If the child has been born, give the date of birth instead."""
    earliest, latest = census.known_until - MAY_BE_BORN, add_months(census.end, PREGNANCY)
    return census.children.filter(~pl.col.ExpectedPersonBirthDate.is_between(earliest, latest))


expected_birth_is_far_from_the_end_of_the_year.example(
    ok="""
        ChildIdentifiers
        LAchildID  ExpectedPersonBirthDate
        a          2027-03-01
        b          2027-12-31
        c          .
    """,
    fails="""
        ChildIdentifiers
        LAchildID  ExpectedPersonBirthDate
        a          2027-02-28               <
        b          2028-01-01               <
    """,
)


@rule("8535Q", fields="PersonDeathDate PersonBirthDate", severity="query")
def died_before_birth_or_without_one(census):
    """The child died before the date of birth, or died and has no date of birth."""
    before = pl.col.PersonDeathDate < pl.col.PersonBirthDate
    return census.children.filter(given("PersonDeathDate") & (before | pl.col.PersonBirthDate.is_null()))


died_before_birth_or_without_one.example(
    ok="""
        ChildIdentifiers
        LAchildID  PersonBirthDate  PersonDeathDate
        a          2026-05-01       2026-05-01
        b          2026-05-01       .
        c          .                .
    """,
    fails="""
        ChildIdentifiers
        LAchildID  PersonBirthDate  PersonDeathDate
        a          2026-05-02       2026-05-01       <
        b          .                2026-05-01       <
    """,
)


@rule("8545Q", fields="PersonDeathDate", severity="query")
def died_outside_the_year(census):
    """The date of death is before the census year began, or after it ended."""
    return census.children.filter(outside_year(census, "PersonDeathDate"))


died_outside_the_year.example(
    ok="""
        ChildIdentifiers
        LAchildID  PersonDeathDate
        a          2026-04-01
        b          2027-03-31
        c          .
    """,
    fails="""
        ChildIdentifiers
        LAchildID  PersonDeathDate
        a          2026-03-31       <
        b          2027-04-01       <
    """,
)


@rule("8775Q", fields="PersonBirthDate CINclosureDate", severity="query")
def episode_of_need_after_the_25th_birthday(census):
    """The person was over 25 at the end of the census year, and was in need for longer than until the 25th birthday. Check
    the date of birth, or close the episode."""
    grown_up = birthday("PersonBirthDate", GROWN_UP)
    after = any_blank("CINclosureDate") | (pl.col.CINclosureDate > grown_up)
    over = census.children.filter(grown_up < census.end)
    return over.join(census.details, on="child").filter(after)


episode_of_need_after_the_25th_birthday.example(
    ok="""
        ChildIdentifiers
        LAchildID  PersonBirthDate
        a          2002-03-31
        b          2001-05-01
        c          .

        CINdetails
        LAchildID  CINclosureDate
        a          .
        b          2026-05-01
        c          .
    """,
    fails="""
        ChildIdentifiers
        LAchildID  PersonBirthDate
        a          2002-03-30       <
        b          2001-05-01       <

        CINdetails
        LAchildID  CINclosureDate
        a          .               <
        b          2026-05-01
        b          2026-05-02      <
    """,
)
