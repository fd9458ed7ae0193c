"""`kith rule`: what one rule of a return asks, with an example that passes and one that fails. Needs no database."""

import importlib
from collections.abc import Iterable, Iterator
from textwrap import dedent, fill, indent

import click

from kith.cli.problem import Problem
from kith.lib.rule import Example, Rule

# The rules of each return, and the specification whose columns they speak of.
BOOKS = {
    "ssda903": ("kith.statutory.ssda903.rules:RULES", "kith.statutory.ssda903.specification:SSDA903"),
    "cin": ("kith.statutory.cin.rules:RULES", "kith.statutory.cin.specification:CIN"),
    "across": ("kith.statutory.across.rules:RULES", "kith.statutory.across.specification:ACROSS"),
}
_WIDTH = 110


@click.command
@click.argument("name", metavar="[ssda903|cin|across]", type=click.Choice(list(BOOKS)))
@click.argument("code")
def rule(name: str, code: str) -> None:
    """Explain one rule: what it looks for, its columns, and examples. `across` are the rules of one child in two returns."""
    rules, of = (_taken(where) for where in BOOKS[name])
    found = [each for each in rules if each.code.casefold() == code.casefold()]
    if not found:
        raise Problem(f"{of.name} has no rule {code}. The codes are: {', '.join(_codes(rules))}.")
    for each in found:
        for line in _told(each, of.tables.values()):
            click.echo(line)


def _taken(where: str):
    module, name = where.split(":")
    return getattr(importlib.import_module(module), name)


def _codes(rules: Iterable[Rule]) -> list[str]:
    return sorted({each.code for each in rules})


def _told(each: Rule, tables: Iterable) -> Iterator[str]:
    years = f"{each.since} to {each.until}" if each.until else f"since {each.since}"
    yield f"{each.code} ({', '.join(filter(None, (each.severity, years)))})"
    yield fill(each.message.replace("\n", " "), _WIDTH)
    yield ""
    having = list(tables)
    for name in each.fields:
        yield fill(f"{name}: {_means(name, having)}", _WIDTH, initial_indent="  ", subsequent_indent="    ")
    for example in each.examples:
        yield from _example(example)


def _means(name: str, tables: list) -> str:
    """What the column holds, and the tables that have it; a column of no file is worked out."""
    with_it = [table for table in tables if name in table.names]
    if not with_it:
        return "worked out from the files"
    where = ", ".join(table.name for table in with_it) if len(with_it) < len(tables) else "all tables"
    return f"{with_it[0][name].means} ({where})"


def _example(example: Example) -> Iterator[str]:
    given = "".join(f", {key} {value}" for key, value in example.given.items())
    for words, text in (("This passes", example.ok), ("This fails, in the rows marked <", example.fails)):
        yield f"\n{words}{given}:\n"
        yield indent(dedent(text).strip("\n").rstrip(), "  ")
