"""Writes rows into the database with COPY, as the application's role. Numbers come from the tables' own sequences."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import connection, models
from psycopg import sql

from kith.demo.tables import MODELS, AuditEntry


class Copier:
    """Writes batches of rows; the first number of each table is whatever its sequence gives first."""

    def __init__(self) -> None:
        self.before: dict[type[models.Model], int] = {}  # what to add to a row's own numbers
        self.written: dict[type[models.Model], int] = {}
        self.rows = 0

    @property
    def tables(self) -> list[str]:
        """Every table that is written to."""
        return sorted({apps.get_model(label)._meta.db_table for label in MODELS.values()})

    def write(self, rows: dict[type, list[Any]]) -> None:
        """Write what is waiting, every table after those it points to."""
        for table, label in MODELS.items():
            if rows.get(table):
                self._reserve(apps.get_model(label), len(rows[table]))
        for table, label in MODELS.items():
            if rows.get(table):
                self._copy(apps.get_model(label), table, rows[table])
                self.rows += len(rows[table])

    def _reserve(self, model: type[models.Model], many: int) -> None:
        """Take numbers from the sequence: they must follow on, for nobody else may be at work here."""
        query = "SELECT nextval(s), setval(s, currval(s) + %s) FROM pg_get_serial_sequence(%s, 'id') s"
        with connection.cursor() as cursor:
            cursor.execute(query, [many - 1, model._meta.db_table])
            first, _ = cursor.fetchone()
        written = self.written.get(model, 0)
        before = self.before.setdefault(model, first - 1)
        if first != before + written + 1:
            raise RuntimeError(
                f"Somebody else is writing to {model._meta.db_table}. Stop them and make the demonstration again."
            )
        self.written[model] = written + many

    def _copy(self, model: type[models.Model], table: type, rows: list[Any]) -> None:
        names = list(table._fields)  # type: ignore[attr-defined]
        extra = _left_out(model, names)
        shift = self._shifts(model, names)
        columns = sql.SQL(", ").join(
            [sql.Identifier(str(_field(model, name).column)) for name in [*names, *extra]]
        )
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), columns)
        if table is AuditEntry:
            rows = [self._speaking_of(row) for row in rows]
        with connection.cursor() as cursor, cursor.cursor.copy(statement) as copy:
            write_row = copy.write_row
            for row in _shifted(rows, shift, tuple(extra.values())):
                write_row(row)

    def _shifts(self, model: type[models.Model], names: list[str]) -> list[tuple[int, int]]:
        """Which columns hold numbers of rows, and what to add to them."""
        found = []
        for place, name in enumerate(names):
            pointed = model if name == "id" else _field(model, name).related_model
            if pointed and self.before.get(pointed):
                found.append((place, self.before[pointed]))
        return found

    def _speaking_of(self, entry: AuditEntry) -> AuditEntry:
        """An entry of the audit holds plain numbers, which the database does not know for those of rows."""
        numbers = {
            name: getattr(entry, name) + self.before.get(apps.get_model(label), 0)
            for name, label in {**SPEAKS_OF, "row": entry.model}.items()
            if getattr(entry, name) is not None and label
        }
        return entry._replace(**numbers)


SPEAKS_OF = {"worker": "workforce.Worker", "user": "access.User", "child": "people.Person"}


def _field(model: type[models.Model], name: str) -> models.Field:
    """The field of a column: `child_id` holds the number of `child`."""
    return next(field for field in model._meta.concrete_fields if name in (field.name, field.attname))


def _left_out(model: type[models.Model], names: list[str]) -> dict[str, Any]:
    """The columns that the borough leaves alone, with their defaults."""
    known = {_field(model, name).name for name in names}
    fields = [
        field for field in model._meta.concrete_fields if field.name not in known and not field.generated
    ]
    return {field.name: _default(field) for field in fields}


def _default(field: models.Field) -> Any:
    found = field.get_default()
    return list(found) if isinstance(found, tuple) else found


def _shifted(
    rows: list[Any], shift: list[tuple[int, int]], extra: tuple[Any, ...]
) -> Iterable[tuple[Any, ...]]:
    """The rows as the database wants them; in a new one, whose numbers begin at one, most are so already."""
    lists = [place for place, value in enumerate(rows[0]) if isinstance(value, tuple)]
    if not shift and not lists:
        return (row + extra for row in rows) if extra else rows
    return (_one_shifted(row, shift, lists, extra) for row in rows)


def _one_shifted(
    row: Any, shift: list[tuple[int, int]], lists: list[int], extra: tuple[Any, ...]
) -> tuple[Any, ...]:
    values = list(row)
    for place in lists:
        values[place] = list(values[place])
    for place, more in shift:
        if values[place] is not None:
            values[place] += more
    return (*values, *extra)
