"""`kith check`: a return in files against the published rules. Needs no database, and nothing of the web."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kith.cli.problem import Problem

if TYPE_CHECKING:
    from kith.cli.checked import Asked
    from kith.statutory.returns.asking import Say
    from kith.statutory.returns.report import Report


class CannotRun(Problem):
    """A sentence that says why nothing was checked."""

    exit_code = 2


@click.group
def check() -> None:
    """Check a return in files against the published rules. No database is needed."""


_PATHS = click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
_YEAR = click.option("--year", required=True, help="The collection year, such as 2026-27.")
_AUTHORITY = click.option(
    "--authority", required=True, metavar="CODE", help="Your authority's code, such as E08000025."
)
_AS_OF = click.option(
    "--as-of",
    metavar="DATE",
    help="The day the files were drawn, as 2026-11-30; today if not said. Rules for the end of the year wait for it.",
)
_OUT = click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write what was found: report.xlsx, .csv or .json.",
)


@check.command
@_PATHS
@_YEAR
@_AUTHORITY
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
@_AS_OF
@_OUT
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

    asked = checked.Asked(paths, _year(year), _code(authority), _day(as_of), out, last, providers)
    _run(context, checked.ssda903, asked)


@check.command
@_PATHS
@_YEAR
@_AUTHORITY
@_AS_OF
@_OUT
@click.pass_context
def cin(
    context: click.Context,
    paths: tuple[Path, ...],
    year: str,
    authority: str,
    as_of: str | None,
    out: Path | None,
) -> None:
    """Check the children in need census.

    PATH is its XML, or a folder or zip of it. Ends with 0 where there is nothing to mend, with 1 where there is, and
    with 2 where nothing could be checked.
    """
    from kith.cli import checked

    _run(context, checked.cin, checked.Asked(paths, _year(year), _code(authority), _day(as_of), out))


@check.command
@click.argument("ssda903", type=click.Path(path_type=Path))
@click.argument("census", type=click.Path(path_type=Path))
@_YEAR
@_AUTHORITY
@_OUT
@click.pass_context
def across(
    context: click.Context, ssda903: Path, census: Path, year: str, authority: str, out: Path | None
) -> None:
    """Check that the two returns of a year say the same of the same children.

    SSDA903 and CENSUS are each a folder, a zip or a file. Ends with 0 where there is nothing to mend, with 1 where
    there is, and with 2 where nothing could be checked.
    """
    from kith.cli import checked

    asked = checked.Asked((ssda903, census), _year(year), _code(authority), _day(None), out)
    _run(context, checked.across, asked)


def _run(context: click.Context, check: "Callable[[Asked, Say], Report]", asked: "Asked") -> None:
    """Say what was found, and end as a script expects."""
    from kith.cli import checked

    try:
        report = check(asked, lambda said: click.echo(said, err=True))
    except checked.Refused as refused:
        raise CannotRun(str(refused)) from None
    for line in checked.summary(report):
        click.echo(_printable(line))
    context.exit(0 if report.clean else 1)


def _code(authority: str) -> str:
    return authority.strip().upper()


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
