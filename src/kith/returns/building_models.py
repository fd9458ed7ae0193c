"""Returns built from the record, and what is to be put right before one is sent."""

from django.db import models
from django.db.models import Q

from kith.people.models import Person
from kith.workforce.models import Worker


class BuiltReturn(models.Model):
    """One building of a return from the record: for which year, by whom, and what came of it."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for its turn"
        BUILDING = "building", "Being built"
        DONE = "done", "Built"
        FAILED = "failed", "Could not be built"

    collection = models.CharField(max_length=10, default="ssda903")
    year = models.CharField("collection year", max_length=7)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")
    progress = models.CharField(max_length=200, blank=True)
    counts = models.JSONField("rows by table, issues, children, rules run", default=dict)
    not_run = models.JSONField("rules that were not run: code and why", default=list)
    failure = models.TextField("why it could not be built", blank=True)

    class Meta:
        indexes = [models.Index(fields=["-asked_at"], name="returns_built_asked")]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.collection} {self.year}"


class ReturnIssue(models.Model):
    """One row at fault by one rule, from the build that first saw it until it is put right; and to whom it was sent."""

    collection = models.CharField(max_length=10, default="ssda903")
    year = models.CharField("collection year", max_length=7)
    child = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField("the rule's code", max_length=20)
    table = models.CharField(max_length=30)
    fields = models.CharField("columns it is about, parted by blanks", max_length=300)
    key = models.CharField("what tells the row from the child's others", max_length=200, blank=True)
    first_seen = models.ForeignKey(BuiltReturn, on_delete=models.PROTECT, related_name="found_first")
    last_seen = models.ForeignKey(BuiltReturn, on_delete=models.PROTECT, related_name="found")
    closed_at = models.DateTimeField(null=True, blank=True)
    sent_to = models.ForeignKey(Worker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(Worker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField("what the analyst wrote", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "year", "child", "rule", "table", "key"],
                condition=Q(closed_at__isnull=True), nulls_distinct=False, name="returns_issue_open_once",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_to__isnull=True, sent_by__isnull=True)
                | Q(sent_at__isnull=False, sent_to__isnull=False, sent_by__isnull=False),
                name="returns_issue_sent_whole",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["collection", "year", "rule"], name="returns_issue_rule")]
