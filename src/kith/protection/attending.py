"""Who was asked to a conference, and two records made of an unborn child's where twins are expected."""

from django.db import models
from django.db.models import F, Q

from kith.people.models import Person
from kith.protection.keeping import listed_by_its_chair
from kith.store.history import keeps_history, only_added_to
from kith.workforce.models import Worker


@keeps_history
class ConferencePresent(models.Model):
    """Somebody who was asked to a conference: for which agency, whether they came, and whether they sent a report."""

    class Agency(models.TextChoices):
        CHILD = "child", "The child"
        FAMILY = "family", "Parent, carer or family"
        SOCIAL_CARE = "social_care", "Children’s social care"
        HEALTH = "health", "Health"
        EDUCATION = "education", "School or education"
        POLICE = "police", "Police"
        OTHER = "other", "Another agency"

    class Came(models.TextChoices):
        CAME = "came", "Came"
        APOLOGIES = "apologies", "Sent apologies"
        ABSENT = "absent", "Did not come"

    conference = models.ForeignKey(
        "protection.Conference", on_delete=models.PROTECT, related_name="attendance"
    )
    agency = models.CharField(max_length=12, choices=Agency.choices)
    name = models.CharField("who", max_length=150)
    came = models.CharField(max_length=10, choices=Came.choices)
    sent_report = models.BooleanField("sent a report", default=False)

    class Meta:
        triggers = [listed_by_its_chair()]


class TwinSplit(models.Model):
    """One unborn child's record became two, for twins. `rows`: what was made for the second, by table, as numbers."""

    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("how it was learned")
    rows = models.JSONField(default=dict)
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="protection_twins_are_two"),
        ]
        triggers = only_added_to()
