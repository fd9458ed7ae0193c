"""Undoing a merge: two records again, as they were, with what was written since given to whom it is about."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, Q

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.casework.actions.telling import tell_of_merge
from kith.casework.merges import Merge, MergedRow, merged_into
from kith.casework.merging import apart
from kith.casework.merging.journal import Journal
from kith.casework.merging.references import ours
from kith.casework.merging.restrictions import protect_both
from kith.casework.merging.since import Corrected, corrected_since, key_of, written_since
from kith.casework.merging.together import give_back, lock
from kith.casework.merging.words import kind_of
from kith.people.models import Person
from kith.reach.around import require_for
from kith.reach.doing import NotPermitted
from kith.reach.models import Notice
from kith.reach.wall import hidden_people, look_again
from kith.reach.withheld import anything_hidden
from kith.store.history import as_it_stands, serving_everyone
from kith.workforce.models import Worker


@transaction.atomic
def undo_merge(
    *, merge: Merge, whose: Mapping[str, int], go_back: Collection[str], reason: str, at: datetime, by: Worker
) -> None:
    """Make two records again of the one. `whose` says of each row written since whose it is, `go_back` which of the
    corrections since are taken back too."""
    require_undoing(by, merge)
    lock(merge.kept_id, merge.merged_id)
    as_it_stands(merge)
    require_last(merge)
    written = written_since(merge)
    _everything_said(written, whose, merge)
    theirs = [row for row in written if whose[key_of(row)] == merge.merged_id]
    _take_apart(merge, theirs, corrected_since(merge), go_back)
    merge.undone_by, merge.undone_at, merge.undone_reason = by, at, reason
    merge.save(update_fields=["undone_by", "undone_at", "undone_reason"])
    look_again()
    tell_of_merge(Notice.Kind.PARTED, [merge.kept_id, merge.merged_id], at, by)
    for person in (merge.kept_id, merge.merged_id):
        record(Event.MERGE_UNDONE, merge, child=person, reason=reason)


def require_undoing(by: Worker, merge: Merge) -> None:
    """Refuse unless the worker may merge the person there is now, and nobody hides the other record from them.

    What moved and what gave way is told in full: so nobody undoes either from whom something is withheld.
    """
    now = merged_into(merge.kept_id) or merge.kept_id
    require_for(by, Permission.PERSON_MERGE, Person.objects.get(pk=now))
    if merge.merged_id in hidden_people() or anything_hidden():
        raise NotPermitted("There is no such merge, or you may not see it.")


def require_last(merge: Merge) -> None:
    """Refuse what is undone already, and what another merge was built on."""
    if merge.undone_at is not None:
        raise ValidationError("This merge has been undone already. Nothing was changed now.")
    later = Merge.objects.standing().filter(pk__gt=merge.pk)
    if later.filter(Q(kept=merge.kept_id) | Q(merged=merge.kept_id)).exists():
        raise ValidationError(
            "This record was merged again afterwards. Undo the later merge first, then this one."
        )
    if _gave_way_since(merge):
        raise ValidationError(
            "Two other records were merged afterwards, and something that this merge had moved gave way there. Undo that "
            "merge first, then this one. If it is not in your list of merged records, ask the head of service."
        )


def _gave_way_since(merge: Merge) -> bool:
    """Whether a later merge, of relatives, took out a row that this one touched, or another in favour of such a row."""
    with serving_everyone():
        mine = set(merge.rows.values_list("table", "row"))
        later = Merge.objects.standing().filter(pk__gt=merge.pk)
        out = MergedRow.objects.filter(merge__in=later, what=MergedRow.What.REMOVED)
        return any(not mine.isdisjoint({(each.table, each.row), (each.table, each.after)}) for each in out)


def _everything_said(written: list[Model], whose: Mapping[str, int], merge: Merge) -> None:
    people = {merge.kept_id, merge.merged_id}
    unsaid = [row for row in written if whose.get(key_of(row)) not in people]
    if unsaid:
        kinds = ", ".join(sorted({kind_of(row).lower() for row in unsaid}))
        raise ValidationError(
            f"Somebody has written on this record just now ({kinds}). Say whose that is, and undo the merge again."
        )


def _take_apart(
    merge: Merge, theirs: list[Model], corrected: list[Corrected], go_back: Collection[str]
) -> None:
    """Also what this worker does not see comes back; what they do not see of what was written since stays."""
    try:
        with transaction.atomic(), serving_everyone():
            apart.take_back_rows(merge)
            give_back(Journal(merge), theirs)
            apart.take_out_what_was_made(merge)
            apart.put_back(merge)
            apart.change_back(merge, corrected, go_back)
            apart.let_copies_follow(merge)
            protect_both(merge, current().as_of)
    except IntegrityError as refused:
        raise ValidationError(_in_words(refused)) from None


def _in_words(refused: IntegrityError) -> str:
    name = getattr(getattr(refused.__cause__, "diag", None), "constraint_name", None)
    models = [each for each in ours() if name in {one.name for one in each._meta.constraints}]
    what = str(models[0]._meta.verbose_name) if models else "row"
    return (
        f"Undone, one record would hold a {what} twice at the same time: one that comes back, and one written since. "
        "Say that the one written since is the other person’s, or put its dates right first. Nothing was changed."
    )
