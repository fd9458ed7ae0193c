"""Rules about the birth of a young mother's first child."""

import polars as pl

from kith.lib.columns import as_text, differs, given, unreadable
from kith.lib.rule import Rules, identity
from kith.statutory.ssda903.rules.mothers import female, male
from kith.statutory.ssda903.tables import LAST_YEAR

rule = Rules()


@rule("171", fields="MC_DOB")
def birth_of_first_child_is_not_a_date(r):
    """The date of birth of the mother's first child is not a date."""
    return r.header.filter(unreadable("MC_DOB"))


birth_of_first_child_is_not_a_date.example(
    ok="""
        Header
        CHILD  MC_DOB
        a      01/05/2026
        b      .
    """,
    fails="""
        Header
        CHILD  MC_DOB
        a      31/13/2026  <
        b      01/05/26    <
    """,
)


@rule("174", fields="SEX MC_DOB")
def boy_has_a_first_child(r):
    """The date of birth of a mother's first child is given for a boy."""
    return r.header.filter(male(r) & given("MC_DOB"))


boy_has_a_first_child.example(
    ok="""
        Header
        CHILD  SEX  MC_DOB
        a      F    01/05/2026
        b      M    .
        c      .    01/05/2026
    """,
    fails="""
        Header
        CHILD  SEX  MC_DOB
        a      M    01/05/2026  <
        b      M    May 2026    <
    """,
)
boy_has_a_first_child.example(
    year="2023-24",
    ok="""
        Header
        CHILD  SEX  MC_DOB
        a      2    01/05/2023
    """,
    fails="""
        Header
        CHILD  SEX  MC_DOB
        a      1    01/05/2023  <
    """,
)


@rule("611", fields="MOTHER MC_DOB")
def mother_without_birth_of_first_child(r):
    """The child is a mother, but the date of birth of her first child is missing."""
    return r.header.filter((pl.col.MOTHER == "1") & ~given("MC_DOB"))


mother_without_birth_of_first_child.example(
    ok="""
        Header
        CHILD  MOTHER  MC_DOB
        a      1       01/05/2026
        b      0       .
        c      .       .
    """,
    fails="""
        Header
        CHILD  MOTHER  MC_DOB
        a      1       .       <
    """,
)


@rule("612", fields="SEX MOTHER MC_DOB")
def birth_of_first_child_without_motherhood(r):
    """The date of birth of a first child is given for a girl who is not said to be a mother."""
    no_mother = pl.col.MOTHER.is_null() | (pl.col.MOTHER == "0")
    return r.header.filter(female(r) & no_mother & given("MC_DOB"))


birth_of_first_child_without_motherhood.example(
    ok="""
        Header
        CHILD  SEX  MOTHER  MC_DOB
        a      F    1       01/05/2026
        b      F    0       .
        c      M    0       01/05/2026
    """,
    fails="""
        Header
        CHILD  SEX  MOTHER  MC_DOB
        a      F    0       01/05/2026  <
        b      F    .       May 2026    <
    """,
)


@rule("621", fields="DOB MC_DOB")
def first_child_not_born_after_the_mother(r):
    """The mother's first child was born before her, or on the same day."""
    return r.header.filter(pl.col.MC_DOB <= pl.col.DOB)


first_child_not_born_after_the_mother.example(
    ok="""
        Header
        CHILD  DOB         MC_DOB
        a      01/05/2010  01/05/2026
        b      01/05/2010  .
    """,
    fails="""
        Header
        CHILD  DOB         MC_DOB
        a      01/05/2010  01/05/2010  <
        b      01/05/2010  01/05/2001  <
    """,
)


@rule("624", fields="MC_DOB", needs=[LAST_YEAR])
def birth_of_first_child_differs_from_last_year(r):
    """The date of birth of the mother's first child is not what it was in last year's return."""
    said = r.last.header.filter(pl.col.MC_DOB.is_not_null())
    before = said.select("CHILD", BEFORE=as_text("MC_DOB")).unique("CHILD")
    return r.header.join(before, on="CHILD").filter(differs(as_text("MC_DOB"), "BEFORE"))


birth_of_first_child_differs_from_last_year.example(
    ok="""
        Header
        CHILD  MC_DOB
        a      01/05/2025
        b      01/05/2026

        Header_last
        CHILD  MC_DOB
        a      01/05/2025
        b      .
    """,
    fails="""
        Header
        CHILD  MC_DOB
        a      02/05/2025  <
        b      .           <
        c      May 2025    <

        Header_last
        CHILD  MC_DOB
        a      01/05/2025
        b      01/05/2025
        c      01/05/2025
    """,
)


@rule("625", fields="MC_DOB DEC")
def first_child_born_after_care_or_the_year(r):
    """The mother's first child was born after the year ended, or after the mother left care."""
    still = r.episodes.filter(~given("DEC"))
    ended = r.episodes.filter(pl.col.DEC.is_not_null()).join(still, on="CHILD", how="anti")
    last = ended.sort("DEC").unique("CHILD", keep="last", maintain_order=True)
    told = r.header.join(last.select("CHILD", identity("Episodes"), LEFT="DEC"), on="CHILD", how="left")
    return told.filter((pl.col.MC_DOB > r.end) | (pl.col.MC_DOB > pl.col.LEFT))


first_child_born_after_care_or_the_year.example(
    ok="""
        Header
        CHILD  MC_DOB
        a      01/07/2026
        b      01/07/2026
        c      .

        Episodes
        CHILD  DECOM       DEC
        a      01/05/2025  01/06/2026
        a      01/06/2026  01/07/2026
        b      01/05/2025  01/06/2026
        b      01/06/2026  .
        c      01/05/2025  01/06/2026
    """,
    fails="""
        Header
        CHILD  MC_DOB
        a      02/07/2026  <
        b      01/04/2027  <

        Episodes
        CHILD  DECOM       DEC
        a      01/05/2025  01/06/2026
        a      01/06/2026  01/07/2026  <
        b      01/06/2026  .
    """,
)


@rule("626", fields="MOTHER MC_DOB", needs=[LAST_YEAR])
def became_a_mother_before_the_year(r):
    """The child was not a mother in last year's return and is this year, but her first child was born before the year
    began."""
    others = r.last.header.filter(pl.col.MOTHER.ne_missing("1"))
    early = (pl.col.MOTHER == "1") & (pl.col.MC_DOB < r.start)
    return r.header.filter(early).join(others, on="CHILD", how="semi")


became_a_mother_before_the_year.example(
    ok="""
        Header
        CHILD  MOTHER  MC_DOB
        a      1       01/04/2026
        b      1       31/03/2026
        new    1       31/03/2026

        Header_last
        CHILD  MOTHER
        a      0
        b      1
    """,
    fails="""
        Header
        CHILD  MOTHER  MC_DOB
        a      1       31/03/2026  <
        b      1       31/03/2026  <

        Header_last
        CHILD  MOTHER
        a      0
        b      .
    """,
)
