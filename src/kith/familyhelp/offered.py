"""What organisations offer families, and what became of it when a family asked."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kith.store.history import keeps_history


@keeps_history
class Service(models.Model):
    """What an organisation offers families: a line of the directory, in the fields of Open Referral UK."""

    class Category(models.TextChoices):
        PARENTING = "parenting", "Parenting"
        PLAY = "play", "Play and activity"
        EMOTIONAL = "emotional", "Emotional health"
        LANGUAGE = "language", "Communication and language"
        PRACTICAL = "practical", "Money, home and practical help"
        SAFETY = "safety", "Safety at home"

    class Status(models.TextChoices):
        ACTIVE = "active", "Open"
        INACTIVE = "inactive", "Not taking anybody now"
        DEFUNCT = "defunct", "Closed"

    organisation = models.CharField(max_length=150)
    name = models.CharField(max_length=150)
    description = models.TextField()
    category = models.CharField(max_length=10, choices=Category.choices)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.CharField("where it is", max_length=150, blank=True)
    postcode_area = models.CharField("first part of the postcode", max_length=4, blank=True)
    languages = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    capacity = models.PositiveSmallIntegerField("families at a time", null=True, blank=True)
    contact = models.CharField("how to reach it", max_length=150, blank=True)
    url = models.URLField("web address", blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum_age__isnull=True) | Q(maximum_age__isnull=True) | Q(maximum_age__gte=F("minimum_age")),
                name="familyhelp_service_ages_in_order",
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["category", "name"], name="familyhelp_service_category")]

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}"


@keeps_history
class ServiceReferral(models.Model):
    """The family asked a service for help: waiting, started, ended."""

    class Outcome(models.TextChoices):
        COMPLETED = "completed", "They went until the end"
        LEFT = "left", "They stopped before the end"
        NOT_STARTED = "not_started", "They did not start"
        REFUSED = "refused", "The service could not take them"

    help = models.ForeignKey(
        "familyhelp.FamilyHelp", on_delete=models.PROTECT, related_name="service_referrals"
    )
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="referrals")
    for_whom = models.CharField(max_length=150)
    referred_on = models.DateField()
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=12, blank=True, choices=Outcome.choices)
    outcome_text = models.TextField("what it made better", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, outcome="") | Q(ended_on__isnull=False) & ~Q(outcome=""),
                name="familyhelp_referral_ends_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=(Q(started_on__isnull=True) | Q(started_on__gte=F("referred_on")))
                & (Q(ended_on__isnull=True) | Q(ended_on__gte=F("referred_on"))),
                name="familyhelp_referral_in_order",
            ),
        ]


@keeps_history
class ServiceSession(models.Model):
    """A session of a service on a day: attended, or missed and why."""

    help = models.ForeignKey("familyhelp.FamilyHelp", on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(ServiceReferral, on_delete=models.PROTECT, related_name="sessions")
    held_on = models.DateField()
    attended = models.BooleanField()
    missed_because = models.TextField("why it was missed", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["referral", "held_on"], name="familyhelp_session_once_a_day"),
            models.CheckConstraint(
                condition=Q(attended=True, missed_because="") | Q(attended=False) & ~Q(missed_because=""),
                name="familyhelp_attended_or_why_not",
            ),
        ]
