"""Drafts: words on their way into a form. What may have one, what is kept, and how two versions become one."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from kith.access.roles import Permission as P
from kith.access.roles import Role
from kith.people.models import Person
from kith.store.dated import holds_on
from kith.store.history import only_added_to
from kith.workforce.models import Allocation, TeamMembership, Worker

Values = dict[str, list[str]]  # what stands in each box of a form, as a browser sends it


@dataclass(frozen=True)
class Form:
    """A form with words worth keeping: what is written with it, and who may send it."""

    called: str
    permission: P
    short: bool = False  # kept although nothing in it is written at length
    around: bool = False  # of anybody known to the record, whom the children around them decide
    query: str = ""  # what the address must ask for: other forms stand at the same one
    own: bool = False  # its writer's alone, also when they have left: it says what is about to be hidden, and from whom


# Every form in which something is written at length, or much is said of a person, by its page's name.
FORMS = {
    "note-new": Form("Note", P.NOTE_WRITE),
    "note-change": Form("Note", P.NOTE_WRITE),
    "note-add": Form("Addition to a note", P.NOTE_WRITE),
    "visit-new": Form("Visit", P.VISIT_WRITE),
    "visit-correct": Form("Correction of a visit", P.VISIT_WRITE),
    "review-new": Form("Review", P.REVIEW_RECORD),
    "review-correct": Form("Correction of a review", P.REVIEW_RECORD),
    "oversight-new": Form("Manager’s oversight", P.OVERSIGHT_WRITE),
    "interview": Form("Return interview", P.MISSING_RECORD),
    "health-new": Form("Health assessment", P.HEALTH_RECORD),
    "education-plan-new": Form("Personal education plan", P.HEALTH_RECORD),
    "step-new": Form("Care planning step", P.CARE_STEP_RECORD),
    "visit-frequency-new": Form("Plan for visits", P.CARE_STEP_RECORD),
    "lateness": Form("Reason for lateness", P.LATENESS_EXPLAIN),
    "alert-new": Form("Alert", P.ALERT_CHANGE),
    "alert-end": Form("End of an alert", P.ALERT_CHANGE),
    "withhold-new": Form("Withholding", P.WITHHOLD),
    "withhold-end": Form("End of a withholding", P.WITHHOLD),
    "placement-correct": Form("Correction of a placement", P.PLACEMENT_CHANGE),
    "legal-status-correct": Form("Correction of a legal status", P.LEGAL_STATUS_CHANGE),
    "contact-take": Form("Contact", P.CONTACT_TAKE),
    "contact-add": Form("Addition to a contact", P.CONTACT_TAKE, own=True),
    "check-new": Form("Question to a partner", P.CONTACT_TAKE, own=True),
    "check-answer": Form("Answer of a partner", P.CONTACT_TAKE, own=True),
    "contact-decide": Form("Decision about a contact", P.CONTACT_DECIDE, own=True),
    "step-back-look": Form("Looking again", P.CONTACT_DECIDE, own=True),
    "family-help-new": Form("Start of family help", P.FAMILY_HELP_LEAD),
    "consent-new": Form("Consent", P.FAMILY_HELP_LEAD),
    "consent-withdraw": Form("Withdrawal of consent", P.FAMILY_HELP_LEAD),
    "family-help-close": Form("Closing of family help", P.FAMILY_HELP_LEAD),
    "family-help-out": Form("Leaving of a family’s help", P.FAMILY_HELP_LEAD),
    "statement-new": Form("What somebody of the family says", P.FAMILY_HELP_LEAD),
    "statement-instead": Form("What somebody says instead", P.FAMILY_HELP_LEAD),
    "family-review-new": Form("Review of a family’s plan", P.FAMILY_HELP_LEAD),
    "network-plan-new": Form("Plan of a family network", P.FAMILY_HELP_LEAD),
    "service-session": Form("Session of a service", P.FAMILY_HELP_LEAD),
    "service-end": Form("End of a service", P.FAMILY_HELP_LEAD),
    "assessment-family": Form("Family’s part of an assessment", P.ASSESSMENT_WRITE),
    "assessment-part": Form("Child’s part of an assessment", P.ASSESSMENT_WRITE),
    "assessment-look": Form("Look at an assessment", P.ASSESSMENT_AUTHORISE),
    "assessment-tell": Form("Telling of an assessment", P.ASSESSMENT_WRITE),
    "need-plan-new": Form("Child in need plan", P.NEED_PLAN_CHANGE),
    "need-plan-review": Form("Review of a child in need plan", P.NEED_PLAN_CHANGE),
    "need-plan-end": Form("End of a child in need plan", P.NEED_PLAN_CHANGE),
    "need-close": Form("Closing", P.NEED_CLOSE),
    "referral-correct": Form("Correction of a referral", P.CONTACT_DECIDE),
    "assessment-correct": Form("Correction of an assessment", P.ASSESSMENT_WRITE),
    "need-plan-correct": Form("Correction of a child in need plan", P.NEED_PLAN_CHANGE),
    "closure-correct": Form("Correction of a closure", P.NEED_CLOSE),
    "protection-plan-correct": Form("Correction of a protection plan", P.CONFERENCE_HOLD),
    "pre-proceedings-correct": Form("Correction of pre-proceedings", P.PRE_PROCEEDINGS_DECIDE),
    "strategy-new": Form("Strategy discussion", P.STRATEGY_HOLD),
    "enquiry-clock": Form("Discussion that starts an enquiry’s clock", P.PROTECTION_RECORD),
    "enquiry-end": Form("End of an enquiry", P.PROTECTION_RECORD),
    "transfer-in-new": Form("Move here with a protection plan", P.PROTECTION_RECORD),
    "transfer-in-end": Form("End of a move here with a plan", P.PROTECTION_RECORD),
    "core-group-new": Form("Core group", P.PROTECTION_RECORD),
    "conference-new": Form("Conference", P.CONFERENCE_HOLD),
    "conference-correct": Form("Correction of a conference", P.CONFERENCE_HOLD),
    "escalation-new": Form("Escalation", P.CONFERENCE_HOLD),
    "escalation-answer": Form("Answer to an escalation", P.ESCALATION_ANSWER),
    "enquiry-correct": Form("Correction of an enquiry", P.PROTECTION_RECORD),
    "core-group-correct": Form("Correction of a core group", P.PROTECTION_RECORD),
    "conference-present-new": Form("Who was at a conference", P.CONFERENCE_HOLD, short=True),
    "conference-present": Form("Correction of who was at a conference", P.CONFERENCE_HOLD, short=True),
    "contact-strategy": Form("Strategy discussion", P.STRATEGY_HOLD, own=True),
    "pre-proceedings-new": Form("Pre-proceedings", P.PRE_PROCEEDINGS_DECIDE),
    "pre-proceedings-step": Form("End of pre-proceedings", P.PRE_PROCEEDINGS_DECIDE),
    "group-decision-no-offer": Form("Why it is not offered to the family", P.PRE_PROCEEDINGS_DECIDE),
    "pre-proceedings-first-meeting": Form("First pre-proceedings meeting", P.COURT_RECORD),
    "pre-proceedings-review": Form("Review meeting in pre-proceedings", P.COURT_RECORD),
    "group-decision-meeting": Form("Family’s meeting", P.COURT_RECORD),
    "hearing-new": Form("Day in court", P.COURT_RECORD),
    "hearing": Form("What a court ordered", P.COURT_RECORD),
    "contribution-new": Form("Request to a partner", P.CONTRIBUTION_ASK),
    "person-new": Form("New child", P.PERSON_ADD, short=True),
    "person-change": Form("Change of details", P.PERSON_CHANGE, short=True, around=True),
    "name-new": Form("Name", P.PERSON_CHANGE, short=True, around=True),
    "address-new": Form("Address", P.PERSON_CHANGE, short=True, around=True),
    "telephone-new": Form("Telephone number", P.PERSON_CHANGE, short=True, around=True),
    "email-new": Form("Email address", P.PERSON_CHANGE, short=True, around=True),
    "birth": Form("Birth", P.PERSON_CHANGE, short=True, around=True),
    "twins": Form("Second record of twins", P.PROTECTION_RECORD, short=True),
    "record-open": Form("New record", P.PERSON_ADD, short=True, around=True),
    "relationship-new": Form("New relative", P.RELATIONSHIP_CHANGE, short=True, query="person=new"),
    "responsibility-new": Form("Parental responsibility", P.RELATIONSHIP_CHANGE, short=True),
    "family-new": Form("Family", P.RELATIONSHIP_CHANGE, short=True),
    "professional-new": Form("Professional", P.RELATIONSHIP_CHANGE, short=True),
    "restriction-new": Form("Restriction", P.RESTRICT, own=True),
    "restriction-review": Form("Review of a restriction", P.RESTRICT, own=True),
    "restriction-end": Form("End of a restriction", P.RESTRICT, own=True),
}
OWN = [name for name, form in FORMS.items() if form.own]


@dataclass(frozen=True, kw_only=True)
class Page:
    """One form of one person's record; `about` is what else its address names, such as the note that is changed."""

    form: str
    child: int | None  # None for somebody who is not on the record yet
    about: dict = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Written:
    """What somebody has written so far, in one copy of the form (`token`), on top of which version of the draft.

    `turn` counts what that copy has sent, so that what arrives late is known to be old; None where nothing counts.
    """

    values: Values
    token: UUID
    version: int = 0
    turn: int | None = None
    seconds: int = 0


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts."""

    def unfinished(self) -> "DraftQuerySet":
        return self.filter(finished_at__isnull=True, dropped_at__isnull=True)

    def of(self, worker: Worker | None, as_of: date) -> "DraftQuerySet":
        """Those this worker began, and those of leavers that have come to them (`left_to`); a login alone has none."""
        if worker is None:
            return self.none()
        return self.filter(Q(author=worker) | left_to(worker, as_of) & ~Q(form__in=OWN))

    def on(self, page: Page) -> "DraftQuerySet":
        return self.filter(form=page.form, child=page.child, about=page.about)


class Draft(models.Model):
    """What a worker is writing in a form of somebody's record. Once the form is sent its words stand there alone."""

    author = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="drafts")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="drafts", null=True, blank=True)
    form = models.CharField(max_length=40)
    about = models.JSONField(default=dict, blank=True)
    values = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=0)
    token = models.UUIDField("the copy of the form that wrote last")
    turn = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    seconds = models.PositiveIntegerField("seconds of writing so far", default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField("thrown away", null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["child", "form"], name="casework_draft_child"),
            models.Index(fields=["token"], name="casework_draft_token"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "child", "form", "about"],
                condition=Q(finished_at__isnull=True, dropped_at__isnull=True),
                nulls_distinct=False,
                name="casework_one_draft_of_a_form",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(dropped_at__isnull=True, values={}),
                name="casework_finished_draft_is_empty",
            ),
        ]

    @property
    def page(self) -> Page:
        return Page(form=self.form, child=self.child_id, about=self.about)

    @property
    def called(self) -> str:
        """What is being written, in words."""
        return FORMS[self.form].called if self.form in FORMS else "Draft"


class DraftCopy(models.Model):
    """The other version, where a draft was written in two places at once. It is kept until somebody settles it."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="copies")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    values = models.JSONField()
    token = models.UUIDField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "token"], name="casework_one_copy_of_a_form")]


class TimeSpent(models.Model):
    """How long one form was written at. It names no worker and no child, so that nobody can be compared by it."""

    form = models.CharField(max_length=40)
    finished_on = models.DateField()
    seconds = models.PositiveIntegerField()

    class Meta:
        triggers = only_added_to()


def left_to(worker: Worker, as_of: date) -> Q:
    """What leavers were writing that is this worker's to finish: the manager of their last team's, and the manager's of
    the team that holds the child today. Where nobody manages their last team, the head of service reads it."""
    managed = list(worker.memberships.filter(holds_on(as_of), manages=True).values_list("team", flat=True))
    found = Q(pk__in=[])
    if managed:
        held = Allocation.objects.filter(holds_on(as_of), team__in=managed).values("child")
        found = Q(author__in=_leavers(as_of, managed)) | Q(author__in=gone(as_of), child__in=held)
    if worker.user and Role.HEAD_OF_SERVICE in worker.user.roles_on(as_of):
        found |= Q(author__in=_leavers(as_of, None))
    return found


def gone(as_of: date) -> QuerySet[Worker]:
    """Who has left by that day, or can no longer sign in."""
    return Worker.objects.filter(Q(end_on__lte=as_of) | Q(user__ended_on__lte=as_of))


def _leavers(as_of: date, teams: list[int] | None) -> QuerySet[Worker]:
    """Who has left one of these teams; of none, those whose last team nobody manages who works here."""
    last_in = TeamMembership.objects.filter(worker=OuterRef("pk")).filter(
        Q(end_on__isnull=True) | Q(end_on__gte=OuterRef("end_on")) | Q(end_on__gte=OuterRef("user__ended_on"))
    )
    if teams is not None:
        return gone(as_of).filter(Exists(last_in.filter(team__in=teams)))
    managing = TeamMembership.objects.filter(holds_on(as_of), manages=True).exclude(worker__in=gone(as_of))
    return gone(as_of).exclude(Exists(last_in.filter(team__in=managing.values("team"))))


def written_beside(page: Page, worker: Worker, since: datetime) -> QuerySet[Draft]:
    """What others are writing in the same form of the same record, saved lately; of what is theirs alone, nothing."""
    if page.child is None or FORMS[page.form].own:
        return Draft.objects.none()
    lately = Draft.objects.unfinished().on(page).filter(saved_at__gte=since)
    return lately.exclude(author=worker).exclude(saved_by=worker).select_related("saved_by")


def both(mine: Values, other: Values, prose: Collection[str]) -> Values:
    """Mine, with what the other version says more: its words below mine, its other answers where I gave none."""
    joined = {name: _joined(mine.get(name, []), other.get(name, []), name in prose) for name in other}
    return mine | joined


def _joined(mine: list[str], other: list[str], prose: bool) -> list[str]:
    if not any(mine):
        return other
    if not prose or mine == other:
        return mine
    one, two = _line(mine), _line(other)
    if two in one:
        return mine
    return other if one in two else [f"{one}\n\n{two}"]


def _line(values: list[str]) -> str:
    """The words of a box; a browser ends lines with both characters."""
    return "\n".join(values).replace("\r\n", "\n")
