"""Tables written as text, for examples and tests that a person can read."""

import re
from dataclasses import dataclass
from textwrap import dedent

_GAP = re.compile(r"\s{2,}")
MARK = "<"
NOTHING = "."


@dataclass(frozen=True)
class TextTable:
    """One table: its columns, its rows (null for a dot), and the numbers, from 0, of the rows that were marked."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, str | None], ...]
    marked: tuple[int, ...] = ()


def text_tables(text: str) -> dict[str, TextTable]:
    """Tables by name. A name stands alone on its line, then the columns, then rows; cells are two blanks apart,
    a dot is an empty cell, and `<` at the end marks a row. Tables are parted by an empty line."""
    blocks = [block.strip("\n").split("\n") for block in re.split(r"\n\s*\n", dedent(text).strip())]
    return {block[0].strip(): _table(block[0], block[1:]) for block in blocks}


def _table(name: str, lines: list[str]) -> TextTable:
    columns, *rows = [_GAP.split(line.strip()) for line in lines]
    marked = tuple(n for n, row in enumerate(rows) if row[-1] == MARK)
    plain = [row[:-1] if n in marked else row for n, row in enumerate(rows)]
    for row in plain:
        if len(row) != len(columns):
            raise ValueError(
                f"The table {name.strip()} has {len(columns)} columns, but a row has {len(row)}: {row}."
            )
    return TextTable(tuple(columns), tuple(_row(columns, row) for row in plain), marked)


def _row(columns: list[str], row: list[str]) -> dict[str, str | None]:
    return {column: None if cell == NOTHING else cell for column, cell in zip(columns, row, strict=True)}
