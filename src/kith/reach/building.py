"""Building the second wall in the database, from wall.txt (what each table hides) and wall.sql (from whom); and the
searching that goes on behind it (wall.search.sql)."""

from collections.abc import Iterator
from pathlib import Path

from django.db import connection
from psycopg import sql

Sections = dict[str, dict[str, list[str]]]

HERE = Path(__file__).parent
FUNCTIONS = (HERE / "wall.sql", HERE / "wall.search.sql")
TABLES = HERE / "wall.txt"
OPEN, ANYBODY, NOBODY = "open", "written by anybody", "nobody"
BY_ANYBODY = """
DROP POLICY IF EXISTS written_by_anybody ON {0};
CREATE POLICY written_by_anybody ON {0} FOR INSERT WITH CHECK (true)
"""
HIDDEN = {
    section: sql.SQL("SELECT {}()").format(sql.Identifier(f"kith_hidden_{section}"))
    for section in (
        "people",
        "notes",
        "visits",
        "contacts",
        "requests",
        "assessments",
        "familyhelps",
        "discussions",
        "conferences",
        "coregroups",
        "contributions",
        "addresses",
        "families",
        "numbers",
    )
}


def read() -> Sections:
    """Section -> table -> columns (of an open table: the words of its reason)."""
    sections: Sections = {}
    for line in TABLES.read_text().splitlines():
        said = line.split("#")[0].strip()
        if said.startswith("["):
            tables = sections.setdefault(said.strip("[]"), {})
        elif said:
            table, _, columns = said.partition(":")
            tables[table] = columns.split()
    return sections


def build() -> None:
    """Make the functions and every table's policy anew. Only the owner of the tables may."""
    sections = read()
    with connection.cursor() as cursor:
        cursor.execute("SELECT show_limit()")  # its settings are known only once pg_trgm is loaded
        for file in FUNCTIONS:
            cursor.execute(file.read_text())
        there = set(connection.introspection.table_names(cursor))
        for table, condition in _conditions(sections, there):
            for statement in _policies(table, condition):
                cursor.execute(statement)
        for table in _written_by_anybody(sections, there):
            cursor.execute(sql.SQL(BY_ANYBODY).format(sql.Identifier(table)))


def _conditions(sections: Sections, there: set[str]) -> Iterator[tuple[str, sql.Composable]]:
    """Each table, and its history's, with the condition on which a row is seen."""
    for section, tables in sections.items():
        for table, columns in tables.items() if section in HIDDEN else ():
            yield table, _seen(columns, section)
            if (before := f"{table}before") in there:
                yield before, _seen(["pgh_obj_id" if each == "id" else each for each in columns], section)


def _seen(columns: list[str], section: str) -> sql.Composable:
    """None of the columns is hidden. Asked as a set, so that the database works it out once for each query."""
    conditions = [
        sql.SQL("({} IN ({})) IS NOT TRUE").format(sql.Identifier(column), HIDDEN[section])
        for column in columns
        if not column.startswith("-")
    ]
    return sql.SQL(" AND ").join(conditions)


def _policies(table: str, condition: sql.Composable) -> Iterator[sql.Composable]:
    name = sql.Identifier(table)
    yield sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(name)
    yield sql.SQL("DROP POLICY IF EXISTS wall ON {}").format(name)
    yield sql.SQL("CREATE POLICY wall ON {} USING ({})").format(name, condition)


def _written_by_anybody(sections: Sections, there: set[str]) -> Iterator[str]:
    """The audit; and the histories, which triggers write when a worker has just hidden a row from themselves."""
    yield from sections[ANYBODY]
    walled = (table for section in HIDDEN for table in sections[section])
    yield from (f"{table}before" for table in walled if f"{table}before" in there)
