"""Rules about who the child is: sex, birth, ethnicity and pupil number."""

from datetime import timedelta

import polars as pl

from kith.lib.columns import among, as_text, birthday, differs
from kith.lib.rule import Rules, identity
from kith.statutory.ssda903.derived import RESPITE, capitals
from kith.statutory.ssda903.specification import HEADER
from kith.statutory.ssda903.tables import LAST_YEAR

rule = Rules()

NO_UPN = ("UN1", "UN2", "UN3", "UN4", "UN5")
_UPN = r"^[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]$"


@rule("101", fields="SEX", since="2024-25", began="2022-23")
def sex_is_not_a_published_code(r):
    """Sex is missing or is not one of the published codes."""
    return r.header.filter(pl.col.SEX.is_null() | r.outside(HEADER["SEX"]))


sex_is_not_a_published_code.example(
    ok="""
        Header
        CHILD  SEX
        a      F
        b      M
        c      U
    """,
    fails="""
        Header
        CHILD  SEX
        a      1    <
        b      .    <
        c      M
    """,
)


@rule("102", fields="DOB")
def birth_date_is_missing(r):
    """The date of birth is missing or is not a date."""
    return r.header.filter(pl.col.DOB.is_null())


birth_date_is_missing.example(
    ok="""
        Header
        CHILD  DOB
        a      31/03/2015
    """,
    fails="""
        Header
        CHILD  DOB
        a      .           <
        b      31/13/2015  <
    """,
)


@rule("103", fields="ETHNIC")
def ethnicity_is_not_a_published_code(r):
    """Ethnicity is missing or is not one of the published codes."""
    return r.header.filter(pl.col.ETHNIC.is_null() | r.outside(HEADER["ETHNIC"]))


ethnicity_is_not_a_published_code.example(
    ok="""
        Header
        CHILD  ETHNIC
        a      WBRI
        b      NOBT
    """,
    fails="""
        Header
        CHILD  ETHNIC
        a      .       <
        b      WHIT    <
    """,
)


@rule("168", fields="UPN")
def pupil_number_is_malformed(r):
    """The unique pupil number is neither a pupil number nor one of the codes that say why there is none."""
    known = pl.col.UPN.str.contains(_UPN) | pl.col.UPN.is_in(NO_UPN)
    return r.header.filter(pl.col.UPN.is_not_null() & ~known)


pupil_number_is_malformed.example(
    ok="""
        Header
        CHILD  UPN
        a      A123456789012
        b      A12345678901B
        c      UN3
        d      .
    """,
    fails="""
        Header
        CHILD  UPN
        a      I123456789012  <
        b      A12345         <
        c      UN6            <
    """,
)


@rule("202", fields="SEX", needs=[LAST_YEAR])
def sex_differs_from_last_year(r):
    """The child's sex is not what it was in last year's return."""
    before = r.last.header.select("CHILD", SEX_BEFORE="SEX")
    return r.header.join(before, on="CHILD").filter(pl.col.SEX.ne_missing(pl.col.SEX_BEFORE))


sex_differs_from_last_year.example(
    ok="""
        Header
        CHILD  SEX
        a      F
        new    M

        Header_last
        CHILD  SEX
        a      F
    """,
    fails="""
        Header
        CHILD  SEX
        a      F    <

        Header_last
        CHILD  SEX
        a      M
    """,
)


@rule("203", fields="DOB", needs=[LAST_YEAR])
def birth_date_differs_from_last_year(r):
    """The child's date of birth is not what it was in last year's return."""
    before = r.last.header.select("CHILD", BEFORE=as_text("DOB"))
    return r.header.join(before, on="CHILD").filter(as_text("DOB").ne_missing(pl.col.BEFORE))


birth_date_differs_from_last_year.example(
    ok="""
        Header
        CHILD  DOB
        a      31/03/2015

        Header_last
        CHILD  DOB
        a      31/03/2015
    """,
    fails="""
        Header
        CHILD  DOB
        a      31/03/2015  <
        b      31/03/19    <

        Header_last
        CHILD  DOB
        a      30/03/2015
        b      31/03/2019
    """,
)


@rule("209", fields="UPN DOB")
def of_school_age_without_pupil_number(r):
    """The pupil number says the child is too young for school, who was four by the 31 August before the year."""
    august = r.start.replace(year=r.start.year - 1, month=8, day=31)
    return r.header.filter((pl.col.UPN == "UN1") & (birthday("DOB", 4) <= august))


of_school_age_without_pupil_number.example(
    ok="""
        Header
        CHILD  DOB         UPN
        a      01/09/2021  UN1
        b      31/08/2021  UN2
    """,
    fails="""
        Header
        CHILD  DOB         UPN
        a      31/08/2021  UN1  <
    """,
)


@rule("232", fields="SEX", since="2024-25")
def sex_is_unknown(r):
    """The child's sex is given as unknown."""
    return r.header.filter(pl.col.SEX.str.to_uppercase() == "U")


sex_is_unknown.example(
    ok="""
        Header
        CHILD  SEX
        a      F
        b      .
    """,
    fails="""
        Header
        CHILD  SEX
        a      U    <
    """,
)


@rule("301", fields="DOB")
def born_after_the_year(r):
    """The date of birth is after the end of the collection year."""
    return r.header.filter(pl.col.DOB > r.end)


born_after_the_year.example(
    ok="""
        Header
        CHILD  DOB
        a      31/03/2027
        b      .
    """,
    fails="""
        Header
        CHILD  DOB
        a      01/04/2027  <
    """,
)


@rule("351", fields="DOB")
def over_25_when_the_year_began(r):
    """The person was older than 25 when the collection year began."""
    return r.header.filter(birthday("DOB", 25) < r.start)


over_25_when_the_year_began.example(
    ok="""
        Header
        CHILD  DOB
        a      01/04/2001
    """,
    fails="""
        Header
        CHILD  DOB
        a      31/03/2001  <
    """,
)


@rule("444", fields="UPN", since="2025-26")
def two_children_share_a_pupil_number(r):
    """The same pupil number is given for more than one child."""
    real = pl.col.UPN.is_not_null() & ~pl.col.UPN.is_in(NO_UPN)
    return r.header.filter(real & pl.col.UPN.is_duplicated())


two_children_share_a_pupil_number.example(
    ok="""
        Header
        CHILD  UPN
        a      A123456789012
        b      A123456789013
        c      UN1
        d      UN1
    """,
    fails="""
        Header
        CHILD  UPN
        a      A123456789012  <
        b      A123456789012  <
        c      A123456789013
    """,
)


@rule("204", fields="ETHNIC", needs=[LAST_YEAR])
def ethnicity_differs_from_last_year(r):
    """The child's ethnicity is not what it was in last year's return."""
    before = r.last.header.select("CHILD", BEFORE=capitals("ETHNIC")).unique("CHILD")
    return r.header.join(before, on="CHILD").filter(differs(capitals("ETHNIC"), "BEFORE"))


ethnicity_differs_from_last_year.example(
    ok="""
        Header
        CHILD  ETHNIC
        a      WBRI
        new    WBRI

        Header_last
        CHILD  ETHNIC
        a      WBRI
    """,
    fails="""
        Header
        CHILD  ETHNIC
        a      WBRI    <
        b      .       <

        Header_last
        CHILD  ETHNIC
        a      WIRI
        b      WIRI
    """,
)


@rule("208", fields="UPN", needs=[LAST_YEAR])
def pupil_number_differs_from_last_year(r):
    """The child's pupil number is not what it was in last year's return, and it is not that it has become known."""
    before = r.last.header.select("CHILD", BEFORE=capitals("UPN")).unique("CHILD")
    now = r.header.join(before, on="CHILD").with_columns(capitals("UPN").alias("NOW"))
    # A blank of last year was no number yet, as UN1 is.
    unknown = pl.col.BEFORE.is_null() | among("BEFORE", NO_UPN)
    became_known = unknown & pl.col.NOW.is_not_null() & ~among("NOW", NO_UPN)
    not_yet = pl.col.BEFORE.is_null() | (pl.col.BEFORE == NO_UPN[0])
    started_school = not_yet & among("NOW", NO_UPN[1:])
    return now.filter(differs("NOW", "BEFORE") & ~became_known & ~started_school)


pupil_number_differs_from_last_year.example(
    ok="""
        Header
        CHILD  UPN
        a      A123456789012
        b      A123456789012
        c      UN2
        d      A123456789012
        e      UN4
        new    UN4

        Header_last
        CHILD  UPN
        a      A123456789012
        b      UN4
        c      UN1
        d      .
        e      .
    """,
    fails="""
        Header
        CHILD  UPN
        a      A123456789012  <
        b      UN3            <
        c      .              <
        d      UN1            <

        Header_last
        CHILD  UPN
        a      A123456789013
        b      UN2
        c      UN1
        d      .
    """,
)


@rule("210", fields="UPN DECOM")
def pupil_number_unknown_for_more_than_a_week(r):
    """The pupil number is said not to be known in time, but the child was looked after more than a week before the year
    ended."""
    a_week_before = r.end - timedelta(days=7)
    unknown = r.header.filter(pl.col.UPN == "UN4").select("CHILD", identity("Header"))
    return r.episodes.filter(pl.col.DECOM < a_week_before).join(unknown, on="CHILD")


pupil_number_unknown_for_more_than_a_week.example(
    ok="""
        Header
        CHILD  UPN
        a      UN4
        b      UN3

        Episodes
        CHILD  DECOM
        a      24/03/2027
        b      01/05/2026
    """,
    fails="""
        Header
        CHILD  UPN
        a      UN4         <

        Episodes
        CHILD  DECOM
        a      23/03/2027  <
        a      30/03/2027
    """,
)


@rule("442", fields="UPN")
def looked_after_without_a_pupil_number(r):
    """There is no pupil number, nor a code that says why, for a child who was not only looked after on short breaks."""
    asked = r.episodes.filter(~among("LS", RESPITE))
    return r.header.filter(pl.col.UPN.is_null()).join(asked, on="CHILD", how="semi")


looked_after_without_a_pupil_number.example(
    ok="""
        Header
        CHILD  UPN
        a      A123456789012
        b      UN1
        c      .

        Episodes
        CHILD  LS
        a      C2
        b      C2
        c      V4
    """,
    fails="""
        Header
        CHILD  UPN
        a      .    <
        b      .    <

        Episodes
        CHILD  LS
        a      V3
        a      C2
        b      .
    """,
)
