"""Rules about one child in two returns. They are ours: nobody publishes them. A child is the same by the authority's own
number; a pupil number shows where one child goes by two."""

import polars as pl

from kith.lib.rule import Rules
from kith.statutory.codes import DIED

rule = Rules()

_RESPITE = ("V3", "V4")
# As sex was coded before 2024-25.
_SEX = {"1": "M", "2": "F", "0": "U", "9": "I"}
_UNKNOWN = "U"


def _both(r) -> pl.LazyFrame:
    """The header's rows beside the census's, of the same number."""
    return r.header.join(r.children, on="CHILD", suffix="_census")


def _in_care(r) -> pl.LazyFrame:
    """The last episode of each child looked after on a day of the year, short breaks aside; `until` is the last day of it
    that the year knows."""
    of_year = (pl.col("DECOM") <= r.end) & (pl.col("DEC").is_null() | (pl.col("DEC") >= r.start))
    inside = r.episodes.filter(of_year, ~pl.col("LS").is_in(_RESPITE).fill_null(False))
    last = inside.sort("DECOM", maintain_order=True).unique("CHILD", keep="last", maintain_order=True)
    return last.with_columns(pl.min_horizontal(pl.col("DEC"), pl.lit(r.end)).alias("until"))


@rule("X01", fields="DOB PersonBirthDate", severity="error")
def born_on_another_day(r):
    """The two returns give the child different dates of birth."""
    return _both(r).filter(pl.col("DOB") != pl.col("PersonBirthDate"))


born_on_another_day.example(
    ok="""
        Header
        CHILD  DOB
        a      31/03/2015
        b      01/02/2016
        c      .

        ChildIdentifiers
        LAchildID  PersonBirthDate
        a          2015-03-31
        b          .
        c          2015-03-30
        d          2015-03-30
    """,
    fails="""
        Header
        CHILD  DOB
        a      31/03/2015  <
        b      01/02/2016

        ChildIdentifiers
        LAchildID  PersonBirthDate
        A          2015-03-30  <
        b          2016-02-01
    """,
)


@rule("X02", fields="SEX Sex", severity="error")
def of_another_sex(r):
    """The two returns give the child different sexes."""
    one, other = pl.col("SEX").replace(_SEX), pl.col("Sex").replace(_SEX)
    return _both(r).filter(one != other, one != _UNKNOWN, other != _UNKNOWN)


of_another_sex.example(
    ok="""
        Header
        CHILD  SEX
        a      M
        b      2
        c      U

        ChildIdentifiers
        LAchildID  Sex
        a          M
        b          F
        c          F
    """,
    fails="""
        Header
        CHILD  SEX
        a      M  <
        b      F

        ChildIdentifiers
        LAchildID  Sex
        a          F  <
        b          F
    """,
)


@rule("X03", fields="UPN", severity="error")
def with_another_pupil_number(r):
    """The two returns give the child different pupil numbers."""
    known = pl.col("UPN").str.contains(r"\d{11}") & pl.col("UPN_census").str.contains(r"\d{11}")
    return _both(r).filter(known, pl.col("UPN") != pl.col("UPN_census"))


with_another_pupil_number.example(
    ok="""
        Header
        CHILD  UPN
        a      A123456789123
        b      UN1

        ChildIdentifiers
        LAchildID  UPN
        a          A123456789123
        b          A123456789124
    """,
    fails="""
        Header
        CHILD  UPN
        a      A123456789123  <

        ChildIdentifiers
        LAchildID  UPN
        a          A123456789124  <
    """,
)


@rule("X04", fields="CHILD LAchildID UPN", severity="error")
def one_pupil_number_under_two_numbers(r):
    """The pupil number stands in the two returns under different numbers of the authority: it may be one child, recorded twice."""
    known = r.header.filter(pl.col("UPN").str.contains(r"\d{11}"))
    both = known.join(r.children, on="UPN", suffix="_census")
    return both.filter(pl.col("CHILD") != pl.col("CHILD_census"))


one_pupil_number_under_two_numbers.example(
    ok="""
        Header
        CHILD  UPN
        a      A123456789123
        b      UN1

        ChildIdentifiers
        LAchildID  UPN
        a          A123456789123
        c          .
    """,
    fails="""
        Header
        CHILD  UPN
        a      A123456789123  <

        ChildIdentifiers
        LAchildID  UPN
        b          A123456789123  <
    """,
)


@rule("X05", fields="CHILD DECOM", severity="error")
def looked_after_and_not_in_the_census(r):
    """The child was looked after in the year, and is not in the children in need census, where every looked-after child belongs."""
    return _in_care(r).join(r.children, on="CHILD", how="anti")


looked_after_and_not_in_the_census.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC  LS
        a      01/05/2026  .    C2
        b      01/05/2026  .    V4
        c      01/05/2027  .    C2

        ChildIdentifiers
        LAchildID
        a
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         LS
        a      01/05/2020  01/05/2026  C2
        a      01/05/2026  .           C2  <
        b      01/05/2026  .           C2

        ChildIdentifiers
        LAchildID
        b
    """,
)


@rule("X06", fields="DECOM DEC CINclosureDate", severity="error")
def looked_after_and_closed(r):
    """The child was still looked after when, in the children in need census, every episode of need had been closed."""
    cared = _in_care(r).join(r.details, on="CHILD", suffix="_census")
    closed_before = (pl.col("CINclosureDate") < pl.col("until")).fill_null(False)
    return cared.filter(closed_before.all().over("CHILD"))


looked_after_and_closed.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         LS
        a      01/05/2020  01/06/2026  C2
        b      01/05/2020  .           C2
        c      01/05/2020  .           C2

        CINdetails
        LAchildID  CINreferralDate  CINclosureDate
        a          2020-05-01       2026-06-01
        b          2020-05-01       .
        c          2019-05-01       2020-01-01
        c          2020-04-30       .
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         LS
        a      01/05/2020  01/06/2026  C2  <
        b      01/05/2020  .           C2  <

        CINdetails
        LAchildID  CINreferralDate  CINclosureDate
        a          2020-05-01       2026-05-31      <
        b          2020-05-01       2026-05-31      <
    """,
)


@rule("X07", fields="REC PersonDeathDate", severity="error")
def died_in_one_return_only(r):
    """The census gives a day of death in the year, and SSDA903 does not say that care ended because the child died."""
    of_year = pl.col("PersonDeathDate").is_between(r.start, r.end)
    lived_on = pl.col("DEC").is_null() | (pl.col("DEC") >= pl.col("PersonDeathDate"))
    died = r.children.filter(of_year)
    both = _in_care(r).join(died, on="CHILD", suffix="_census")
    return both.filter(lived_on, pl.col("REC").ne_missing(DIED))


died_in_one_return_only.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         REC  LS
        a      01/05/2020  01/06/2026  E2   C2
        b      01/05/2020  01/05/2026  E4A  C2
        c      01/05/2020  .           .    C2

        ChildIdentifiers
        LAchildID  PersonDeathDate
        a          2026-06-01
        b          2026-06-01
        c          .
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC  REC  LS
        a      01/05/2020  .    .    C2  <

        ChildIdentifiers
        LAchildID  PersonDeathDate
        a          2026-06-01  <
    """,
)


@rule("X08", fields="REC PersonDeathDate", severity="error")
def died_and_the_census_does_not_say_so(r):
    """SSDA903 says that care ended because the child died, and the census gives no day of death."""
    died = _in_care(r).filter(pl.col("REC") == DIED)
    living = r.children.filter(pl.col("PersonDeathDate").is_null())
    return died.join(living, on="CHILD", suffix="_census")


died_and_the_census_does_not_say_so.example(
    ok="""
        Episodes
        CHILD  DECOM       DEC         REC  LS
        a      01/05/2020  01/06/2026  E2   C2
        b      01/05/2020  01/06/2026  E4A  C2

        ChildIdentifiers
        LAchildID  PersonDeathDate
        a          2026-06-01
        b          .
    """,
    fails="""
        Episodes
        CHILD  DECOM       DEC         REC  LS
        a      01/05/2020  01/06/2026  E2   C2  <

        ChildIdentifiers
        LAchildID  PersonDeathDate
        a          .  <
    """,
)

RULES = tuple(rule)
