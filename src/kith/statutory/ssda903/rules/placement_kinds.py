"""Rules about the type of a placement: what it goes with, how long it may last and what follows it."""

from datetime import date

import polars as pl

from kith.lib.columns import among, differs, given
from kith.lib.rule import Rules
from kith.statutory.ssda903.derived import RESPITE
from kith.statutory.ssda903.rules.episode_codes import ADOPTIVE, FOSTER, TEMPORARY

rule = Rules()

CARER_BECAME_ADOPTER = date(2015, 4, 1)  # from here on such a placement is an episode of its own
MOST_HOLIDAYS = 2  # of one usual carer in a year


def lasted_longer(r, place, days):
    """The ended episodes of a type of placement that lasted more than so many days."""
    lasted = (pl.col.DEC - pl.col.DECOM).dt.total_days()
    return r.episodes.filter((place == pl.col.PLACE) & (lasted > days))


@rule("217", fields="PLACE DECOM RNE")
def adoptive_carer_for_an_unlikely_reason(r):
    """The child was placed for adoption with their foster carer, but the episode does not say that care started or that
    the carer stayed the same."""
    since = pl.col.DECOM >= CARER_BECAME_ADOPTER
    return r.episodes.filter(among("PLACE", ["A3", "A5"]) & since & ~among("RNE", ["S", "T", "U"]))


adoptive_carer_for_an_unlikely_reason.example(
    ok="""
        Episodes
        CHILD  DECOM       PLACE  RNE
        a      01/05/2026  A3     T
        b      31/03/2015  A5     P
        c      01/05/2026  A4     P
    """,
    fails="""
        Episodes
        CHILD  DECOM       PLACE  RNE
        a      01/04/2015  A3     P    <
        b      01/05/2026  A5     .    <
    """,
)


@rule("225", fields="REASON_PLACE_CHANGE")
def reason_for_the_move_is_missing(r):
    """The child moved to another placement, but the reason for the move is missing."""
    moves = (pl.col.REC == "X1") & among("NEXT_RNE", ["P", "B", "T", "U"])
    temporary = among("PLACE", TEMPORARY) | among("NEXT_PLACE", TEMPORARY)
    return r.episodes.filter(moves & ~temporary & ~given("REASON_PLACE_CHANGE"))


reason_for_the_move_is_missing.example(
    ok="""
        Episodes
        CHILD  DECOM       REC  RNE  PLACE  REASON_PLACE_CHANGE
        a      01/05/2026  X1   S    U6     CARPL
        a      01/06/2026  X1   P    U6     .
        a      01/07/2026  X1   P    T1     .
        a      10/07/2026  X1   P    U6     .
        a      01/08/2026  .    L    U6     .
    """,
    fails="""
        Episodes
        CHILD  DECOM       REC  RNE  PLACE  REASON_PLACE_CHANGE
        a      01/05/2026  X1   S    U6     .                    <
        a      01/06/2026  .    P    K2     .
    """,
)


@rule("226", fields="REASON_PLACE_CHANGE PLACE", since="2025-26", began="2022-23")
def temporary_move_has_a_reason(r):
    """A reason for the change of placement is given with this temporary placement or with the episode before it, where
    none is asked."""
    told = given("REASON_PLACE_CHANGE") | pl.col.PREV_REASON_PLACE_CHANGE.is_not_null()
    return r.episodes.filter(among("PLACE", TEMPORARY) & told)


temporary_move_has_a_reason.example(
    ok="""
        Episodes
        CHILD  DECOM       PLACE  REASON_PLACE_CHANGE
        a      01/05/2026  U6     .
        a      01/06/2026  T1     .
        a      10/06/2026  U6     CARPL
        a      01/07/2026  K2     .
        b      01/05/2026  T2     .
    """,
    fails="""
        Episodes
        CHILD  DECOM       PLACE  REASON_PLACE_CHANGE
        a      01/05/2026  U6     CARPL
        a      01/06/2026  T1     .                    <
        b      01/06/2026  T4     OTHER                <
    """,
)


@rule("233", fields="REASON_PLACE_CHANGE", since="2025-26")
def reason_for_a_move_that_has_not_been(r):
    """A reason for the change of placement is given, but the episode has not ended."""
    return r.episodes.filter(given("REASON_PLACE_CHANGE") & ~given("DEC"))


reason_for_a_move_that_has_not_been.example(
    ok="""
        Episodes
        CHILD  DEC         REASON_PLACE_CHANGE
        a      01/06/2026  CARPL
        a      .           .
        b      31/06/2026  OTHER
    """,
    fails="""
        Episodes
        CHILD  DEC  REASON_PLACE_CHANGE
        a      .    CARPL                <
    """,
)


@rule("336", fields="PLACE")
def adoption_by_consent_out_of_nowhere(r):
    """The child is placed for adoption with consent, but was not in foster care or placed for adoption just before."""
    before = among("PREV_PLACE", [*FOSTER, *ADOPTIVE])
    return r.episodes.filter(among("PLACE", ["A3", "A4"]) & ~pl.col.FIRST & ~before)


adoption_by_consent_out_of_nowhere.example(
    ok="""
        Episodes
        CHILD  DECOM       PLACE
        a      01/05/2026  U5
        a      01/06/2026  A3
        a      01/07/2026  A4
        b      01/05/2026  A4
    """,
    fails="""
        Episodes
        CHILD  DECOM       PLACE
        a      01/05/2026  U5
        a      01/06/2026  T1
        a      01/07/2026  A3     <
        b      01/05/2026  .
        b      01/06/2026  A4     <
    """,
)


@rule("375", fields="DECOM PLACE")
def hospital_stay_is_too_long_to_be_temporary(r):
    """A temporary stay in hospital lasted longer than 42 days."""
    return lasted_longer(r, "T1", 42)


hospital_stay_is_too_long_to_be_temporary.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         PLACE
        a      01/05/2026  12/06/2026  T1
        b      01/05/2026  .           T1
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         PLACE
        a      01/05/2026  13/06/2026  T1     <
    """,
)


@rule("376", fields="DECOM PLACE")
def holiday_of_the_carer_is_too_long(r):
    """A temporary placement while the usual carer was on holiday lasted longer than 21 days."""
    return lasted_longer(r, "T3", 21)


holiday_of_the_carer_is_too_long.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         PLACE
        a      01/05/2026  22/05/2026  T3
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         PLACE
        a      01/05/2026  23/05/2026  T3     <
    """,
)


@rule("377", fields="PLACE")
def too_many_holidays_of_the_carer(r):
    """The child has more than two temporary placements while the usual carer was on holiday."""
    away = r.episodes.filter((pl.col.PLACE == "T3") & pl.col.CHILD.is_not_null())
    return away.filter(pl.len().over("CHILD") > MOST_HOLIDAYS)


too_many_holidays_of_the_carer.example(
    ok="""
        Episodes
        CHILD  DECOM       PLACE
        a      01/05/2026  T3
        a      01/06/2026  T3
        a      01/07/2026  T1
    """,
    fails="""
        Episodes
        CHILD  DECOM       PLACE
        a      01/05/2026  T3     <
        a      01/06/2026  T3     <
        a      01/07/2026  U6
        a      01/08/2026  T3     <
    """,
)


@rule("379", fields="DECOM PLACE")
def temporary_placement_is_too_long(r):
    """A temporary placement of up to seven days lasted longer than that."""
    return lasted_longer(r, "T4", 7)


temporary_placement_is_too_long.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         PLACE
        a      01/05/2026  08/05/2026  T4
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         PLACE
        a      01/05/2026  09/05/2026  T4     <
    """,
)


@rule("380", fields="PLACE RNE")
def temporary_placement_begins_otherwise(r):
    """A temporary placement does not begin with a change of placement and carer."""
    return r.episodes.filter(among("PLACE", TEMPORARY) & ~among("RNE", ["P", "B"]))


temporary_placement_begins_otherwise.example(
    ok="""
        Episodes
        CHILD  PLACE  RNE
        a      T0     P
        b      T4     B
        c      U6     S
    """,
    fails="""
        Episodes
        CHILD  PLACE  RNE
        a      T0     S    <
        b      T4     .    <
    """,
)


@rule("381", fields="PLACE REC")
def care_ends_in_a_temporary_placement(r):
    """A temporary placement ends otherwise than with another episode on the same day, to which the child goes back."""
    return r.episodes.filter(among("PLACE", TEMPORARY) & (pl.col.REC != "X1"))


care_ends_in_a_temporary_placement.example(
    ok="""
        Episodes
        CHILD  PLACE  REC
        a      T0     X1
        b      T1     .
        c      U6     E4A
    """,
    fails="""
        Episodes
        CHILD  PLACE  REC
        a      T0     E4A  <
    """,
)


@rule("382", fields="LS PLACE")
def short_break_in_a_temporary_placement(r):
    """A short break is given with a temporary placement, which only a child with a usual placement can have."""
    return r.episodes.filter(among("PLACE", TEMPORARY) & among("LS", RESPITE))


short_break_in_a_temporary_placement.example(
    ok="""
        Episodes
        CHILD  LS  PLACE
        a      C2  T1
        b      V3  U6
    """,
    fails="""
        Episodes
        CHILD  LS  PLACE
        a      V3  T0     <
        b      V4  T4     <
    """,
)


@rule("383", fields="PLACE RNE PL_POST", since="2025-26", began="2022-23")
def no_return_from_a_temporary_placement(r):
    """The placement before this one was temporary, but the child did not go back, by a change of placement, to the
    placement and postcode they had come from."""
    before = [pl.col(f"PREV_{name}").shift(1).alias(f"FROM_{name}") for name in ("PLACE", "PL_POST")]
    third = ~pl.col.FIRST & ~pl.col.FIRST.shift(1).fill_null(True)
    told = r.episodes.with_columns(*before, third.alias("THIRD"))
    elsewhere = differs("PLACE", "FROM_PLACE") | differs("PL_POST", "FROM_PL_POST")
    after = pl.col.THIRD & among("PREV_PLACE", TEMPORARY)
    return told.filter(after & (pl.col.RNE.ne_missing("P") | elsewhere))


no_return_from_a_temporary_placement.example(
    ok="""
        Episodes
        CHILD  DECOM       RNE  PLACE  PL_POST
        a      01/05/2026  S    U6     B1 1BB
        a      01/06/2026  P    T1     B2 4QA
        a      10/06/2026  P    U6     B1 1BB
        a      01/07/2026  P    T1     B2 4QA
    """,
    fails="""
        Episodes
        CHILD  DECOM       RNE  PLACE  PL_POST
        a      01/05/2026  S    U6     B1 1BB
        a      01/06/2026  P    T1     B2 4QA
        a      10/06/2026  B    U6     B1 1BB   <
        b      01/05/2026  S    U6     B1 1BB
        b      01/06/2026  P    T4     B2 4QA
        b      07/06/2026  P    U6     B3 3DH   <
    """,
)


@rule("390", fields="PLACE REC")
def adopted_without_a_placement_for_adoption(r):
    """The episode ended because the child was adopted, but the child was not placed for adoption."""
    return r.episodes.filter(among("REC", ["E11", "E12"]) & ~among("PLACE", ADOPTIVE))


adopted_without_a_placement_for_adoption.example(
    ok="""
        Episodes
        CHILD  PLACE  REC
        a      A4     E12
        b      U6     E4A
    """,
    fails="""
        Episodes
        CHILD  PLACE  REC
        a      U5     E11  <
        b      .      E12  <
    """,
)


@rule("516", fields="REC PLACE")
def guardianship_of_a_carer_who_was_none(r):
    """The episode ended with a special guardianship order to a former foster carer, but the child was not in foster care."""
    return r.episodes.filter(among("REC", ["E45", "E46"]) & ~among("PLACE", FOSTER))


guardianship_of_a_carer_who_was_none.example(
    ok="""
        Episodes
        CHILD  PLACE  REC
        a      U1     E45
        b      K2     E47
    """,
    fails="""
        Episodes
        CHILD  PLACE  REC
        a      K2     E45  <
        b      .      E46  <
    """,
)
