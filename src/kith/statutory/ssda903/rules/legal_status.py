"""Rules about the legal status of an episode and how long it may last."""

from datetime import date

import polars as pl

from kith.lib.columns import among, any_given
from kith.lib.rule import Rules
from kith.statutory.ssda903.derived import RESPITE

rule = Rules()

PLACEMENT_ORDERS = date(2005, 12, 1)  # no placement order is older
MOST_SHORT_BREAK, MOST_IN_A_YEAR = 17, 75  # days


def lasts_longer(r, status, days):
    """The episodes of a run of one legal status, without a day between them, of more than so many days. One that is
    still open is counted to the end of the year, or to the day of the data."""
    lasted = (pl.col.LS_RUN_END.fill_null(r.known_until) - pl.col.LS_RUN_START).dt.total_days()
    return r.episodes.filter((status == pl.col.LS) & (lasted > days))


@rule("361", fields="DECOM LS DEC")
def police_protection_lasts_too_long(r):
    """Police protection lasts longer than 72 hours, which is three days."""
    return lasts_longer(r, "L1", 3)


police_protection_lasts_too_long.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         LS
        a      01/05/2026  04/05/2026  L1
        a      04/05/2026  .           L2
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         LS
        a      01/05/2026  03/05/2026  L1  <
        a      03/05/2026  05/05/2026  L1  <
        b      01/05/2026  .           L1  <
    """,
)


@rule("362", fields="DECOM LS DEC")
def emergency_protection_lasts_too_long(r):
    """An emergency protection order lasts longer than 21 days."""
    return lasts_longer(r, "L2", 21)


emergency_protection_lasts_too_long.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         LS
        a      01/05/2026  22/05/2026  L2
        a      22/05/2026  .           C1
        b      10/03/2027  .           L2
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         LS
        a      01/05/2026  12/05/2026  L2  <
        a      12/05/2026  23/05/2026  L2  <
        a      23/05/2026  .           C1
        b      09/03/2027  .           L2  <
    """,
)


@rule("363", fields="LS DECOM DEC")
def assessment_order_lasts_too_long(r):
    """A child assessment order lasts longer than 7 days."""
    return lasts_longer(r, "L3", 7)


assessment_order_lasts_too_long.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         LS
        a      01/05/2026  08/05/2026  L3
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         LS
        a      01/05/2026  09/05/2026  L3  <
    """,
)


@rule("364", fields="LS DECOM DEC")
def detention_lasts_too_long(r):
    """A child detained by the police is accommodated for longer than 21 days."""
    return lasts_longer(r, "J2", 21)


detention_lasts_too_long.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         LS
        a      01/05/2026  22/05/2026  J2
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         LS
        a      01/05/2026  12/05/2026  J2  <
        a      12/05/2026  23/05/2026  J2  <
    """,
)


@rule("365", fields="LS DECOM DEC")
def short_break_lasts_too_long(r):
    """A short break lasts longer than 17 days."""
    lasted = (pl.col.DEC.fill_null(r.known_until) - pl.col.DECOM).dt.total_days()
    return r.episodes.filter((pl.col.LS == "V3") & (lasted > MOST_SHORT_BREAK))


short_break_lasts_too_long.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         LS
        a      01/05/2026  18/05/2026  V3
        a      18/05/2026  01/06/2026  V3
        b      01/05/2026  .           V4
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         LS
        a      01/05/2026  19/05/2026  V3  <
        b      01/05/2026  .           V3  <
    """,
)


@rule("366", fields="RNE")
def short_break_does_not_start_care(r):
    """A short break is an episode of its own, but this one does not begin with the reason that care started."""
    return r.episodes.filter((pl.col.LS == "V3") & pl.col.RNE.ne_missing("S"))


short_break_does_not_start_care.example(
    ok="""
        Episodes
        CHILD  LS  RNE
        a      V3  S
        b      V4  L
    """,
    fails="""
        Episodes
        CHILD  LS  RNE
        a      V3  L    <
        b      V3  .    <
    """,
)


@rule("367", fields="LS DECOM DEC")
def short_breaks_of_the_year_are_too_long(r):
    """The child's short breaks in the year add up to more than 75 days."""
    begins = pl.max_horizontal(pl.col.DECOM, pl.lit(r.start))
    ends = pl.min_horizontal(pl.col.DEC.fill_null(r.known_until), pl.lit(r.end))
    days = pl.when(pl.col.DECOM.is_not_null()).then((ends - begins).dt.total_days())
    breaks = r.episodes.filter((pl.col.LS == "V3") & pl.col.CHILD.is_not_null() & (days > 0))
    return breaks.filter(days.sum().over("CHILD") > MOST_IN_A_YEAR)


short_breaks_of_the_year_are_too_long.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         LS
        a      01/01/2026  02/04/2026  V3
        a      01/05/2026  14/07/2026  V3
        b      01/05/2026  01/12/2026  V4
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         LS
        a      01/01/2026  31/03/2026  V3
        a      01/03/2026  03/04/2026  V3  <
        a      01/05/2026  14/07/2026  V3  <
        b      14/01/2027  .           V3  <
    """,
)


@rule("378", fields="PLACE LS")
def accommodated_with_parents(r):
    """A child accommodated by agreement is placed with parents, where a child needs no accommodation."""
    return r.episodes.filter((pl.col.PLACE == "P1") & (pl.col.LS == "V2"))


accommodated_with_parents.example(
    ok="""
        Episodes
        CHILD  LS  PLACE
        a      C2  P1
        b      V2  U6
    """,
    fails="""
        Episodes
        CHILD  LS  PLACE
        a      V2  P1     <
    """,
)


@rule("384", fields="PLACE LS")
def short_break_in_long_term_foster_care(r):
    """A short break is given with a long-term foster placement."""
    return r.episodes.filter(pl.col.LS.is_in(["V3", "V4"]) & pl.col.PLACE.is_in(["U1", "U4"]))


short_break_in_long_term_foster_care.example(
    ok="""
        Episodes
        CHILD  LS  PLACE
        a      V3  U3
        b      C2  U4
    """,
    fails="""
        Episodes
        CHILD  LS  PLACE
        a      V4  U1     <
    """,
)


@rule("398", fields="LS HOME_POST PL_POST")
def short_break_has_a_postcode(r):
    """A short break has a postcode of home or of the placement, which are not asked for short breaks."""
    return r.episodes.filter(among("LS", RESPITE) & any_given("HOME_POST", "PL_POST"))


short_break_has_a_postcode.example(
    ok="""
        Episodes
        CHILD  LS  HOME_POST  PL_POST
        a      V3  .          .
        b      C2  B1 1BB     B2 4QA
    """,
    fails="""
        Episodes
        CHILD  LS  HOME_POST  PL_POST
        a      V3  B1 1BB     .        <
        b      V4  .          B2 4QA   <
    """,
)


@rule("408", fields="PLACE LS")
def adoption_under_an_order_that_is_not_there(r):
    """The child is placed for adoption under a placement order, but that is not the legal status."""
    return r.episodes.filter(among("PLACE", ["A5", "A6"]) & pl.col.LS.ne_missing("E1"))


adoption_under_an_order_that_is_not_there.example(
    ok="""
        Episodes
        CHILD  LS  PLACE
        a      E1  A5
        b      C2  A3
    """,
    fails="""
        Episodes
        CHILD  LS  PLACE
        a      C2  A5     <
        b      .   A6     <
    """,
)


@rule("426", fields="LS")
def both_kinds_of_short_break(r):
    """The child has both kinds of short break in the year."""
    breaks = r.episodes.filter(pl.col.LS.is_in(["V3", "V4"]))
    return breaks.filter(pl.col.LS.n_unique().over("CHILD") == 2)


both_kinds_of_short_break.example(
    ok="""
        Episodes
        CHILD  DECOM       LS
        a      01/05/2026  V3
        b      01/05/2026  V4
    """,
    fails="""
        Episodes
        CHILD  DECOM       LS
        a      01/05/2026  V3  <
        a      01/06/2026  V4  <
        a      01/07/2026  C2
    """,
)


@rule("446", fields="LS DECOM")
def placement_order_before_there_were_any(r):
    """An episode under a placement order began before 1 December 2005, when there were no placement orders."""
    return r.episodes.filter((pl.col.LS == "E1") & (pl.col.DECOM < PLACEMENT_ORDERS))


placement_order_before_there_were_any.example(
    ok="""
        Episodes
        CHILD  DECOM       LS
        a      01/12/2005  E1
        b      30/11/2005  C2
    """,
    fails="""
        Episodes
        CHILD  DECOM       LS
        a      30/11/2005  E1  <
    """,
)
