"""Building disposal in the database, from disposal.txt (what it does to each table) and disposal.sql (when it may)."""

# ruff: noqa: S608 -- every name that goes into a statement is from disposal.txt, beside this file

from collections.abc import Iterator
from pathlib import Path

from django.db import connection
from django.db.backends.utils import CursorWrapper

Sections = dict[str, dict[str, list[str]]]

HERE = Path(__file__).parent
FUNCTIONS = HERE / "disposal.sql"
TABLES = HERE / "disposal.txt"
GOES, NO_WRITING, LAST, ITS_ROW = "goes", "goes, and is no writing", "goes with the last", "goes with its row"
DECIDED = (GOES, NO_WRITING, LAST, ITS_ROW, "in disposal.sql", "stays")


def read() -> Sections:
    """Section -> table -> columns (of a table that stays: the words of its reason)."""
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
    """Make the functions anew. Only the owner of the tables may."""
    with connection.cursor() as cursor:
        there = _tables(cursor)
        cursor.execute(_written(_only(read(), there), there, _owner(cursor)))


def _only(sections: Sections, there: set[str]) -> Sections:
    """What is decided about tables that are there; a test fails where a decision is about one that is not."""
    return {
        section: {table: columns for table, columns in tables.items() if table in there}
        for section, tables in sections.items()
    }


def _written(sections: Sections, there: set[str], owner: str) -> str:
    shared = [f"{table}_left bigint[] := {_linked(*one(link))};" for table, (link,) in sections[LAST].items()]
    return (
        FUNCTIONS.read_text()
        .replace("{owner}", owner.replace("'", "''"))
        .replace("{stands}", "\n        UNION ALL ".join(_stands(sections)))
        .replace("{shared}", "\n    ".join(shared))
        .replace("{goes}", "\n    ".join(_goes(sections, there)))
    )


def _tables(cursor: CursorWrapper) -> set[str]:
    return set(connection.introspection.table_names(cursor))


def _owner(cursor: CursorWrapper) -> str:
    cursor.execute("SELECT current_user::text")
    return str(cursor.fetchone()[0])


def one(link: str) -> tuple[str, str]:
    """ "casework_notechild.note_id" as table and column."""
    table, _, column = link.partition(".")
    return table, column


def _linked(table: str, column: str) -> str:
    """What the people's rows of a table point to, or did before they were corrected or removed."""
    whose = "person_id" if table.startswith("people_") else "child_id"
    both = (f"SELECT {column} FROM {each} WHERE {whose} = ANY (people)" for each in (table, f"{table}before"))
    return f"ARRAY({' UNION '.join(both)})"


def _stands(sections: Sections) -> Iterator[str]:
    """Every row of the child's, in words."""
    for table, columns in sections[GOES].items():
        yield _in_words(table, " OR ".join(f"{each} = whose" for each in columns))
    for table, (link,) in sections[LAST].items():
        through, column = one(link)
        whose = "person_id" if through.startswith("people_") else "child_id"
        yield _in_words(table, f"id IN (SELECT {column} FROM {through} WHERE {whose} = whose)")
    for table, (link,) in sections[ITS_ROW].items():
        to, hung = one(link)
        through, column = one(sections[LAST][to][0])
        yield _in_words(table, f"{hung} IN (SELECT {column} FROM {through} WHERE child_id = whose)")


def _in_words(table: str, where: str) -> str:
    return f"SELECT '{table}' || held::text AS held FROM {table} held WHERE {where}"


def _goes(sections: Sections, there: set[str]) -> Iterator[str]:
    """Rows that name the people; then those that nobody is left in; each with what stood before."""
    for table, columns in (sections[GOES] | sections[NO_WRITING]).items():
        named = " OR ".join(f"{each} = ANY (people)" for each in columns)
        yield from _removed(table, named, columns, there)
    for table, (link,) in sections[LAST].items():
        through, column = one(link)
        left = f"id = ANY ({table}_left) AND NOT EXISTS (SELECT FROM {through} WHERE {column} = {table}.id)"
        yield f"gone := ARRAY(SELECT id FROM {table} WHERE {left});"
        for each in _hanging(sections, table):
            yield from _with_it(*each, there)
        yield f"DELETE FROM {table} WHERE id = ANY (gone);"
        if f"{table}before" in there:
            yield f"DELETE FROM {table}before WHERE pgh_obj_id = ANY (gone);"


def _removed(table: str, named: str, columns: list[str], there: set[str]) -> Iterator[str]:
    if f"{table}before" not in there:
        yield f"DELETE FROM {table} WHERE {named};"
        return
    before = named.replace("id = ANY", "pgh_obj_id = ANY") if columns == ["id"] else named
    yield f"gone := ARRAY(SELECT id FROM {table} WHERE {named});"
    yield f"DELETE FROM {table} WHERE id = ANY (gone);"
    yield f"DELETE FROM {table}before WHERE pgh_obj_id = ANY (gone) OR {before};"


def _hanging(sections: Sections, table: str) -> list[tuple[str, str]]:
    found = ((hung, one(link)) for hung, (link,) in sections[ITS_ROW].items())
    return [(hung, column) for hung, (to, column) in found if to == table]


def _with_it(table: str, column: str, there: set[str]) -> Iterator[str]:
    for each in (table, f"{table}before"):
        if each in there:
            yield f"DELETE FROM {each} WHERE {column} = ANY (gone);"
