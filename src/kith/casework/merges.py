"""Merges: two records found to be one person's, what was done to every row, and who undid it."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import models
from django.db.models import F, Q

from kith.people.models import Person
from kith.store.history import keeps_history, only_added_to
from kith.workforce.models import Worker

FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


class MergeQuerySet(models.QuerySet["Merge"]):
    """Merges."""

    def standing(self) -> "MergeQuerySet":
        return self.filter(undone_at__isnull=True)


@keeps_history
class Merge(models.Model):
    """One record was merged into another; once undone both are as they were, and the merge stays as it was done."""

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()
    work = models.UUIDField("the piece of work that did it")
    stood = models.JSONField("rows of the record that stays before the merge, by table", default=dict)
    undone_by = models.ForeignKey(Worker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_reason = models.TextField("why it was undone", blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at__isnull=True), name="casework_merged_into_one"
            ),
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="casework_merge_is_of_two"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="casework_merge_is_undone_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["-at"], name="casework_merge_at")]

    def __str__(self) -> str:
        return f"Merge {self.pk}"


class MergedRow(models.Model):
    """What a merge did to one row, so that it can be taken back: never edited, and never removed."""

    class What(models.TextChoices):
        CHANGED = "changed", "Changed"  # one column: `before` and `after` it
        REMOVED = (
            "removed",
            "Taken out",
        )  # `before` is the whole row, `after` the one that stands in its place
        MADE = "made", "Made"  # `after` is the whole row
        LEFT = "left", "Left where it was"  # a row that is only added to, beside one that stands

    merge = models.ForeignKey(Merge, on_delete=models.PROTECT, related_name="rows")
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=What.choices)
    table = models.CharField(max_length=63)
    row = models.BigIntegerField()
    column = models.CharField(max_length=63, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["table", "row"], name="casework_mergedrow_row")]
        triggers = only_added_to()


def merged_into(person: int) -> int | None:
    """Whose record this one was merged into, as far as the reader sees both; None where it was not."""
    into = None
    while (found := Merge.objects.standing().filter(merged=into or person).first()) is not None:
        into = found.kept_id
    return into


def numbers_of(person: int) -> set[int]:
    """The person's own number and those of the records merged into theirs: the audit keeps them."""
    known, latest = {person}, {person}
    while latest:
        merged = Merge.objects.standing().filter(kept__in=latest).values_list("merged", flat=True)
        latest = set(merged) - known
        known |= latest
    return known


def audited_as(person: int) -> Q:
    """The entries of the audit about whoever this is now: under every number that is theirs, and under another's for as
    long as the two records were one."""
    now = merged_into(person) or person
    found = Q(child__in=numbers_of(now))
    for number, since, until in _while_one(now):
        found |= Q(child=number, at__gte=since, at__lt=until)
    return found


def _while_one(
    person: int, since: datetime = FIRST, until: datetime = LAST
) -> Iterator[tuple[int, datetime, datetime]]:
    """The records this one was a part of, by merges undone since: their numbers, from when until when."""
    for row in Merge.objects.filter(merged=person, undone_at__isnull=False).order_by("pk"):
        first, last = max(since, row.at), min(until, row.undone_at or until)
        if first < last:
            yield row.kept_id, first, last
            yield from _while_one(row.kept_id, first, last)
