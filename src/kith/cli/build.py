"""`kith build`: a return built from the record, written as files to be checked and sent."""

import re
from pathlib import Path

import click

from kith.cli import database, ready
from kith.cli.problem import Problem


@click.group
def build() -> None:
    """Build a return from the record."""


@build.command
@click.option("--year", required=True, help="The collection year, such as 2026-27.")
@click.option(
    "--out", "folder", required=True, metavar="DIR", type=click.Path(path_type=Path),
    help="The folder to write; it must not be there yet.",
)  # fmt: skip
@click.option("--xml", is_flag=True, help="Write one XML file instead of a CSV file for each table.")
@click.option("--compare", is_flag=True, help="Say how it differs from what loads told of the year, and why.")
@click.option(
    "--as", "username", metavar="USERNAME", help="Who builds it; in a demonstration the data analyst."
)
def ssda903(year: str, folder: Path, xml: bool, compare: bool, username: str | None) -> None:
    """Build the looked-after children return (SSDA903) of a collection year.

    Episodes are computed from legal statuses and placements. What the record does not hold is blank: kith check ssda903
    says what that means. The files name children: only you can read them, so keep it that way.
    """
    asked = _asked(year, folder)
    with database.provided() as urls, ready.application(urls):
        from kith.cli import building

        building.build(asked, folder, xml, compare, username)


@build.command
@click.option("--year", required=True, help="The collection year, such as 2025-26.")
@click.option(
    "--out", "folder", required=True, metavar="DIR", type=click.Path(path_type=Path),
    help="The folder to write; it must not be there yet.",
)  # fmt: skip
@click.option(
    "--authority", help="The authority, such as E08000025; without it the one whose record this is."
)
@click.option(
    "--as", "username", metavar="USERNAME", help="Who builds it; in a demonstration the data analyst."
)
def cin(year: str, folder: Path, authority: str | None, username: str | None) -> None:
    """Build the children in need census of a collection year, as one XML file.

    It is as on the last day of the year. What the record does not hold is blank: kith check cin says what that means. The
    file names children: only you can read it, so keep it that way.
    """
    asked = _asked(year, folder)
    with database.provided() as urls, ready.application(urls):
        from kith.cli import building

        building.census(asked, folder, authority, username)


def _asked(year: str, folder: Path) -> str:
    """The year, if it and the folder can be."""
    asked = _year(year)
    if folder.exists():
        raise Problem(f"{folder} is already there and is not written over. Choose another name.")
    return asked


def _year(text: str) -> str:
    """The year however it is parted: 2026-27, 2026/27 or 2026-2027."""
    found = re.fullmatch(r"(\d{4})[-/_](?:\d\d)?(\d\d)", text.strip())
    if found is None or int(found[2]) != (int(found[1]) + 1) % 100:
        raise Problem(f"{text} is not a collection year. Write --year 2026-27.")
    return f"{found[1]}-{found[2]}"
