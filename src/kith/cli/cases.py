"""`kith cases`: worked cases for the rules of a return, run through the engine that checks files. For developers."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from kith.cli.problem import Problem
from kith.lib.cases import Case, Disagreement, disagreements
from kith.lib.checking import Tables
from kith.lib.rule import Rule


@click.group
def cases() -> None:
    """Run worked cases for the rules of a return."""


_FILE = click.argument(
    "file", metavar="FILE.jsonl", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
_CODES = click.option("--rule", "codes", multiple=True, metavar="CODE", help="Only the cases of this rule.")


@cases.command
@_FILE
@_CODES
@click.pass_context
def ssda903(context: click.Context, file: Path, codes: tuple[str, ...]) -> None:
    """Run worked cases for the rules of SSDA903, one case a line, and show where they disagree."""
    from kith.statutory.ssda903.checking import tables_of_case
    from kith.statutory.ssda903.rules import RULES

    context.exit(_run(file, codes, RULES, tables_of_case))


@cases.command
@_FILE
@_CODES
@click.pass_context
def cin(context: click.Context, file: Path, codes: tuple[str, ...]) -> None:
    """Run worked cases for the rules of the children in need census, one case a line, and show where they disagree."""
    from kith.statutory.cin.checking import tables_of_case
    from kith.statutory.cin.rules import RULES

    context.exit(_run(file, codes, RULES, tables_of_case))


def _run(file: Path, codes: tuple[str, ...], rules: Iterable[Rule], build: Callable[[Case], Tables]) -> int:
    wanted = [case for case in _read(file) if not codes or case.rule in codes]
    found = list(disagreements(wanted, rules, build))
    for each in found:
        click.echo(_said(each))
    click.echo(f"{len(wanted)} cases, {len(wanted) - len(found)} agree, {len(found)} disagree")
    return 1 if found else 0


def _read(file: Path) -> list[Case]:
    lines = enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    return [_case(file, number, line) for number, line in lines if line.strip()]


def _case(file: Path, number: int, line: str) -> Case:
    try:
        return Case.of(json.loads(line))
    except (ValueError, KeyError, TypeError) as error:
        raise Problem(
            f"Line {number} of {file.name} is not a worked case ({error}). Mend or remove it."
        ) from None


def _said(each: Disagreement) -> str:
    told = f"{each.case.rule} case {each.case.number} ({each.case.year}): "
    return told + (each.says or f"expected {each.case.wanted}, found {each.found}")
