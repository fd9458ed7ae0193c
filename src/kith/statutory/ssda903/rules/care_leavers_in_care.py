"""Rules about who is a care leaver: asked about as one, but still looked after, adopted, or not long enough in care."""

import polars as pl

from kith.lib.columns import aged, any_given, birthday, given
from kith.lib.rule import Rules, identity
from kith.statutory.ssda903.derived import CONTINUOUSLY, RESPITE, capitals
from kith.statutory.ssda903.rules.adoption import ADOPTED
from kith.statutory.ssda903.rules.care_leavers import VALUES
from kith.statutory.ssda903.rules.health import ITEMS
from kith.statutory.ssda903.tables import LAST_YEAR

rule = Rules()

ADOPTION = ("DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR")
THIRTEEN_WEEKS = 91


def told(r):
    """The care leavers of whom something is said, with the header's date of birth where their own is missing."""
    return born(r).filter(any_given(*VALUES))


def born(r):
    header = r.header.select("CHILD", BORN="DOB").unique("CHILD")
    leavers = r.oc3.join(header, on="CHILD", how="left", maintain_order="left")
    return leavers.with_columns(pl.coalesce("DOB", "BORN").alias("DOB"))


@rule("134", fields=" ".join((*VALUES, *ADOPTION)))
def care_leaver_is_adopted(r):
    """The child has details of an adoption, but is also spoken of as a care leaver."""
    return r.ad1.filter(any_given(*ADOPTION)).join(told(r), on="CHILD", how="semi")


care_leaver_is_adopted.example(
    ok="""
        OC3
        CHILD  IN_TOUCH
        a      YES
        b      .

        AD1
        CHILD  DATE_INT
        a      .
        b      01/05/2026
    """,
    fails="""
        OC3
        CHILD  IN_TOUCH
        a      YES
        b      YES

        AD1
        CHILD  DATE_INT  NB_ADOPTR
        a      May 2026  .          <
        b      .         2          <
    """,
)


@rule("187", fields=" ".join((*ADOPTION, *VALUES)))
def looked_after_all_year_but_left(r):
    """The child was looked after all year, but is spoken of as a care leaver or as adopted."""
    all_year = pl.col(CONTINUOUSLY)
    return [told(r).filter(all_year), r.ad1.filter(any_given(*ADOPTION) & all_year)]


looked_after_all_year_but_left.example(
    ok="""
        OC3
        CHILD  IN_TOUCH  CONTINUOUSLY_LOOKED_AFTER
        a      YES       no
        b      .         yes

        AD1
        CHILD  NB_ADOPTR  CONTINUOUSLY_LOOKED_AFTER
        a      2          no
        b      .          yes
    """,
    fails="""
        OC3
        CHILD  IN_TOUCH  CONTINUOUSLY_LOOKED_AFTER
        a      YES       yes                        <

        AD1
        CHILD  NB_ADOPTR  CONTINUOUSLY_LOOKED_AFTER
        b      2          yes                        <
    """,
)


@rule("215", fields=" ".join((*VALUES, *ITEMS)))
def care_leaver_has_health_items(r):
    """The young person is spoken of as a care leaver, but has items about health that are asked of children in care."""
    health = r.oc2.filter(any_given(*ITEMS)).select("CHILD", identity("OC2"))
    return told(r).join(health, on="CHILD")


care_leaver_has_health_items.example(
    ok="""
        OC3
        CHILD  IN_TOUCH
        a      YES
        b      .

        OC2
        CHILD  SDQ_SCORE  TEETH_CHECK
        a      12         .
        b      12         1
    """,
    fails="""
        OC3
        CHILD  IN_TOUCH
        a      YES       <

        OC2
        CHILD  TEETH_CHECK
        a      0            <
    """,
)


@rule("1000", fields="IN_TOUCH ACTIV ACCOM")
def care_leaver_died_in_care(r):
    """The young person is in the table of care leavers, but died while looked after."""
    died = pl.concat(
        [each.filter(capitals("REC") == "E2").select("CHILD") for each in (r.episodes, r.last.episodes)]
    )
    return r.oc3.join(died, on="CHILD", how="semi")


care_leaver_died_in_care.example(
    ok="""
        OC3
        CHILD
        a

        Episodes
        CHILD  REC
        a      E4A
        b      E2
    """,
    fails="""
        OC3
        CHILD
        a      <
        b      <

        Episodes
        CHILD  REC
        a      E2

        Episodes_last
        CHILD  REC
        b      E2
    """,
)


@rule("1001", fields="IN_TOUCH ACTIV ACCOM", needs=[LAST_YEAR])
def care_leaver_was_not_long_enough_in_care(r):
    """The young person is in the table of care leavers, but was adopted, or is under 20 and the episodes of this year and
    last do not show 13 weeks of care from the age of 14, some of it from 16."""
    adopted = pl.concat(
        [
            each.filter(capitals("REC").is_in(ADOPTED)).select("CHILD")
            for each in (r.episodes, r.last.episodes)
        ]
    )
    young = born(r).filter(~aged("DOB", 20, r.end).fill_null(False))
    short = young.join(long_enough(r, young), on="CHILD", how="anti")
    return pl.concat([short, born(r).join(adopted, on="CHILD", how="semi")]).unique(identity("OC3"))


def long_enough(r, leavers):
    """The young people among these with 13 weeks of care from 14 and a day of it from 16."""
    age = leavers.select("CHILD", "DOB").unique("CHILD")
    spent = care_of_two_years(r, age).join(age, on="CHILD").group_by("CHILD")
    enough = spent.agg(days_from(14), days_from(16))
    return enough.filter((pl.col.FROM_14 >= THIRTEEN_WEEKS) & (pl.col.FROM_16 >= 1))


def days_from(years):
    began = pl.max_horizontal("DECOM", birthday("DOB", years))
    return (pl.col.ENDED - began).dt.total_days().clip(lower_bound=0).sum().alias(f"FROM_{years}")


def care_of_two_years(r, children):
    """Their episodes but for short breaks, each once though both years return it, with the day they ENDED. One that is left open
    counts to the end of its year if no other follows, and not at all if one does."""
    columns = ("CHILD", "DECOM", "DEC", "LS")
    now = r.episodes.select(*columns, UNTIL=pl.lit(r.end))
    last = r.last.episodes.select(*columns, UNTIL=pl.lit(r.collection.before.end))
    theirs = pl.concat([each.join(children, on="CHILD", how="semi") for each in (now, last)])
    once = theirs.filter(pl.col.DECOM.is_not_null())
    once = once.unique(["CHILD", "DECOM"], keep="first", maintain_order=True)
    open_to = pl.when(pl.col.DECOM == pl.col.DECOM.max().over("CHILD")).then("UNTIL")
    ended = once.with_columns(pl.coalesce("DEC", open_to).alias("ENDED"))
    return ended.filter(~pl.col.LS.is_in(RESPITE).fill_null(False))


care_leaver_was_not_long_enough_in_care.example(
    ok="""
        OC3
        CHILD  DOB
        a      01/05/2008
        b      01/05/2008
        old    31/03/2007

        Episodes
        CHILD  DECOM       DEC         LS
        a      01/04/2025  01/05/2026  C2

        Episodes_last
        CHILD  DECOM       DEC         LS
        a      01/04/2025  .           C2
        b      01/04/2025  01/07/2025  C2
    """,
    fails="""
        OC3
        CHILD    DOB
        a        01/05/2008  <
        early    01/05/2008  <
        twice    01/05/2008  <
        break    01/05/2008  <
        adopted  01/05/2006  <
        none     .           <

        Episodes
        CHILD    DECOM       DEC         LS  REC
        a        01/04/2026  30/06/2026  C2  E4A
        twice    01/05/2025  30/06/2025  C2  E4A
        break    01/04/2025  01/04/2026  V4  E4A
        adopted  01/04/2023  01/05/2024  E1  E11

        Episodes_last
        CHILD    DECOM       DEC         LS
        early    01/04/2022  01/05/2024  C2
        twice    01/05/2025  30/06/2025  C2
    """,
)


@rule("1002", fields="IN_TOUCH ACTIV ACCOM", needs=[LAST_YEAR])
def care_leaver_without_episodes(r):
    """The young person is in the table of care leavers, but has no episode in this year's return or last year's."""
    return r.oc3.join(r.episodes, on="CHILD", how="anti").join(r.last.episodes, on="CHILD", how="anti")


care_leaver_without_episodes.example(
    ok="""
        OC3
        CHILD
        a
        b

        Episodes
        CHILD
        a

        Episodes_last
        CHILD
        b
    """,
    fails="""
        OC3
        CHILD
        a
        b      <

        Episodes_last
        CHILD
        a
    """,
)


def birthdays(r):
    """The care leavers of whom something is said who turned 17 or 18 in the year, with the BIRTHDAY."""
    turned = [told(r).with_columns(birthday("DOB", years).alias("BIRTHDAY")) for years in (17, 18)]
    return pl.concat(turned).filter(pl.col.BIRTHDAY.is_between(r.start, r.end))


@rule("1007", fields="IN_TOUCH ACTIV ACCOM")
def in_care_on_the_birthday(r):
    """The young person is spoken of as a care leaver, but was still looked after on turning 17 or 18 in the year."""
    care = r.episodes.select("CHILD", "DECOM", "DEC")
    goes_on = pl.col.DEC.is_null() | (pl.col.BIRTHDAY < pl.col.DEC)
    looked_after = birthdays(r).join(care, on="CHILD").filter((pl.col.DECOM <= pl.col.BIRTHDAY) & goes_on)
    return looked_after.unique(identity("OC3"))


in_care_on_the_birthday.example(
    ok="""
        OC3
        CHILD  DOB         IN_TOUCH
        a      01/05/2008  YES
        b      01/05/2009  .
        c      01/05/2007  YES

        Episodes
        CHILD  DECOM       DEC
        a      01/05/2020  01/05/2026
        a      02/05/2026  .
        b      01/05/2020  .
        c      01/05/2020  .
    """,
    fails="""
        OC3
        CHILD  DOB         IN_TOUCH
        a      01/05/2008  YES       <
        b      31/03/2010  YES       <

        Episodes
        CHILD  DECOM       DEC
        a      01/05/2020  02/05/2026
        b      31/03/2027  .
    """,
)
in_care_on_the_birthday.example(
    year="2025-26",
    ok="""
        OC3
        CHILD  DOB         IN_TOUCH
        leap   29/02/2008  YES

        Episodes
        CHILD  DECOM       DEC
        leap   01/05/2020  28/02/2026
    """,
    fails="""
        OC3
        CHILD  DOB         IN_TOUCH
        leap   29/02/2008  YES       <

        Episodes
        CHILD  DECOM       DEC
        leap   01/05/2020  01/03/2026
    """,
)


@rule("1010", fields="IN_TOUCH ACTIV ACCOM", needs=[LAST_YEAR])
def care_leaver_was_in_care_at_the_end_of_last_year(r):
    """The young person is in the table of care leavers and was looked after when last year ended, but this year's return
    has no episode."""
    left = r.last.episodes.filter(pl.col.LATEST & ~given("DEC"))
    return r.oc3.join(left, on="CHILD", how="semi").join(r.episodes, on="CHILD", how="anti")


care_leaver_was_in_care_at_the_end_of_last_year.example(
    ok="""
        OC3
        CHILD
        a
        b

        Episodes
        CHILD
        a

        Episodes_last
        CHILD  DECOM       DEC
        a      01/05/2025  .
        b      01/05/2025  .
        b      01/06/2025  01/07/2025
    """,
    fails="""
        OC3
        CHILD
        a      <

        Episodes_last
        CHILD  DECOM       DEC
        a      01/06/2025  .
        a      01/05/2025  01/06/2025
    """,
)


@rule("1011", fields="IN_TOUCH ACTIV ACCOM")
def care_leaver_moved_to_another_authority(r):
    """The young person is spoken of as a care leaver, but care passed to another authority."""
    moved = r.episodes.filter(pl.col.LATEST & (pl.col.REC == "E3"))
    return told(r).join(moved, on="CHILD", how="semi")


care_leaver_moved_to_another_authority.example(
    ok="""
        OC3
        CHILD  IN_TOUCH
        a      YES
        b      .

        Episodes
        CHILD  DECOM       REC
        a      01/05/2026  E3
        a      01/06/2026  E4A
        b      01/05/2026  E3
    """,
    fails="""
        OC3
        CHILD  IN_TOUCH
        a      YES       <

        Episodes
        CHILD  DECOM       REC
        a      01/06/2026  E3
        a      01/05/2026  X1
    """,
)


@rule("1016", fields="IN_TOUCH ACTIV ACCOM", since="2023-24")
def left_care_after_the_birthday(r):
    """The young person is spoken of as a care leaver, but left care after turning 17 or 18 in the year."""
    left = r.episodes.filter(pl.col.REC.ne_missing("X1")).select("CHILD", LEFT="DEC")
    after = birthdays(r).join(left, on="CHILD").filter(pl.col.BIRTHDAY < pl.col.LEFT)
    return after.unique(identity("OC3"))


left_care_after_the_birthday.example(
    ok="""
        OC3
        CHILD  DOB         IN_TOUCH
        a      01/05/2008  YES
        b      01/05/2008  .
        c      01/05/2007  YES

        Episodes
        CHILD  DEC         REC
        a      01/05/2026  E4A
        b      02/05/2026  E4A
        c      02/05/2026  E4A
    """,
    fails="""
        OC3
        CHILD  DOB         IN_TOUCH
        a      01/05/2008  YES       <
        b      01/05/2009  YES       <

        Episodes
        CHILD  DEC         REC
        a      02/05/2026  E4A
        b      02/05/2026  E4A
    """,
)
