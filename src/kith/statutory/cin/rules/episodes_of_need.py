"""Rules about the episodes of need of one child, one after another."""

import polars as pl

from kith.lib.columns import given
from kith.lib.rule import Rules
from kith.statutory.cin.episodes import CLOSED, WENT_FORWARD
from kith.statutory.cin.times import beginning_during_another, last_day, several

rule = Rules()


@rule("8815", fields="CINclosureDate ReferralNFA", severity="error")
def in_need_more_than_once(census):
    """The child has more than one referral that went forward and is still open."""
    return several(census.details.filter(WENT_FORWARD, ~CLOSED), of="child")


in_need_more_than_once.example(
    ok="""
        CINdetails
        LAchildID  CINdetailsID  CINclosureDate  ReferralNFA
        a          1             .               0
        a          2             .               1
        a          3             .               .
        a          4             2026-05-01      0
        b          1             .               0
    """,
    fails="""
        CINdetails
        LAchildID  CINdetailsID  CINclosureDate  ReferralNFA
        a          1             .               0            <
        a          2             2026-05-01      0
        a          3             .               false        <
        b          1             .               0
    """,
)


@rule("8816", fields="CINreferralDate CINclosureDate ReferralNFA", severity="error")
def open_though_referred_again(census):
    """The referral went forward and is still open, but it is not the child's latest."""
    is_open = census.details.filter(WENT_FORWARD, ~CLOSED, given("CINreferralDate"))
    latest = census.details.filter(pl.col.CINreferralDate == pl.col.CINreferralDate.max().over("child"))
    pairs = is_open.select("child", "#CINdetails", "CINreferralDate").join(
        latest.select("child", later="#CINdetails", on="CINreferralDate", open=WENT_FORWARD & ~CLOSED),
        on="child",
    )
    # Of two open episodes that began on one day neither is the latest.
    others = pairs.filter(
        (pl.col.CINreferralDate < pl.col.on) | (pl.col.open & (pl.col("#CINdetails") != pl.col.later))
    )
    return [others.select("#CINdetails"), others.select(pl.col.later.alias("#CINdetails")).unique()]


open_though_referred_again.example(
    ok="""
        CINdetails
        LAchildID  CINdetailsID  CINreferralDate  CINclosureDate  ReferralNFA
        a          1             2026-05-01       2026-06-01      0
        a          2             2026-06-01       .               0
        b          1             2026-05-01       .               1
        b          2             2026-06-01       .               0
        c          1             2026-05-01       .               0
        c          2             2026-05-01       2026-05-01      1
        d          1             .                .               0
        d          2             2026-05-01       2026-06-01      0
    """,
    fails="""
        CINdetails
        LAchildID  CINdetailsID  CINreferralDate  CINclosureDate  ReferralNFA
        a          1             2026-05-01       .               0            <
        a          2             2026-06-01       2026-07-01      0
        a          3             2026-08-01       2026-08-02      1            <
        b          1             2026-05-01       .               0            <
        b          2             2026-05-01       .               0            <
    """,
)


@rule("8820", fields="CINreferralDate CINclosureDate ReferralNFA", severity="error")
def in_need_twice_at_once(census):
    """Two episodes of need of the child overlap."""
    counted = census.details.filter(CLOSED | WENT_FORWARD)
    until = last_day(census, "CINclosureDate")
    return beginning_during_another(counted, "CINdetails", of="child", begins="CINreferralDate", until=until)


in_need_twice_at_once.example(
    ok="""
        CINdetails
        LAchildID  CINdetailsID  CINreferralDate  CINclosureDate  ReferralNFA
        a          1             2026-05-01       2026-06-01      0
        a          2             2026-06-01       .               0
        b          1             2026-05-01       .               1
        b          2             2026-06-01       .               0
        c          1             2026-05-01       .               0
        d          1             2026-05-01       .               0
        d          2             .                .               0
    """,
    fails="""
        CINdetails
        LAchildID  CINdetailsID  CINreferralDate  CINclosureDate  ReferralNFA
        a          1             2026-05-01       2026-06-02      0            <
        a          2             2026-06-01       .               0            <
        b          1             2026-05-01       2026-05-20      1            <
        b          2             2026-05-01       2026-05-10      1            <
        b          3             2026-06-01       2026-06-10      1
        c          1             2026-05-01       .               0            <
        c          2             2027-03-31       2027-03-31      1            <
    """,
)
