"""Rules that look up the Ofsted number of a placement in the list of providers."""

import polars as pl

from kith.lib.rule import Rules
from kith.statutory.ssda903.tables import PROVIDERS

rule = Rules()

ADOPTION_AGENCY = "XXXXXXX"


@rule("1008", fields="URN", needs=[PROVIDERS])
def ofsted_number_is_unknown(r):
    """The Ofsted number is not in the list of providers."""
    real = pl.col.URN.is_not_null() & (pl.col.URN != ADOPTION_AGENCY)
    return r.episodes.filter(real).join(r.providers, on="URN", how="anti")


ofsted_number_is_unknown.example(
    ok="""
        Episodes
        CHILD  URN
        a      SC000001
        b      XXXXXXX
        c      .

        Providers
        URN
        SC000001
    """,
    fails="""
        Episodes
        CHILD  URN
        a      SC000002  <

        Providers
        URN
        SC000001
    """,
)


@rule("227", fields="URN DECOM", needs=[PROVIDERS])
def placed_after_the_provider_closed(r):
    """The episode began on or after the day the provider closed."""
    closed = r.providers.group_by("URN").agg(pl.col.REG_END.max())
    return r.episodes.join(closed, on="URN").filter(pl.col.DECOM >= pl.col.REG_END)


placed_after_the_provider_closed.example(
    ok="""
        Episodes
        CHILD  DECOM       URN
        a      30/04/2026  SC000001
        b      01/05/2026  SC000002

        Providers
        URN       REG_END
        SC000001  2026-05-01
        SC000002  .
    """,
    fails="""
        Episodes
        CHILD  DECOM       URN
        a      01/05/2026  SC000001  <

        Providers
        URN       REG_END
        SC000001  2026-05-01
    """,
)
