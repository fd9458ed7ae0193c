"""Help of one family: what it rests on, who is around, and the plan with its goals.

Every row hangs from the help, so that it is hidden with any of its children; a child's own row says where it came from.
"""

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import F, Q

from kith.casework.planned import HeldReview, ToBeDone
from kith.familyhelp.offered import (  # noqa: F401 (models with a module of their own)
    Service,
    ServiceReferral,
    ServiceSession,
)
from kith.frontdoor.models import Decision
from kith.people.models import Family, Person
from kith.store.dated import Dated, never_two_at_once
from kith.store.history import keeps_history, only_added_to
from kith.workforce.models import Worker

WORST, BEST = 0, 10  # what a goal can be scored


def said_once(name: str, column: str) -> pgtrigger.Trigger:
    """The family's words are never edited: others are written in their place."""
    changed = {f"old__{column}__df": pgtrigger.F(f"new__{column}")}
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update, condition=pgtrigger.Q(**changed))


@keeps_history
class FamilyHelp(Dated):
    """One piece of help of one family, from the day it agreed to it. It goes on while a child has a plan of another kind."""

    class EndReason(models.TextChoices):
        MET = "met", "The goals are met"
        ENOUGH = "enough", "The family has what it needs and goes on without us"
        UNIVERSAL = "universal", "School, health or the family hub goes on"
        FAMILY = "family", "The family does not want it any more"
        CARE = "care", "The children are looked after"
        MOVED = "moved", "The family has moved"
        OTHER = "other", "Another reason"

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="helps")
    lead = models.ForeignKey(
        Worker, on_delete=models.PROTECT, related_name="+", verbose_name="lead practitioner"
    )
    wants = models.TextField("what the family wants help with")
    end_reason = models.CharField(max_length=10, blank=True, choices=EndReason.choices)
    changed = models.TextField("what has changed", blank=True)
    children = models.ManyToManyField(Person, through="FamilyHelpChild", related_name="family_helps")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once("familyhelp_one_of_a_family_at_once", of=("family",)),
            models.CheckConstraint(
                condition=Q(end_on__isnull=True) | ~Q(end_reason=""), name="familyhelp_ends_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"Family help since {self.start_on:%-d %B %Y}"


@keeps_history
class FamilyHelpChild(Dated):
    """The help is for this child, too, from a day on: a baby is born, a brother moves in; or out again.

    `decision`: what was decided at the front door, from which it came. Help that ends, ends for all without an end here.
    """

    help = models.ForeignKey(FamilyHelp, on_delete=models.PROTECT, related_name="about")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    because = models.TextField("why it is not for them any more", blank=True)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once("familyhelp_child_once_at_a_time", of=("help", "child")),
        ]


@keeps_history
class Basis(Dated):
    """What the help rests on: somebody's consent, or the law. `end_on` was agreed when it was given; withdrawn is apart."""

    class Kind(models.TextChoices):
        CONSENT = "consent", "Consent"
        LEGAL = "legal", "Legal basis without consent"

    help = models.ForeignKey(FamilyHelp, on_delete=models.PROTECT, related_name="bases")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    who = models.CharField("who gave it, or who decided", max_length=150)
    to_what = models.TextField("to what, or which law and why")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.TextField("why it was withdrawn", blank=True)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_because="")
                | Q(withdrawn_on__gte=F("start_on")) & ~Q(withdrawn_because=""),
                name="familyhelp_withdrawn_on_a_day_and_why",
            ),
        ]
        verbose_name_plural = "bases"

    @property
    def over_on(self) -> date | None:
        """The day from which it holds no more: agreed, or withdrawn before."""
        return min((each for each in (self.end_on, self.withdrawn_on) if each), default=None)


@keeps_history
class TeamMember(Dated):
    """Somebody in the team around the family."""

    help = models.ForeignKey(FamilyHelp, on_delete=models.PROTECT, related_name="team")
    name = models.CharField(max_length=100)
    role = models.CharField("what they do", max_length=100)
    organisation = models.CharField(max_length=150, blank=True)
    reached = models.CharField("how to reach them", max_length=150, blank=True)

    class Meta(Dated.Meta):
        constraints = Dated.Meta.constraints


@keeps_history
class Statement(Dated):
    """What worries somebody, goes well or needs to happen, from the day it was said until it holds no more."""

    class Kind(models.TextChoices):
        WORRY = "worry", "What we are worried about"
        WELL = "well", "What is going well"
        NEEDED = "needed", "What needs to happen"

    help = models.ForeignKey(FamilyHelp, on_delete=models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    who = models.CharField("who says so", max_length=150)
    text = models.TextField()

    class Meta(Dated.Meta):
        constraints = Dated.Meta.constraints
        triggers = [said_once("said_once", "text")]


@keeps_history
class Goal(Dated):
    """What somebody of the family wants to be different, in their own words."""

    help = models.ForeignKey(FamilyHelp, on_delete=models.PROTECT, related_name="goals")
    of_whom = models.CharField("whose goal it is", max_length=150)
    words = models.CharField("in their own words", max_length=300)

    class Meta(Dated.Meta):
        constraints = Dated.Meta.constraints
        triggers = [said_once("said_once", "words")]


class GoalScore(models.Model):
    """How near a goal is, as one person sees it on a day: 0 is as far as can be, 10 is there. Never edited."""

    help = models.ForeignKey(FamilyHelp, on_delete=models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="scores")
    scored_on = models.DateField()
    who = models.CharField("who scored it", max_length=150)
    score = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(score__gte=WORST, score__lte=BEST), name="familyhelp_score_0_to_10"
            )
        ]
        triggers = only_added_to()


@keeps_history
class PlanAction(ToBeDone):
    """What somebody does for the family's plan, and by when."""

    help = models.ForeignKey(FamilyHelp, on_delete=models.PROTECT, related_name="actions")


class PlanReview(HeldReview):
    """The family's plan was reviewed. Never edited."""

    help = models.ForeignKey(FamilyHelp, on_delete=models.PROTECT, related_name="reviews")

    class Meta:
        triggers = only_added_to()


class NetworkPlan(models.Model):
    """The family network's own plan: who of them does what. Kept as it was made; a later one stands in its place."""

    help = models.ForeignKey(FamilyHelp, on_delete=models.PROTECT, related_name="network_plans")
    made_on = models.DateField()
    who = models.CharField("who made it", max_length=300)
    text = models.TextField("who does what, in the family’s words")
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers = only_added_to()
