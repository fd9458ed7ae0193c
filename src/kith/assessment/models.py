"""An assessment of a family with a part for each child, the child in need plan, and the closure that ends an episode of need."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kith.casework.planned import HeldReview, ToBeDone
from kith.frontdoor.models import Referral
from kith.people.models import Person
from kith.statutory.cin import codes
from kith.store.dated import Dated, never_two_at_once
from kith.store.history import keeps_history, only_added_to, only_added_to_but_moved
from kith.workforce.models import Worker

NO_FACTOR = "21"  # the census's code for "none found", which stands alone
NOT_BY_A_WRITER = """
IF NEW.authorised_by_id IS NOT NULL AND (NEW.authorised_by_id = NEW.lead_id OR EXISTS (
    SELECT FROM assessment_writer WHERE assessment_id = NEW.id AND worker_id = NEW.authorised_by_id
)) THEN
    RAISE EXCEPTION 'an assessment is authorised by somebody who did not write it';
END IF;
RETURN NEW;
"""
AS_AUTHORISED = """
IF to_jsonb(OLD) - '{child_id,referral_id}'::text[] <> to_jsonb(NEW) - '{child_id,referral_id}'::text[] AND EXISTS (
    SELECT FROM assessment_assessment WHERE id = OLD.assessment_id AND authorised_on IS NOT NULL
) THEN
    RAISE EXCEPTION 'an authorised assessment is kept as it is';
END IF;
RETURN NEW;
"""


@keeps_history
class Assessment(models.Model):
    """Of a family: what its children have in common. Written as it goes; once authorised it is kept as it is."""

    started_on = models.DateField()
    # A return does not say who led what came from it.
    lead = models.ForeignKey(Worker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    analysis = models.TextField("what it means for the children", blank=True)
    strengths = models.TextField("what is going well", blank=True)
    family_view = models.TextField("what the family says and wants", blank=True)
    description = models.TextField("what has happened", blank=True)
    review_on = models.DateField("day by which a manager looks at it", null=True, blank=True)
    authorised_on = models.DateField(null=True, blank=True)
    # Nobody is known to have authorised what came from a return.
    authorised_by = models.ForeignKey(
        Worker, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    children = models.ManyToManyField(Person, through="AssessmentChild", related_name="assessments")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(authorised_on__isnull=True) | Q(authorised_on__gte=F("started_on")),
                name="assessment_authorised_once_started",
            ),
            models.CheckConstraint(
                condition=Q(authorised_by__isnull=True) | Q(authorised_on__isnull=False),
                name="assessment_authorised_on_a_day",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="as_authorised",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__authorised_on__isnull=False),
            ),
            pgtrigger.Trigger(
                name="not_by_a_writer", when=pgtrigger.Before, operation=pgtrigger.Update, func=NOT_BY_A_WRITER
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Assessment started {self.started_on:%-d %B %Y}"


@keeps_history
class AssessmentChild(models.Model):
    """A child's part of an assessment: which referral it answers, their own words, what was found and decided.

    A child whose two records are merged may have two parts in one assessment: the words of both stay.
    """

    class Outcome(models.TextChoices):
        NEED_PLAN = "need_plan", "Child in need plan"
        STRATEGY = "strategy", "Strategy discussion"
        GOES_ON = "goes_on", "The plan there is goes on"
        EARLY_HELP = "early_help", "Early help"
        NOTHING = "nothing", "No further action"

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="about")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(
        Referral, null=True, blank=True, on_delete=models.PROTECT, related_name="assessments"
    )
    analysis = models.TextField("what it means for the child", blank=True)
    words = models.TextField("the child’s own words", blank=True)
    needs = models.TextField("what the child needs", blank=True)
    factors = ArrayField(models.CharField(max_length=3, choices=codes.ASSESSMENT_FACTOR.choices), blank=True, default=list)  # fmt: skip
    outcome = models.CharField("what comes of it", max_length=10, blank=True, choices=Outcome.choices)
    outcome_reason = models.TextField("why", blank=True)

    class Meta:
        triggers = [
            pgtrigger.Trigger(
                name="as_authorised", when=pgtrigger.Before, operation=pgtrigger.Update, func=AS_AUTHORISED
            )
        ]


class Writer(models.Model):
    """Somebody wrote in an assessment: they never authorise it."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="writers")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "worker"], name="assessment_writer_once")
        ]
        triggers = only_added_to()


class Checkpoint(models.Model):
    """A manager looked at an assessment while it was written. Never edited."""

    class Outcome(models.TextChoices):
        GOES_ON = "goes_on", "It goes on"
        FINISH = "finish", "It can be finished now"

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="checkpoints")
    looked_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    text = models.TextField("what was seen, and what is to be done")
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers = only_added_to()


class Told(models.Model):
    """A member of the family was told what was decided. Never edited."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="told")
    who = models.CharField(max_length=150)
    text = models.TextField("what they were told, and what they said")
    told_on = models.DateField()
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers = only_added_to()


@keeps_history
class NeedPlan(Dated):
    """A child in need plan, from the day it was agreed to the day it ended."""

    class EndReason(models.TextChoices):
        MET = "met", "The child’s needs are met"
        EARLY_HELP = "early_help", "Early help goes on with the family"
        PROTECTION = "protection", "A protection plan takes its place"
        CARE = "care", "The child is looked after"
        FAMILY = "family", "The family does not want it"
        MOVED = "moved", "The family has moved"
        OTHER = "other", "Another reason"

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="need_plans")
    referral = models.ForeignKey(
        Referral, null=True, blank=True, on_delete=models.PROTECT, related_name="need_plans"
    )
    purpose = models.TextField("what is to be better for the child")
    review_on = models.DateField("first review by", null=True, blank=True)
    end_reason = models.CharField(max_length=10, blank=True, choices=EndReason.choices)
    ended_because = models.TextField("what has changed", blank=True)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once("assessment_one_need_plan_at_once", of=("child",)),
        ]

    def __str__(self) -> str:
        return f"Child in need plan since {self.start_on:%-d %B %Y}"


class NeedPlanReview(HeldReview):
    """A child in need plan was reviewed. Never edited."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(NeedPlan, on_delete=models.PROTECT, related_name="reviews")

    class Meta:
        triggers = only_added_to_but_moved()


@keeps_history
class NeedPlanAction(ToBeDone):
    """What somebody does for a child in need plan, and by when."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(NeedPlan, on_delete=models.PROTECT, related_name="actions")


@keeps_history
class Closure(models.Model):
    """The end of an episode of need: what began with a referral is over for this child."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="closures")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="closures")
    closed_on = models.DateField()
    reason = models.CharField(max_length=3, choices=codes.REASON_FOR_CLOSURE.choices)
    text = models.TextField("what has changed, and who was told")
    by = models.ForeignKey(Worker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["referral"], name="assessment_referral_closed_once")]
