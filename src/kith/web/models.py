"""What the pages themselves must remember: which forms were already sent."""

from django.db import models
from django.db.models.functions import Now

from kith.access.models import User


class FormSent(models.Model):
    """One filled-in form that was saved, so that a double click or a repeated sending does not save it twice."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token = models.UUIDField()
    sent_at = models.DateTimeField(db_default=Now())
    led_to = models.CharField("address it led to", max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "token"], name="web_form_sent_once")]
