"""The census built from facts and checked (`returns.checking_built`). That a child has no number is for rule 8500 to say."""

from collections.abc import Iterable
from datetime import date, datetime

import polars as pl

from kith.lib import checking
from kith.lib.rule import Rule
from kith.statutory.cin.building import build
from kith.statutory.cin.rules import RULES
from kith.statutory.cin.specification import CIN
from kith.statutory.cin.tables import Tables
from kith.statutory.return_facts import ReturnFacts
from kith.statutory.returns.checking_built import (
    NO_NUMBER,
    CheckedReturn,
    found_in,
    numbered,
    without_stand_ins,
)
from kith.statutory.returns.collection import Collection


def check_built(
    facts: ReturnFacts,
    year: str,
    *,
    authority: str | None = None,
    as_of: date | None = None,
    at: datetime | None = None,
    rules: Iterable[Rule] = RULES,
) -> CheckedReturn:
    """Build the census of a collection year and check it. `as_of`: the day the facts were gathered; `at`: when its
    file is made, for the header."""
    known = build(numbered(facts), year, authority, at=at)
    # Rules are given no stand-in: they ask of which letters a number is made.
    sent = without_stand_ins(known, CIN)
    result = checking.check(rules, Tables(sent, Collection.of(year, authority), as_of=as_of))
    found = found_in(result, known, facts, CIN).filter(pl.col("rule") != NO_NUMBER)
    return CheckedReturn(sent, found, result.ran, result.not_run)
