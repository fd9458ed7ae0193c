"""Deadlines as a projection that can be thrown away and rebuilt; and the reasons for lateness, which cannot."""

from django.db import models

from kith.people.models import Person
from kith.store.history import only_added_to
from kith.workforce.models import Worker


class DeadlineRow(models.Model):
    """A deadline computed from facts, kept for lists. It never says "late": that is asked of a day."""

    child = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    timescale = models.CharField(max_length=60)
    started_on = models.DateField()
    due_on = models.DateField()
    due_at = models.DateTimeField(null=True)
    met_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    started_by = models.CharField(max_length=60)

    class Meta:
        indexes = [
            models.Index(fields=["child", "due_on"], name="deadlines_child"),
            models.Index(
                fields=["due_on"],
                condition=models.Q(met_on__isnull=True, ended_on__isnull=True),
                name="deadlines_open",
            ),
        ]


class LatenessReason(models.Model):
    """Why a deadline was missed: recorded once, by a person, and never edited."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="lateness_reasons")
    timescale = models.CharField(max_length=60)
    started_on = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "timescale", "started_on"], name="deadlines_lateness_explained_once"
            )
        ]
        triggers = only_added_to()
