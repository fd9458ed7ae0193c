"""The journal of a merge: says what is done to a row, then does it; and takes it back."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Field, JSONField, Model

from kith.casework.merges import Merge, MergedRow
from kith.casework.merging.references import links_to, model_of

What = MergedRow.What


class Journal:
    """Writes down each row before it is touched."""

    def __init__(self, merge: Merge) -> None:
        self.merge = merge

    def change(self, rows: Iterable[Model], field: Field, value: object) -> None:
        """Put a value in a column of some rows of one table."""
        changed = [row for row in rows if getattr(row, field.attname) != value]
        if not changed:
            return
        after = as_kept(field, value)
        self._write(
            (What.CHANGED, row, field.attname, as_kept(field, getattr(row, field.attname)), after)
            for row in changed
        )
        for row in changed:
            setattr(row, field.attname, value)
        model = type(changed[0])
        model._base_manager.filter(pk__in=[row.pk for row in changed]).update(**{field.name: value})

    def describe(self, row: Model, values: Mapping[str, object]) -> None:
        """Put values in several columns of a row, at once: the database may check one against another."""
        changed = {name: value for name, value in values.items() if getattr(row, name) != value}
        fields = {each.name: each for each in row._meta.concrete_fields}
        self._write(
            (What.CHANGED, row, name, as_kept(fields[name], getattr(row, name)), as_kept(fields[name], value))
            for name, value in changed.items()
        )
        if changed:
            type(row)._base_manager.filter(pk=row.pk).update(**changed)

    def remove(self, row: Model, *, instead: Model | None = None) -> None:
        """Take a row out; what hangs from it hangs from `instead`."""
        for link in links_to(type(row)):
            hanging = link.model._base_manager.filter(**{link.name: row.pk})
            self.change(list(hanging), link, instead.pk if instead else None)
        self._write([(What.REMOVED, row, "", whole(row), instead.pk if instead else None)])
        queryset = type(row)._base_manager.filter(pk=row.pk)
        queryset._raw_delete(queryset.db)

    def made(self, row: Model) -> None:
        self._write([(What.MADE, row, "", None, whole(row))])

    def left(self, row: Model) -> None:
        self._write([(What.LEFT, row, "", None, None)])

    def _write(self, lines: Iterable[tuple]) -> None:
        merge = self.merge
        MergedRow.objects.bulk_create(
            MergedRow(
                merge=merge, kept_id=merge.kept_id, merged_id=merge.merged_id, what=what,
                table=row._meta.db_table, row=row.pk, column=column, before=before, after=after,
            )
            for what, row, column, before, after in lines
        )  # fmt: skip


def whole(row: Model) -> dict[str, Any]:
    """A row as it is kept in the journal."""
    fields = (each for each in row._meta.concrete_fields if not each.generated)
    return {field.attname: as_kept(field, getattr(row, field.attname)) for field in fields}


def restored(line: MergedRow) -> Model:
    """The row that was taken out, to be put back under its own number."""
    model = model_of(line.table)
    kept: dict[str, Any] = line.before or {}
    fields = {each.attname: each for each in model._meta.concrete_fields}
    return model(**{name: as_stood(fields[name], value) for name, value in kept.items()})


def as_kept(field: Field, value: object) -> Any:
    """A value as JSON keeps it, to the microsecond."""
    if value is None or isinstance(field, ArrayField | JSONField):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if isinstance(value, bool | int | float | str) else str(value)


def as_stood(field: Field, kept: Any) -> Any:
    """The value again."""
    return kept if isinstance(field, ArrayField | JSONField) else field.to_python(kept)
