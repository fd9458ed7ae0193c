"""Rules about how old the child is when an episode begins or ends."""

import polars as pl

from kith.lib.columns import aged, among, birthday
from kith.lib.rule import Rules, also_rows_of
from kith.statutory.ssda903.derived import capitals

rule = Rules()

ADOPTED = ("E11", "E12")
INDEPENDENT = ("E5", "E6")
GUARDIANSHIP = ("E45", "E46", "E47", "E48")
FROM_COURT = ("J1", "J2", "J3")


def ended_placement_before(r, place, years):
    """The episodes of a type of placement, ended, that began before the child was so many years old."""
    early = pl.col.DECOM < birthday("DOB", years)
    return r.episodes.filter((place == pl.col.PLACE) & pl.col.DEC.is_not_null() & early)


@rule("352", fields="DECOM RNE")
def care_starts_at_18_or_over(r):
    """Care started when the young person was already 18 or over."""
    return r.episodes.filter((capitals("RNE") == "S") & aged("DOB", 18, pl.col.DECOM))


care_starts_at_18_or_over.example(
    ok="""
        Header
        CHILD  DOB
        a      02/05/2008
        b      01/05/2008

        Episodes
        CHILD  DECOM       RNE
        a      01/05/2026  S
        b      01/06/2026  P
    """,
    fails="""
        Header
        CHILD  DOB
        a      01/05/2008

        Episodes
        CHILD  DECOM       RNE
        a      01/05/2026  S    <
    """,
)


@rule("358", fields="DECOM DOB LS")
def court_status_before_ten(r):
    """A child on remand, detained or sentenced had not passed their tenth birthday when the episode began."""
    young = pl.col.DECOM <= birthday("DOB", 10)
    found = r.episodes.filter(among("LS", FROM_COURT) & young)
    return also_rows_of("Header", r.header, on="CHILD", rows=found)


court_status_before_ten.example(
    ok="""
        Header
        CHILD  DOB
        a      01/05/2016

        Episodes
        CHILD  DECOM       LS
        a      01/04/2026  C2
        a      02/05/2026  J2
    """,
    fails="""
        Header
        CHILD  DOB
        a      01/05/2016  <

        Episodes
        CHILD  DECOM       LS
        a      01/05/2026  J2  <
        a      03/05/2026  C2
    """,
)


@rule("359", fields="DEC LS PLACE")
def still_in_care_after_18(r):
    """The young person is over 18 and the episode is still open, though not accommodated in a children's home."""
    may_stay = ((pl.col.LS == "V2") & (pl.col.PLACE == "K2")).fill_null(False)
    over = birthday("DOB", 18) < r.known_until
    return r.episodes.filter(over & pl.col.DEC.is_null() & ~may_stay)


still_in_care_after_18.example(
    ok="""
        Header
        CHILD  DOB
        a      31/03/2009
        b      01/05/2008
        c      01/05/2008

        Episodes
        CHILD  DEC         LS  PLACE
        a      .           C2  U6
        b      01/05/2026  C2  U6
        c      .           V2  K2
    """,
    fails="""
        Header
        CHILD  DOB
        a      30/03/2009

        Episodes
        CHILD  DEC  LS  PLACE
        a      .    V2  U6     <
        a      .    C2  K2     <
    """,
)


@rule("386", fields="REC")
def adopted_at_18_or_over(r):
    """The episode ended because the child was adopted, but the young person was 18 or over."""
    return r.episodes.filter(capitals("REC").is_in(ADOPTED) & aged("DOB", 18, pl.col.DEC))


adopted_at_18_or_over.example(
    ok="""
        Header
        CHILD  DOB
        a      02/05/2008

        Episodes
        CHILD  DEC         REC
        a      01/05/2026  E11
        a      .           E12
    """,
    fails="""
        Header
        CHILD  DOB
        a      01/05/2008

        Episodes
        CHILD  DEC         REC
        a      01/05/2026  E12  <
    """,
)


@rule("387", fields="REC")
def independent_before_14(r):
    """The episode ended with a move to independent living, but the child was under 14."""
    return r.episodes.filter(capitals("REC").is_in(INDEPENDENT) & (pl.col.DEC < birthday("DOB", 14)))


independent_before_14.example(
    ok="""
        Header
        CHILD  DOB
        a      01/05/2012

        Episodes
        CHILD  DEC         REC
        a      01/05/2026  E5
    """,
    fails="""
        Header
        CHILD  DOB
        a      02/05/2012

        Episodes
        CHILD  DEC         REC
        a      01/05/2026  E6   <
    """,
)


@rule("389", fields="REC")
def adult_care_before_16(r):
    """The episode ended with a move to adult residential care, but the child was under 16."""
    return r.episodes.filter((capitals("REC") == "E7") & (pl.col.DEC < birthday("DOB", 16)))


adult_care_before_16.example(
    ok="""
        Header
        CHILD  DOB
        a      01/05/2010

        Episodes
        CHILD  DEC         REC
        a      01/05/2026  E7
    """,
    fails="""
        Header
        CHILD  DOB
        a      02/05/2010

        Episodes
        CHILD  DEC         REC
        a      01/05/2026  E7   <
    """,
)


@rule("407", fields="DEC DOB REC")
def guardianship_after_18(r):
    """The episode ended with a special guardianship order after the young person's eighteenth birthday."""
    late = r.episodes.filter(among("REC", GUARDIANSHIP) & (pl.col.DEC > birthday("DOB", 18)))
    return also_rows_of("Header", r.header, on="CHILD", rows=late)


guardianship_after_18.example(
    ok="""
        Header
        CHILD  DOB
        a      01/05/2008

        Episodes
        CHILD  DEC         REC
        a      01/05/2026  E45
    """,
    fails="""
        Header
        CHILD  DOB
        a      01/05/2008  <

        Episodes
        CHILD  DEC         REC
        a      02/05/2026  E48  <
    """,
)


@rule("460", fields="DEC REC")
def stays_put_before_18(r):
    """The episode ended because the young person stayed with their carers at 18, but they were under 18."""
    return r.episodes.filter((pl.col.REC == "E17") & (pl.col.DEC < birthday("DOB", 18)))


stays_put_before_18.example(
    ok="""
        Header
        CHILD  DOB
        a      01/05/2008

        Episodes
        CHILD  DEC         REC
        a      01/05/2026  E17
    """,
    fails="""
        Header
        CHILD  DOB
        a      02/05/2008

        Episodes
        CHILD  DEC         REC
        a      01/05/2026  E17  <
    """,
)


@rule("580", fields="REC")
def missing_at_18_ends_for_another_reason(r):
    """Care ended on the eighteenth birthday of a child who was missing until that day, but not with reason E8."""
    at_home = r.header.select("CHILD", OF_HEADER="DOB").unique("CHILD", keep="first")
    known = r.missing.join(at_home, on="CHILD", how="left")
    at_18 = birthday(pl.coalesce("DOB", "OF_HEADER"), 18) == pl.col.MIS_END
    until_18 = known.filter(at_18).select("CHILD", DEC="MIS_END")
    return r.episodes.filter(pl.col.REC.ne_missing("E8")).join(until_18, on=["CHILD", "DEC"], how="semi")


missing_at_18_ends_for_another_reason.example(
    ok="""
        Episodes
        CHILD  DEC         REC
        a      01/06/2026  E8
        b      02/06/2026  E4A

        Missing
        CHILD  DOB         MIS_END
        a      01/06/2008  01/06/2026
        b      01/06/2008  02/06/2026
    """,
    fails="""
        Header
        CHILD  DOB
        b      01/06/2008

        Episodes
        CHILD  DEC         REC
        a      01/06/2026  E5   <
        b      01/05/2026  X1
        b      01/06/2026  .    <

        Missing
        CHILD  DOB         MIS_END
        a      01/06/2008  01/06/2026
        b      .           01/06/2026
    """,
)


@rule("371", fields="DECOM PLACE", since="2024-25", began="2022-23")
def supported_accommodation_before_16(r):
    """The child was placed in supported accommodation before the age of 16."""
    return ended_placement_before(r, "K3", 16)


supported_accommodation_before_16.example(
    ok="""
        Header
        CHILD  DOB
        a      01/05/2010

        Episodes
        CHILD  DECOM       DEC         PLACE
        a      01/04/2026  01/05/2026  U6
        a      01/05/2026  01/06/2026  K3
    """,
    fails="""
        Header
        CHILD  DOB
        a      02/05/2010

        Episodes
        CHILD  DECOM       DEC         PLACE
        a      01/05/2026  01/06/2026  K3     <
        a      01/05/2026  .           K3
    """,
)


@rule("372", fields="DECOM PLACE")
def custody_before_ten(r):
    """The child was placed in a young offender institution or prison before the age of ten."""
    return ended_placement_before(r, "R5", 10)


custody_before_ten.example(
    ok="""
        Header
        CHILD  DOB
        a      01/05/2016

        Episodes
        CHILD  DECOM       DEC         PLACE
        a      01/05/2026  01/06/2026  R5
        a      .           01/06/2026  R5
    """,
    fails="""
        Header
        CHILD  DOB
        a      02/05/2016

        Episodes
        CHILD  DECOM       DEC         PLACE
        a      01/05/2026  01/06/2026  R5     <
    """,
)


@rule("373", fields="DECOM PLACE")
def residential_school_before_four(r):
    """The child was placed in a residential school before the age of four."""
    return ended_placement_before(r, "S1", 4)


residential_school_before_four.example(
    ok="""
        Header
        CHILD  DOB
        a      01/05/2022

        Episodes
        CHILD  DECOM       DEC         PLACE
        a      01/05/2026  01/06/2026  S1
    """,
    fails="""
        Header
        CHILD  DOB
        a      02/05/2022

        Episodes
        CHILD  DECOM       DEC         PLACE
        a      01/05/2026  01/06/2026  S1     <
    """,
)


@rule("374", fields="DECOM PLACE")
def residential_employment_before_14(r):
    """The child was placed in residential employment before the age of 14."""
    return ended_placement_before(r, "P3", 14)


residential_employment_before_14.example(
    ok="""
        Header
        CHILD  DOB
        a      01/05/2012

        Episodes
        CHILD  DECOM       DEC         PLACE
        a      01/05/2026  01/06/2026  P3
    """,
    fails="""
        Header
        CHILD  DOB
        a      02/05/2012

        Episodes
        CHILD  DECOM       DEC         PLACE
        a      01/05/2026  01/06/2026  P3     <
    """,
)


@rule("234", fields="REASON_PLACE_CHANGE DOB", since="2025-26")
def moved_because_of_custody_before_ten(r):
    """The placement changed because of custody, but the child was under ten when the episode began."""
    custody = pl.col.REASON_PLACE_CHANGE == "CUSTOD"
    young = r.episodes.filter(custody & (pl.col.DECOM < birthday("DOB", 10)))
    return also_rows_of("Header", r.header, on="CHILD", rows=young)


moved_because_of_custody_before_ten.example(
    ok="""
        Header
        CHILD  DOB
        a      01/05/2016

        Episodes
        CHILD  DECOM       REASON_PLACE_CHANGE
        a      30/04/2026  CHILD
        a      01/05/2026  CUSTOD
    """,
    fails="""
        Header
        CHILD  DOB
        a      02/05/2016  <

        Episodes
        CHILD  DECOM       REASON_PLACE_CHANGE
        a      01/05/2026  CUSTOD               <
    """,
)
