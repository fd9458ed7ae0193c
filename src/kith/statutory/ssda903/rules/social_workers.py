"""Rules about a child's social workers: who, from when to when, and why they changed."""

from datetime import date, timedelta

import polars as pl

from kith.lib.columns import among, given, unreadable
from kith.lib.rule import Rules
from kith.statutory.ssda903.derived import RESPITE
from kith.statutory.ssda903.specification import SW_EPISODES
from kith.statutory.ssda903.times import in_order

rule = Rules()

REASON_SINCE = date(2023, 4, 1)  # no reason is asked for social workers who took over before


def in_turn(r):
    """Each child's social workers in turn, with PREV_SW_DEC. Who took over on an unknown day has no place among them."""
    dated = r.sw_episodes.filter(pl.col.SW_DECOM.is_not_null())
    return in_order(dated, "SW_DECOM", "SW_DEC", before=("SW_DEC",))


@rule("SW02STG1", fields="SW_ID", since="2025-26", began="2023-24")
def social_worker_number_is_not_one(r):
    """The social worker's number is missing, is too short, or begins with neither SW nor XX."""
    begins = pl.col.SW_ID.str.starts_with("SW") | pl.col.SW_ID.str.starts_with("XX")
    right = begins & (pl.col.SW_ID.str.len_chars() >= 4)
    return r.sw_episodes.filter(~right.fill_null(False))


social_worker_number_is_not_one.example(
    ok="""
        SWEpisodes
        CHILD  SW_ID
        a      SW12
        b      XX123456
    """,
    fails="""
        SWEpisodes
        CHILD  SW_ID
        a      SW1       <
        b      123456    <
        c      sw1234    <
        d      .         <
    """,
)


@rule("SW04STG1", fields="SW_DECOM", since="2025-26", began="2023-24")
def start_of_social_worker_is_not_a_date(r):
    """The day on which the social worker took over is not a date."""
    return r.sw_episodes.filter(unreadable("SW_DECOM"))


start_of_social_worker_is_not_a_date.example(
    ok="""
        SWEpisodes
        CHILD  SW_DECOM
        a      01/05/2026
        b      .
    """,
    fails="""
        SWEpisodes
        CHILD  SW_DECOM
        a      31/04/2026  <
    """,
)


@rule("SW05STG1", fields="SW_DEC", since="2025-26", began="2023-24")
def end_of_social_worker_is_not_a_date(r):
    """The day on which the social worker handed over is not a date."""
    return r.sw_episodes.filter(unreadable("SW_DEC"))


end_of_social_worker_is_not_a_date.example(
    ok="""
        SWEpisodes
        CHILD  SW_DEC
        a      01/05/2026
        b      .
    """,
    fails="""
        SWEpisodes
        CHILD  SW_DEC
        a      31/04/2026  <
    """,
)


@rule("SW06STG2", fields="SW_DECOM", since="2023-24")
def social_worker_begins_after_the_year(r):
    """The social worker takes over after the end of the year."""
    return r.sw_episodes.filter(pl.col.SW_DECOM > r.end)


social_worker_begins_after_the_year.example(
    ok="""
        SWEpisodes
        CHILD  SW_DECOM
        a      31/03/2027
        b      01/05/2020
    """,
    fails="""
        SWEpisodes
        CHILD  SW_DECOM
        a      01/04/2027  <
    """,
)


@rule("SW07STG2", fields="SW_DEC", since="2024-25", began="2023-24")
def social_worker_ends_outside_the_years(r):
    """The social worker handed over after the end of the year, or more than a year before it began."""
    earliest = r.collection.before.start
    return r.sw_episodes.filter((pl.col.SW_DEC > r.end) | (pl.col.SW_DEC < earliest))


social_worker_ends_outside_the_years.example(
    ok="""
        SWEpisodes
        CHILD  SW_DEC
        a      31/03/2027
        b      01/04/2025
        c      .
    """,
    fails="""
        SWEpisodes
        CHILD  SW_DEC
        a      01/04/2027  <
        b      31/03/2025  <
    """,
)


@rule("SW08STG2", fields="SW_DEC", since="2023-24")
def earlier_social_worker_is_left_open(r):
    """A later social worker took over, but the day on which this one handed over is missing."""
    return in_turn(r).filter(~pl.col.LATEST & ~given("SW_DEC"))


earlier_social_worker_is_left_open.example(
    ok="""
        SWEpisodes
        CHILD  SW_DECOM    SW_DEC
        a      01/06/2026  .
        a      01/05/2026  01/06/2026
        b      01/05/2026  .
    """,
    fails="""
        SWEpisodes
        CHILD  SW_DECOM    SW_DEC
        a      01/06/2026  .
        a      01/05/2026  .           <
    """,
)


@rule("SW09STG2", fields="SW_DECOM SW_DEC", since="2025-26", began="2023-24")
def social_worker_for_less_than_a_day(r):
    """The social worker handed over less than a day after taking over."""
    return r.sw_episodes.filter((pl.col.SW_DEC - pl.col.SW_DECOM).dt.total_days() < 1)


social_worker_for_less_than_a_day.example(
    ok="""
        SWEpisodes
        CHILD  SW_DECOM    SW_DEC
        a      01/05/2026  02/05/2026
        b      01/05/2026  .
    """,
    fails="""
        SWEpisodes
        CHILD  SW_DECOM    SW_DEC
        a      01/05/2026  01/05/2026  <
    """,
)


def far_from_the_one_before():
    """The social worker took over more than a week after the one before handed over, or more than a week before."""
    return (pl.col.SW_DECOM - pl.col.PREV_SW_DEC).dt.total_days().abs() > 7


@rule("SW10STG2", fields="SW_DECOM", since="2024-25", began="2023-24")
def social_workers_do_not_follow_on(r):
    """The social worker took over more than seven days after, or before, the previous one handed over, and it is not a first contact."""
    return in_turn(r).filter((pl.col.SW_REASON != "FCONTA") & far_from_the_one_before())


social_workers_do_not_follow_on.example(
    ok="""
        SWEpisodes
        CHILD  SW_DECOM    SW_DEC      SW_REASON
        a      08/06/2026  .           LEFTRL
        a      01/05/2026  01/06/2026  FCONTA
        b      01/05/2026  01/06/2026  FCONTA
        b      01/08/2026  .           FCONTA
        c      01/05/2026  01/06/2026  FCONTA
        c      01/08/2026  .           .
    """,
    fails="""
        SWEpisodes
        CHILD  SW_DECOM    SW_DEC      SW_REASON
        a      01/05/2026  01/06/2026  FCONTA
        a      09/06/2026  01/07/2026  LEFTRL     <
        a      23/06/2026  .           LEFTRL     <
    """,
)


@rule("SW10aSTG2", fields="SW_DECOM", since="2025-26")
def social_workers_do_not_follow_on_unexplained(r):
    """The social worker took over more than seven days after, or before, the previous one handed over, and the reason is missing or is not a first contact."""
    return in_turn(r).filter(pl.col.SW_REASON.ne_missing("FCONTA") & far_from_the_one_before())


social_workers_do_not_follow_on_unexplained.example(
    ok="""
        SWEpisodes
        CHILD  SW_DECOM    SW_DEC      SW_REASON
        a      01/05/2026  01/06/2026  .
        a      08/06/2026  .           .
        b      01/05/2026  01/06/2026  FCONTA
        b      01/08/2026  .           FCONTA
    """,
    fails="""
        SWEpisodes
        CHILD  SW_DECOM    SW_DEC      SW_REASON
        a      01/05/2026  01/06/2026  FCONTA
        a      09/06/2026  .           LEFTRL     <
        b      01/05/2026  01/06/2026  FCONTA
        b      09/06/2026  .           .          <
    """,
)


@rule("SW10bSTG2", fields="SW_DECOM SW_REASON", since="2025-26")
def first_contact_before_the_last_social_worker_left(r):
    """The social worker took over for a first contact, but the previous one had not handed over on an earlier day."""
    return in_turn(r).filter((pl.col.SW_REASON == "FCONTA") & (pl.col.SW_DECOM <= pl.col.PREV_SW_DEC))


first_contact_before_the_last_social_worker_left.example(
    ok="""
        SWEpisodes
        CHILD  SW_DECOM    SW_DEC      SW_REASON
        a      01/05/2026  01/06/2026  FCONTA
        a      02/06/2026  .           FCONTA
        b      01/05/2026  01/06/2026  FCONTA
        b      01/06/2026  .           LEFTRL
        c      .           01/07/2026  LEFTRL
        c      01/06/2026  .           FCONTA
    """,
    fails="""
        SWEpisodes
        CHILD  SW_DECOM    SW_DEC      SW_REASON
        a      01/05/2026  01/06/2026  FCONTA
        a      01/06/2026  .           FCONTA     <
    """,
)


@rule("SW11bSTG2", fields="SW_DEC", since="2023-24")
def nobody_follows_at_the_end_of_the_year(r):
    """A social worker handed over in the last five days of the year and no other took over, or it is not said when."""
    last_days = (r.end - timedelta(days=5), r.end)
    ordered = in_order(r.sw_episodes, "SW_DECOM", "SW_DEC", before=("SW_DEC",))
    unsaid = pl.col.SW_DECOM.is_null() & pl.col.SW_DEC.is_null()
    follower = ordered.filter(unsaid & pl.col.PREV_SW_DEC.is_between(*last_days))
    left = ordered.filter(pl.col.SW_DEC.is_between(*last_days)).join(follower, on="CHILD", how="anti")
    return [left.join(_succeeded(r, left), on="#SWEpisodes", how="anti"), follower]


def _succeeded(r, left):
    """Those after whom another took over: later than they did, or once they had gone."""
    others = r.sw_episodes.select("CHILD", NEXT="SW_DECOM", OTHER="#SWEpisodes")
    later = (pl.col.NEXT > pl.col.SW_DECOM) | (pl.col.NEXT >= pl.col.SW_DEC)
    return left.join(others, on="CHILD").filter(later & (pl.col.OTHER != pl.col("#SWEpisodes")))


nobody_follows_at_the_end_of_the_year.example(
    ok="""
        SWEpisodes
        CHILD  SW_DECOM    SW_DEC
        a      01/05/2026  25/03/2027
        b      01/05/2026  26/03/2027
        b      26/03/2027  .
        c      01/05/2026  25/03/2027
        c      .           .
        d      01/05/2026  28/03/2027
        d      28/03/2027  30/03/2027
        d      31/03/2027  .
        e      01/05/2026  28/03/2027
        e      21/03/2027  .
    """,
    fails="""
        SWEpisodes
        CHILD  SW_DECOM    SW_DEC
        a      01/05/2026  26/03/2027  <
        b      01/05/2026  31/03/2027  <
        c      01/05/2026  26/03/2027
        c      .           .           <
        d      01/05/2026  .
        d      01/06/2026  31/03/2027  <
    """,
)


@rule("SW12STG2", fields="SW_DECOM", since="2024-25", began="2023-24")
def episode_without_a_social_worker(r):
    """The child had no social worker on any day of this episode, in which care started, ended or goes on."""
    since = r.collection.before.start  # the years whose social workers are collected
    starts = (pl.col.RNE == "S") & pl.col.DECOM.is_between(since, r.end)
    ends = pl.col.REC.ne_missing("X1") & (pl.col.DEC.is_null() | pl.col.DEC.is_between(since, r.end))
    asked = r.episodes.filter((starts | ends) & (pl.col.DECOM <= r.end) & ~among("LS", RESPITE))
    had = asked.join(r.sw_episodes, on="CHILD").filter(_shares_a_day()).select("#Episodes")
    return asked.join(had, on="#Episodes", how="anti")


def _shares_a_day():
    """Of an episode that has ended on a day nobody gave, only what begins in it is known to be in it."""
    goes_on = pl.col.DEC.is_null() & (pl.col.REC.is_null() | (pl.col.SW_DECOM >= pl.col.DECOM))
    begun = (pl.col.SW_DECOM <= pl.col.DEC) | (goes_on & pl.col.SW_DECOM.is_not_null())
    return begun & (pl.col.SW_DEC.is_null() | (pl.col.SW_DEC >= pl.col.DECOM))


episode_without_a_social_worker.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         RNE  REC  LS
        a      01/05/2026  01/06/2026  S    X1   C2
        a      01/06/2026  .           L    .    C2
        b      01/05/2026  01/06/2026  S    E4A  V4
        c      01/05/2026  01/06/2026  P    X1   C2

        SWEpisodes
        CHILD  SW_DECOM    SW_DEC
        a      01/05/2020  01/06/2026
        a      02/06/2026  .
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         RNE  REC  LS
        a      01/05/2026  01/06/2026  S    X1   C2  <
        a      01/06/2026  .           L    .    C2
        b      01/05/2026  01/06/2026  S    E4A  C2  <

        SWEpisodes
        CHILD  SW_DECOM    SW_DEC
        a      02/06/2026  .
        b      01/05/2020  30/04/2026
    """,
)


@rule("SW13STG1", fields="SW_REASON", since="2024-25", began="2023-24")
def reason_for_the_social_worker_is_not_a_published_code(r):
    """The reason why the social worker changed is not one of the published codes, or is missing though it has been asked since April 2023."""
    missing = pl.col.SW_REASON.is_null() & (pl.col.SW_DECOM >= REASON_SINCE)
    return r.sw_episodes.filter(r.outside(SW_EPISODES["SW_REASON"]) | missing)


reason_for_the_social_worker_is_not_a_published_code.example(
    ok="""
        SWEpisodes
        CHILD  SW_DECOM    SW_REASON
        a      01/04/2023  FCONTA
        b      31/03/2023  .
        c      .           .
    """,
    fails="""
        SWEpisodes
        CHILD  SW_DECOM    SW_REASON
        a      31/03/2023  RETIRED    <
        b      01/04/2023  .          <
    """,
)


@rule("SW17STG2", fields="SW_DEC SW_DECOM", since="2025-26")
def latest_social_worker_has_handed_over(r):
    """The child's latest social worker handed over, and no other took over."""
    return in_turn(r).filter(pl.col.LATEST & given("SW_DEC"))


latest_social_worker_has_handed_over.example(
    ok="""
        SWEpisodes
        CHILD  SW_DECOM    SW_DEC
        a      01/06/2026  .
        a      01/05/2026  01/06/2026
    """,
    fails="""
        SWEpisodes
        CHILD  SW_DECOM    SW_DEC
        a      01/06/2026  01/07/2026  <
        a      01/05/2026  01/06/2026
    """,
)


@rule("SW18STG2", fields="SW_DEC SW_DECOM", since="2025-26")
def social_worker_ends_before_the_next_day(r):
    """The social worker handed over on the day of taking over, or before it."""
    return r.sw_episodes.filter(pl.col.SW_DEC <= pl.col.SW_DECOM)


social_worker_ends_before_the_next_day.example(
    ok="""
        SWEpisodes
        CHILD  SW_DECOM    SW_DEC
        a      01/05/2026  02/05/2026
        b      01/05/2026  .
    """,
    fails="""
        SWEpisodes
        CHILD  SW_DECOM    SW_DEC
        a      01/05/2026  01/05/2026  <
        b      02/05/2026  01/05/2026  <
    """,
)


@rule("SW19STG2", fields="SW_DEC SW_DECOM", since="2025-26")
def two_social_workers_begin_on_one_day(r):
    """Another social worker of the child took over on the same day."""
    begun = r.sw_episodes.filter(pl.col.CHILD.is_not_null() & pl.col.SW_DECOM.is_not_null())
    return begun.filter(~pl.struct("CHILD", "SW_DECOM").is_first_distinct())


two_social_workers_begin_on_one_day.example(
    ok="""
        SWEpisodes
        CHILD  SW_DECOM
        a      01/05/2026
        a      01/06/2026
        b      01/05/2026
        c      .
        c      .
    """,
    fails="""
        SWEpisodes
        CHILD  SW_DECOM
        a      01/05/2026
        b      01/05/2026
        a      01/05/2026  <
    """,
)
