"""Rules about how one episode follows another: starts, ends, gaps and overlaps."""

import polars as pl

from kith.lib.columns import among, differs
from kith.lib.rule import Rules
from kith.statutory.ssda903.derived import capitals

rule = Rules()

GOES_ON = ("L", "P", "T", "B", "U")
PLACEMENT = ("PLACE", "PL_POST", "URN", "PLACE_PROVIDER")


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


@rule("199", fields="CHILD")
def episode_follows_an_adoption(r):
    """The child has a later episode than one that ended because they were adopted, in this year or the last."""
    episodes = [each.select("CHILD", "DECOM", "REC") for each in (r.episodes, r.last.episodes)]
    adopted = pl.concat(episodes).filter(among("REC", ["E11", "E12"]))
    first = adopted.group_by("CHILD").agg(ADOPTED_FROM=pl.col.DECOM.min())
    return r.episodes.join(first, on="CHILD").filter(pl.col.DECOM > pl.col.ADOPTED_FROM)


episode_follows_an_adoption.example(
    ok="""
        Episodes
        CHILD  DECOM       REC
        a      01/05/2026  X1
        a      01/06/2026  E11
        b      01/05/2025  E12

        Episodes_last
        CHILD  DECOM       REC
        b      01/05/2025  E12
    """,
    fails="""
        Episodes
        CHILD  DECOM       REC
        a      01/06/2026  E11
        a      01/07/2026  X1   <
        a      01/08/2026  .    <
        b      01/05/2026  .    <

        Episodes_last
        CHILD  DECOM       REC
        b      01/05/2025  E12
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
    continues = capitals("RNE").is_in(GOES_ON) & ~pl.col.FIRST
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


@rule("434", fields="RNE LS PLACE PL_POST URN PLACE_PROVIDER")
def not_only_the_legal_status_changed(r):
    """The episode says that only the legal status changed, but it did not, or the placement changed too."""
    told = (pl.col.RNE == "L") & ~pl.col.FIRST
    placement = pl.any_horizontal(_changed(*PLACEMENT))
    return r.episodes.filter(told & (~pl.any_horizontal(_changed("LS")) | placement))


def _changed(*names):
    """Of each column, whether it is not what it was in the previous episode."""
    return [differs(name, f"PREV_{name}") for name in names]


not_only_the_legal_status_changed.example(
    ok="""
        Episodes
        CHILD  DECOM       RNE  LS  PLACE  PL_POST  URN  PLACE_PROVIDER
        a      01/05/2026  L    V2  U6     B1 1BB   .    PR1
        a      01/06/2026  L    C2  U6     B1 1BB   .    PR1
    """,
    fails="""
        Episodes
        CHILD  DECOM       RNE  LS  PLACE  PL_POST  URN       PLACE_PROVIDER
        a      01/05/2026  S    V2  U6     B1 1BB   .         PR1
        a      01/06/2026  L    V2  U6     B1 1BB   .         PR1             <
        a      01/07/2026  L    C2  U6     B1 1BB   SC000001  PR1             <
    """,
)


@rule("435", fields="LS PLACE PL_POST URN PLACE_PROVIDER")
def not_only_the_placement_changed(r):
    """The episode says that only the placement changed, but it did not, or the legal status changed too."""
    told = among("RNE", ["P", "T"]) & ~pl.col.FIRST
    placement = pl.any_horizontal(_changed(*PLACEMENT))
    return r.episodes.filter(told & (pl.any_horizontal(_changed("LS")) | ~placement))


not_only_the_placement_changed.example(
    ok="""
        Episodes
        CHILD  DECOM       RNE  LS  PLACE  PL_POST  URN  PLACE_PROVIDER
        a      01/05/2026  P    V2  U6     B1 1BB   .    PR1
        a      01/06/2026  T    V2  U6     B2 4QA   .    PR1
    """,
    fails="""
        Episodes
        CHILD  DECOM       RNE  LS  PLACE  PL_POST  URN  PLACE_PROVIDER
        a      01/05/2026  S    V2  U6     B1 1BB   .    PR1
        a      01/06/2026  P    V2  U6     B1 1BB   .    PR1             <
        a      01/07/2026  T    C2  U4     B1 1BB   .    PR1             <
    """,
)


@rule("436", fields="RNE LS PLACE PL_POST URN PLACE_PROVIDER")
def not_both_status_and_placement_changed(r):
    """The episode says that legal status and placement changed together, but one of them did not."""
    told = among("RNE", ["B", "U"]) & ~pl.col.FIRST
    both = pl.any_horizontal(_changed("LS")) & pl.any_horizontal(_changed(*PLACEMENT))
    return r.episodes.filter(told & ~both)


not_both_status_and_placement_changed.example(
    ok="""
        Episodes
        CHILD  DECOM       RNE  LS  PLACE  PL_POST  URN  PLACE_PROVIDER
        a      01/05/2026  B    V2  U6     B1 1BB   .    PR1
        a      01/06/2026  U    C2  U6     B1 1BB   .    PR4
    """,
    fails="""
        Episodes
        CHILD  DECOM       RNE  LS  PLACE  PL_POST  URN  PLACE_PROVIDER
        a      01/05/2026  S    V2  U6     B1 1BB   .    PR1
        a      01/06/2026  B    V2  U4     B2 4QA   .    PR1             <
        a      01/07/2026  U    C2  U4     B2 4QA   .    PR1             <
    """,
)


@rule("437", fields="REC")
def episode_follows_a_death_or_age_assessment(r):
    """The episode ended because the child died or was found to be an adult, but the child has a later one."""
    return r.episodes.filter(capitals("REC").is_in(["E2", "E15"]) & pl.col.NEXT_DECOM.is_not_null())


episode_follows_a_death_or_age_assessment.example(
    ok="""
        Episodes
        CHILD  DECOM       REC
        a      01/05/2026  X1
        a      01/06/2026  E2
        b      01/05/2026  E15
        b      .           .
    """,
    fails="""
        Episodes
        CHILD  DECOM       REC
        a      01/05/2026  E2   <
        a      01/06/2026  .
        b      01/05/2026  E15  <
        b      01/06/2026  E2
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


@rule("504", fields="CIN")
def main_need_changed_while_in_care(r):
    """The child's main need is not that of the episode before, though care went on without a break."""
    went_on = (pl.col.PREV_REC == "X1") & (pl.col.PREV_DEC == pl.col.DECOM)
    return r.episodes.filter(went_on & differs("CIN", "PREV_CIN"))


main_need_changed_while_in_care.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         REC  CIN
        a      01/05/2026  01/06/2026  X1   N1
        a      01/06/2026  01/07/2026  E4A  N1
        a      01/08/2026  .           .    N5
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         REC  CIN
        a      01/05/2026  01/06/2026  X1   N1
        a      01/06/2026  01/07/2026  X1   N5   <
        a      01/07/2026  .           .    .    <
    """,
)
