"""What `kith build` does once the database is there. Django is loaded by then."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import click
import polars as pl

from kith.cli.acting import today, worker_called
from kith.cli.prepare import table
from kith.cli.problem import Problem
from kith.lib.words import plural
from kith.reach.doing import NotPermitted
from kith.returns.actions.building import build_ssda903
from kith.returns.built import not_as_told
from kith.statutory.ssda903.difference import Difference
from kith.statutory.ssda903.differences import counted
from kith.statutory.ssda903.writing import write
from kith.statutory.ssda903.xml_writing import write_xml
from kith.work import work

XML_NAME = "ssda903.xml"


def build(year: str, folder: Path, xml: bool, compare: bool, username: str | None) -> None:
    """Build, write, and say how many rows each table has."""
    worker = worker_called(username)
    try:
        with work(worker, today(), via="command", page="build", everyone=True):
            tables = build_ssda903(year=year, by=worker)
            found = not_as_told(tables, year) if compare else None
    except NotPermitted as refused:
        raise Problem(f"{refused} Give a data analyst's user name with --as.") from None
    _write(tables, folder, xml)
    _say(year, tables, folder)
    if compare:
        _say_why(found, year)


def _write(tables: Mapping[str, pl.DataFrame], folder: Path, xml: bool) -> None:
    """Written beside the folder's place and moved in when whole; only its owner may read it."""
    if not folder.parent.is_dir():
        raise Problem(f"There is no folder {folder.parent}. Make it, or choose another name.")
    half = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        if xml:
            write_xml(tables, half / XML_NAME)
        else:
            write(tables, half)
        os.rename(half, folder)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise


def _say(year: str, tables: Mapping[str, pl.DataFrame], folder: Path) -> None:
    click.echo(table(("Table", "Rows"), [(name, f"{rows.height:,}") for name, rows in tables.items()]))
    without = tables["Header"]["CHILD"].null_count()
    if without:
        click.echo(
            f"{plural(without, 'child has', 'children have')} no number of the authority's own, so CHILD is blank: "
            "give each a number on the details page, then build again."
        )
    click.echo(f"SSDA903 {year} is in {folder}. It names children: keep it safe.")
    click.echo(f"What to mend before it is sent: kith check ssda903 {folder} --year {year} --authority E...")


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
