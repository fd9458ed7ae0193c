"""Rules about who adopted a child: how many adopters, of which sex, and of which legal status."""

import polars as pl

from kith.lib.columns import among
from kith.lib.rule import Rules
from kith.statutory.ssda903.specification import AD1

rule = Rules()

ONE, DIFFERENT_SEX, SAME_SEX = ("M1", "F1"), ("MF",), ("MM", "FF")
COUPLES = (*DIFFERENT_SEX, *SAME_SEX)


@rule("114", fields="FOSTER_CARE")
def foster_carer_is_not_a_published_code(r):
    """Whether a former foster carer adopted the child is not one of the published codes."""
    return r.ad1.filter(r.outside(AD1["FOSTER_CARE"]))


foster_carer_is_not_a_published_code.example(
    ok="""
        AD1
        CHILD  FOSTER_CARE
        a      0
        b      1
        c      .
    """,
    fails="""
        AD1
        CHILD  FOSTER_CARE
        a      2            <
        b      yes          <
    """,
)


@rule("175", fields="NB_ADOPTR")
def number_of_adopters_is_not_a_published_code(r):
    """The number of adopters is neither one nor two."""
    return r.ad1.filter(r.outside(AD1["NB_ADOPTR"]))


number_of_adopters_is_not_a_published_code.example(
    ok="""
        AD1
        CHILD  NB_ADOPTR
        a      1
        b      2
        c      .
    """,
    fails="""
        AD1
        CHILD  NB_ADOPTR
        a      0          <
        b      3          <
    """,
)


@rule("176", fields="SEX_ADOPTR")
def sex_of_adopters_is_not_a_published_code(r):
    """The sex of the adopters is not one of the published codes."""
    return r.ad1.filter(r.outside(AD1["SEX_ADOPTR"]))


sex_of_adopters_is_not_a_published_code.example(
    ok="""
        AD1
        CHILD  SEX_ADOPTR
        a      M1
        b      F1
        c      MM
        d      FF
        e      MF
        f      .
    """,
    fails="""
        AD1
        CHILD  SEX_ADOPTR
        a      FM          <
        b      M           <
    """,
)


@rule("177", fields="LS_ADOPTR")
def legal_status_of_adopters_is_not_a_published_code(r):
    """The legal status of the adopters is not one of the published codes."""
    return r.ad1.filter(r.outside(AD1["LS_ADOPTR"]))


legal_status_of_adopters_is_not_a_published_code.example(
    ok="""
        AD1
        CHILD  LS_ADOPTR
        a      L0
        b      L11
        c      L12
        d      L2
        e      L3
        f      L4
        g      .
    """,
    fails="""
        AD1
        CHILD  LS_ADOPTR
        a      L1         <
        b      married    <
    """,
)


@rule("511", fields="NB_ADOPTR SEX_ADOPTR")
def two_adopters_with_the_sex_of_one(r):
    """There are two adopters, but their sex is given as that of one man or one woman."""
    return r.ad1.filter((pl.col.NB_ADOPTR == "2") & among("SEX_ADOPTR", ONE))


two_adopters_with_the_sex_of_one.example(
    ok="""
        AD1
        CHILD  NB_ADOPTR  SEX_ADOPTR
        a      2          MF
        b      1          F1
        c      .          M1
        d      2          .
    """,
    fails="""
        AD1
        CHILD  NB_ADOPTR  SEX_ADOPTR
        a      2          M1          <
        b      2          F1          <
    """,
)


@rule("514", fields="LS_ADOPTR SEX_ADOPTR")
def single_adopter_without_the_sex_of_one(r):
    """The adopter is single, but the sex given is not that of one man or one woman."""
    return r.ad1.filter((pl.col.LS_ADOPTR == "L0") & ~among("SEX_ADOPTR", ONE))


single_adopter_without_the_sex_of_one.example(
    ok="""
        AD1
        CHILD  LS_ADOPTR  SEX_ADOPTR
        a      L0         M1
        b      L0         F1
        c      .          MF
    """,
    fails="""
        AD1
        CHILD  LS_ADOPTR  SEX_ADOPTR
        a      L0         MF          <
        b      L0         .           <
    """,
)


@rule("517", fields="LS_ADOPTR SEX_ADOPTR")
def unmarried_man_and_woman_of_another_sex(r):
    """The adopters are given as an unmarried man and woman, but their sex says otherwise or is missing."""
    return r.ad1.filter((pl.col.LS_ADOPTR == "L3") & ~among("SEX_ADOPTR", DIFFERENT_SEX))


unmarried_man_and_woman_of_another_sex.example(
    ok="""
        AD1
        CHILD  LS_ADOPTR  SEX_ADOPTR
        a      L3         MF
        b      .          FF
    """,
    fails="""
        AD1
        CHILD  LS_ADOPTR  SEX_ADOPTR
        a      L3         FF          <
        b      L3         .           <
    """,
)


@rule("518", fields="LS_ADOPTR SEX_ADOPTR")
def unmarried_same_sex_couple_of_another_sex(r):
    """The adopters are given as an unmarried couple of the same sex, but their sex says otherwise or is missing."""
    return r.ad1.filter((pl.col.LS_ADOPTR == "L4") & ~among("SEX_ADOPTR", SAME_SEX))


unmarried_same_sex_couple_of_another_sex.example(
    ok="""
        AD1
        CHILD  LS_ADOPTR  SEX_ADOPTR
        a      L4         MM
        b      L4         FF
        c      .          MF
    """,
    fails="""
        AD1
        CHILD  LS_ADOPTR  SEX_ADOPTR
        a      L4         MF          <
        b      L4         .           <
    """,
)


@rule("519", fields="LS_ADOPTR SEX_ADOPTR")
def civil_partners_are_not_a_couple(r):
    """The adopters are given as civil partners, but their sex is not that of a couple."""
    return r.ad1.filter((pl.col.LS_ADOPTR == "L2") & ~among("SEX_ADOPTR", COUPLES))


civil_partners_are_not_a_couple.example(
    ok="""
        AD1
        CHILD  LS_ADOPTR  SEX_ADOPTR
        a      L2         MM
        b      L2         FF
        c      L2         MF
        d      .          F1
    """,
    fails="""
        AD1
        CHILD  LS_ADOPTR  SEX_ADOPTR
        a      L2         F1          <
        b      L2         .           <
    """,
)


@rule("520", fields="LS_ADOPTR SEX_ADOPTR")
def married_man_and_woman_of_another_sex(r):
    """The adopters are given as a married man and woman, but their sex says otherwise or is missing."""
    return r.ad1.filter((pl.col.LS_ADOPTR == "L11") & ~among("SEX_ADOPTR", DIFFERENT_SEX))


married_man_and_woman_of_another_sex.example(
    ok="""
        AD1
        CHILD  LS_ADOPTR  SEX_ADOPTR
        a      L11        MF
        b      .          MM
    """,
    fails="""
        AD1
        CHILD  LS_ADOPTR  SEX_ADOPTR
        a      L11        MM          <
        b      L11        .           <
    """,
)


@rule("524", fields="LS_ADOPTR SEX_ADOPTR")
def married_same_sex_couple_of_another_sex(r):
    """The adopters are given as a married couple of the same sex, but their sex says otherwise or is missing."""
    return r.ad1.filter((pl.col.LS_ADOPTR == "L12") & ~among("SEX_ADOPTR", SAME_SEX))


married_same_sex_couple_of_another_sex.example(
    ok="""
        AD1
        CHILD  LS_ADOPTR  SEX_ADOPTR
        a      L12        MM
        b      L12        FF
        c      .          MF
    """,
    fails="""
        AD1
        CHILD  LS_ADOPTR  SEX_ADOPTR
        a      L12        MF          <
        b      L12        .           <
    """,
)
