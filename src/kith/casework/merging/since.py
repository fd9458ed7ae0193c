"""What happened since a merge: rows written on the record that stayed, and rows corrected that the merge had touched."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Field, Model

from kith.casework.drafts import Draft, DraftCopy
from kith.casework.merges import Merge, MergedRow
from kith.casework.merging.journal import as_stood
from kith.casework.merging.references import keeps_history, model_of, moving, naming
from kith.people.models import Person
from kith.reach.models import Notice

What = MergedRow.What
# What somebody was told of the one record there was stays with it: whose it is now, nobody can say. A version of a draft
# goes where the draft goes.
NOT_ASKED = (Notice, DraftCopy)


@dataclass(frozen=True)
class Corrected:
    """A column that somebody changed after the merge; `before` is what undoing would put there."""

    row: Model
    field: Field
    before: Any
    now: Any

    @property
    def key(self) -> str:
        return key_of(self.row, self.field)


def key_of(row: Model, field: Field | None = None) -> str:
    """What a row, or a column of it, is called in a form."""
    parts = (row._meta.db_table, str(row.pk), field.attname if field else "")
    return "-".join(part for part in parts if part)


def written_since(merge: Merge) -> list[Model]:
    """The rows that name the record that stayed and did not exist at the merge, in the order of the tables."""
    touched = defaultdict(set)
    for table, row in merge.rows.values_list("table", "row"):
        touched[table].add(row)
    found: list[Model] = []
    for model in moving():
        if model in NOT_ASKED:
            continue
        table = model._meta.db_table
        old = touched[table] | set(merge.stood.get(table, []))
        rows = model._base_manager.filter(naming(model, merge.kept_id)).order_by("pk")
        rows = rows.filter(finished_at__isnull=True) if model is Draft else rows
        found += [row for row in rows if row.pk not in old]
    return found


def corrected_since(merge: Merge) -> list[Corrected]:
    """What was corrected since, of the rows the merge moved or changed. Whose a row is, is not among it."""
    lines = merge.rows.filter(what=What.CHANGED).order_by("pk")
    rows = present(lines)
    found: dict[str, Corrected] = {}
    for line in lines:
        row = rows.get((line.table, line.row))
        field = field_of(line)
        if row is None or _names_somebody(field):
            continue
        now = getattr(row, field.attname)
        if now != as_stood(field, line.after):
            one = Corrected(row, field, as_stood(field, line.before), now)
            found.setdefault(one.key, one)
    for one in _from_history(merge, rows):
        found.setdefault(one.key, one)
    return list(found.values())


def present(lines) -> dict[tuple[str, int], Model]:
    """The rows some lines of the journal are about, as they stand."""
    wanted = defaultdict(set)
    for line in lines:
        wanted[line.table].add(line.row)
    return {
        (table, row.pk): row
        for table, numbers in wanted.items()
        for row in model_of(table)._base_manager.filter(pk__in=numbers)
    }


def _from_history(merge: Merge, rows: dict[tuple[str, int], Model]) -> list[Corrected]:
    """For each row: what stood right after the merge, where that is not what stands."""
    by_model = defaultdict(list)
    for row in rows.values():
        if keeps_history(type(row)) and row.pk != merge.merged_id:
            by_model[type(row)].append(row)
    found = []
    for model, some in by_model.items():
        for row, after in _right_after(merge, model, some):
            fields = [each for each in model._meta.concrete_fields if _compared(each)]
            found += [
                Corrected(row, each, getattr(after, each.attname), getattr(row, each.attname))
                for each in fields
                if getattr(after, each.attname) != getattr(row, each.attname)
            ]
    return found


def _right_after(merge: Merge, model: type[Model], rows: list[Model]) -> list[tuple[Model, Model]]:
    """Each row that was corrected since, with the first thing that stood in it after the merge."""
    kept = apps.get_model(model._meta.app_label, f"{model.__name__}Before")
    lines = kept._default_manager.filter(pgh_obj_id__in=[row.pk for row in rows], pgh_label="corrected")
    by_row = defaultdict(list)
    for line in lines.order_by("pgh_id"):
        by_row[line.pgh_obj_id].append(line)
    found = []
    for row in rows:
        own = [place for place, each in enumerate(by_row[row.pk]) if each.pgh_context_id == merge.work]
        later = by_row[row.pk][own[-1] + 1 :] if own else []
        found += [(row, later[0])] if later else []
    return found


def _compared(field: Field) -> bool:
    return not field.primary_key and not field.generated and not _names_somebody(field)


def _names_somebody(field: Field) -> bool:
    return field.related_model is Person


def field_of(line: MergedRow) -> Field:
    """The column that a line of the journal is about."""
    return column_of(model_of(line.table), line.column)


def column_of(model: type[Model], name: str) -> Field:
    """A column by its own name or its attribute's."""
    return next(each for each in model._meta.concrete_fields if name in (each.attname, each.name))
