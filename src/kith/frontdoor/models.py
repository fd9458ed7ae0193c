"""What comes to the front door. A contact, a decision and a referral are three things, each with its own time stamps."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from kith.frontdoor.asking import (  # noqa: F401 (models with a module of their own)
    HelpAnswers,
    HelpRequest,
    HelpTry,
)
from kith.people.models import Person
from kith.statutory.cin import codes
from kith.store.history import keeps_history, only_added_to, only_added_to_but_moved
from kith.workforce.models import Team, Worker

ANONYMOUS = "9"  # the code of a source nobody can be told anything
NOT_BY_THE_TAKER = """
IF EXISTS (SELECT FROM frontdoor_contact WHERE id = NEW.contact_id AND taken_by_id = NEW.by_id) THEN
    RAISE EXCEPTION 'a contact is decided by somebody who did not take it';
END IF;
RETURN NEW;
"""


class Contact(models.Model):
    """Somebody tells the service of a worry about a child or several. As it was taken; later words are added below."""

    class Means(models.TextChoices):
        TELEPHONE = "telephone", "Telephone"
        EMAIL = "email", "Email"
        ONLINE = "online", "Online form"
        LETTER = "letter", "Letter"
        IN_PERSON = "in_person", "In person"

    class Priority(models.IntegerChoices):
        URGENT = 1, "Urgent"
        HIGH = 2, "High"
        USUAL = 3, "Usual"

    received_at = models.DateTimeField()
    taken_at = models.DateTimeField("written down at")
    taken_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    # Whose managers decide: the team of whoever took it, on that day.
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    means = models.CharField("how it came", max_length=10, choices=Means.choices)
    source = models.CharField("from whom", max_length=2, choices=codes.REFERRAL_SOURCE.choices)
    source_name = models.CharField("their name", max_length=150, blank=True)
    source_organisation = models.CharField("their organisation", max_length=150, blank=True)
    source_reached = models.CharField("how to reach them", max_length=150, blank=True)
    worries = models.TextField("what worries them")
    working = models.TextField("what is working well", blank=True)
    family_view = models.TextField("what the family knows and wants", blank=True)
    outside_home = models.BooleanField("risk outside the home", default=False)
    in_danger = models.BooleanField("danger now", default=False)
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.USUAL)
    children = models.ManyToManyField(Person, through="ContactChild", related_name="contacts")

    class Meta:
        indexes = [models.Index(fields=["-received_at"], name="frontdoor_contact_received")]
        triggers = only_added_to()

    @property
    def is_anonymous(self) -> bool:
        return self.source == ANONYMOUS


@keeps_history
class ContactChild(models.Model):
    """A contact is about this child. `decided_at`: when it was first decided what is done for them."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="about")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "child"], name="frontdoor_contact_child_once")
        ]
        indexes = [
            models.Index(
                fields=["contact"], condition=Q(decided_at__isnull=True), name="frontdoor_undecided"
            ),
            models.Index(fields=["-decided_at"], name="frontdoor_decided"),
        ]


class ContactAddition(models.Model):
    """Words added to a contact; the contact itself stays as it was taken."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="additions")
    author = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        triggers = only_added_to()


@keeps_history
class PartnerCheck(models.Model):
    """What another agency was asked about a contact, and what it said. Once answered, it is kept as it is."""

    class Agency(models.TextChoices):
        POLICE = "police", "Police"
        HEALTH = "health", "Health"
        EDUCATION = "education", "School or education"
        HOUSING = "housing", "Housing"
        PROBATION = "probation", "Probation"
        ADULTS = "adults", "Adult social care"
        AUTHORITY = "authority", "Another authority"
        OTHER = "other", "Another agency"

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="checks")
    agency = models.CharField(max_length=10, choices=Agency.choices)
    who = models.CharField("who was asked there", max_length=150, blank=True)
    asked = models.TextField("what was asked", blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField("what they said", blank=True)
    answer_by = models.ForeignKey(
        Worker, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="who wrote it down"
    )  # fmt: skip
    # Read only by those who screen contacts and decide them: never by the child's later workers, nor on paper.
    intelligence = models.BooleanField("police intelligence", default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("asked_at")),
                name="frontdoor_answered_after_asked",
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="answered_is_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__answered_at__isnull=False),
            )
        ]


class Decision(models.Model):
    """What a manager decided about a contact for one child. Never edited: a later one stands in its place."""

    class Outcome(models.TextChoices):
        INFORMATION = "information", "Information and advice"
        EARLY_HELP = "early_help", "Early help"
        FAMILY_HELP = "family_help", "Family help or assessment"
        STRATEGY = "strategy", "Strategy discussion"
        TRANSFER = "transfer", "Transfer to another authority"
        NOTHING = "nothing", "No further action"

    REFERS = (Outcome.FAMILY_HELP, Outcome.STRATEGY)  # of these a referral comes

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="decisions")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    reason = models.TextField("why")
    offered = models.TextField("what was offered instead", blank=True)
    decided_at = models.DateTimeField()
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["outcome", "-decided_at"], name="frontdoor_decision_outcome")]
        triggers = [
            *only_added_to_but_moved(),
            pgtrigger.Trigger(
                name="not_by_the_taker", when=pgtrigger.Before, operation=pgtrigger.Insert, func=NOT_BY_THE_TAKER
            ),
        ]  # fmt: skip


class Telling(models.Model):
    """Whoever made a contact, or the family, was told of it; or why they will not be."""

    class Whom(models.TextChoices):
        REFERRER = "referrer", "Whoever contacted us"
        FAMILY = "family", "The family"
        CHILD = "child", "The child"

    class What(models.TextChoices):
        RECEIVED = "received", "That we have it"
        DECIDED = "decided", "What was decided"

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="tellings")
    whom = models.CharField(max_length=10, choices=Whom.choices)
    what = models.CharField(max_length=10, choices=What.choices)
    told_at = models.DateTimeField(null=True, blank=True)
    not_told = models.CharField("why they are not told", max_length=300, blank=True)
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(told_at__isnull=False, not_told="") | Q(told_at__isnull=True) & ~Q(not_told=""),
                name="frontdoor_told_or_why_not",
            )
        ]
        triggers = only_added_to()


@keeps_history
class Referral(models.Model):
    """A child is referred to the service, from a decision about a contact. The assessment's clock starts here."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="referrals")
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals"
    )
    referred_on = models.DateField()
    source = models.CharField(max_length=2, choices=codes.REFERRAL_SOURCE.choices)
    primary_need = models.CharField(max_length=2, blank=True, choices=codes.PRIMARY_NEED.choices)
    no_further_action = models.BooleanField("nothing further was done", default=False)
    # A return may tell of one that came at the very end of the year before, and needed nothing further in its own.
    told_in = models.CharField(
        "collection year whose return told of it, though it was made before", max_length=7, blank=True
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision"], name="frontdoor_one_referral_a_decision")]
        indexes = [models.Index(fields=["referred_on"], name="frontdoor_referred_on")]


class StepBack(models.Model):
    """A manager looked again at a child about whom there was no further action twice. Never edited."""

    class Outcome(models.TextChoices):
        STANDS = "stands", "What was decided stands"
        OFFER = "offer", "Offer the family help"
        AGAIN = "again", "Decide again: a new contact is taken"

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    text = models.TextField("what was seen, and why")
    looked_at = models.DateTimeField()
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers = only_added_to_but_moved()
