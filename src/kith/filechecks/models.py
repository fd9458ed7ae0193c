"""A check of files: what was asked, by whom, and its counts. Whom it is about stands in no table (`kept.py`)."""

from django.db import models

from kith.workforce.models import Worker


class FileCheck(models.Model):
    """One check of a return's files: what was asked, by whom, how far it is and its counts, which stay."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for its turn"
        CHECKING = "checking", "Checking"
        DONE = "done", "Checked"
        FAILED = "failed", "Could not be checked"
        REMOVED = "removed", "Result removed"

    collection = models.CharField(max_length=10, default="ssda903")
    year = models.CharField("collection year", max_length=7)
    authority = models.CharField(max_length=9)
    as_of = models.DateField("the day the data was drawn")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField("result removed at", null=True, blank=True)
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    files = models.JSONField("names of the files", default=list)
    last_files = models.JSONField("names of last year's files", default=list)
    provider_files = models.JSONField("names of Ofsted's lists of providers", default=list)
    progress = models.CharField(max_length=200, blank=True)
    counts = models.JSONField(default=dict)
    notes = models.JSONField("what else a person should know of it", default=list)
    compared_with = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="the check before it",
    )  # fmt: skip
    failure = models.TextField("why it could not be done", blank=True)

    class Meta:
        indexes = [models.Index(fields=["-asked_at"], name="filechecks_asked")]

    def __str__(self) -> str:
        return f"Check {self.pk}"
