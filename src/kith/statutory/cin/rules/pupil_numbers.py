"""Rules about a child's unique pupil number, and why there is none."""

import polars as pl

from kith.lib.columns import among, birthday
from kith.lib.rule import Rules
from kith.statutory.pupil_numbers import AUTHORITIES, check_letters

rule = Rules()

UPN = pl.col.UPN.str.to_uppercase()
PERMANENT = "^.[0-9]{12}$"
SCHOOL_AGE = 5  # at the last 31 August of the census year
NO_FURTHER_ACTION = "UN7"
OLD_ENOUGH = ("UN2", "UN3", "UN4", "UN5", "UN6", NO_FURTHER_ACTION)


def last_august(day):
    """The last 31 August before a day, or the day itself."""
    august = day.replace(month=8, day=31)
    return august if august <= day else august.replace(year=day.year - 1)


@rule("1510", fields="UPN", severity="error")
def check_letter_is_wrong(census):
    """The first letter of the unique pupil number does not fit its digits. Ask the school for the number."""
    return census.children.filter(UPN.str.contains(PERMANENT) & (UPN.str.head(1) != check_letters(UPN)))


check_letter_is_wrong.example(
    ok="""
        ChildIdentifiers
        LAchildID  UPN
        a          B801200005001
        b          P207000016049
        c          A80120000500A
        d          A801
        e          .
    """,
    fails="""
        ChildIdentifiers
        LAchildID  UPN
        a          A801200005001  <
        b          Q207000016049  <
        c          1207000016049  <
    """,
)


@rule("1520", fields="UPN", severity="error")
def two_children_share_a_pupil_number(census):
    """The same unique pupil number is given for more than one child."""
    return census.children.filter(UPN.is_not_null() & UPN.is_duplicated())


two_children_share_a_pupil_number.example(
    ok="""
        ChildIdentifiers
        LAchildID  UPN
        a          B801200005001
        b          P207000016049
        c          .
        d          .
    """,
    fails="""
        ChildIdentifiers
        LAchildID  UPN
        a          B801200005001  <
        b          P207000016049
        c          B801200005001  <
    """,
)


@rule("1530", fields="UPN", severity="error")
def authority_of_the_pupil_number_is_not_known(census):
    """The second to fourth characters of the unique pupil number are not the number of an authority, nor one of those that
    stand for none. Ask the school for the number."""
    return census.children.filter(~UPN.str.slice(1, 3).is_in(list(AUTHORITIES)))


authority_of_the_pupil_number_is_not_known.example(
    ok="""
        ChildIdentifiers
        LAchildID  UPN
        a          B801200005001
        b          A942
        c          A001200005001
        d          .
    """,
    fails="""
        ChildIdentifiers
        LAchildID  UPN
        a          B999200005001  <
        b          A80            <
        c          AAAA200005001  <
    """,
)


@rule("1540", fields="UPN", severity="error")
def middle_of_the_pupil_number_is_not_digits(census):
    """The fifth to twelfth characters of the unique pupil number are not eight digits. Ask the school for the number."""
    return census.children.filter(~UPN.str.slice(4, 8).str.contains("^[0-9]{8}$"))


middle_of_the_pupil_number_is_not_digits.example(
    ok="""
        ChildIdentifiers
        LAchildID  UPN
        a          B801200005001
        b          X80120000500A
        c          .
    """,
    fails="""
        ChildIdentifiers
        LAchildID  UPN
        a          B8012000O5001  <
        b          B801           <
    """,
)


@rule("1550", fields="UPN", severity="error")
def end_of_the_pupil_number_is_wrong(census):
    """The thirteenth character of the unique pupil number is neither a digit nor a letter other than I, O and S. Ask the
    school for the number."""
    return census.children.filter(~UPN.str.slice(12, 1).str.contains("^[0-9A-HJ-NP-RT-Z]$"))


end_of_the_pupil_number_is_wrong.example(
    ok="""
        ChildIdentifiers
        LAchildID  UPN
        a          B801200005001
        b          X80120000500A
        c          X80120000500z
    """,
    fails="""
        ChildIdentifiers
        LAchildID  UPN
        a          B80120000500S  <
        b          B80120000500-  <
        c          B80120000500   <
    """,
)


@rule("1560Q", fields="FormerUPN", severity="query")
def former_pupil_number_is_malformed(census):
    """The former unique pupil number is not a letter with twelve digits after it."""
    return census.children.filter(~pl.col.FormerUPN.str.contains("^[A-Za-z][0-9]{12}$"))


former_pupil_number_is_malformed.example(
    ok="""
        ChildIdentifiers
        LAchildID  FormerUPN
        a          B801200005001
        b          .
    """,
    fails="""
        ChildIdentifiers
        LAchildID  FormerUPN
        a          B80120000500A  <
        b          B801           <
    """,
)


@rule("8770Q", fields="UPN UPNunknown", severity="query")
def of_school_age_without_pupil_number(census):
    """The child was five or more on the last 31 August, a referral went forward, and there is neither a unique pupil number
    nor one of the reasons UN2 to UN7 for having none."""
    old_enough = birthday("PersonBirthDate", SCHOOL_AGE) <= last_august(census.end)
    explained = pl.col.UPNunknown.str.to_uppercase().is_in(OLD_ENOUGH).fill_null(False)
    forward = census.details.filter(among("ReferralNFA", "0"))
    unknown = census.children.filter(old_enough & pl.col.UPN.is_null() & ~explained)
    return unknown.join(forward, on="child", how="semi")


of_school_age_without_pupil_number.example(
    ok="""
        ChildIdentifiers
        LAchildID  PersonBirthDate  UPN            UPNunknown
        young      2021-09-01       .              UN1
        known      2015-05-01       B801200005001  .
        abroad     2015-05-01       .              un3
        closed     2015-05-01       .              .
        unborn     .                .              .

        CINdetails
        LAchildID  ReferralNFA
        young      0
        known      0
        abroad     0
        closed     1
        unborn     0
    """,
    fails="""
        ChildIdentifiers
        LAchildID  PersonBirthDate  UPN  UPNunknown
        a          2021-08-31       .    UN1         <
        b          2015-05-01       .    .           <

        CINdetails
        LAchildID  ReferralNFA
        a          0
        b          1
        b          false
    """,
)


@rule("8772", fields="UPNunknown ReferralNFA", severity="error")
def pupil_number_not_sought_though_it_went_forward(census):
    """The reason for having no unique pupil number is UN7, that nothing more was done after the referral; but it is not said
    of each of the child's referrals that nothing more was done."""
    said = census.children.filter(pl.col.UPNunknown.str.to_uppercase() == NO_FURTHER_ACTION)
    forward = census.details.filter(~among("ReferralNFA", "1"))
    return said.join(forward, on="child")


pupil_number_not_sought_though_it_went_forward.example(
    ok="""
        ChildIdentifiers
        LAchildID  UPNunknown
        a          UN7
        b          UN6

        CINdetails
        LAchildID  ReferralNFA
        a          1
        a          true
        b          0
    """,
    fails="""
        ChildIdentifiers
        LAchildID  UPNunknown
        a          UN7         <
        b          UN7         <

        CINdetails
        LAchildID  ReferralNFA
        a          1
        a          0            <
        b          .            <
    """,
)
