"""Before court and in it: pre-proceedings, family group decision-making, and what courts ordered."""

from django.db import models
from django.db.models import F, Q

from kith.people.models import Person
from kith.protection.keeping import as_the_family_wrote_it
from kith.protection.told import told_referral
from kith.statutory.cin import codes
from kith.store.history import keeps_history, only_added_to_but_moved
from kith.workforce.models import Worker


@keeps_history
class PreProceedings(models.Model):
    """A last time with a family before a court is asked, from the day that was decided. A row for each child.

    It stands until it is decided to step up to court or down from it.
    """

    class Step(models.TextChoices):
        COURT = "court", "Step up: go to court"
        DOWN = "down", "Step down: the child is safe enough without a court"
        OTHER = "other", "It ended in another way"

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pre_proceedings")
    decided_on = models.DateField("day it was decided to begin")
    decided_by = models.ForeignKey(Worker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("why", blank=True)
    letter_sent_on = models.DateField("letter before proceedings sent on", null=True, blank=True)
    first_meeting_on = models.DateField("first pre-proceedings meeting on", null=True, blank=True)
    first_meeting = models.TextField("what was agreed at the first meeting", blank=True)
    step_decided_on = models.DateField("day of the decision to step up or down", null=True, blank=True)
    step = models.CharField("what was decided", max_length=5, blank=True, choices=Step.choices)
    step_reason = models.TextField("why it ended so", blank=True)
    # The census's own code: its meaning was not published to us, so nobody works it out from `step`.
    outcome = models.CharField("outcome, as the census codes it", max_length=1, blank=True, choices=codes.OUTCOME.choices)  # fmt: skip
    application_on = models.DateField("application made to the court on", null=True, blank=True)
    care_letter_on = models.DateField("letter beginning care proceedings sent on", null=True, blank=True)
    # What a return told without saying of which day.
    told_offered = models.BooleanField("family’s meeting offered, as a return told it", null=True, blank=True)
    told_held = models.BooleanField("family’s meeting held, as a return told it", null=True, blank=True)
    told_meetings = models.PositiveSmallIntegerField(
        "review meetings, as a return counted them", null=True, blank=True
    )

    told_referral = told_referral()

    class Meta:
        verbose_name_plural = "pre-proceedings"
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(step_decided_on__isnull=True),
                name="protection_pre_proceedings_open_once",
            ),
            models.CheckConstraint(
                condition=Q(step="") | Q(step_decided_on__isnull=False),
                name="protection_pre_proceedings_step_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(step_decided_on__isnull=True) | Q(step_decided_on__gte=F("decided_on")),
                name="protection_pre_proceedings_end_after_they_begin",
            ),
        ]

    def __str__(self) -> str:
        return f"Pre-proceedings decided on {self.decided_on:%-d %B %Y}"


@keeps_history
class PreProceedingsMeeting(models.Model):
    """A review meeting that followed the first. Never edited."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    pre_proceedings = models.ForeignKey(PreProceedings, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    text = models.TextField("what has changed, and what was agreed")
    by = models.ForeignKey(Worker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers = only_added_to_but_moved()


@keeps_history
class GroupDecisionOffer(models.Model):
    """Family group decision-making: offered in the letter before proceedings, or why not; and the family's own plan."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    pre_proceedings = models.OneToOneField(
        PreProceedings, on_delete=models.PROTECT, related_name="group_decision"
    )
    offered_on = models.DateField("offered on", null=True, blank=True)
    not_offered_because = models.TextField("why it was not offered", blank=True)
    decided_by = models.ForeignKey(
        Worker, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="who decided not to offer it",
    )  # fmt: skip
    held_on = models.DateField("family’s meeting held on", null=True, blank=True)
    family_plan = models.TextField("the family’s plan, in their own words", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(offered_on__isnull=False, not_offered_because="", decided_by__isnull=True)
                | Q(offered_on__isnull=True, held_on__isnull=True) & ~Q(not_offered_because=""),
                name="protection_offered_or_why_not",
            )
        ]
        triggers = as_the_family_wrote_it()


@keeps_history
class OfferedTo(models.Model):
    """Somebody with parental responsibility to whom family group decision-making was offered, and what they said."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Did not want it"

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    offer = models.ForeignKey(GroupDecisionOffer, on_delete=models.PROTECT, related_name="offered_to")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=8, blank=True, choices=Answer.choices)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True)
                | ~Q(answer="") & Q(answered_on__isnull=False),
                name="protection_offer_answered_on_a_day",
            )
        ]


@keeps_history
class CourtHearing(models.Model):
    """A day in court about a child, listed or held, and what was ordered there."""

    class Kind(models.TextChoices):
        APPLICATION = "application", "Application made, without pre-proceedings"
        CASE_MANAGEMENT = "case_management", "Case management hearing"
        ISSUES = "issues", "Issues resolution hearing"
        FINAL = "final", "Final hearing"
        OTHER = "other", "Another hearing"

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="court_hearings")
    kind = models.CharField(max_length=15, choices=Kind.choices)
    held_on = models.DateField("day in court")
    ordered = models.TextField("what was ordered", blank=True)
    extended_to = models.DateField("timetable extended by the court to", null=True, blank=True)
    proceedings_ended = models.BooleanField("the proceedings ended on this day", default=False)

    class Meta:
        indexes = [models.Index(fields=["child", "-held_on"], name="protection_hearing_held")]
