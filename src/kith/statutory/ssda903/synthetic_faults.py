"""Faults of the kinds that returns have, put into a share of the rows of a valid one: each by name, with a rule that finds it."""

from collections.abc import Mapping

import polars as pl

from kith.statutory.returns.chance import Chance
from kith.statutory.returns.faults import Fault, spoilt
from kith.statutory.ssda903.specification import TABLES
from kith.statutory.ssda903.writing import as_sent

FAULTS = (
    Fault("a sex that is no code", "Header", "SEX", "9", "101"),
    Fault("no date of birth", "Header", "DOB", None, "102"),
    Fault("an ethnicity that is no code", "Header", "ETHNIC", "XXXX", "103"),
    Fault("a pupil number that is none", "Header", "UPN", "A12", "168"),
    Fault("a day that is not in the calendar", "Episodes", "DECOM", "31/02/2026", "141"),
    Fault("a legal status that is no code", "Episodes", "LS", "Q9", "144"),
    Fault("a placement that is no code", "Episodes", "PLACE", "Q1", "146"),
    Fault("an end without a reason, or a reason without an end", "Episodes", "REC", "X1", "388"),
    Fault("a postcode that nobody knows", "Episodes", "PL_POST", "ZZ9 9ZZ", "392c"),
    Fault("no day of the review", "Reviews", "REVIEW", None, "166"),
    Fault("no way in which the child took part", "Reviews", "REVIEW_CODE", None, "167"),
    Fault("a score that is too high", "OC2", "SDQ_SCORE", "99", "180"),
    Fault("an activity that is no code", "OC3", "ACTIV", "Q", "132"),
    Fault("no such child", "Missing", "CHILD", "NOBODY", "INT04"),
    Fault("a social worker's number that is none", "SWEpisodes", "SW_ID", "1", "SW02STG1"),
    Fault("the day in words", "SWEpisodes", "SW_DECOM", "Monday", "SW04STG1"),
)


def with_faults(tables: Mapping[str, pl.DataFrame], share: float, chance: Chance) -> dict[str, pl.DataFrame]:
    """The tables as text, as they are sent, with about this share of the rows of each made faulty, in every way that
    a table has."""
    return {
        name: spoilt(name, as_sent(TABLES[name], rows), FAULTS, share, chance)
        for name, rows in tables.items()
    }
