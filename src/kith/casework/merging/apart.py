"""Taking a merge back, by its journal read from the end: the rows, what was taken out, what was changed."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import F, Model

from kith.casework.drafts import DraftCopy
from kith.casework.merges import Merge, MergedRow
from kith.casework.merging.journal import as_stood, restored
from kith.casework.merging.references import model_of, moving
from kith.casework.merging.since import Corrected, column_of, field_of, present
from kith.reach.models import Allowed, Restriction

What = MergedRow.What


def take_back_rows(merge: Merge) -> None:
    """Every row that was moved names again whom it named; one that is gone, or was moved since, stays so."""
    numbers = defaultdict(set)
    for line in merge.rows.filter(what=What.CHANGED, after=merge.kept_id, before=merge.merged_id):
        numbers[line.table, line.column].add(line.row)
    for (table, column), rows in numbers.items():
        model = model_of(table)
        field = column_of(model, column)
        if field in moving().get(model, ()):
            found = model._base_manager.filter(pk__in=rows, **{field.name: merge.kept_id})
            found.update(**{field.name: merge.merged_id})


def take_out_what_was_made(merge: Merge) -> None:
    """The restrictions that the merge placed, with whoever was let in to them since."""
    made = merge.rows.filter(what=What.MADE)
    placed = made.filter(table=Restriction._meta.db_table).values_list("row", flat=True)
    Allowed.objects.filter(restriction__in=list(placed)).delete()
    Restriction.objects.filter(pk__in=list(placed)).delete()


def put_back(merge: Merge) -> None:
    """Every row that was taken out stands again, under its own number."""
    for line in merge.rows.filter(what=What.REMOVED).order_by("-pk"):
        model_of(line.table)._base_manager.bulk_create([restored(line)])


def change_back(merge: Merge, corrected: Collection[Corrected], go_back: Collection[str]) -> None:
    """Every column that was changed holds again what it held, unless somebody has changed it since and it is to stay."""
    stays = {each.key for each in corrected} - set(go_back)
    values: dict[Model, dict[str, object]] = defaultdict(dict)
    for each in corrected:
        if each.key in go_back:
            values[each.row][each.field.name] = each.before
    lines = list(merge.rows.filter(what=What.CHANGED).order_by("-pk"))
    rows = present(lines)
    for line in lines:
        row, field = rows.get((line.table, line.row)), field_of(line)
        if row is not None and field not in moving().get(type(row), ()) and _key(line) not in stays:
            values[row][field.name] = as_stood(field, line.before)
    for row, columns in values.items():
        type(row)._base_manager.filter(pk=row.pk).update(**columns)


def let_copies_follow(merge: Merge) -> None:
    """The other version of a draft is where the draft is, also one that was set aside since the merge."""
    people = (merge.kept_id, merge.merged_id)
    for copy in (
        DraftCopy.objects.filter(child__in=people).exclude(child=F("draft__child")).select_related("draft")
    ):
        copy.child_id = copy.draft.child_id
        copy.save(update_fields=["child"])


def _key(line: MergedRow) -> str:
    return f"{line.table}-{line.row}-{line.column}"
