"""What `kith build` does once the database is there. Django is loaded by then."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click
import polars as pl
from django.utils import timezone

from kith.cli.acting import today, worker_called
from kith.cli.prepare import table
from kith.cli.problem import Problem
from kith.lib.words import plural
from kith.reach.doing import NotPermitted
from kith.returns.actions.building import build_census, build_ssda903
from kith.returns.built import not_as_told
from kith.statutory.cin.writing import write as write_census
from kith.statutory.returns.differing import Difference
from kith.statutory.ssda903.differences import counted
from kith.statutory.ssda903.writing import write
from kith.statutory.ssda903.xml_writing import write_xml
from kith.work import work
from kith.workforce.models import Worker

XML_NAME = "ssda903.xml"
CENSUS_NAME = "cin.xml"
Write = Callable[[Path], None]


def build(year: str, folder: Path, xml: bool, compare: bool, username: str | None) -> None:
    """Build, write, and say how many rows each table has."""
    with _building(username) as worker:
        tables = build_ssda903(year=year, by=worker)
        found = not_as_told(tables, year) if compare else None
    _write(folder, partial(_ssda903, tables, xml))
    _say(year, tables, folder)
    if compare:
        _say_why(found, year)


def census(year: str, folder: Path, authority: str | None, username: str | None) -> None:
    """Build the children in need census, write it, and say how many rows each table has."""
    with _building(username) as worker:
        tables = build_census(year=year, authority=authority, at=timezone.localtime(), by=worker)
    _write(folder, lambda half: write_census(tables, half / CENSUS_NAME, year=year))
    _say_census(year, tables, folder)


@contextmanager
def _building(username: str | None) -> Iterator[Worker]:
    worker = worker_called(username)
    try:
        with work(worker, today(), via="command", page="build", everyone=True):
            yield worker
    except NotPermitted as refused:
        raise Problem(f"{refused} Give a data analyst's user name with --as.") from None


def _ssda903(tables: Mapping[str, pl.DataFrame], xml: bool, half: Path) -> None:
    if xml:
        write_xml(tables, half / XML_NAME)
    else:
        write(tables, half)


def _write(folder: Path, write: Write) -> None:
    """Written beside the folder's place and moved in when whole; only its owner may read it."""
    if not folder.parent.is_dir():
        raise Problem(f"There is no folder {folder.parent}. Make it, or choose another name.")
    half = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        write(half)
        os.rename(half, folder)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise


def _say(year: str, tables: Mapping[str, pl.DataFrame], folder: Path) -> None:
    _say_rows(tables, "Header", "CHILD")
    click.echo(f"SSDA903 {year} is in {folder}. It names children: keep it safe.")
    click.echo(f"What to mend before it is sent: kith check ssda903 {folder} --year {year} --authority E...")


def _say_census(year: str, tables: Mapping[str, pl.DataFrame], folder: Path) -> None:
    _say_rows(tables, "ChildIdentifiers", "LAchildID")
    if tables["Header"]["LEA"].null_count():
        click.echo(
            "The three digits of this authority are not known here, so LEA is blank in the header: say which authority it "
            "is with --authority, such as E08000025, or write them into the file."
        )
    if blank := tables["CINdetails"]["CINreferralDate"].null_count():
        click.echo(
            f"{plural(blank, 'child was', 'children were')} worked with in the year on days that no referral covers, so "
            "CINreferralDate is blank: record the referral, then build again."
        )
    file = folder / CENSUS_NAME
    click.echo(f"The children in need census of {year} is {file}. It names children: keep it safe.")
    click.echo(f"What to mend before it is sent: kith check cin {file} --year {year} --authority E...")


def _say_rows(tables: Mapping[str, pl.DataFrame], children: str, number: str) -> None:
    """How many rows each table has, and of how many children nobody could say whose they are."""
    click.echo(table(("Table", "Rows"), [(name, f"{rows.height:,}") for name, rows in tables.items()]))
    if without := tables[children][number].null_count():
        click.echo(
            f"{plural(without, 'child has', 'children have')} no number of the authority's own, so {number} is blank: "
            "give each a number on the details page, then build again."
        )


def _say_why(found: list[Difference] | None, year: str) -> None:
    """How what was built differs from what loads told, by reason."""
    if found is None:
        click.echo(f"No load told of {year}, so there is nothing to compare with.")
    elif not found:
        click.echo(f"Everything is as the loads of {year} told it.")
    else:
        click.echo(f"{plural(len(found), 'difference')} from what the loads of {year} told:")
        rows = [(says, f"{count:,}") for says, count in counted(found).most_common()]
        click.echo(table(("Why", "How many"), rows))
