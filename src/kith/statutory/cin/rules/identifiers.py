"""Rules about the authority's own number for a child, and the child's sex."""

import polars as pl

from kith.lib.columns import any_blank, differs, given
from kith.lib.rule import Rules
from kith.statutory.cin.specification import CHILD_IDENTIFIERS

rule = Rules()

LONGEST = 20
LETTERS_SINCE = "2024-25"  # sex was a digit before, 0 for a child who is not yet born


@rule("1570", fields="LAchildID", since="2024-25", severity="error")
def child_number_is_too_long(census):
    """The authority's number for the child is longer than 20 characters."""
    return census.children.filter(pl.col.LAchildID.str.len_chars() > LONGEST)


child_number_is_too_long.example(
    ok="""
        ChildIdentifiers
        LAchildID
        ABCDEFGHIJ1234567890
        .
    """,
    fails="""
        ChildIdentifiers
        LAchildID
        ABCDEFGHIJ12345678901  <
    """,
)


@rule("1580", fields="LAchildID", since="2024-25", severity="error")
def child_number_has_another_character(census):
    """The authority's number for the child has a character that is neither a letter nor a digit."""
    return census.children.filter(pl.col.LAchildID.str.contains("[^A-Za-z0-9]"))


child_number_has_another_character.example(
    ok="""
        ChildIdentifiers
        LAchildID
        A1b2
        .
    """,
    fails="""
        ChildIdentifiers
        LAchildID
        A-1        <
        A 1        <
        A1;        <
    """,
)


@rule("8500", fields="LAchildID", severity="error")
def child_number_is_missing(census):
    """The child has no number of the authority's."""
    return census.children.filter(any_blank("LAchildID"))


child_number_is_missing.example(
    ok="""
        ChildIdentifiers
        LAchildID
        a
    """,
    fails="""
        ChildIdentifiers
        LAchildID
        a
        .          <
    """,
)


@rule("8510", fields="LAchildID", severity="error")
def two_records_share_a_child_number(census):
    """The same number of the authority's is on more than one child's record. Put one child's episodes of need together
    in one record, and give two children a number each."""
    return census.children.filter(given("LAchildID") & pl.col.LAchildID.is_duplicated())


two_records_share_a_child_number.example(
    ok="""
        ChildIdentifiers
        LAchildID
        a
        .
        .
    """,
    fails="""
        ChildIdentifiers
        LAchildID
        a          <
        b
        a          <
    """,
)


@rule("8590", fields="LAchildID", severity="error")
def child_without_an_episode_of_need(census):
    """The child has no episode of need. Add it, or leave the child out of the census."""
    return census.children.join(census.details, on="child", how="anti")


child_without_an_episode_of_need.example(
    ok="""
        ChildIdentifiers
        LAchildID
        a

        CINdetails
        LAchildID
        a
        a
    """,
    fails="""
        ChildIdentifiers
        LAchildID
        a
        b          <

        CINdetails
        LAchildID
        a
    """,
)


@rule("4180", fields="Sex", severity="error")
def sex_is_not_a_published_code(census):
    """Sex is missing or is not one of the published codes."""
    return census.children.filter(pl.col.Sex.is_null() | census.outside(CHILD_IDENTIFIERS["Sex"]))


sex_is_not_a_published_code.example(
    ok="""
        ChildIdentifiers
        LAchildID  Sex
        a          F
        b          M
        c          U
    """,
    fails="""
        ChildIdentifiers
        LAchildID  Sex
        a          1    <
        b          .    <
    """,
)
sex_is_not_a_published_code.example(
    ok="""
        ChildIdentifiers
        LAchildID  Sex
        a          1
        b          0
    """,
    fails="""
        ChildIdentifiers
        LAchildID  Sex
        a          F    <
    """,
    year="2023-24",
)


@rule("8750", fields="Sex PersonBirthDate ExpectedPersonBirthDate", severity="error")
def sex_of_a_child_not_yet_born(census):
    """The child is not yet born, and sex is not given as unknown."""
    unborn = given("ExpectedPersonBirthDate") & any_blank("PersonBirthDate")
    unknown = pl.lit("U" if census.year >= LETTERS_SINCE else "0")
    return census.children.filter(unborn & differs("Sex", unknown))


sex_of_a_child_not_yet_born.example(
    ok="""
        ChildIdentifiers
        LAchildID  Sex  PersonBirthDate  ExpectedPersonBirthDate
        a          U    .                2027-05-01
        b          F    2026-05-01       2026-05-01
        c          M    .                .
    """,
    fails="""
        ChildIdentifiers
        LAchildID  Sex  PersonBirthDate  ExpectedPersonBirthDate
        a          F    .                2027-05-01               <
        b          .    .                2027-05-01               <
    """,
)
