"""Staying in touch with young people who have left care."""

from django.db import models

from kith.people.models import Person
from kith.statutory import codes
from kith.store.history import keeps_history


@keeps_history
class CareLeaverContact(models.Model):
    """Whether we were in touch with a care leaver around a birthday, what they did and where they lived."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="care_leaver_contacts")
    collection_year = models.CharField(max_length=7)
    in_touch = models.CharField(max_length=4, choices=codes.IN_TOUCH.choices)
    activity = models.CharField("what they do", max_length=2, blank=True, choices=codes.ACTIV.choices)
    accommodation = models.CharField("where they live", max_length=2, blank=True, choices=codes.ACCOM.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "collection_year"], name="leavingcare_contact_once_a_year"
            )
        ]
