"""Every row of every table, to hold what was against what is."""

from kith.casework.merging.references import ours

APART = {  # what a merge adds to and undoing it does not take back: the audit, the merges; and a projection's row numbers
    "access.AuditEntry", "casework.Merge", "casework.MergedRow", "deadlines.DeadlineRow",
}  # fmt: skip


def everything() -> dict[str, list[dict]]:
    """Table -> its rows in the order of their numbers."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in ours()
        if model._meta.label not in APART
    }


def differences(one: dict, other: dict) -> dict[str, list]:
    return {
        table: [row for row in (*one[table], *other[table]) if (row in one[table]) != (row in other[table])]
        for table in one
        if one[table] != other[table]
    }
