"""Rules about children who are adopted, or are to be."""

import polars as pl

from kith.lib.columns import given
from kith.lib.rule import Rules, also_rows_of

rule = Rules()

ADOPTED = ("E11", "E12")
DETAILS = ("DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR")


@rule("601", fields="REC DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR")
def adopted_without_every_detail(r):
    """The child was adopted in the year, but details of the adoption are missing."""
    ended = pl.col.DEC.is_between(r.start, r.end)
    adopted = r.episodes.filter(pl.col.REC.is_in(ADOPTED) & ended)
    lacking = adopted.join(r.ad1.filter(given(*DETAILS)), on="CHILD", how="anti")
    return also_rows_of("AD1", r.ad1, on="CHILD", rows=lacking)


adopted_without_every_detail.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         REC
        a      01/05/2025  01/06/2026  E11

        AD1
        CHILD  DATE_INT    DATE_MATCH  FOSTER_CARE  NB_ADOPTR  SEX_ADOPTR  LS_ADOPTR
        a      01/05/2026  10/05/2026  0            2          MF          L11
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         REC
        a      01/05/2025  01/06/2026  E11  <
        b      01/05/2025  01/06/2026  E12  <

        AD1
        CHILD  DATE_INT    DATE_MATCH  FOSTER_CARE  NB_ADOPTR  SEX_ADOPTR  LS_ADOPTR
        a      01/05/2026  .           0            2          MF          L11        <
    """,
)
