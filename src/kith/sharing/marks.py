"""What somebody said of a passage for one reader: it may be given to them, or it is left out and why."""

from django.db import models

from kith.people.models import Person
from kith.store.history import keeps_history
from kith.workforce.models import Worker


@keeps_history
class PassageMark(models.Model):
    """A worker looked at a passage for a reader. Never edited: a later one stands in its place.

    It is held by the row, its part and a hash of the words, so that words that change are looked at afresh; and by no link,
    because a passage may be of any table.
    """

    class Because(models.TextChoices):
        OTHERS = "others", "It is about somebody else"
        RISK = "risk", "It would put somebody at risk"
        UNSUITED = "unsuited", "It is not for them to know, or not yet"
        CONFIDENCE = "confidence", "It was told in confidence"
        OTHER = "other", "Another reason"

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    of = models.CharField("table", max_length=60)
    row = models.BigIntegerField("number of the row")
    part = models.CharField("column", max_length=30)
    fingerprint = models.CharField("hash of the words", max_length=64)
    because = models.CharField("why it is left out, or nothing where it is given", max_length=10, blank=True, choices=Because.choices)  # fmt: skip
    marked_at = models.DateTimeField()
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["reader", "row"], name="sharing_mark_of_reader")]
