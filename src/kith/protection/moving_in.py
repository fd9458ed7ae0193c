"""A child who moves in with a protection plan of another authority: what that authority told, and the clock it starts."""

from django.db import models
from django.db.models import F, Q

from kith.people.models import Person
from kith.store.history import keeps_history
from kith.workforce.models import Worker


@keeps_history
class TransferIn(models.Model):
    """Another authority tells that a child with its protection plan has moved here. Its plan goes on until our conference.

    Procedures differ in what starts the clock: a person chooses the day, and says why.
    """

    class Starts(models.TextChoices):
        NOTIFIED = "notified", "The day the written notification came"
        ACCEPTED = "accepted", "The day we accepted the child’s case"

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="transfers_in")
    authority = models.CharField("authority whose plan it is", max_length=150)
    plan_since = models.DateField("since when there is a plan there", null=True, blank=True)
    notified_on = models.DateField("written notification came on")
    accepted_on = models.DateField("accepted on", null=True, blank=True)
    starts = models.CharField("what starts the clock", max_length=10, choices=Starts.choices)
    starts_because = models.TextField("why this day starts the clock")
    told = models.TextField("what they told", blank=True)
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField("day it was known that no conference is needed", null=True, blank=True)
    ended_because = models.TextField("why no conference is needed", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts="notified") | Q(accepted_on__isnull=False),
                name="protection_transfer_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(accepted_on__gte=F("notified_on")),
                name="protection_transfer_accepted_after_it_was_told",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_because="")
                | Q(ended_on__gte=F("notified_on")) & ~Q(ended_because=""),
                name="protection_transfer_ends_with_a_reason",
            ),
        ]

    @property
    def clock_on(self):
        """The day the clock counts from."""
        return self.accepted_on if self.starts == self.Starts.ACCEPTED else self.notified_on
