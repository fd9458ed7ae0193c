"""The shape of what any plan holds, whoever's plan it is: what somebody does by a day, and a review that was held."""

from django.db import models

from kith.workforce.models import Worker


class ToBeDone(models.Model):
    """What somebody does, and by when; done on a day."""

    what = models.CharField(max_length=300)
    who = models.CharField("who does it", max_length=150)
    by_on = models.DateField("by when")
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class HeldReview(models.Model):
    """A plan was reviewed. Never edited: each table says so to the database."""

    held_on = models.DateField()
    who = models.CharField("who was there", max_length=300)
    text = models.TextField("what has changed, and what was agreed")
    next_on = models.DateField("next review by", null=True, blank=True)
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
