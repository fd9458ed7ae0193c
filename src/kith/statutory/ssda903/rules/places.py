"""Rules about where a placement is: its postcode, its authority, its distance from home."""

import polars as pl

from kith.lib.columns import among, any_blank, any_given, given, unreadable
from kith.lib.rule import Rules
from kith.statutory.ssda903.derived import RESPITE
from kith.statutory.ssda903.rules.episode_codes import ADOPTIVE, FOSTER
from kith.statutory.ssda903.tables import AUTHORITY, POSTCODES

rule = Rules()

ABROAD = ("WAL", "SCO", "NIR", "NUK")
FURTHEST = 999.9  # miles; what the return holds where the distance is greater, or not to be told
UNLIKELY = 350  # miles


@rule("164", fields="PL_DISTANCE", needs=[POSTCODES])
def distance_is_not_one_that_can_be(r):
    """The distance from home to the placement is not from 0 to 999.9 miles, for a child who did not come to the country
    alone."""
    outside = ~pl.col.PL_DISTANCE.is_between(0, FURTHEST)
    found = r.episodes.filter(outside.fill_null(False) | unreadable("PL_DISTANCE"))
    return found.join(alone(r), on="CHILD", how="anti")


distance_is_not_one_that_can_be.example(
    ok="""
        Header
        CHILD  DOB
        alone  01/05/2010

        UASC
        CHILD  DOB
        alone  01/05/2010

        Episodes
        CHILD  PL_DISTANCE
        a      0
        b      999.9
        c      .
        alone  -1
    """,
    fails="""
        Episodes
        CHILD  PL_DISTANCE
        a      -1           <
        b      1000         <
        c      far          <
    """,
)


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


@rule("179", fields="PL_LOCATION", needs=[POSTCODES])
def inside_or_outside_is_unknown(r):
    """Whether the child is placed inside or outside the authority is not known, most often because of the postcode."""
    return r.episodes.filter(pl.col.PL_LOCATION.is_null() & ~among("LS", RESPITE))


inside_or_outside_is_unknown.example(
    ok="""
        Episodes
        CHILD  LS  PL_LOCATION
        a      C2  OUT
        b      V3  .
    """,
    fails="""
        Episodes
        CHILD  LS  PL_LOCATION
        a      C2  .            <
        b      .   .            <
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


@rule("392b", fields="HOME_POST PL_POST")
def postcode_is_missing(r):
    """The postcode of home or of the placement is missing, for a child who did not come to the country alone."""
    asked = any_blank("HOME_POST", "PL_POST") & ~among("LS", RESPITE)
    return r.episodes.filter(asked).join(alone(r), on="CHILD", how="anti")


postcode_is_missing.example(
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
        a      V3  .          .
        alone  V2  .          B2 4QA
        b      C2  .          B2 4QA

        UASC_last
        CHILD  DUC
        b      01/01/2026
    """,
    fails="""
        Episodes
        CHILD  LS  HOME_POST  PL_POST
        a      C2  .          B2 4QA   <
        a      V2  B1 1BB     .        <
        b      .   .          .        <
    """,
)


@rule("392d", fields="HOME_POST PL_POST PLACE")
def placed_where_home_is(r):
    """The placement has the postcode of home, but the child is not placed with parents."""
    return r.episodes.filter((pl.col.HOME_POST == pl.col.PL_POST) & pl.col.PLACE.ne_missing("P1"))


placed_where_home_is.example(
    ok="""
        Episodes
        CHILD  PLACE  HOME_POST  PL_POST
        a      P1     B1 1BB     B1 1BB
        b      U6     B1 1BB     B2 4QA
        c      U6     .          .
    """,
    fails="""
        Episodes
        CHILD  PLACE  HOME_POST  PL_POST
        a      U3     B1 1BB     B11BB    <
    """,
)


@rule("411", fields="PL_LOCATION", needs=[POSTCODES, AUTHORITY])
def inside_but_of_another_authority(r):
    """The placement is said to be inside this authority, but lies in another."""
    elsewhere = pl.col.PL_LA.ne_missing(pl.lit(r.authority, pl.String))
    return r.episodes.filter((pl.col.PL_LOCATION == "IN") & elsewhere)


inside_but_of_another_authority.example(
    ok="""
        Episodes
        CHILD  PL_LA      PL_LOCATION
        a      E08000025  IN
        b      E08000026  OUT
    """,
    fails="""
        Episodes
        CHILD  PL_LA      PL_LOCATION
        a      E08000026  IN           <
        b      WAL        IN           <
    """,
    authority="E08000025",
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
    asked = ~given("PL_DISTANCE") & ~among("LS", RESPITE)
    return r.episodes.filter(asked).join(alone(r), on="CHILD", how="anti")


def alone(r):
    """The children who are unaccompanied, or were last year."""
    header = r.header.filter(pl.col.UASC == "1").select("CHILD")
    return pl.concat([header, r.uasc.select("CHILD"), alone_last_year(r)])


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


@rule("454", fields="PL_DISTANCE", since="2025-26", needs=[POSTCODES])
def distance_is_unlikely(r):
    """The placement is more than 350 miles from home, which is seldom right: check both postcodes."""
    return r.episodes.filter((pl.col.PL_DISTANCE > UNLIKELY) & (pl.col.PL_DISTANCE != FURTHEST))


distance_is_unlikely.example(
    ok="""
        Episodes
        CHILD  PL_DISTANCE
        a      350
        b      999.9
        c      .
    """,
    fails="""
        Episodes
        CHILD  PL_DISTANCE
        a      350.1        <
        b      999          <
    """,
)


@rule("1015", fields="PL_LA", since="2025-26", began="2022-23", needs=[POSTCODES, AUTHORITY])
def own_provision_lies_elsewhere(r):
    """A placement that this authority is said to provide lies in another authority, and it is neither with foster carers
    or adopters nor supported accommodation."""
    # Blanks, which other rules find, are passed over: it is not known what they should be.
    own = (pl.col.PLACE_PROVIDER == "PR1") & ~pl.col.LS.is_in(RESPITE)
    elsewhere = pl.col.PL_LA != pl.lit(r.authority, pl.String)
    return r.episodes.filter(own & ~pl.col.PLACE.is_in([*FOSTER, *ADOPTIVE, "K3"]) & elsewhere)


own_provision_lies_elsewhere.example(
    ok="""
        Episodes
        CHILD  LS  PLACE  PLACE_PROVIDER  PL_LA
        a      C2  K2     PR1             E08000025
        b      C2  U6     PR1             E08000026
        c      C2  K2     PR2             E08000026
        d      V3  K2     PR1             E08000026
        e      C2  K2     PR1             .
        f      C2  .      PR1             E08000026
    """,
    fails="""
        Episodes
        CHILD  LS  PLACE  PLACE_PROVIDER  PL_LA
        a      C2  K2     PR1             E08000026  <
    """,
    authority="E08000025",
)


@rule("214", fields="PL_POST URN")
def short_break_has_a_place_or_provider(r):
    """A short break has a postcode of the placement or an Ofsted number, which are not asked for short breaks."""
    return r.episodes.filter(among("LS", RESPITE) & any_given("PL_POST", "URN"))


short_break_has_a_place_or_provider.example(
    ok="""
        Episodes
        CHILD  LS  PL_POST  URN
        a      V3  .        .
        b      C2  B1 1BB   SC000001
    """,
    fails="""
        Episodes
        CHILD  LS  PL_POST  URN
        a      V3  B1 1BB   .         <
        b      V4  .        SC000001  <
    """,
)


@rule("243", fields="URN", since="2025-26", needs=[POSTCODES])
def ofsted_number_outside_england(r):
    """An Ofsted number is given for a placement outside England, where Ofsted registers nobody."""
    return r.episodes.filter(given("URN") & among("PL_LA", ABROAD))


ofsted_number_outside_england.example(
    ok="""
        Episodes
        CHILD  PL_LA      URN
        a      E08000025  SC000001
        b      WAL        .
        c      .          SC000001
    """,
    fails="""
        Episodes
        CHILD  PL_LA  URN
        a      WAL    SC000001  <
        b      SCO    XXXXXXX   <
    """,
)
