"""From the front door to a protection plan: contacts, referrals, assessments, plans, and what led to them."""

from datetime import date, datetime
from typing import NamedTuple


class Contact(NamedTuple):
    id: int
    received_at: datetime
    taken_at: datetime
    taken_by_id: int
    team_id: int
    means: str
    source: str
    worries: str
    working: str = ""
    source_name: str = ""
    priority: int = 3
    in_danger: bool = False


class ContactChild(NamedTuple):
    id: int
    contact_id: int
    child_id: int
    decided_at: datetime | None = None


class Decision(NamedTuple):
    id: int
    contact_id: int
    child_id: int
    outcome: str
    reason: str
    decided_at: datetime
    by_id: int
    offered: str = ""


class Telling(NamedTuple):
    id: int
    contact_id: int
    whom: str
    what: str
    told_at: datetime
    by_id: int
    written_at: datetime


class Referral(NamedTuple):
    id: int
    child_id: int
    decision_id: int
    referred_on: date
    source: str
    primary_need: str
    no_further_action: bool = False


class Assessment(NamedTuple):
    id: int
    started_on: date
    lead_id: int
    analysis: str
    strengths: str
    family_view: str
    description: str
    authorised_on: date | None = None
    authorised_by_id: int | None = None


class AssessmentChild(NamedTuple):
    id: int
    assessment_id: int
    child_id: int
    referral_id: int | None
    analysis: str
    words: str
    needs: str
    factors: tuple[str, ...] = ()
    outcome: str = ""
    outcome_reason: str = ""


class Writer(NamedTuple):
    id: int
    assessment_id: int
    worker_id: int


class Checkpoint(NamedTuple):
    id: int
    assessment_id: int
    looked_on: date
    outcome: str
    text: str
    by_id: int


class NeedPlan(NamedTuple):
    id: int
    child_id: int
    referral_id: int
    purpose: str
    start_on: date
    end_on: date | None = None
    end_reason: str = ""
    ended_because: str = ""


class NeedPlanReview(NamedTuple):
    id: int
    child_id: int
    plan_id: int
    held_on: date
    who: str
    text: str
    by_id: int


class Closure(NamedTuple):
    id: int
    child_id: int
    referral_id: int
    closed_on: date
    reason: str
    text: str
    by_id: int


class StrategyDiscussion(NamedTuple):
    id: int
    held_at: datetime
    chaired_by_id: int
    text: str
    written_at: datetime


class StrategyChild(NamedTuple):
    id: int
    discussion_id: int
    child_id: int
    decision: str
    reason: str


class StrategyPresent(NamedTuple):
    id: int
    discussion_id: int
    agency: str
    name: str
    knew: str = ""


class Enquiry(NamedTuple):
    id: int
    child_id: int
    started_on: date
    clock_id: int
    marked_by_id: int
    seen_on: date | None = None
    outcome: str = ""
    ended_on: date | None = None
    found: str = ""
    conference_asked_on: date | None = None


class Conference(NamedTuple):
    id: int
    kind: str
    held_on: date
    chaired_by_id: int
    text: str
    present: str


class ConferenceChild(NamedTuple):
    id: int
    conference_id: int
    child_id: int
    enquiry_id: int | None
    decision: str
    category: str = ""
    reason: str = ""


class ProtectionPlan(NamedTuple):
    id: int
    child_id: int
    conference_id: int
    initial_category: str
    latest_category: str
    visit_every: int
    earlier_elsewhere: int
    start_on: date
    end_on: date | None = None
    end_reason: str = ""


class CoreGroup(NamedTuple):
    id: int
    held_on: date
    written_by_id: int
    present: str
    text: str


class CoreGroupChild(NamedTuple):
    id: int
    core_group_id: int
    child_id: int
