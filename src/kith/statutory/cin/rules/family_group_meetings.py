"""Rules about family group decision-making before proceedings. All are drafts, seen in January 2026 and not published."""

from functools import partial

import polars as pl

from kith.lib.columns import given
from kith.lib.rule import Rules
from kith.statutory.cin.rules.pre_proceedings import FIRST
from kith.statutory.cin.specification import PRE_PROCEEDINGS

rule = Rules()
drafted = partial(rule, since=FIRST, draft=True)


def unanswered(census, name):
    """It is said neither that it was so nor that it was not."""
    return pl.col(name).is_null() | census.outside(PRE_PROCEEDINGS[name])


@drafted("9007", fields="FGDMMeetingOffer", severity="error")
def letter_without_saying_whether_a_meeting_was_offered(census):
    """A letter before proceedings was sent, but it is not said whether it offered a family group decision-making meeting."""
    sent = given("LBPSentDate")
    return census.pre_proceedings.filter(sent & unanswered(census, "FGDMMeetingOffer"))


letter_without_saying_whether_a_meeting_was_offered.example(
    ok="""
        PreProceedings
        LAchildID  LBPSentDate  FGDMMeetingOffer
        a          2026-05-01   1
        b          2026-05-01   false
        c          .            .
        d          .            1
    """,
    fails="""
        PreProceedings
        LAchildID  LBPSentDate  FGDMMeetingOffer
        a          2026-05-01   .                 <
        b          2026-05-01   perhaps           <
    """,
)


@drafted("9010Q", fields="FGDMMeetingFac", severity="query")
def meeting_offered_without_saying_whether_it_was_held(census):
    """A family group decision-making meeting was offered, but it is not said whether it was held."""
    offered = pl.col.FGDMMeetingOffer == "1"
    return census.pre_proceedings.filter(offered & unanswered(census, "FGDMMeetingFac"))


meeting_offered_without_saying_whether_it_was_held.example(
    ok="""
        PreProceedings
        LAchildID  FGDMMeetingOffer  FGDMMeetingFac
        a          1                 0
        b          true              true
        c          0                 .
        d          .                 .
    """,
    fails="""
        PreProceedings
        LAchildID  FGDMMeetingOffer  FGDMMeetingFac
        a          1                 .               <
        b          true              perhaps         <
    """,
)
