"""What practitioners write and record about children. Every row about a child carries the child."""

from datetime import date, timedelta

import pgtrigger
from django.db import models
from django.db.models import F, Q

from kith.casework.drafts import Draft, DraftCopy, TimeSpent  # noqa: F401 (models with a module of their own)
from kith.casework.duplicates import LikelyDuplicate, NotTheSame  # noqa: F401
from kith.casework.merges import Merge, MergedRow  # noqa: F401
from kith.people.models import Person
from kith.statutory import codes
from kith.store.dated import Dated, never_two_at_once
from kith.store.history import keeps_history, only_added_to, only_added_to_but_moved
from kith.workforce.models import Worker


@keeps_history
class Note(models.Model):
    """A case note: when it happened, when it was written, about which children. Once finalised, only added to."""

    class Kind(models.TextChoices):
        CASE_NOTE = "case_note", "Case note"
        TELEPHONE = "telephone", "Telephone call"
        MEETING = "meeting", "Meeting"
        CORRESPONDENCE = "correspondence", "Letter or email"
        CHILDS_WORDS = "childs_words", "What the child said"

    kind = models.CharField(max_length=15, choices=Kind.choices, default=Kind.CASE_NOTE)
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField()
    author = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    significant = models.BooleanField("significant event", default=False)
    finalised_at = models.DateTimeField(null=True, blank=True)
    children = models.ManyToManyField(Person, through="NoteChild", related_name="notes")

    class Meta:
        triggers = [
            pgtrigger.Protect(
                name="finalised_is_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__finalised_at__isnull=False),
            )
        ]


@keeps_history
class NoteChild(models.Model):
    """A note is about this child."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="about")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "child"], name="casework_note_child_once")]


class NoteAddition(models.Model):
    """Words added to a finalised note; the note itself stays as it was."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="additions")
    author = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        triggers = only_added_to()


@keeps_history
class Visit(models.Model):
    """A worker sees a child, or goes to; written once for everyone it concerns."""

    class Kind(models.TextChoices):
        CARE = "care", "Visit to a looked-after child"
        OTHER = "other", "Other visit"

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.CARE)
    visited_on = models.DateField()
    written_at = models.DateTimeField()
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="visits")
    place = models.CharField("where", max_length=150, blank=True)
    text = models.TextField()
    children = models.ManyToManyField(Person, through="VisitChild", related_name="visits")

    class Meta:
        indexes = [models.Index(fields=["visited_on"], name="casework_visited_on")]


@keeps_history
class VisitChild(models.Model):
    """What the visit was for this child."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="about")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seen = models.BooleanField()
    seen_alone = models.BooleanField(default=False)
    bedroom_seen = models.BooleanField(default=False)
    not_seen_because = models.CharField("why the child was not seen", max_length=300, blank=True)
    impact = models.TextField("what it means for this child", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "child"], name="casework_visit_child_once"),
            models.CheckConstraint(
                condition=Q(seen=True) | Q(seen_alone=False), name="casework_seen_alone_is_seen"
            ),
        ]


@keeps_history
class Document(models.Model):
    """A file on a child's record."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(max_length=150)
    about_on = models.DateField("date of the document")
    file = models.FileField(upload_to="documents/%Y/%m/")
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField("size in bytes")
    added_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()


class Oversight(models.Model):
    """A manager's oversight of a child's record: what they saw and decided. Never edited."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="oversight")
    manager = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    about_on = models.DateField()
    text = models.TextField()
    decision = models.TextField("what was decided, and why", blank=True)

    class Meta:
        triggers = only_added_to_but_moved()


@keeps_history
class MissingPeriod(models.Model):
    """A child is missing, or away without authorisation; and the return interview, in clock hours from the return."""

    class Kind(models.TextChoices):
        MISSING = "M", "Missing"
        AWAY = "A", "Away without authorisation"

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="missing_periods")
    kind = models.CharField(max_length=1, choices=Kind.choices)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    times_known = models.BooleanField("times, not only dates, are known", default=True)
    interview_offered_at = models.DateTimeField(null=True, blank=True)
    interview_accepted_at = models.DateTimeField(null=True, blank=True)
    interview_at = models.DateTimeField("return interview held", null=True, blank=True)
    interview_declined_at = models.DateTimeField(null=True, blank=True)
    said = models.TextField("what the child said", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="casework_missing_ends_after_it_starts",
            )
        ]


@keeps_history
class HealthAssessment(models.Model):
    """A health assessment of a looked-after child."""

    class Kind(models.TextChoices):
        INITIAL = "initial", "Initial health assessment"
        REVIEW = "review", "Review health assessment"

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="health_assessments")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    assessed_on = models.DateField()
    summary = models.TextField(blank=True)


@keeps_history
class DentalCheck(models.Model):
    """Teeth checked by a dentist."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="dental_checks")
    checked_on = models.DateField()


@keeps_history
class ImmunisationCheck(models.Model):
    """Whether a child's immunisations were found to be up to date on a day."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="immunisation_checks")
    checked_on = models.DateField()
    up_to_date = models.BooleanField()
    outstanding = models.CharField("what is still to be given", max_length=300, blank=True)


@keeps_history
class StrengthsQuestionnaire(models.Model):
    """A Strengths and Difficulties Questionnaire: a total of 0 to 40, or why there is none."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="questionnaires")
    completed_on = models.DateField()
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(
        "why there is no score", max_length=4, blank=True, choices=codes.SDQ_REASON.choices
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__lte=40), name="casework_sdq_score_0_to_40"
            )
        ]


@keeps_history
class HealthYear(models.Model):
    """A year's health outcomes as reported in a return, where the dates behind them are not on the record."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="health_years")
    collection_year = models.CharField(max_length=7)
    sdq_score = models.PositiveSmallIntegerField(null=True, blank=True)
    sdq_reason = models.CharField(max_length=4, blank=True)
    convicted = models.BooleanField(null=True, blank=True)
    health_check = models.BooleanField("health checks up to date (under 5)", null=True, blank=True)
    immunisations = models.BooleanField("immunisations up to date", null=True, blank=True)
    teeth_check = models.BooleanField("teeth checked", null=True, blank=True)
    health_assessment = models.BooleanField(null=True, blank=True)
    substance_misuse = models.BooleanField(null=True, blank=True)
    intervention_received = models.BooleanField(null=True, blank=True)
    intervention_offered = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "collection_year"], name="casework_health_year_once")
        ]


@keeps_history
class SchoolPlace(Dated):
    """The school or setting a child attends."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="school_places")
    school = models.CharField(max_length=150)
    urn = models.CharField("school's number", max_length=6, blank=True)
    year_group = models.CharField(max_length=20, blank=True)

    class Meta(Dated.Meta):
        constraints = Dated.Meta.constraints


@keeps_history
class EducationPlan(models.Model):
    """A personal education plan, begun or reviewed."""

    class Term(models.TextChoices):
        AUTUMN = "autumn", "Autumn term"
        SPRING = "spring", "Spring term"
        SUMMER = "summer", "Summer term"

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="education_plans")
    held_on = models.DateField()
    term = models.CharField("school term it is for", max_length=6, blank=True, choices=Term.choices)
    text = models.TextField(blank=True)


@keeps_history
class Attendance(Dated):
    """Half-day sessions at school in a stretch of days, a month or a term: how many there were, how many attended."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendance")
    possible = models.PositiveSmallIntegerField("sessions possible")
    attended = models.PositiveSmallIntegerField("sessions attended")

    @property
    def last_on(self) -> date:
        """The last day counted."""
        return (self.end_on or self.start_on) - timedelta(days=1)

    @property
    def percent(self) -> int:
        return round(100 * self.attended / self.possible)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(end_on__isnull=False) & Q(possible__gt=0) & Q(attended__lte=F("possible")),
                name="casework_attendance_of_a_closed_time",
            ),
            never_two_at_once("casework_attendance_counted_once", of=("child",)),
        ]
        verbose_name_plural = "attendance"


@keeps_history
class VisitFrequency(Dated):
    """A plan that asks for visits more often than the law does."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="visit_frequencies")
    days = models.PositiveSmallIntegerField("days between visits")
    reason = models.TextField(blank=True)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once("casework_one_visit_frequency_at_once", of=("child",)),
        ]
