"""Rules that compare a child's first episode with the one that was open when last year ended."""

import polars as pl

from kith.lib.columns import differs
from kith.lib.rule import Rules
from kith.statutory.ssda903.tables import LAST_YEAR, POSTCODES

rule = Rules()


# A code that was not valid any more this year, with what stands in its place: the same placement.
RECODED = {"2024-25": {"H5": ["K3"]}, "2025-26": {"Z1": ["Z11", "Z12", "Z13", "Z14"]}}


def carried_over(r):
    """The child's first episode with the one that last year left open at its end as `X_last`, whenever they began:
    another day is a fault of its own."""
    left = r.last.episodes.filter(pl.col.LATEST & pl.col.DEC.is_null())
    return r.episodes.filter("FIRST").join(left, on="CHILD", suffix="_last")


def began_as_before(r):
    """Of those, where both have the same reason for the start."""
    return carried_over(r).filter(pl.col.RNE == pl.col.RNE_last)


def further(column):
    """The distance is another than last year's by 0.2 miles or more, or is there where none was."""
    now, before = pl.col(column), pl.col(f"{column}_last")
    return ((now - before).abs().round(1) >= 0.2) | (now.is_not_null() & before.is_null())


@rule("452", fields="PL_LA", needs=[LAST_YEAR, POSTCODES])
def authority_changed_though_begun_alike(r):
    """The child's first episode lies in another authority than the one open at the end of last year, though both began
    for the same reason."""
    return began_as_before(r).filter(differs("PL_LA", "PL_LA_last"))


authority_changed_though_begun_alike.example(
    ok="""
        Episodes
        CHILD  DECOM       RNE  PL_LA
        a      01/05/2025  S    E08000025
        b      01/05/2025  P    E08000025
        c      01/05/2025  S    E08000025

        Episodes_last
        CHILD  DECOM       DEC         RNE  PL_LA
        a      01/05/2025  .           S    E08000025
        b      01/05/2025  .           S    E08000026
        c      01/05/2025  31/03/2026  S    E08000026
    """,
    fails="""
        Episodes
        CHILD  DECOM       RNE  PL_LA
        a      01/05/2025  S    E08000025  <
        b      02/05/2025  S    WAL        <

        Episodes_last
        CHILD  DECOM       RNE  PL_LA
        a      01/05/2025  S    E08000026
        b      01/05/2025  S    .
    """,
)


@rule("453", fields="PL_DISTANCE", needs=[LAST_YEAR, POSTCODES])
def distance_changed_though_begun_alike(r):
    """The child's first episode is at another distance from home than the one open at the end of last year, though both
    began for the same reason."""
    return began_as_before(r).filter(further("PL_DISTANCE"))


distance_changed_though_begun_alike.example(
    ok="""
        Episodes
        CHILD  DECOM       RNE  PL_DISTANCE
        a      01/05/2025  S    10.1
        b      01/05/2025  P    10
        c      01/05/2025  S    .

        Episodes_last
        CHILD  DECOM       RNE  PL_DISTANCE
        a      01/05/2025  S    10
        b      01/05/2025  S    20
        c      01/05/2025  S    20
    """,
    fails="""
        Episodes
        CHILD  DECOM       RNE  PL_DISTANCE
        a      01/05/2025  S    10.2         <
        b      02/05/2025  S    10           <

        Episodes_last
        CHILD  DECOM       RNE  PL_DISTANCE
        a      01/05/2025  S    10
        b      01/05/2025  S    .
    """,
)


@rule("502", fields="DECOM", needs=[LAST_YEAR])
def episode_open_last_year_began_another_day(r):
    """The child's first episode did not begin on the day on which the episode began that last year left open."""
    left = r.last.episodes.filter(pl.col.DEC.is_null()).group_by("CHILD")
    # Should there be several, none of them may have begun another day.
    days = left.agg(EARLIEST=pl.col.DECOM.min(), LATEST_OF_THEM=pl.col.DECOM.max())
    first = r.episodes.filter("FIRST").join(days, on="CHILD")
    return first.filter(differs("DECOM", "EARLIEST") | differs("DECOM", "LATEST_OF_THEM"))


episode_open_last_year_began_another_day.example(
    ok="""
        Episodes
        CHILD  DECOM
        a      01/05/2025
        a      01/05/2026
        b      01/05/2026

        Episodes_last
        CHILD  DECOM       DEC
        a      01/05/2025  .
        b      01/05/2025  01/06/2025
    """,
    fails="""
        Episodes
        CHILD  DECOM
        a      02/05/2025  <
        a      01/05/2026
        b      01/05/2025  <

        Episodes_last
        CHILD  DECOM       DEC
        a      01/05/2025  .
        b      01/05/2025  .
        b      01/06/2025  .
    """,
)


@rule("503A", fields="RNE", needs=[LAST_YEAR])
def reason_for_start_changed_since_last_year(r):
    """The child's first episode has another reason for its start than the episode that was open when last year ended."""
    return carried_over(r).filter(differs("RNE", "RNE_last"))


reason_for_start_changed_since_last_year.example(
    ok="""
        Episodes
        CHILD  DECOM       RNE
        a      01/05/2025  S
        a      01/05/2026  P

        Episodes_last
        CHILD  DECOM       RNE
        a      01/05/2025  S
    """,
    fails="""
        Episodes
        CHILD  DECOM       RNE
        a      01/05/2025  P    <
        a      01/05/2026  P

        Episodes_last
        CHILD  DECOM       RNE
        a      01/05/2025  S
    """,
)


@rule("503B", fields="LS", needs=[LAST_YEAR])
def legal_status_changed_since_last_year(r):
    """The child's first episode has another legal status than the episode that was open when last year ended."""
    return carried_over(r).filter(differs("LS", "LS_last"))


legal_status_changed_since_last_year.example(
    ok="""
        Episodes
        CHILD  DECOM       LS
        a      01/05/2025  V2
        a      01/05/2026  C2
        b      01/06/2025  V2

        Episodes_last
        CHILD  DECOM       DEC         LS
        a      01/05/2025  .           V2
        b      01/05/2025  01/06/2025  C2
    """,
    fails="""
        Episodes
        CHILD  DECOM       LS
        a      01/05/2025  C2  <
        b      02/05/2025  .   <

        Episodes_last
        CHILD  DECOM       LS
        a      01/05/2025  V2
        b      01/05/2025  V2
    """,
)


@rule("503C", fields="CIN", needs=[LAST_YEAR])
def main_need_changed_since_last_year(r):
    """The child's first episode has another main need than the episode that was open when last year ended."""
    return carried_over(r).filter(differs("CIN", "CIN_last"))


main_need_changed_since_last_year.example(
    ok="""
        Episodes
        CHILD  DECOM       CIN
        a      01/05/2025  N1
        a      01/05/2026  N5
        b      01/06/2025  N1

        Episodes_last
        CHILD  DECOM       DEC         CIN
        a      01/05/2025  .           N1
        b      01/05/2025  01/06/2025  N5
    """,
    fails="""
        Episodes
        CHILD  DECOM       CIN
        a      01/05/2025  N5   <
        b      02/05/2025  .    <

        Episodes_last
        CHILD  DECOM       CIN
        a      01/05/2025  N1
        b      01/05/2025  N1
    """,
)


@rule("503D", fields="PLACE", since="2024-25", began="2022-23", needs=[LAST_YEAR])
def placement_changed_since_last_year(r):
    """The child's first episode has another type of placement than the episode that was open when last year ended."""
    only_recoded = pl.lit(False)
    for old, new in RECODED.get(r.year, {}).items():
        only_recoded |= (pl.col.PLACE_last == old) & pl.col.PLACE.is_in(new)
    return carried_over(r).filter(differs("PLACE", "PLACE_last") & ~only_recoded.fill_null(False))


placement_changed_since_last_year.example(
    ok="""
        Episodes
        CHILD  DECOM       PLACE
        a      01/05/2024  U6
        a      01/05/2025  U4
        b      01/05/2024  Z14

        Episodes_last
        CHILD  DECOM       PLACE
        a      01/05/2024  U6
        b      01/05/2024  Z1
    """,
    fails="""
        Episodes
        CHILD  DECOM       PLACE
        a      01/05/2024  U4     <
        b      01/05/2024  K2     <
        c      01/05/2024  .      <

        Episodes_last
        CHILD  DECOM       PLACE
        a      01/05/2024  U6
        b      01/05/2024  Z1
        c      01/05/2024  U6
    """,
    year="2025-26",
)


@rule("503E", fields="PLACE_PROVIDER", needs=[LAST_YEAR])
def provider_changed_since_last_year(r):
    """The child's first episode has another kind of provider than the episode that was open when last year ended."""
    return carried_over(r).filter(differs("PLACE_PROVIDER", "PLACE_PROVIDER_last"))


provider_changed_since_last_year.example(
    ok="""
        Episodes
        CHILD  DECOM       PLACE_PROVIDER
        a      01/05/2025  PR1
        a      01/05/2026  PR4
        b      01/06/2025  PR1

        Episodes_last
        CHILD  DECOM       DEC         PLACE_PROVIDER
        a      01/05/2025  .           PR1
        b      01/05/2025  01/06/2025  PR4
    """,
    fails="""
        Episodes
        CHILD  DECOM       PLACE_PROVIDER
        a      01/05/2025  PR4             <
        b      02/05/2025  .               <

        Episodes_last
        CHILD  DECOM       PLACE_PROVIDER
        a      01/05/2025  PR1
        b      01/05/2025  PR1
    """,
)


@rule("503F", fields="URN", needs=[LAST_YEAR])
def ofsted_number_changed_since_last_year(r):
    """The child's first episode has another Ofsted number than the episode that was open when last year ended."""
    return carried_over(r).filter(differs("URN", "URN_last"))


ofsted_number_changed_since_last_year.example(
    ok="""
        Episodes
        CHILD  DECOM       URN
        a      01/05/2025  SC000001
        a      01/05/2026  SC000002
        b      01/06/2025  SC000001

        Episodes_last
        CHILD  DECOM       DEC         URN
        a      01/05/2025  .           SC000001
        b      01/05/2025  01/06/2025  SC000002
    """,
    fails="""
        Episodes
        CHILD  DECOM       URN
        a      01/05/2025  SC000002  <
        b      02/05/2025  .         <

        Episodes_last
        CHILD  DECOM       URN
        a      01/05/2025  SC000001
        b      01/05/2025  SC000001
    """,
)


@rule("503G", fields="PL_DISTANCE", needs=[LAST_YEAR, POSTCODES])
def distance_changed_since_last_year(r):
    """The child's first episode is at another distance from home than the episode that was open when last year ended."""
    return carried_over(r).filter(further("PL_DISTANCE"))


distance_changed_since_last_year.example(
    ok="""
        Episodes
        CHILD  DECOM       PL_DISTANCE
        a      01/05/2025  10.1
        b      01/05/2025  .

        Episodes_last
        CHILD  DECOM       PL_DISTANCE
        a      01/05/2025  10
        b      01/05/2025  3
    """,
    fails="""
        Episodes
        CHILD  DECOM       PL_DISTANCE
        a      01/05/2025  10.2         <
        b      01/05/2025  3            <

        Episodes_last
        CHILD  DECOM       PL_DISTANCE
        a      01/05/2025  10
        b      01/05/2025  .
    """,
)


@rule("503H", fields="PL_LA", needs=[LAST_YEAR, POSTCODES])
def authority_changed_since_last_year(r):
    """The child's first episode lies in another authority than the episode that was open when last year ended."""
    return carried_over(r).filter(differs("PL_LA", "PL_LA_last"))


authority_changed_since_last_year.example(
    ok="""
        Episodes
        CHILD  DECOM       PL_LA
        a      01/05/2025  E08000025
        a      01/05/2026  E08000026
        b      01/06/2025  E08000025

        Episodes_last
        CHILD  DECOM       DEC         PL_LA
        a      01/05/2025  .           E08000025
        b      01/05/2025  01/06/2025  E08000026
    """,
    fails="""
        Episodes
        CHILD  DECOM       PL_LA
        a      01/05/2025  E08000026  <
        b      02/05/2025  .          <

        Episodes_last
        CHILD  DECOM       PL_LA
        a      01/05/2025  E08000025
        b      01/05/2025  E08000025
    """,
)


@rule("503J", fields="PL_LOCATION", needs=[LAST_YEAR, POSTCODES])
def location_changed_since_last_year(r):
    """The child's first episode lies inside this authority and the episode that was open when last year ended did not, or
    the other way round."""
    return carried_over(r).filter(differs("PL_LOCATION", "PL_LOCATION_last"))


location_changed_since_last_year.example(
    ok="""
        Episodes
        CHILD  DECOM       PL_LOCATION
        a      01/05/2025  IN
        a      01/05/2026  OUT
        b      01/06/2025  IN

        Episodes_last
        CHILD  DECOM       DEC         PL_LOCATION
        a      01/05/2025  .           IN
        b      01/05/2025  01/06/2025  OUT
    """,
    fails="""
        Episodes
        CHILD  DECOM       PL_LOCATION
        a      01/05/2025  OUT          <
        b      02/05/2025  .            <

        Episodes_last
        CHILD  DECOM       PL_LOCATION
        a      01/05/2025  IN
        b      01/05/2025  IN
    """,
)


@rule("562", fields="DECOM", needs=[LAST_YEAR])
def episode_of_an_earlier_year_was_not_there(r):
    """The child's first episode began before this year, but the latest episode of last year's return is not that one."""
    latest = r.last.episodes.group_by("CHILD").agg(pl.col.DECOM.max())
    earlier = r.episodes.filter(pl.col.FIRST & (pl.col.DECOM < r.start))
    return earlier.join(latest, on=["CHILD", "DECOM"], how="anti")


episode_of_an_earlier_year_was_not_there.example(
    ok="""
        Episodes
        CHILD  DECOM
        a      01/05/2025
        b      01/04/2026

        Episodes_last
        CHILD  DECOM
        a      01/04/2025
        a      01/05/2025
    """,
    fails="""
        Episodes
        CHILD  DECOM
        a      01/04/2025  <
        b      31/03/2026  <

        Episodes_last
        CHILD  DECOM
        a      01/04/2025
        a      01/05/2025
    """,
)
