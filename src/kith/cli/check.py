"""`kith check`: a return in files against the published rules. Needs no database, and nothing of the web."""

import re
from datetime import date
from pathlib import Path

import click

from kith.cli.problem import Problem


class CannotRun(Problem):
    """A sentence that says why nothing was checked."""

    exit_code = 2


@click.group
def check() -> None:
    """Check a return in files against the published rules. No database is needed."""


@check.command
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--year", required=True, help="The collection year, such as 2026-27.")
@click.option("--authority", required=True, metavar="CODE", help="Your authority's code, such as E08000025.")
@click.option(
    "--last",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Last year's files: a folder, a file or a zip.",
)
@click.option(
    "--providers",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Ofsted's list of providers (CSV or XLSX); may be repeated.",
)
@click.option(
    "--as-of",
    metavar="DATE",
    help="The day the files were drawn, as 2026-11-30; today if not said. Rules for the end of the year wait for it.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write what was found: report.xlsx, .csv or .json.",
)
@click.pass_context
def ssda903(
    context: click.Context,
    paths: tuple[Path, ...],
    year: str,
    authority: str,
    last: Path | None,
    providers: tuple[Path, ...],
    as_of: str | None,
    out: Path | None,
) -> None:
    """Check the looked-after children return (SSDA903).

    PATH is a folder, a zip or files, CSV or XML, whatever they are called. Ends with 0 where there is nothing to
    mend, with 1 where there is, and with 2 where nothing could be checked.
    """
    from kith.cli import checked

    asked = checked.Asked(paths, _year(year), authority.strip().upper(), last, providers, _day(as_of), out)
    try:
        report = checked.report(asked, lambda said: click.echo(said, err=True))
    except checked.Refused as refused:
        raise CannotRun(str(refused)) from None
    for line in checked.summary(report):
        click.echo(_printable(line))
    context.exit(0 if report.clean else 1)


def _printable(line: str) -> str:
    """Nothing that comes out of a file may steer the terminal."""
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in line)


def _year(text: str) -> str:
    """The year however it is parted: 2026-27, 2026/27 or 2026-2027."""
    found = re.fullmatch(r"(\d{4})[-/_](?:\d\d)?(\d\d)", text.strip())
    return f"{found[1]}-{found[2]}" if found else text


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()  # noqa: DTZ011
    except ValueError:
        raise CannotRun(f"{text} is not a day. Write --as-of 2026-11-30.") from None
