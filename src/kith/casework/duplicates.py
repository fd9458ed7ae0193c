"""People who may be on the record twice: a list made afresh each night, and what workers decided about pairs of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kith.casework.merges import Merge
from kith.people.models import Person
from kith.store.history import only_added_to
from kith.workforce.models import Worker


class LikelyDuplicateQuerySet(models.QuerySet["LikelyDuplicate"]):
    """Pairs of the list."""

    def standing(self) -> "LikelyDuplicateQuerySet":
        """Those nobody has decided about, by a decision or by a merge, since the list was made."""
        apart = NotTheSame.objects.filter(one=models.OuterRef("one"), other=models.OuterRef("other"))
        merged = Merge.objects.standing().values("merged")
        return self.exclude(models.Exists(apart)).exclude(one__in=merged).exclude(other__in=merged)


class LikelyDuplicate(models.Model):
    """Two records that may be one person's: how likely, and why. A projection, thrown away and made afresh."""

    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    likelihood = models.FloatField("how likely it is that they are one person, from 0 to 1")
    reasons = ArrayField(models.CharField(max_length=30), verbose_name="why, by the keys of linking")
    found_on = models.DateField()

    objects = LikelyDuplicateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="casework_likely_duplicate_once")
        ]
        indexes = [models.Index(fields=["-likelihood", "one", "other"], name="casework_likeliest_duplicates")]


class NotTheSame(models.Model):
    """A worker decided that two records are not one person's. Never edited: who merges them has decided anew."""

    one = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    reason = models.TextField("why they are two people")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="casework_not_the_same_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="casework_not_the_same_in_order"),
        ]
        triggers = only_added_to()
        verbose_name_plural = "not the same"
