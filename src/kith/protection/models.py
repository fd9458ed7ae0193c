"""What is done to protect a child. What is held together for brothers and sisters is one row, with a row for each child."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kith.lib.days import birthday
from kith.people.models import Person
from kith.protection.attending import ConferencePresent, TwinSplit  # noqa: F401 (models with a module of their own)
from kith.protection.court import (  # noqa: F401 (models with a module of their own)
    CourtHearing,
    GroupDecisionOffer,
    OfferedTo,
    PreProceedings,
    PreProceedingsMeeting,
)
from kith.protection.keeping import (
    answered_once,
    changed_by_its_chair,
    changed_by_its_conferences_chair,
    decided_for_a_child,
    starts_with_the_same_child,
)
from kith.protection.moving_in import TransferIn  # noqa: F401 (a model with a module of its own)
from kith.protection.told import told_referral
from kith.statutory.cin import codes
from kith.store.dated import Dated, never_two_at_once
from kith.store.history import keeps_history, only_added_to
from kith.workforce.models import Worker

ADULT = 18


class StrategyDiscussion(models.Model):
    """The agencies talk about what is feared for a child or several, and decide whether to enquire. Never edited."""

    held_at = models.DateTimeField()
    chaired_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    text = models.TextField("what was feared, and what was agreed")
    written_at = models.DateTimeField()
    children = models.ManyToManyField(Person, through="StrategyChild", related_name="strategy_discussions")

    class Meta:
        indexes = [models.Index(fields=["-held_at"], name="protection_discussion_held")]
        triggers = only_added_to()


@keeps_history
class StrategyChild(models.Model):
    """What a strategy discussion decided for one child. Never edited: a later discussion stands in its place."""

    class Decision(models.TextChoices):
        SINGLE = "single", "Section 47 enquiry by children’s social care"
        JOINT = "joint", "Section 47 enquiry jointly with the police"
        POLICE = "police", "Police alone"
        NONE = "none", "No section 47 enquiry"

    ENQUIRES = (Decision.SINGLE, Decision.JOINT)  # of these an enquiry comes

    discussion = models.ForeignKey(StrategyDiscussion, on_delete=models.PROTECT, related_name="about")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=10, choices=Decision.choices)
    reason = models.TextField("why")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["discussion", "child"], name="protection_strategy_child_once")
        ]
        triggers = decided_for_a_child()


class StrategyPresent(models.Model):
    """Who was at a strategy discussion for an agency, and what that agency knew."""

    class Agency(models.TextChoices):
        SOCIAL_CARE = "social_care", "Children’s social care"
        POLICE = "police", "Police"
        HEALTH = "health", "Health"
        EDUCATION = "education", "School or education"
        OTHER = "other", "Another agency"

    discussion = models.ForeignKey(StrategyDiscussion, on_delete=models.PROTECT, related_name="present")
    agency = models.CharField(max_length=12, choices=Agency.choices)
    name = models.CharField("who was there", max_length=150)
    knew = models.TextField("what they knew", blank=True)

    class Meta:
        triggers = only_added_to()


class EnquiryQuerySet(models.QuerySet):
    """Section 47 enquiries."""

    def under_way(self) -> "EnquiryQuerySet":
        """Those whose outcome is still to be recorded. One of which only a return told has none: it is over once its
        conference was held, or none was needed."""
        return self.filter(outcome="", told_not_required="").exclude(clock=None, conferences__isnull=False)


@keeps_history
class Enquiry(models.Model):
    """A section 47 enquiry about one child. `clock`: the strategy discussion from which the conference is due."""

    class Outcome(models.TextChoices):
        NOT_FOUND = "not_found", "Concerns not substantiated"
        NO_RISK_NOW = "no_risk_now", "Concerns substantiated, no continuing risk of significant harm"
        CONFERENCE = "conference", "Concerns substantiated, a conference is needed"
        HAS_A_PLAN = "has_a_plan", "The protection plan that there is goes on"

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enquiries")
    started_on = models.DateField()
    clock = models.ForeignKey(
        StrategyDiscussion, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="strategy discussion that starts the clock",
    )  # fmt: skip
    clock_because = models.TextField("why this discussion starts the clock", blank=True)
    marked_by = models.ForeignKey(Worker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    seen_on = models.DateField("child seen on", null=True, blank=True)
    outcome = models.CharField(max_length=12, blank=True, choices=Outcome.choices)
    ended_on = models.DateField("day of the outcome", null=True, blank=True)
    found = models.TextField("what was found, and why", blank=True)
    conference_asked_on = models.DateField("conference asked for on", null=True, blank=True)
    # What a return told of an enquiry without saying of which discussion, or on which day it was found.
    told_target_on = models.DateField("conference due by, as a return told it", null=True, blank=True)
    told_not_required = models.CharField(
        "collection year whose return told that no conference was needed", max_length=7, blank=True
    )
    told_referral = told_referral()

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, outcome="") | Q(ended_on__isnull=False) & ~Q(outcome=""),
                name="protection_enquiry_ends_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="protection_enquiry_ends_after_it_starts",
            ),
        ]
        triggers = [starts_with_the_same_child()]

    @property
    def conference_not_required(self) -> bool:
        """Whether it ended without a conference being needed: what the census asks as ICPCnotRequired. Of one that came
        from a return, `told_not_required` says so."""
        return bool(self.outcome) and self.outcome != self.Outcome.CONFERENCE


@keeps_history
class Conference(models.Model):
    """A child protection conference. It is the record of whoever chaired it: line management cannot change it."""

    class Kind(models.TextChoices):
        INITIAL = "initial", "Initial conference"
        REVIEW = "review", "Review conference"
        TRANSFER = "transfer", "Transfer-in conference"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    held_on = models.DateField()
    chaired_by = models.ForeignKey(Worker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField("what was said and agreed", blank=True)
    present = models.TextField("who was there, and who sent apologies", blank=True)
    children = models.ManyToManyField(Person, through="ConferenceChild", related_name="conferences")

    class Meta:
        triggers = changed_by_its_chair()


@keeps_history
class ConferenceChild(models.Model):
    """What a conference decided for one child. `enquiry`: the one whose conference this was."""

    class Decision(models.TextChoices):
        PLAN = "plan", "A protection plan starts"
        NO_PLAN = "no_plan", "No protection plan"
        GOES_ON = "goes_on", "The protection plan goes on"
        ENDS = "ends", "The protection plan ends"

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="about")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    enquiry = models.ForeignKey(
        Enquiry, null=True, blank=True, on_delete=models.PROTECT, related_name="conferences"
    )
    decision = models.CharField(max_length=10, choices=Decision.choices)
    category = models.CharField("category of abuse", max_length=3, blank=True, choices=codes.ABUSE.choices)
    reason = models.TextField("why", blank=True)
    dissent = models.TextField("who disagreed, and why", blank=True)
    # What a return told of it that its day does not say.
    told_referral = told_referral()
    told_plan = models.ForeignKey(
        "ProtectionPlan", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="plan that was reviewed, as a return told it",
    )  # fmt: skip
    told_in = ArrayField(
        models.CharField(max_length=7), default=list, blank=True,
        verbose_name="collection years whose return told of it, though it was held in another",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conference", "child"], name="protection_conference_child_once"),
            models.CheckConstraint(
                condition=~Q(decision="plan") | ~Q(category=""), name="protection_plan_has_a_category"
            ),
        ]
        triggers = changed_by_its_conferences_chair()


@keeps_history
class ProtectionPlan(Dated):
    """A child's protection plan, from the day of the conference; before birth too.

    The child's death, eighteenth birthday, or the end of the pregnancy ends it without anybody's doing (`over_on`).
    """

    class Ended(models.TextChoices):
        SAFE = "safe", "No longer likely to suffer significant harm"
        IN_CARE = "in_care", "Kept safe by being looked after"
        MOVED = "moved", "Another authority has taken the plan over"
        OTHER = "other", "Another reason"

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="protection_plans")
    conference = models.ForeignKey(
        Conference, null=True, blank=True, on_delete=models.PROTECT, related_name="plans"
    )
    initial_category = models.CharField(
        "category of abuse when it began", max_length=3, choices=codes.ABUSE.choices
    )
    latest_category = models.CharField(
        "category of abuse now, or when it ended", max_length=3, choices=codes.ABUSE.choices
    )
    visit_every = models.PositiveSmallIntegerField("working days between visits", default=10)
    earlier_elsewhere = models.PositiveSmallIntegerField("earlier plans not on this record", default=0)
    end_reason = models.CharField(max_length=8, blank=True, choices=Ended.choices)
    told_referral = told_referral()
    told_open_in = models.CharField(
        "last collection year whose return told that it went on", max_length=7, blank=True
    )
    told_earlier = models.PositiveSmallIntegerField(
        "earlier plans, where a return told fewer than are known", null=True, blank=True
    )

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once("protection_one_plan_at_once", of=("child",)),
        ]

    @property
    def over_on(self) -> date | None:
        """The day it ended, or the day that ended it by itself. Asked of a plan loaded with its child."""
        adult = birthday(self.child.born_on, ADULT) if self.child.born_on else None
        days = (self.end_on, adult, self.child.died_on, self.child.pregnancy_ended_on)
        return min((each for each in days if each), default=None)


@keeps_history
class CoreGroup(models.Model):
    """A meeting of the core group, which carries a protection plan out."""

    held_on = models.DateField()
    present = models.TextField("who was there", blank=True)
    text = models.TextField("what has changed, and what happens next")
    written_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    children = models.ManyToManyField(Person, through="CoreGroupChild", related_name="core_groups")


@keeps_history
class CoreGroupChild(models.Model):
    """A core group was about this child."""

    core_group = models.ForeignKey(CoreGroup, on_delete=models.PROTECT, related_name="about")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["core_group", "child"], name="protection_core_group_child_once")
        ]


@keeps_history
class Escalation(models.Model):
    """The chair is worried about how a child's plan is carried out, and asks management for an answer by a day."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="escalations")
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    text = models.TextField("what worries the chair, and what is asked for")
    answer_by = models.DateField("answer asked for by")
    answer = models.TextField("what management answered", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Worker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__gte=F("raised_at"), answered_by__isnull=False)
                & ~Q(answered_by=F("raised_by")),
                name="protection_answered_by_somebody_else",
            )
        ]
        triggers = answered_once()
