"""`kith load`: records made elsewhere, read from a return, confirmed by a person, loaded whole or not at all."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kith.cli import database, ready
from kith.cli.problem import Problem
from kith.cli.processes import Stopped

if TYPE_CHECKING:
    from kith.statutory.returns.reading import Read

AS = click.option(
    "--as", "username", metavar="USERNAME", help="Who loads it; in a demonstration the data analyst."
)


@click.group
def load() -> None:
    """Load records from a return made elsewhere, or undo a load."""


def _asked(command: Callable) -> Callable:
    """What every load is asked."""
    options = (
        click.argument(
            "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
        ),
        click.option("--authority", required=True, metavar="E...", help="The authority whose return it is."),
        click.option(
            "--year", "years", multiple=True, metavar="FILE=2017-18",
            help="The collection year of a file, put right.",
        ),
        click.option(
            "--team", metavar="NAME", help="The team that holds the children until somebody is allocated."
        ),
        click.option("--yes", is_flag=True, help="Take the years as proposed, without asking."),
        click.option(
            "--list", "listing", type=click.Path(path_type=Path),
            help="Where to write what a person should look at.",
        ),
        AS,
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@load.command
@_asked
def ssda903(**asked: Any) -> None:
    """Load SSDA903 files: CSV of any year's layout, XML, a folder of them or a zip.

    Files are recognised by their columns. The collection year is worked out from the dates, and you confirm it.
    Several years become one history for each child; loading the same again changes nothing.
    """
    from kith.statutory.ssda903.reading import read

    _load("ssda903", "an SSDA903 return", "CSV or XML", read, **asked)


@load.command
@_asked
def cin(**asked: Any) -> None:
    """Load children in need census files: XML of any year since 2022-23, a folder of them or a zip.

    Children, referrals, assessments, enquiries, conferences, plans and closures come into the record; the next year goes on
    from what was open. The year is that of the file's header, and you confirm it. A child known already is the one with the
    same number or pupil number, never one who only has the same birth date: the census has no names. Where birth date, sex
    or pupil number differ, nothing of the child is taken. What could not be taken is listed, each row with its reason.
    Loading the same again changes nothing.
    """
    from kith.statutory.cin.reading import read

    _load("cin", "a children in need census", "XML", read, **asked)


@load.command
@click.argument("number", type=int)
@AS
def undo(number: int, username: str | None) -> None:
    """Take back the load with this number, unless people have worked on what it brought."""
    _at_work("undo_number", number, username)


def _load(
    collection: str, called: str, kinds: str, read: Callable, *, paths: tuple[Path, ...], authority: str,
    years: tuple[str, ...], team: str | None, yes: bool, listing: Path | None, username: str | None,
) -> None:  # fmt: skip
    corrected = _years(years)
    click.echo(f"Reading {', '.join(str(path) for path in paths)}")
    found: Read = read(paths[0] if len(paths) == 1 else paths)
    if not found.files:
        says = found.problems[0].says if found.problems else f"there are no {kinds} files."
        raise Problem(f"Nothing of {called} could be read: {says} Give the folder or the files of a return.")
    _at_work("load_files", found, authority, corrected, team, yes, listing, username, collection)


def _years(given: tuple[str, ...]) -> dict[str, str]:
    pairs = [each.partition("=") for each in given]
    if wrong := [file for file, _, year in pairs if not _is_year(year)]:
        raise Problem(f"--year {wrong[0]} is not understood. Write --year episodes.csv=2017-18.")
    return {file: year for file, _, year in pairs}


def _is_year(words: str) -> bool:
    first, dash, second = words.partition("-")
    return bool(dash) and first.isdigit() and len(first) == 4 and second == f"{(int(first) + 1) % 100:02}"


def _at_work(name: str, *given: Any) -> None:
    """Do one thing of `loading`, which needs Django, once the database is there."""
    try:
        with database.provided() as urls, ready.application(urls):
            from kith.cli import loading

            getattr(loading, name)(*given)
    except Stopped:
        click.echo("Stopped before the end; nothing was kept.")
        sys.exit(130)
