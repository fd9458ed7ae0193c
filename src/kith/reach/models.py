"""Reasons given to open a record beyond one's reach."""

from django.db import models

from kith.people.models import Person
from kith.store.history import only_added_to
from kith.workforce.models import Worker


class AccessReason(models.Model):
    """A worker opened a child's record with a reason. It holds for the rest of the day it was given on."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField()
    reason = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["worker", "given_on"], name="reach_reason_worker")]
        triggers = only_added_to()
