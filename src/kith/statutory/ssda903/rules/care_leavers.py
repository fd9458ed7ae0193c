"""Rules about what is said of a care leaver: whether in touch, what they do and where they live."""

import polars as pl

from kith.lib.columns import aged, among, any_given, birthday, given
from kith.lib.rule import Rules
from kith.statutory.ssda903.derived import capitals
from kith.statutory.ssda903.specification import OC3
from kith.statutory.ssda903.tables import LAST_YEAR

rule = Rules()

VALUES = ("IN_TOUCH", "ACTIV", "ACCOM")
FOYER = ("T1", "T2")
WITH_FORMER_CARERS = ("Z1", "Z2")


def missing_or_unknown(r, name):
    return r.oc3.filter(pl.col(name).is_null() | r.outside(OC3[name]))


@rule("131", fields="IN_TOUCH")
def being_in_touch_is_not_a_code(r):
    """Whether the authority is in touch with the care leaver is missing or is not one of the published codes."""
    return missing_or_unknown(r, "IN_TOUCH")


being_in_touch_is_not_a_code.example(
    ok="""
        OC3
        CHILD  IN_TOUCH
        a      YES
    """,
    fails="""
        OC3
        CHILD  IN_TOUCH
        a      MAYBE     <
        b      .         <
    """,
)


@rule("132", fields="ACTIV")
def activity_is_not_a_code(r):
    """What the care leaver does is missing or is not one of the published codes."""
    return missing_or_unknown(r, "ACTIV")


activity_is_not_a_code.example(
    ok="""
        OC3
        CHILD  ACTIV
        a      F1
        b      0
    """,
    fails="""
        OC3
        CHILD  ACTIV
        a      1      <
        b      .      <
    """,
)


@rule("133", fields="ACCOM")
def home_is_not_a_code(r):
    """Where the care leaver lives is missing or is not one of the published codes."""
    return missing_or_unknown(r, "ACCOM")


home_is_not_a_code.example(
    ok="""
        OC3
        CHILD  ACCOM
        a      B1
        b      S2
        c      0
    """,
    fails="""
        OC3
        CHILD  ACCOM
        a      S1     <
        b      X1     <
        c      .      <
    """,
)


@rule("153", fields="IN_TOUCH ACTIV ACCOM")
def care_leaver_is_half_told(r):
    """Something is said of the care leaver, but not all of being in touch, activity and home."""
    return r.oc3.filter(any_given(*VALUES) & ~given(*VALUES))


care_leaver_is_half_told.example(
    ok="""
        OC3
        CHILD  IN_TOUCH  ACTIV  ACCOM
        a      YES       F1     B1
        b      .         .      .
    """,
    fails="""
        OC3
        CHILD  IN_TOUCH  ACTIV  ACCOM
        a      YES       .      .      <
        b      .         F1     B1     <
    """,
)


@rule("344", fields="IN_TOUCH ACTIV ACCOM")
def died_or_home_but_activity_is_told(r):
    """The care leaver died or went back home, so activity and home must both be 0."""
    gone = among("IN_TOUCH", ("DIED", "RHOM"))
    told = pl.col.ACTIV.ne_missing("0") | pl.col.ACCOM.ne_missing("0")
    return r.oc3.filter(gone & told)


died_or_home_but_activity_is_told.example(
    ok="""
        OC3
        CHILD  IN_TOUCH  ACTIV  ACCOM
        a      DIED      0      0
        b      YES       F1     B1
        c      .         F1     B1
    """,
    fails="""
        OC3
        CHILD  IN_TOUCH  ACTIV  ACCOM
        a      DIED      0      B1     <
        b      RHOM      .      0      <
    """,
)


@rule("345", fields="IN_TOUCH ACTIV ACCOM")
def in_touch_but_activity_is_not_told(r):
    """The authority is in touch with the care leaver, but activity or home is 0, which is for those it is not in touch
    with."""
    untold = (pl.col.ACTIV == "0").fill_null(False) | (pl.col.ACCOM == "0").fill_null(False)
    return r.oc3.filter((pl.col.IN_TOUCH == "YES") & untold)


in_touch_but_activity_is_not_told.example(
    ok="""
        OC3
        CHILD  IN_TOUCH  ACTIV  ACCOM
        a      YES       F1     B1
        b      NO        0      0
        c      YES       .      .
    """,
    fails="""
        OC3
        CHILD  IN_TOUCH  ACTIV  ACCOM
        a      YES       0      B1     <
        b      YES       .      0      <
    """,
)


@rule("347", fields="DOB ACCOM", since="2023-24")
def foyer_under_eighteen(r):
    """The care leaver lives in a foyer, but was under 18 when the year began."""
    return r.oc3.filter(among("ACCOM", FOYER) & ~aged("DOB", 18, r.start))


foyer_under_eighteen.example(
    ok="""
        OC3
        CHILD  DOB         ACCOM
        a      01/04/2008  T1
        b      02/04/2008  K1
        c      .           T1
    """,
    fails="""
        OC3
        CHILD  DOB         ACCOM
        a      02/04/2008  T1     <
        b      01/05/2009  T2     <
    """,
)


@rule("348", fields="IN_TOUCH", since="2025-26", needs=[LAST_YEAR])
def died_last_year_but_not_this(r):
    """The care leaver died according to last year's return, but not according to this year's."""
    died = r.last.oc3.filter(pl.col.IN_TOUCH == "DIED")
    return r.oc3.filter(pl.col.IN_TOUCH.ne_missing("DIED")).join(died, on="CHILD", how="semi")


died_last_year_but_not_this.example(
    ok="""
        OC3
        CHILD  IN_TOUCH
        a      DIED
        b      YES

        OC3_last
        CHILD  IN_TOUCH
        a      DIED
        b      YES
    """,
    fails="""
        OC3
        CHILD  IN_TOUCH
        a      YES       <
        b      .         <

        OC3_last
        CHILD  IN_TOUCH
        a      DIED
        b      DIED
    """,
)


@rule("391", fields="DOB IN_TOUCH ACTIV ACCOM")
def care_leaver_under_seventeen(r):
    """The young person was under 17 when the year ended, too young to be asked about as a care leaver."""
    return r.oc3.filter(any_given(*VALUES) & ~aged("DOB", 17, r.end))


care_leaver_under_seventeen.example(
    ok="""
        OC3
        CHILD  DOB         IN_TOUCH
        a      31/03/2010  YES
        b      01/04/2010  .
        c      .           YES
    """,
    fails="""
        OC3
        CHILD  DOB         IN_TOUCH
        a      01/04/2010  YES       <
    """,
)


@rule("3001", fields="DOB ACCOM")
def with_former_carers_at_seventeen(r):
    """The care leaver lives with a former foster carer, but turned 17 in the year, too young to have stayed put."""
    born = r.header.select("CHILD", BORN="DOB").unique("CHILD")
    seventeen = birthday(pl.coalesce("DOB", "BORN"), 17).is_between(r.start, r.end)
    return r.oc3.join(born, on="CHILD", how="left").filter(
        capitals("ACCOM").is_in(WITH_FORMER_CARERS) & seventeen
    )


with_former_carers_at_seventeen.example(
    ok="""
        OC3
        CHILD  DOB         ACCOM
        a      31/03/2009  Z1
        b      01/04/2009  B1
    """,
    fails="""
        Header
        CHILD  DOB
        b      31/03/2010

        OC3
        CHILD  DOB         ACCOM
        a      01/04/2009  Z1     <
        b      .           Z2     <
    """,
)
