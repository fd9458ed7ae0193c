"""Rules about how one episode follows another: starts, ends, gaps and overlaps."""

import polars as pl

from kith.lib.rule import Rules

rule = Rules()

GOES_ON = ("L", "P", "T", "B", "U")


@rule("142", fields="DEC REC")
def earlier_episode_is_left_open(r):
    """The episode has no end, or no reason for it, though the child has a later episode."""
    return r.episodes.filter(~pl.col.LATEST & (pl.col.DEC.is_null() | pl.col.REC.is_null()))


earlier_episode_is_left_open.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         REC
        a      01/05/2026  01/06/2026  X1
        a      01/06/2026  .           .
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         REC
        a      01/05/2026  .           .    <
        a      01/06/2026  01/07/2026  .    <
        a      01/07/2026  .           .
    """,
)


@rule("357", fields="RNE")
def first_episode_does_not_start_care(r):
    """The child's first episode began in the year, but not with the reason that care started."""
    begins = pl.col.FIRST & (r.start <= pl.col.DECOM)
    return r.episodes.filter(begins & pl.col.RNE.ne_missing("S"))


first_episode_does_not_start_care.example(
    ok="""
        Episodes
        CHILD  DECOM       RNE
        a      01/05/2026  S
        a      01/06/2026  P
        b      31/03/2026  L
    """,
    fails="""
        Episodes
        CHILD  DECOM       RNE
        a      01/06/2026  S
        a      01/05/2026  P    <
        b      01/04/2026  .    <
    """,
)


@rule("388", fields="REC")
def reason_and_next_episode_disagree(r):
    """The episode ends as if another followed the same day and none does, or as if care ended though another does."""
    follows = (pl.col.NEXT_DECOM == pl.col.DEC).fill_null(False)
    goes_on = pl.col.REC == "X1"
    return r.episodes.filter((goes_on & ~follows) | (~goes_on & follows))


reason_and_next_episode_disagree.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         REC
        a      01/05/2026  01/06/2026  X1
        a      01/06/2026  01/07/2026  E4A
        a      01/09/2026  .           .
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         REC
        a      01/05/2026  01/06/2026  E4A  <
        a      01/06/2026  01/07/2026  X1   <
        a      02/07/2026  01/08/2026  X1   <
    """,
)


@rule("431", fields="RNE DECOM")
def care_starts_again_without_a_break(r):
    """The episode says that care started, but it begins on or before the day the previous episode ended."""
    return r.episodes.filter((pl.col.RNE == "S") & (pl.col.DECOM <= pl.col.PREV_DEC))


care_starts_again_without_a_break.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         RNE
        a      01/05/2026  01/06/2026  S
        a      02/06/2026  .           S
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         RNE
        a      01/05/2026  01/06/2026  S
        a      01/06/2026  .           S    <
    """,
)


@rule("432", fields="RNE")
def care_goes_on_after_it_ended(r):
    """The previous episode ended care, but this one does not say that care started again."""
    left = pl.col.PREV_REC.is_not_null() & (pl.col.PREV_REC != "X1")
    return r.episodes.filter(left & pl.col.RNE.ne_missing("S"))


care_goes_on_after_it_ended.example(
    ok="""
        Episodes
        CHILD  DECOM       REC  RNE
        a      01/05/2026  E4A  S
        a      02/06/2026  .    S
    """,
    fails="""
        Episodes
        CHILD  DECOM       REC  RNE
        a      01/05/2026  E4A  S
        a      01/06/2026  .    P    <
    """,
)


@rule("433", fields="RNE DECOM")
def continuing_episode_leaves_a_gap(r):
    """The episode continues the one before, but does not begin on the day that one ended."""
    continues = pl.col.RNE.is_in(GOES_ON) & ~pl.col.FIRST
    return r.episodes.filter(continues & pl.col.DECOM.ne_missing(pl.col.PREV_DEC))


continuing_episode_leaves_a_gap.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         RNE
        a      01/05/2026  01/06/2026  P
        a      01/06/2026  .           L
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         RNE
        a      01/05/2026  01/06/2026  S
        a      02/06/2026  .           L    <
    """,
)


@rule("501", fields="DECOM DEC")
def episode_begins_before_the_last_one_ended(r):
    """The episode begins before the child's previous episode ended."""
    return r.episodes.filter(pl.col.DECOM < pl.col.PREV_DEC)


episode_begins_before_the_last_one_ended.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC
        a      01/05/2026  01/06/2026
        a      01/06/2026  .
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC
        a      01/05/2026  01/06/2026
        a      31/05/2026  .           <
    """,
)
