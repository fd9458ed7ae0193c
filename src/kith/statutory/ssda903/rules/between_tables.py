"""Rules that hold the tables together: every child is in the header, once, with one date of birth."""

import polars as pl

from kith.lib.rule import Rules, identity
from kith.statutory.ssda903.tables import LAST_YEAR

rule = Rules()

NOT_IN_HEADER = {
    "INT01": "AD1",
    "INT02": "PlacedAdoption",
    "INT03": "Episodes",
    "INT04": "Missing",
    "INT05": "OC2",
    "INT06": "OC3",
    "INT07": "PrevPerm",
    "INT08": "Reviews",
    "INT09": "UASC",
}
OTHER_BIRTH_DATE = {
    "INT11": "AD1",
    "INT12": "PlacedAdoption",
    "INT13": "Missing",
    "INT14": "OC2",
    "INT15": "OC3",
    "INT16": "PrevPerm",
    "INT17": "Reviews",
    "INT18": "UASC",
}
REPEATED = {
    "INT31": "AD1",
    "INT32": "Header",
    "INT33": "OC2",
    "INT34": "OC3",
    "INT35": "PrevPerm",
    "INT36": "UASC",
}


def not_in_header(code, table):
    """The rule that every child of a table is in the header."""

    def finds(r):
        return r[table].join(r.header, on="CHILD", how="anti")

    named(finds, f"{table.lower()}_child_is_not_in_header", f"A child in {table} is not in Header.")
    ok = f"Header\nCHILD\na\n\n{table}\nCHILD\na"
    fails = f"Header\nCHILD\na\n\n{table}\nCHILD\na\nb  <"
    rule(code, fields="CHILD")(finds).example(ok=ok, fails=fails)


def other_birth_date(code, table):
    """The rule that a table has the date of birth that the header has."""

    def finds(r):
        # Two readable days that differ: one that is missing contradicts nothing, and is asked for elsewhere.
        born = r.header.select("CHILD", BORN="DOB").unique()
        return r[table].join(born, on="CHILD").filter(pl.col.DOB != pl.col.BORN).unique(identity(table))

    named(
        finds, f"{table.lower()}_birth_date_differs", f"The date of birth in {table} is not that in Header."
    )
    header = "Header\nCHILD  DOB\na  01/05/2015"
    ok = f"{header}\n\n{table}\nCHILD  DOB\na  01/05/2015\na  .\nb  02/05/2015"
    fails = f"{header}\n\n{table}\nCHILD  DOB\na  02/05/2015  <\na  01/05/2015"
    rule(code, fields="DOB")(finds).example(ok=ok, fails=fails)


def repeated(code, table):
    """The rule that a child has one row in a table."""

    def finds(r):
        return r[table].filter(pl.col.CHILD.is_not_null() & pl.col.CHILD.is_duplicated())

    named(finds, f"{table.lower()}_child_is_repeated", f"The child has more than one row in {table}.")
    ok = f"{table}\nCHILD\na\nb"
    fails = f"{table}\nCHILD\na  <\nb\na  <"
    rule(code, fields="CHILD")(finds).example(ok=ok, fails=fails)


def named(finds, name, message):
    """Give a rule that is written for many tables the name and message of one."""
    finds.__name__, finds.__doc__ = name, message


for make, codes in (
    (not_in_header, NOT_IN_HEADER),
    (other_birth_date, OTHER_BIRTH_DATE),
    (repeated, REPEATED),
):
    for code, table in codes.items():
        make(code, table)


@rule("INT21", fields="SEX")
def uasc_sex_differs(r):
    """The sex in UASC is not that in Header."""
    told = r.header.select("CHILD", TOLD="SEX").unique("CHILD")
    return r.uasc.join(told, on="CHILD").filter(pl.col.SEX != pl.col.TOLD)


uasc_sex_differs.example(
    ok="""
        Header
        CHILD  SEX
        a      F
        c      F

        UASC
        CHILD  SEX
        a      F
        b      M
        c      .
    """,
    fails="""
        Header
        CHILD  SEX
        a      F
        b      F

        UASC
        CHILD  SEX
        a      M    <
        b      U    <
    """,
)


@rule("EPI", fields="CHILD")
def neither_looked_after_nor_a_care_leaver(r):
    """The child has neither an episode nor a row as a care leaver, so nothing says why the child is in the return."""
    return r.header.join(r.episodes, on="CHILD", how="anti").join(r.oc3, on="CHILD", how="anti")


neither_looked_after_nor_a_care_leaver.example(
    ok="""
        Header
        CHILD
        a
        left

        Episodes
        CHILD
        a

        OC3
        CHILD
        left
    """,
    fails="""
        Header
        CHILD
        a
        b      <

        Episodes
        CHILD
        a
    """,
)


@rule("NoE", fields="DECOM", needs=[LAST_YEAR])
def earlier_episode_was_not_returned_last_year(r):
    """The episode began before this year, but the child has no episodes in last year's return."""
    return r.episodes.filter(pl.col.DECOM < r.start).join(r.last.episodes, on="CHILD", how="anti")


earlier_episode_was_not_returned_last_year.example(
    ok="""
        Episodes
        CHILD  DECOM
        a      31/03/2026
        new    01/04/2026

        Episodes_last
        CHILD  DECOM
        a      31/03/2026
    """,
    fails="""
        Episodes
        CHILD  DECOM
        a      31/03/2026  <
        a      01/04/2026

        Episodes_last
        CHILD  DECOM
        b      31/03/2026
    """,
)


@rule("1012", fields="CHILD")
def row_of_a_child_without_episodes(r):
    """This is asked only of children looked after in the year, and the child has no episode."""
    tables = ("PlacedAdoption", "Missing", "Reviews", "AD1", "PrevPerm", "OC2")
    looked_after = r.episodes.select("CHILD").unique()
    return [r[table].join(looked_after, on="CHILD", how="anti") for table in tables]


row_of_a_child_without_episodes.example(
    ok="""
        Episodes
        CHILD
        a

        Reviews
        CHILD
        a

        OC3
        CHILD
        left
    """,
    fails="""
        Episodes
        CHILD
        a

        Reviews
        CHILD
        a
        b      <

        OC2
        CHILD
        c      <
    """,
)
