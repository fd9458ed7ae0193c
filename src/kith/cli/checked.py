"""What `kith check ssda903` does: reads the files, checks them, writes the report and sums it up."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from textwrap import shorten

import polars as pl

from kith.lib.words import plural
from kith.statutory.authorities import COUNTIES, current, upper_tier
from kith.statutory.postcodes import Absent, postcodes
from kith.statutory.ssda903.checking import YEARS, check
from kith.statutory.ssda903.reading import Read, read
from kith.statutory.ssda903.report import ISSUE_COLUMNS, Report
from kith.statutory.ssda903.report_files import WRITERS
from kith.statutory.ssda903.rules import RULES
from kith.statutory.ssda903.tables import Collection
from kith.statutory.ssda903.years import collection_years, last_day

_MOST_SHOWN = 40
_LINE = 110
# The headings of what an earlier check wrote, which lies among the files when they are checked again.
_OUR_OWN = ", ".join(sorted({name.upper() for name in ISSUE_COLUMNS} - {"ROW"}))


class Refused(Exception):
    """Nothing was checked, and why."""


@dataclass(frozen=True)
class Asked:
    """What the person asked for."""

    paths: tuple[Path, ...]
    year: str
    authority: str
    last: Path | None
    providers: tuple[Path, ...]
    as_of: date
    out: Path | None


Say = Callable[[str], object]


def report(asked: Asked, say: Say) -> Report:
    """Read, check and write. Raises Refused with a sentence for a person."""
    _refuse_early(asked)
    say(f"Reading {', '.join(map(str, asked.paths))}")
    given, last, notes = _of_the_year(asked, _read(asked.paths))
    if asked.last:
        say(f"Reading last year's {asked.last}")
        last = _read((asked.last,))
        if last.errors:
            notes.append(
                f"In reading last year's files: {plural(len(last.errors), 'problem')}. Check them as well."
            )
    providers = _providers(asked.providers)
    rows = sum(table.height for table in given.tables.values())
    say(f"Checking {plural(rows, 'row')} against the rules of {asked.year}")
    result = check(
        given,
        year=asked.year,
        authority=asked.authority,
        last=last,
        providers=providers,
        as_of=asked.as_of,
        rules=RULES,
    )
    made = Report(result, given, Collection.of(asked.year, asked.authority), RULES, (*notes, *_postcodes()))
    if asked.out:
        say(f"Writing {asked.out}")
        _write(asked.out, made)
    return made


def _refuse_early(asked: Asked) -> None:
    """What is wrong with the question is said before anybody waits."""
    if asked.year not in YEARS:
        raise Refused(f"There are no rules for {asked.year!r}. Ask for one of {', '.join(YEARS)}.")
    _check_authority(asked.authority)
    wanted = [*asked.paths, *asked.providers, *([asked.last] if asked.last else [])]
    if absent := [path for path in wanted if not path.exists()]:
        raise Refused(f"{absent[0]} is not there. Check how it is spelt.")
    if asked.out:
        _check_out(asked.out)


def _check_authority(code: str) -> None:
    if code in COUNTIES:
        raise Refused(
            f"{code} is a district. The return is its county's: write --authority {COUNTIES[code]}."
        )
    known = postcodes()
    tiers = {"E06", "E08", "E09", "E10"}
    if isinstance(known, Absent):
        there = code[:3] in tiers and len(code) == 9 and code[3:].isdigit()
    else:
        there = code[:3] in tiers and current(code) in _authorities(known.table["authority"].dtype)
    if not there:
        raise Refused(f"{code} is not the code of an authority in England. Write it like E08000025.")


def _authorities(listed: pl.DataType) -> set[str]:
    """The authorities of today, from the postcodes'."""
    names = listed.categories if isinstance(listed, pl.Enum) else pl.Series([], dtype=pl.String)
    return set(names.to_frame("a").select(upper_tier(pl.col("a"))).to_series())


def _check_out(out: Path) -> None:
    if out.suffix.lower() not in WRITERS:
        endings = ", ".join(WRITERS)
        raise Refused(f"{out.name} does not say what to write: the name must end in one of {endings}.")
    folder = out.absolute().parent
    if not folder.is_dir() or not os.access(out if out.exists() else folder, os.W_OK) or out.is_dir():
        raise Refused(f"{out} cannot be written. Choose a folder that is there and that you may write in.")


def _read(paths: tuple[Path, ...]) -> Read:
    """What was read. Refused where there was not one row of the return in it."""
    found = read(paths)
    if found.files:
        return replace(found, problems=tuple(each for each in found.problems if each.found != _OUR_OWN))
    where = ", ".join(map(str, paths))
    why = found.problems[0] if found.problems else None
    said = f"{why.file}: {why.says}" if why else "There are no files in it."
    raise Refused(f"There is no SSDA903 return in {where}. {said}")


def _of_the_year(asked: Asked, given: Read) -> tuple[Read, Read | None, list[str]]:
    """The files of the year; last year's, if they lie among them; and what a person should know of it."""
    found = [each for each in collection_years(given) if each.year]
    others = sorted({each.year or "" for each in found if each.year != asked.year})
    mine = [each.file for each in found if each.year == asked.year]
    if not others:
        return given, None, []
    if not mine:
        note = f"By their dates these files are of {' and '.join(others)}, not {asked.year}. They were checked as if they were."
        return given, None, [note]
    before = [each.file for each in found if each.year == Collection.of(asked.year).before.year]
    aside = sorted({each.file for each in found} - set(mine) - set(before))
    notes = [f"Left aside, being of other years: {', '.join(aside)}."] if aside else []
    if before:
        notes.append(f"Taken for last year's files: {', '.join(before)}.")
    rest = [each.file for each in given.problems if each.file not in {one.file for one in found}]
    return given.only([*mine, *rest]), given.only(before) if before else None, notes


def _providers(paths: tuple[Path, ...]) -> pl.DataFrame | None:
    if not paths:
        return None
    from kith.statutory.ssda903.provider_lists import UnreadableList, read_provider_lists

    try:
        return read_provider_lists(paths)
    except UnreadableList as error:
        raise Refused(str(error)) from None


def _postcodes() -> list[str]:
    known = postcodes()
    return [known.says] if isinstance(known, Absent) else []


def _write(out: Path, made: Report) -> None:
    data = WRITERS[out.suffix.lower()](made)
    try:
        out.write_bytes(data)
    except OSError as error:
        raise Refused(
            f"{out} cannot be written ({error.strerror}). If it is open in another program, close it."
        ) from None


def summary(made: Report) -> Iterator[str]:
    """The report in a few lines: what was read, the issues by rule, what was not read and not run."""
    yield from ("", f"SSDA903 {made.collection.year}, {made.collection.authority}", "")
    for table, rows, files in made.rows_read.iter_rows():
        yield f"  {table:<15}{rows:>10,}  {files}"
    for note in made.notes:
        yield from ("", note)
    yield from _issues(made)
    yield from _not_read(made)
    yield from _not_run(made)


def _issues(made: Report) -> Iterator[str]:
    ran = plural(len(made.result.ran), "rule")
    yield ""
    if made.issues.is_empty():
        yield f"No issues: {ran} found nothing."
        return
    children = made.by_child["child"].drop_nulls().len()
    yield f"{plural(made.issues.height, 'issue')} of {plural(children, 'child', 'children')}, by {made.by_rule.height:,} of {ran}"
    yield ""
    for code, issues, _, _, message in made.by_rule.head(_MOST_SHOWN).iter_rows():
        yield f"  {code:<10}{issues:>8,}  {shorten(message, _LINE - 22, placeholder=' …')}"
    yield from _more(made.by_rule.height, "rule", "rules")


def _not_read(made: Report) -> Iterator[str]:
    """The first of each kind: the same mistake is often made in a whole column."""
    if made.not_read.is_empty():
        return
    errors = len(made.read.errors)
    warnings = made.not_read.height - errors
    yield from ("", f"In reading: {plural(errors, 'problem')}, {plural(warnings, 'warning')}", "")
    kinds = made.not_read.group_by("file", "column", "kind", maintain_order=True).agg(
        pl.col("row", "problem").first(), pl.len().alias("count")
    )
    for file, column, _, row, says, count in kinds.head(_MOST_SHOWN).iter_rows():
        where = ", ".join(filter(None, (file, f"row {row:,}" if row else "", column)))
        yield f"  {where}: {says}{f' And {count - 1:,} more like it.' if count > 1 else ''}"
    yield from _more(kinds.height, "kind of problem", "kinds of problem")


def _not_run(made: Report) -> Iterator[str]:
    if made.not_run.is_empty():
        return
    reasons = made.not_run.group_by("why", "explanation", maintain_order=True).agg("rule")
    yield from ("", f"Not run: {plural(made.not_run.height, 'rule')}", "")
    for why, explanation, rules in reasons.iter_rows():
        yield f"  {plural(len(rules), 'rule')}: {explanation}"
        yield f"    {shorten(' '.join(rules), _LINE, placeholder=' …')}"
        if why.startswith("not yet"):
            after = last_day(made.collection.year)
            yield f"    To run them all the same, add --as-of {after.year}-04-01."


def _more(there: int, one: str, many: str) -> Iterator[str]:
    if there > _MOST_SHOWN:
        yield f"  and {plural(there - _MOST_SHOWN, f'other {one}', f'other {many}')}: --out report.xlsx has all of them."
