"""What stands between files somebody sends and a report on them, for whoever asks: which files are of which year, which
are last year's, and what a person should know of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from kith.lib.rule import Rule
from kith.lib.words import plural
from kith.statutory.postcodes import Absent, postcodes
from kith.statutory.returns.asking import Say
from kith.statutory.returns.collection import Collection
from kith.statutory.returns.report import Report
from kith.statutory.ssda903.checking import check
from kith.statutory.ssda903.reading import Read
from kith.statutory.ssda903.rules import RULES
from kith.statutory.ssda903.specification import SSDA903
from kith.statutory.ssda903.years import collection_years


@dataclass(frozen=True)
class Sorted:
    """The files of the year that was asked for, last year's if there are any, and what a person should know of it."""

    given: Read
    last: Read | None
    notes: tuple[str, ...] = ()


def sort_out(given: Read, year: str, last: Read | None = None) -> Sorted:
    """The files of the year; last year's, if they lie among them and were not given apart."""
    mine = _of_the_year(given, year)
    if last is None:
        return mine
    said = f"In reading last year's files: {plural(len(last.errors), 'problem')}. Check them as well."
    return replace(mine, last=last, notes=(*mine.notes, said) if last.errors else mine.notes)


def _of_the_year(given: Read, year: str) -> Sorted:
    found = [each for each in collection_years(given) if each.year]
    others = sorted({each.year or "" for each in found if each.year != year})
    mine = [each.file for each in found if each.year == year]
    if not others:
        return Sorted(given, None)
    if not mine:
        note = f"By their dates these files are of {' and '.join(others)}, not {year}. They were checked as if they were."
        return Sorted(given, None, (note,))
    before = [each.file for each in found if each.year == Collection.of(year).before.year]
    aside = sorted({each.file for each in found} - set(mine) - set(before))
    notes = [f"Left aside, being of other years: {', '.join(aside)}."] if aside else []
    if before:
        notes.append(f"Taken for last year's files: {', '.join(before)}.")
    rest = [each.file for each in given.problems if each.file not in {one.file for one in found}]
    return Sorted(given.only([*mine, *rest]), given.only(before) if before else None, tuple(notes))


def report_on(
    files: Sorted,
    *,
    year: str,
    authority: str,
    as_of: date,
    providers: pl.DataFrame | None = None,
    rules: Iterable[Rule] | None = None,
    say: Say = lambda said: None,
) -> Report:
    """The files against the rules of the year. `providers` has the columns of PROVIDER_LIST."""
    rows = sum(table.height for table in files.given.tables.values())
    say(f"Checking {plural(rows, 'row')} against the rules of {year}")
    rules = RULES if rules is None else tuple(rules)
    result = check(
        files.given,
        year=year,
        authority=authority,
        last=files.last,
        providers=providers,
        as_of=as_of,
        rules=rules,
    )
    notes = (*files.notes, *_postcodes())
    return Report(SSDA903, result, files.given, Collection.of(year, authority), rules, notes)


def _postcodes() -> list[str]:
    known = postcodes()
    return [known.says] if isinstance(known, Absent) else []
