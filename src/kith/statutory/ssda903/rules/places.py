"""Rules about where a placement is: its postcode, its authority, its distance from home."""

import polars as pl

from kith.lib.columns import among, given
from kith.lib.rule import Rules
from kith.statutory.ssda903.derived import RESPITE
from kith.statutory.ssda903.tables import POSTCODES

rule = Rules()


@rule("169", fields="PL_LA", needs=[POSTCODES])
def authority_of_placement_is_unknown(r):
    """The authority in which the child is placed is not known, most often because of the postcode."""
    return r.episodes.filter(pl.col.PL_LA.is_null() & ~among("LS", RESPITE))


authority_of_placement_is_unknown.example(
    ok="""
        Episodes
        CHILD  LS  PL_POST
        a      C2  B1 1BB
        b      V3  .
    """,
    fails="""
        Episodes
        CHILD  LS  PL_POST
        a      C2  ZZ9 9ZZ  <
        b      V2  .        <
    """,
)


@rule("392c", fields="HOME_POST PL_POST", needs=[POSTCODES])
def postcode_is_unknown(r):
    """The postcode of home or of the placement is not a postcode that is known."""
    return r.episodes.filter(~pl.col.HOME_POST_KNOWN | ~pl.col.PL_POST_KNOWN)


postcode_is_unknown.example(
    ok="""
        Episodes
        CHILD  HOME_POST  PL_POST
        a      B1 1BB     B11BB
        b      .          .
    """,
    fails="""
        Episodes
        CHILD  HOME_POST  PL_POST
        a      B1 1BB     ZZ9 9ZZ  <
        b      NONE       .        <
    """,
)


@rule("420", fields="PL_LA", needs=[POSTCODES])
def short_break_has_an_authority(r):
    """A short break has an authority of placement, which is not asked for short breaks."""
    return r.episodes.filter(among("LS", RESPITE) & pl.col.PL_LA.is_not_null())


short_break_has_an_authority.example(
    ok="""
        Episodes
        CHILD  LS  PL_LA
        a      C2  E08000025
        b      V4  .
    """,
    fails="""
        Episodes
        CHILD  LS  PL_LA
        a      V4  E08000025  <
    """,
)


@rule("392a", fields="PL_DISTANCE", needs=[POSTCODES])
def distance_is_missing(r):
    """The distance from home to the placement is not known, for a child who did not come to the country alone."""
    alone = pl.concat(
        [r.header.filter(pl.col.UASC == "1").select("CHILD"), r.uasc.select("CHILD"), alone_last_year(r)]
    )
    asked = ~given("PL_DISTANCE") & ~among("LS", RESPITE)
    return r.episodes.filter(asked).join(alone, on="CHILD", how="anti")


def alone_last_year(r):
    """The children who were unaccompanied last year."""
    header = r.last.header.filter(pl.col.UASC == "1").select("CHILD")
    return pl.concat([header, r.last.uasc.filter(given("DUC")).select("CHILD")])


distance_is_missing.example(
    ok="""
        Header
        CHILD  DOB
        a      01/05/2015
        alone  01/05/2010

        UASC
        CHILD  DOB
        alone  01/05/2010

        Episodes
        CHILD  LS  HOME_POST  PL_POST
        a      C2  B1 1BB     B2 4QA
        alone  V2  .          B2 4QA
    """,
    fails="""
        Episodes
        CHILD  LS  HOME_POST  PL_POST
        a      C2  .          B2 4QA  <
    """,
)
