"""What stands between a census somebody sends and a report on it: whose and which year's it says it is."""

from collections.abc import Iterable, Iterator
from datetime import date

from kith.lib.checking import Result
from kith.lib.rule import Rule
from kith.lib.words import plural
from kith.statutory.authority_numbers import number_of
from kith.statutory.cin.checking import check
from kith.statutory.cin.reading import Read
from kith.statutory.cin.rules import RULES
from kith.statutory.cin.specification import CIN
from kith.statutory.returns.asking import Say
from kith.statutory.returns.collection import Collection
from kith.statutory.returns.report import Report


def report_on(
    given: Read,
    *,
    year: str,
    authority: str,
    as_of: date,
    rules: Iterable[Rule] = RULES,
    say: Say = lambda said: None,
) -> Report:
    """What was read against the rules of the year."""
    rows = sum(table.height for table in given.tables.values())
    say(f"Checking {plural(rows, 'row')} against the rules of {year}")
    rules = tuple(rules)
    result = check(given, year=year, authority=authority, as_of=as_of, rules=rules)
    notes = [*other_year(given, year), *_other_authority(given, authority), *_drafts(result)]
    return Report(CIN, result, given, Collection.of(year, authority), rules, tuple(notes))


def other_year(given: Read, year: str) -> Iterator[str]:
    """What a person should know where the header speaks of another year than the one asked for."""
    said, ours = set(given["Header"]["Year"].drop_nulls().cast(str)), str(int(year[:4]) + 1)
    if said - {ours}:
        told = " and ".join(sorted(said))
        yield f"The header says Year {told}; in the census of {year} it is {ours}. It was checked as if it were of {year}."


def of_others(given: Read, authority: str) -> list[str]:
    """The files whose header names another authority than this one (nine characters), with what it says."""
    ours = number_of(authority)
    said = given["Header"].select("file", "LEA").drop_nulls("LEA").rows()
    return [f"{file} says LEA {lea}" for file, lea in said if ours and lea != ours]


def _other_authority(given: Read, authority: str) -> Iterator[str]:
    if found := of_others(given, authority):
        told, ours = "; ".join(found), number_of(authority)
        yield f"The header of {told}, and {authority} is {ours}: this may be another authority's file. It was checked all the same."


def _drafts(result: Result) -> Iterator[str]:
    if result.drafts:
        codes = ", ".join(result.drafts)
        yield f"Draft rules, which may change before they are released, were run as well: {codes}."
