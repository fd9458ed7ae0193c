"""Rules about a child's ethnicity and disabilities."""

import polars as pl

from kith.lib.columns import among, given
from kith.lib.rule import Rules, identity
from kith.statutory.cin.specification import CHILD_CHARACTERISTICS, DISABILITIES

rule = Rules()

NO_DISABILITY = "NONE"


@rule("4220", fields="Ethnicity", severity="error")
def ethnicity_is_not_a_published_code(census):
    """Ethnicity is missing or is not one of the published codes."""
    wrong = pl.col.Ethnicity.is_null() | census.outside(CHILD_CHARACTERISTICS["Ethnicity"])
    return census.characteristics.filter(wrong)


ethnicity_is_not_a_published_code.example(
    ok="""
        ChildCharacteristics
        LAchildID  Ethnicity
        a          WBRI
        b          NOBT
    """,
    fails="""
        ChildCharacteristics
        LAchildID  Ethnicity
        a          .          <
        b          WHIT       <
    """,
)


@rule("8540", fields="PersonBirthDate ReferralNFA Disability", severity="error")
def born_without_a_valid_disability_entry(census):
    """The child is born and a referral went forward, but disability is not given, or not as one of the published codes. Give
    NONE for a child without a disability."""
    born = census.children.filter(given("PersonBirthDate")).select("child", identity("ChildIdentifiers"))
    forward = census.details.filter(among("ReferralNFA", "0")).select("child", identity("CINdetails"))
    asked = born.join(forward, on="child")
    invalid = pl.col.Disability.is_null() | census.outside(DISABILITIES["Disability"])
    wrong = census.disabilities.filter(invalid).select("child", identity("Disabilities"))
    return [asked.join(census.disabilities, on="child", how="anti"), asked.join(wrong, on="child")]


born_without_a_valid_disability_entry.example(
    ok="""
        ChildIdentifiers
        LAchildID  PersonBirthDate
        a          2015-05-01
        unborn     .
        closed     2015-05-01

        CINdetails
        LAchildID  ReferralNFA
        a          0
        unborn     0
        closed     1

        Disabilities
        LAchildID  Disability
        a          NONE
        closed     GRIT
    """,
    fails="""
        ChildIdentifiers
        LAchildID  PersonBirthDate
        a          2015-05-01       <
        b          2015-05-01       <
        c          2015-05-01

        CINdetails
        LAchildID  ReferralNFA
        a          0            <
        a          1
        b          false        <
        b          0            <
        c          0

        Disabilities
        LAchildID  Disability
        b          MOB
        b          GRIT        <
        b          .           <
        c          LD
    """,
)


@rule("8790", fields="Disability", severity="error")
def none_beside_a_disability(census):
    """A disability is given for a child who is also said to have none. Take one of the two out."""
    none = pl.col.Disability == NO_DISABILITY
    said = census.disabilities.filter(none).select("child")
    return census.disabilities.filter(~none).join(said, on="child", how="semi")


none_beside_a_disability.example(
    ok="""
        Disabilities
        LAchildID  Disability
        a          NONE
        b          MOB
        b          LD
        c          NONE
        c          .
        d          NONE
        d          NONE
    """,
    fails="""
        Disabilities
        LAchildID  Disability
        a          NONE
        a          MOB         <
        a          LD          <
        b          MOB
    """,
)


@rule("8794", fields="Disability", severity="error")
def disability_is_given_twice(census):
    """The same disability is given more than once for the child."""
    twice = pl.len().over("child", "Disability") > 1
    return census.disabilities.filter(given("Disability") & twice)


disability_is_given_twice.example(
    ok="""
        Disabilities
        LAchildID  Disability
        a          MOB
        a          LD
        b          MOB
        c          .
        c          .
    """,
    fails="""
        Disabilities
        LAchildID  Disability
        a          MOB         <
        a          LD
        a          MOB         <
        b          MOB
    """,
)
