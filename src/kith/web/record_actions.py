"""What may be recorded on a child's record from a page: only what the worker may do and what makes sense now."""

from collections.abc import Iterable

from django.urls import reverse

from kith.access.roles import Permission
from kith.childfile.summary import Summary
from kith.people.models import Person
from kith.reach.doing import may
from kith.workforce.models import Worker

# Page, words, permission; by the order here the first that a role may do is its primary action.
ACTIONS = (
    ("oversight-new", "Record oversight", Permission.OVERSIGHT_WRITE),
    ("review-new", "Record a review", Permission.REVIEW_RECORD),
    ("conference-new", "Record a conference", Permission.CONFERENCE_HOLD),
    ("visit-new", "Write up a visit", Permission.VISIT_WRITE),
    ("note-new", "Write a note", Permission.NOTE_WRITE),
    ("care-start", "Start a period of care", Permission.PERIOD_OF_CARE_CHANGE),
    ("placement-new", "Start a placement", Permission.PLACEMENT_CHANGE),
    ("legal-status-new", "Change legal status", Permission.LEGAL_STATUS_CHANGE),
    ("order-new", "Record a court order", Permission.LEGAL_STATUS_CHANGE),
    ("step-new", "Record a care planning step", Permission.CARE_STEP_RECORD),
    ("missing-new", "Record missing", Permission.MISSING_RECORD),
    ("strategy-new", "Record a strategy discussion", Permission.STRATEGY_HOLD),
    ("document-new", "Add a document", Permission.DOCUMENT_ADD),
    ("care-other", "Record something else about care", Permission.PERIOD_OF_CARE_CHANGE),
    ("care-end", "End the period of care", Permission.PERIOD_OF_CARE_CHANGE),
)
ON_HOMES = ("care-start", "placement-new", "legal-status-new", "order-new", "care-other", "care-end")
WHILE_IN_CARE = frozenset({"placement-new", "legal-status-new", "step-new", "review-new", "care-end"})
BEFORE_CARE = frozenset({"care-start"})


def actions(worker: Worker, person: Person, summary: Summary, only: Iterable[str] = ()) -> list[dict]:
    """The links to forms this worker may use for this child now, the likeliest first."""
    senseless = BEFORE_CARE if summary.period_of_care else WHILE_IN_CARE
    wanted = [each for each in ACTIONS if each[0] not in senseless and (not only or each[0] in only)]
    allowed = {permission: may(worker, permission, person) for _, _, permission in wanted}
    return [
        {"text": words, "href": reverse(page, args=[person.pk])}
        for page, words, permission in wanted
        if allowed[permission]
    ]
