"""What `kith check` does: reads the files, checks them, writes the report and sums it up."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import shorten

import polars as pl

from kith.lib.words import plural
from kith.statutory.returns.asking import Refused, Say, county_of, is_authority, refuse_year, usable
from kith.statutory.returns.report import Report
from kith.statutory.returns.report_files import WRITERS

_MOST_SHOWN = 40
_LINE = 110


@dataclass(frozen=True)
class Asked:
    """What the person asked for. Last year's files and lists of providers are of SSDA903 alone."""

    paths: tuple[Path, ...]
    year: str
    authority: str
    as_of: date
    out: Path | None
    last: Path | None = None
    providers: tuple[Path, ...] = ()


def ssda903(asked: Asked, say: Say) -> Report:
    """Read, check and write. Raises Refused with a sentence for a person."""
    from kith.statutory.ssda903.reading import read

    called = "SSDA903 return"
    with (
        ThreadPoolExecutor() as beside
    ):  # both years at once; the rules and the postcodes are loaded meanwhile
        this = beside.submit(read, asked.paths)
        before = beside.submit(read, (asked.last,)) if asked.last else None
        _refuse_early(asked)
        say(f"Reading {_said(asked.paths)}")
        from kith.statutory.ssda903.asking import report_on, sort_out

        given, last = usable(this.result(), called, _said(asked.paths)), None
        if before:
            say(f"Reading last year's {asked.last}")
            last = usable(before.result(), called, str(asked.last))
    files, providers = sort_out(given, asked.year, last), _providers(asked.providers)
    made = report_on(
        files, year=asked.year, authority=asked.authority, as_of=asked.as_of, providers=providers, say=say
    )
    return _written(asked, made, say)


def cin(asked: Asked, say: Say) -> Report:
    """The same for the children in need census."""
    from kith.statutory.cin.asking import report_on
    from kith.statutory.cin.reading import read

    _refuse_early(asked)
    say(f"Reading {_said(asked.paths)}")
    given = usable(read(asked.paths, year=asked.year), "children in need census", _said(asked.paths))
    made = report_on(given, year=asked.year, authority=asked.authority, as_of=asked.as_of, say=say)
    return _written(asked, made, say)


def across(asked: Asked, say: Say) -> Report:
    """The two beside each other: `paths` are those of SSDA903 and of the census, in this order."""
    from kith.statutory.across.checking import report_on
    from kith.statutory.cin.asking import other_year
    from kith.statutory.cin.reading import read as read_census
    from kith.statutory.ssda903.asking import sort_out
    from kith.statutory.ssda903.reading import read as read_ssda903

    _refuse_early(asked)
    one, other = asked.paths
    say(f"Reading {one}")
    looked_after = sort_out(usable(read_ssda903((one,)), "SSDA903 return", str(one)), asked.year)
    say(f"Reading {other}")
    census = usable(read_census((other,), year=asked.year), "children in need census", str(other))
    notes = (*looked_after.notes, *other_year(census, asked.year))
    made = report_on(
        looked_after.given, census, year=asked.year, authority=asked.authority, notes=notes, say=say
    )
    return _written(asked, made, say)


def _said(paths: tuple[Path, ...]) -> str:
    return ", ".join(map(str, paths))


def _refuse_early(asked: Asked) -> None:
    """What is wrong with the question is said before anybody waits."""
    refuse_year(asked.year)
    _check_authority(asked.authority)
    wanted = [*asked.paths, *asked.providers, *([asked.last] if asked.last else [])]
    if absent := [path for path in wanted if not path.exists()]:
        raise Refused(f"{absent[0]} is not there. Check how it is spelt.")
    if asked.out:
        _check_out(asked.out)


def _check_authority(code: str) -> None:
    if county := county_of(code):
        raise Refused(f"{code} is a district. The return is its county's: write --authority {county}.")
    if not is_authority(code):
        raise Refused(f"{code} is not the code of an authority in England. Write it like E08000025.")


def _check_out(out: Path) -> None:
    if out.suffix.lower() not in WRITERS:
        endings = ", ".join(WRITERS)
        raise Refused(f"{out.name} does not say what to write: the name must end in one of {endings}.")
    folder = out.absolute().parent
    if not folder.is_dir() or not os.access(out if out.exists() else folder, os.W_OK) or out.is_dir():
        raise Refused(f"{out} cannot be written. Choose a folder that is there and that you may write in.")


def _providers(paths: tuple[Path, ...]) -> pl.DataFrame | None:
    if not paths:
        return None
    from kith.statutory.ssda903.provider_lists import UnreadableList, read_provider_lists

    try:
        return read_provider_lists(paths)
    except UnreadableList as error:
        raise Refused(str(error)) from None


def _written(asked: Asked, made: Report, say: Say) -> Report:
    if asked.out:
        say(f"Writing {asked.out}")
        _write(asked.out, made)
    return made


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
    yield from ("", f"{made.of.name} {made.collection.year}, {made.collection.authority}", "")
    for table, rows, files in made.rows_read.iter_rows():
        yield f"  {table:<22}{rows:>10,}  {files}"
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
    yield f"  What a rule asks, with an example: kith rule {made.of.name.lower()} {made.by_rule['rule'][0]}"


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
        where = ", ".join(filter(None, (file, f"{made.of.place(file)} {row:,}" if row else "", column)))
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
            yield f"    To run them all the same, add --as-of {made.collection.end.year}-04-01."


def _more(there: int, one: str, many: str) -> Iterator[str]:
    if there > _MOST_SHOWN:
        yield f"  and {plural(there - _MOST_SHOWN, f'other {one}', f'other {many}')}: --out report.xlsx has all of them."
