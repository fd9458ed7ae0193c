"""Small SSDA903 files written as text tables."""

from kith.lib.tables import text_tables
from kith.statutory.ssda903.reading import Read, read


def files(text: str) -> dict[str, bytes]:
    """One CSV file for each table: the name of the table is the name of the file."""
    return {
        f"{name}.csv": "\n".join(
            [",".join(table.columns), *(",".join(cell or "" for cell in row.values()) for row in table.rows)]
        ).encode()
        for name, table in text_tables(text).items()
    }


def reading(text: str) -> Read:
    return read(files(text))
