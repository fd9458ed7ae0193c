"""What is asked of a partner by a link that lasts for a time, what they contribute, and the log of what was shared."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from kith.people.models import Person
from kith.sharing.bases import CHOICES
from kith.sharing.marks import PassageMark  # noqa: F401 (a model with a module of its own)
from kith.store.history import keeps_history, keeps_history_without, only_added_to_but_moved
from kith.workforce.models import Worker

MOST_TRIES = 5  # wrong codes, after which the link is dead


@keeps_history_without("link", "code", "tries", "draft", "saved_at")
class Contribution(models.Model):
    """A partner is asked to contribute to something about a child or several; and what they sent. Once sent it is kept."""

    class To(models.TextChoices):
        STRATEGY = "strategy", "A strategy discussion"
        ENQUIRY = "enquiry", "A section 47 enquiry"
        CONFERENCE = "conference", "A child protection conference"
        ASSESSMENT = "assessment", "An assessment"

    class Agency(models.TextChoices):
        HEALTH = "health", "Health"
        EDUCATION = "education", "School or education"
        POLICE = "police", "Police"
        HOUSING = "housing", "Housing"
        PROBATION = "probation", "Probation"
        ADULTS = "adults", "Adult social care"
        CHARITY = "charity", "Charity or community group"
        OTHER = "other", "Another agency"

    class Shown(models.TextChoices):
        LAST_NAME = "last_name", "Last name"
        AGE = "age", "Age"
        BORN = "born", "Date of birth"
        NHS = "nhs", "NHS number"

    to = models.CharField("what they contribute to", max_length=10, choices=To.choices)
    # The day of the conference or discussion, or on which the enquiry or assessment began: it is asked for before there is a row.
    meant_on = models.DateField("which one: the day of it", null=True, blank=True)
    agency = models.CharField(max_length=10, choices=Agency.choices)
    partner = models.CharField("who is asked", max_length=150)
    question = models.TextField("what they are asked")
    shown = models.JSONField("what they see of the children, beside the first name", default=list, blank=True)
    basis = models.CharField("basis for sharing", max_length=12, choices=CHOICES)
    because = models.TextField("why this basis holds here")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    ends_at = models.DateTimeField("link ends")
    link = models.CharField("hash of the link", max_length=64, unique=True)
    code = models.CharField("hash of the code", max_length=64)
    tries = models.PositiveSmallIntegerField("wrong codes", default=0)
    draft = models.TextField("what is written and not sent", blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    text = models.TextField("what they contribute", blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    children = models.ManyToManyField(Person, through="ContributionChild", related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("asked_at")), name="sharing_link_ends_later"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, text="") | Q(sent_at__isnull=False, draft=""),
                name="sharing_sent_or_not",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="sent_is_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__sent_at__isnull=False),
            )
        ]

    @property
    def step(self) -> str:
        """What it contributes to, with its day: two conferences of two sisters are two."""
        said = self.To(self.to).label
        return f"{said} of {self.meant_on.day} {self.meant_on:%B %Y}" if self.meant_on else said

    @property
    def is_dead(self) -> bool:
        return bool(self.sent_at or self.revoked_at or self.tries >= MOST_TRIES)


@keeps_history
class ContributionChild(models.Model):
    """A contribution is about this child."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="about")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contribution", "child"], name="sharing_contribution_child_once")
        ]


class Sharing(models.Model):
    """The log: what of a child was shared, with whom, on what basis. In words, so that it outlives what it speaks of."""

    class What(models.TextChoices):
        ASKED = "asked", "Link made"
        OPENED = "opened", "Opened by the partner"
        SENT = "sent", "Contribution received"
        REVOKED = "revoked", "Link ended"

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    contribution = models.BigIntegerField("number of the contribution")
    what = models.CharField(max_length=8, choices=What.choices)
    shared = models.TextField("what was shared", blank=True)
    whom = models.CharField("with whom", max_length=200)
    basis = models.TextField("on what basis", blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Worker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["-at"], name="sharing_log_at")]
        triggers = only_added_to_but_moved()
