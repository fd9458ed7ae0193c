"""Rules that hold the tables together: every child is in the header, once, with one date of birth."""

import polars as pl

from kith.lib.rule import Rules

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
        born = r.header.select("CHILD", BORN="DOB")
        return r[table].join(born, on="CHILD").filter(pl.col.DOB.ne_missing(pl.col.BORN))

    named(
        finds, f"{table.lower()}_birth_date_differs", f"The date of birth in {table} is not that in Header."
    )
    header = "Header\nCHILD  DOB\na  01/05/2015"
    ok = f"{header}\n\n{table}\nCHILD  DOB\na  01/05/2015"
    fails = f"{header}\n\n{table}\nCHILD  DOB\na  02/05/2015  <\na  .  <"
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
