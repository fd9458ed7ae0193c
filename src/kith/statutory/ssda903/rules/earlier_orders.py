"""Rules about an earlier permanent arrangement: an adoption, special guardianship or other order before care began."""

import polars as pl

from kith.lib.columns import any_given, given, unreadable
from kith.lib.rule import Rules, identity
from kith.statutory.codes import OUT_OF_ENGLAND
from kith.statutory.ssda903.specification import PREV_PERM

rule = Rules()

NONE = "Z1"
DETAILS = ("PREV_PERM", "LA_PERM", "DATE_PERM")
# The Department for Education's three-digit codes, as in its published statistics since 2013. Those of authorities that
# are no more stay, for they made orders; so do Bedfordshire (820) and Cheshire (875), which ended in 2009.
_CODES = """
    201-213 301-320 330-336 340-344 350-359 370-373 380-384 390-394 420 800-803 805-808 810-813 815-816 820-823 825-826
    830-831 835-841 845-846 850-852 855-857 860-861 865-896 908-909 916 919 921 925-926 928-929 931 933 935-938 940-943
"""


def _each(span):
    first, _, last = span.partition("-")
    return (str(code) for code in range(int(first), int(last or first) + 1))


ENGLISH = [code for span in _CODES.split() for code in _each(span)]
ABROAD = [code.code for code in OUT_OF_ENGLAND if code.code != "CON"]


@rule("630", fields="RNE")
def care_began_without_earlier_orders(r):
    """Care began in the year, but it is not said, or not in full, whether there had been a permanent arrangement."""
    complete = r.prev_perm.filter((pl.col.PREV_PERM == NONE) | given(*DETAILS))
    began = r.episodes.filter((pl.col.RNE == "S") & (r.start <= pl.col.DECOM))
    return began.join(complete, on="CHILD", how="anti")


care_began_without_earlier_orders.example(
    ok="""
        Episodes
        CHILD  DECOM       RNE
        a      01/04/2026  S
        b      01/04/2026  S
        c      31/03/2026  S
        d      01/05/2026  P

        PrevPerm
        CHILD  PREV_PERM  LA_PERM  DATE_PERM
        a      Z1         .        .
        b      P1         330      ZZ/05/2020
    """,
    fails="""
        Episodes
        CHILD  DECOM       RNE
        a      01/04/2026  S    <
        b      01/04/2026  S    <
        c      01/04/2026  S    <

        PrevPerm
        CHILD  PREV_PERM  LA_PERM  DATE_PERM
        b      P1         .        01/05/2020
        c      .          .        .
    """,
)


@rule("631", fields="PREV_PERM")
def earlier_order_is_not_a_code(r):
    """The earlier permanent arrangement is not one of the published codes."""
    return r.prev_perm.filter(r.outside(PREV_PERM["PREV_PERM"]))


earlier_order_is_not_a_code.example(
    ok="""
        PrevPerm
        CHILD  PREV_PERM
        a      P1
        b      Z1
        c      .
    """,
    fails="""
        PrevPerm
        CHILD  PREV_PERM
        a      P5         <
    """,
)


def earliest():
    """The first day on which the order may have been made, where an unknown year is taken as 2000; null if it is no date."""
    known = pl.col.DATE_PERM.str.replace("ZZZZ", "2000").str.replace_all("ZZ", "01")
    return known.str.to_date("%d/%m/%Y", strict=False)


@rule("632", fields="DATE_PERM DECOM")
def earlier_order_is_not_before_care(r):
    """The day of the earlier order is not a date, or is not before the child's first episode began."""
    first = r.episodes.filter("FIRST").select("CHILD", "DECOM", identity("Episodes"))
    told = r.prev_perm.join(first, on="CHILD", how="left").with_columns(earliest().alias("EARLIEST"))
    no_date = unreadable("DATE_PERM") | (given("DATE_PERM") & pl.col.EARLIEST.is_null())
    year_known = ~pl.col.DATE_PERM.str.ends_with("ZZZZ")
    return told.filter(no_date | (year_known & (pl.col.DECOM <= pl.col.EARLIEST)))


earlier_order_is_not_before_care.example(
    ok="""
        Episodes
        CHILD  DECOM
        a      01/05/2026
        b      01/05/2026
        c      01/05/2026
        d      01/05/2026

        PrevPerm
        CHILD  DATE_PERM
        a      30/04/2026
        b      ZZ/ZZ/2026
        c      ZZ/ZZ/ZZZZ
        d      .
    """,
    fails="""
        Episodes
        CHILD  DECOM
        a      02/05/2026
        a      01/05/2026  <
        b      01/05/2026  <
        c      01/05/2026  <
        d      01/05/2026  <

        PrevPerm
        CHILD  DATE_PERM
        a      01/05/2026  <
        b      ZZ/06/2026  <
        c      ZZ/ZZ/20    <
        d      01/13/2020  <
    """,
)


@rule("633", fields="LA_PERM")
def authority_of_earlier_order_is_unknown(r):
    """The authority that arranged the earlier order is neither the three digits of an English authority nor the code of
    another country."""
    return r.prev_perm.filter(~pl.col.LA_PERM.is_in([*ENGLISH, *ABROAD]))


authority_of_earlier_order_is_unknown.example(
    ok="""
        PrevPerm
        CHILD  LA_PERM
        a      330
        b      942
        c      WAL
        d      .
    """,
    fails="""
        PrevPerm
        CHILD  LA_PERM
        a      33       <
        b      999      <
        c      ENG      <
    """,
)


@rule("634", fields="LA_PERM PREV_PERM DATE_PERM DECOM")
def earlier_order_for_care_before_the_year(r):
    """An earlier permanent arrangement is spoken of, which is asked of children whose care began in the year, but all of
    the child's episodes began before it."""
    latest = r.episodes.group_by("CHILD").agg(LATEST_DECOM=pl.col.DECOM.max())
    before = r.episodes.join(latest.filter(pl.col.LATEST_DECOM < r.start), on="CHILD", how="semi")
    told = r.prev_perm.filter(any_given(*DETAILS))
    return told.join(before.select("CHILD", identity("Episodes")), on="CHILD")


earlier_order_for_care_before_the_year.example(
    ok="""
        Episodes
        CHILD  DECOM
        a      31/03/2026
        a      01/04/2026
        b      31/03/2026

        PrevPerm
        CHILD  PREV_PERM
        a      P1
        b      .
    """,
    fails="""
        Episodes
        CHILD  DECOM
        a      31/03/2026  <
        a      01/05/2025  <

        PrevPerm
        CHILD  PREV_PERM
        a      Z1          <
    """,
)


@rule("635", fields="LA_PERM DATE_PERM PREV_PERM")
def details_without_an_earlier_order(r):
    """There was no earlier permanent arrangement, but its authority or its day is given."""
    return r.prev_perm.filter((pl.col.PREV_PERM == NONE) & any_given("LA_PERM", "DATE_PERM"))


details_without_an_earlier_order.example(
    ok="""
        PrevPerm
        CHILD  PREV_PERM  LA_PERM  DATE_PERM
        a      Z1         .        .
        b      P1         330      01/05/2020
        c      .          330      .
    """,
    fails="""
        PrevPerm
        CHILD  PREV_PERM  LA_PERM  DATE_PERM
        a      Z1         330      .           <
        b      Z1         .        01/05/2020  <
    """,
)
