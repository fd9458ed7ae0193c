"""Conditions that many rules are made of, on columns by name or as expressions. Blank is null.

A cell that was there but could not be read is null in its column, and stands as it was found in the column of the same
name with a question mark; so "is given" and "is not a date" can still be told apart from "is blank".
"""

from collections.abc import Iterable

import polars as pl

Column = str | pl.Expr


def as_found(name: str) -> str:
    """The column that holds what could not be read of another."""
    return f"{name}?"


def unreadable(name: str) -> pl.Expr:
    """Something was there, but not a date or a number."""
    return pl.col(as_found(name)).is_not_null()


def given(*names: str) -> pl.Expr:
    """Each of these columns holds something, readable or not."""
    return pl.all_horizontal(map(_holds, names))


def any_given(*names: str) -> pl.Expr:
    return pl.any_horizontal(map(_holds, names))


def any_blank(*names: str) -> pl.Expr:
    return ~given(*names)


def _holds(name: str) -> pl.Expr:
    # A column of text or codes has no other beside it: nothing in it is unreadable.
    beside = pl.col(rf"^{name}\?$").is_not_null()
    return pl.col(name).is_not_null() | pl.any_horizontal(beside)


def as_text(name: str) -> pl.Expr:
    """A column of dates or numbers as text, what could not be read included: to compare with another year's."""
    return pl.coalesce(pl.col(name).cast(pl.String), pl.col(as_found(name)))


def among(name: str, values: Iterable[str]) -> pl.Expr:
    """One of these values. A blank is not, so that `~among(...)` finds blanks too."""
    return pl.col(name).is_in(list(values)).fill_null(False)


def birthday(born: Column, years: int) -> pl.Expr:
    """The day somebody turns so many years old. Born on 29 February: the 28th in a year that has none."""
    return _expr(born).dt.offset_by(f"{years}y")


def aged(born: Column, years: int, on: object) -> pl.Expr:
    """At least so many years old on a day: a date, or a column of dates given as an expression."""
    return birthday(born, years) <= on


def differs(one: Column, other: Column) -> pl.Expr:
    """Not the same, where blank is the same as blank only."""
    return _expr(one).ne_missing(_expr(other))


def _expr(column: Column) -> pl.Expr:
    return pl.col(column) if isinstance(column, str) else column
