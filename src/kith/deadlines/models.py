"""Deadlines as a projection that can be thrown away and rebuilt; and the reasons for lateness, which cannot."""

from django.db import models
from django.db.models import F, Q

from kith.lib.timescale import Limit, Moment, Timescale
from kith.people.models import Person
from kith.statutory.clocks import BY_KEY
from kith.statutory.clocks.deadline import beyond, spare
from kith.store.history import only_added_to_but_moved
from kith.workforce.models import Worker

# Met after its time: by the hour where the clock counts hours and the hour is known.
MET_LATE = Q(met_at__gt=F("due_at")) | (
    (Q(due_at__isnull=True) | Q(met_at__isnull=True)) & Q(met_on__gt=F("due_on"))
)


class DeadlineRow(models.Model):
    """A deadline computed from facts, kept for lists. It never says "late": that is asked of a day.

    `started_by` and `met_by` are the facts' tables and rows ("reviews:7"); the words are what happened there.
    """

    child = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    timescale = models.CharField(max_length=60)
    started_on = models.DateField()
    due_on = models.DateField()
    due_at = models.DateTimeField(null=True)
    met_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    started_by = models.CharField(max_length=60)
    started_words = models.CharField(max_length=100, default="")
    met_at = models.DateTimeField(null=True)
    met_by = models.CharField(max_length=60, default="")
    met_words = models.CharField(max_length=100, default="")
    shortened = models.BooleanField("sooner by the plan", default=False)

    class Meta:
        indexes = [
            models.Index(fields=["child", "due_on"], name="deadlines_child"),
            models.Index(
                fields=["due_on"],
                condition=models.Q(met_on__isnull=True, ended_on__isnull=True),
                name="deadlines_open",
            ),
            models.Index(fields=["-met_on"], condition=models.Q(met_on__isnull=False), name="deadlines_met"),
        ]

    @property
    def rule(self) -> Timescale:
        return BY_KEY[self.timescale]

    @property
    def limit(self) -> Limit:
        """The limit that held when the clock started."""
        return self.rule.find_limit(self.started_on) or self.rule.current

    @property
    def due(self) -> Moment:
        return self.due_at or self.due_on

    @property
    def met_late_by(self) -> str:
        """How late it was met, in the clock's own unit; empty if it was in time, or is not met."""
        return beyond(self.limit, self.due, self.met_at or self.met_on) if self.met_on else ""

    @property
    def met_early_by(self) -> str:
        """How long before its time it was met; empty on the last day, or if it was not in time."""
        return spare(self.limit, self.due, self.met_at or self.met_on) if self.met_on else ""


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
        triggers = only_added_to_but_moved()
