"""A row that is corrected or removed leaves what stood before, written by the database itself."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TypeVar
from uuid import UUID

import pghistory
import pgtrigger
from django.apps import apps
from django.db import connection, models, transaction

M = TypeVar("M", bound=type[models.Model])
MOVED_BY_A_MERGE = """
IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - 'child_id' = to_jsonb(NEW) - 'child_id' AND EXISTS (
    SELECT FROM casework_mergedrow moved
    WHERE moved."table" = TG_TABLE_NAME AND moved."row" = OLD.id AND moved."column" = 'child_id'
    AND (OLD.child_id, NEW.child_id) IN ((moved.merged_id, moved.kept_id), (moved.kept_id, moved.merged_id))
) THEN
    RETURN NEW;
END IF;
RAISE EXCEPTION 'pgtrigger: Cannot % rows of % table, which is only added to', lower(TG_OP), TG_TABLE_NAME;
"""


def keeps_history(model: M) -> M:
    """Class decorator: every UPDATE and DELETE first copies the old row to `<Model>Before`, which is append-only."""
    return keeps_history_without()(model)


def keeps_history_without(*secrets: str) -> Callable[[M], M]:
    """The same, but for fields that must never be copied; a change of nothing else leaves no row."""

    def track(model: M) -> M:
        tracked = pghistory.track(
            pghistory.UpdateEvent("corrected", row=pghistory.Old),
            pghistory.DeleteEvent("removed"),
            append_only=True,
            model_name=f"{model.__name__}Before",
            exclude=list(secrets) or None,
        )
        return tracked(model)

    return track


def only_added_to() -> list[pgtrigger.Trigger]:
    """For Meta.triggers: the database refuses to change or remove these rows; emptying a table is not granted."""
    return [pgtrigger.Protect(name="only_added_to", operation=pgtrigger.Update | pgtrigger.Delete)]


def only_added_to_but_moved() -> list[pgtrigger.Trigger]:
    """The same, for rows of a child that a merge moves to the record that stays: the journal of merges says first which
    row goes where, and the database lets that one column change, so, or back again, and nothing else."""
    return [
        pgtrigger.Trigger(
            name="only_added_to",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func=MOVED_BY_A_MERGE,
        )
    ]


def serve(*, worker: int | None, user: int | None, work: UUID, day: date, everyone: bool = False) -> None:
    """Tell the database, for this transaction only, whom it serves, on what day, and which piece of work this is.

    History rows written in the transaction point to the piece of work (`pghistory.Context`), and so to the worker.
    `everyone`: the service itself works on everybody's record, whomever a restriction hides.
    """
    _say({
        "kith.worker": str(worker or ""),
        "kith.day": day.isoformat(),
        "kith.everyone": "yes" if everyone else "",
        "pghistory.context_id": str(work),
        "pghistory.context_metadata": json.dumps({"worker": worker, "user": user}),
    })  # fmt: skip


def serve_everyone() -> None:
    """For the rest of this transaction the service itself works on everybody's record."""
    _say({"kith.everyone": "yes"})


@contextmanager
def serving_everyone() -> Iterator[None]:
    """For a while the service itself works on everybody's record: what is done must not stop at what its worker sees.

    A savepoint, so that where it fails the database forgets this too.
    """
    with transaction.atomic():
        _say({"kith.everyone": "yes"})
        yield
        _say({"kith.everyone": ""})


def _say(settings: dict[str, str]) -> None:
    each = ", ".join("set_config(%s, %s, true)" for _ in settings)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {each}", [word for pair in settings.items() for word in pair])


def before(row: models.Model) -> models.QuerySet:
    """What stood before in this row, newest first; each has `pgh_created_at` and `pgh_context.metadata['worker']`."""
    kept = apps.get_model(row._meta.app_label, f"{type(row).__name__}Before")
    return kept._default_manager.filter(pgh_obj_id=row.pk).select_related("pgh_context").order_by("-pgh_id")


def as_it_stands(row: models.Model) -> None:
    """Read a row again and hold it until the work is done: somebody may have ended or finished it just now.

    Held against changes only: what merely names it, such as a draft kept meanwhile, does not wait.
    """
    row.refresh_from_db(from_queryset=type(row)._base_manager.select_for_update(no_key=True))
