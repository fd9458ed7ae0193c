"""Every row of every table, to hold what was against what is."""

from django.db.models import Model

from kith.casework.merging.references import ours
from kith.reach.models import Notice

APART = {  # what a merge adds to and undoing it does not take back: the audit, the merges; and a projection's row numbers
    "access.AuditEntry", "casework.Merge", "casework.MergedRow", "deadlines.DeadlineRow",
}  # fmt: skip
TOLD = {Notice.Kind.MERGED, Notice.Kind.PARTED}  # the notices of it stay as well


def everything() -> dict[str, list[dict]]:
    """Table -> its rows in the order of their numbers."""
    return {
        model._meta.label: [
            row for row in model._base_manager.order_by("pk").values() if not _tells(model, row)
        ]
        for model in ours()
        if model._meta.label not in APART
    }


def _tells(model: type[Model], row: dict) -> bool:
    return model is Notice and row["kind"] in TOLD


def differences(one: dict, other: dict) -> dict[str, list]:
    return {
        table: [row for row in (*one[table], *other[table]) if (row in one[table]) != (row in other[table])]
        for table in one
        if one[table] != other[table]
    }
