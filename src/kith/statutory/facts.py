"""The facts: typed, dated tables that everything derived is computed from.

One child's facts are the same tables with few rows. They are built from the live record (`childfile`), from an
imported return, or from an extract of another system; nothing below this line knows which. Dates are dates, moments
are datetimes with a zone, periods are half-open: `end_on` is the first day that is out, null while it lasts.
`id` is the row's own number in whatever it was built from, so that a derived thing can point to its origin.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, ClassVar

import polars as pl

DAY = pl.Date
MOMENT = pl.Datetime("us", "Europe/London")
ID = pl.Int64
TEXT = pl.String

# Table -> column -> type. Codes are those published for SSDA903 (`statutory.codes`) unless said otherwise.
SCHEMAS: dict[str, dict[str, pl.DataType | type[pl.DataType]]] = {
    # recorded_from: the day from which what a return does not carry (visits, steps of care planning, the days of
    # health assessments, questionnaires, education plans, return interviews) is recorded; null: always.
    # returned_until: the last day the returns tell of; from there to recorded_from nothing is known. Null: no gap.
    "children": {
        "child": ID,
        "born_on": DAY,
        "expected_on": DAY,
        "died_on": DAY,
        "sex": TEXT,
        "recorded_from": DAY,
        "returned_until": DAY,
        "pregnancy_ended_on": DAY,
    },
    # kind: looked_after | short_breaks. end_reason: SSDA903 REC. began_earlier: start_on is only the first day a return
    # tells of. first_rne: the RNE of the first episode where a return gives another than S.
    "periods_of_care": {
        "child": ID,
        "id": ID,
        "kind": TEXT,
        "start_on": DAY,
        "end_on": DAY,
        "end_reason": TEXT,
        "began_earlier": pl.Boolean,
        "first_rne": TEXT,
    },
    # code: SSDA903 LS.
    "legal_statuses": {"child": ID, "id": ID, "code": TEXT, "start_on": DAY, "end_on": DAY},
    # place: SSDA903 PLACE. temporary: a stay inside, or between, placements (T codes). same_carer: began without a
    # change of carer. regulation_24: with a connected person under temporary approval. until_18_from: the day
    # from which it was intended to last to 18; long_term_agreed_on: the day a child of sufficient understanding
    # agreed to fewer visits in a long-term foster placement.
    "placements": {
        "child": ID,
        "id": ID,
        "place": TEXT,
        "provider_type": TEXT,
        "home": ID,
        "urn": TEXT,
        "postcode": TEXT,
        "temporary": pl.Boolean,
        "same_carer": pl.Boolean,
        "start_on": DAY,
        "end_on": DAY,
        "end_reason": TEXT,
        "emergency": pl.Boolean,
        "regulation_24": pl.Boolean,
        "until_18_from": DAY,
        "long_term_agreed_on": DAY,
    },
    "needs": {"child": ID, "id": ID, "code": TEXT, "start_on": DAY},
    "home_postcodes": {"child": ID, "id": ID, "postcode": TEXT, "start_on": DAY},
    # kind: care | other. seen and seen_alone are about this child.
    "visits": {"child": ID, "id": ID, "on": DAY, "kind": TEXT, "seen": pl.Boolean, "seen_alone": pl.Boolean},
    "reviews": {"child": ID, "id": ID, "on": DAY, "participation": TEXT},
    # kind: see clocks.steps. placement: the placement it is about, or null. expected_on: the day what was found is to
    # happen, or is asked for by; known from `on`, and so never hidden as lying ahead.
    "steps": {"child": ID, "id": ID, "kind": TEXT, "on": DAY, "placement": ID, "expected_on": DAY},
    # authorised_at: from when a court allowed it; null while none has.
    "secure_stays": {
        "child": ID,
        "id": ID,
        "started_at": MOMENT,
        "ended_at": MOMENT,
        "authorised_at": MOMENT,
    },
    # kind: M missing | A away without authorisation.
    "missing": {
        "child": ID,
        "id": ID,
        "kind": TEXT,
        "started_at": MOMENT,
        "ended_at": MOMENT,
        "interview_offered_at": MOMENT,
        "interview_at": MOMENT,
        "interview_declined_at": MOMENT,
    },
    # kind: initial | review.
    "health_assessments": {"child": ID, "id": ID, "on": DAY, "kind": TEXT},
    "dental_checks": {"child": ID, "id": ID, "on": DAY},
    "immunisations": {"child": ID, "id": ID, "on": DAY, "up_to_date": pl.Boolean},
    "sdqs": {"child": ID, "id": ID, "on": DAY, "score": pl.Int64, "reason": TEXT},
    "education_plans": {"child": ID, "id": ID, "on": DAY},
    # A contact is about a child. decided_at: when it was first decided what is done; heard_at: when whoever made it was
    # first told anything. source: the census's ReferralSource (statutory.cin.codes); 9 is nobody who could be told.
    "contacts": {
        "child": ID,
        "id": ID,
        "received_at": MOMENT,
        "source": TEXT,
        "decided_at": MOMENT,
        "heard_at": MOMENT,
    },
    # The codes are the census's ReferralSource and PrimaryNeedCode.
    "referrals": {
        "child": ID,
        "id": ID,
        "on": DAY,
        "source": TEXT,
        "need": TEXT,
        "no_further_action": pl.Boolean,
    },
    # Stretches of family help in which consent, or the law, let the work go on: several rows for one piece of help.
    "family_helps": {"child": ID, "id": ID, "start_on": DAY, "end_on": DAY},
    # A child's part of an assessment. outcome: need_plan | strategy | goes_on | early_help | nothing. factors: the census's
    # AssessmentFactors. looked_on: the days on which a manager looked at it, in order.
    "assessments": {
        "child": ID,
        "id": ID,
        "referral": ID,
        "started_on": DAY,
        "review_on": DAY,
        "authorised_on": DAY,
        "outcome": TEXT,
        "factors": pl.List(TEXT),
        "looked_on": pl.List(DAY),
    },
    # Child in need plans. review_on: by when the plan asks for its first review.
    "need_plans": {
        "child": ID,
        "id": ID,
        "referral": ID,
        "start_on": DAY,
        "end_on": DAY,
        "review_on": DAY,
    },
    "need_plan_reviews": {"child": ID, "id": ID, "plan": ID, "on": DAY, "next_on": DAY},
    # The end of what began with a referral. reason: the census's ReasonForClosure.
    "closures": {"child": ID, "id": ID, "referral": ID, "on": DAY, "reason": TEXT},
    # Section 47 enquiries. clock_on: the strategy discussion that a person marked, from which the conference is due; null
    # where none is. outcome: not_found | no_risk_now | conference | has_a_plan. asked_on: a conference was asked for.
    "enquiries": {
        "child": ID,
        "id": ID,
        "start_on": DAY,
        "clock_on": DAY,
        "seen_on": DAY,
        "end_on": DAY,
        "outcome": TEXT,
        "conference_not_required": pl.Boolean,
        "asked_on": DAY,
        "pregnancy_ended_on": DAY,
    },
    # A conference was about a child. kind: initial | review | transfer; decision: plan | no_plan | goes_on | ends.
    # enquiry: the one whose conference it was. category: the census's code of abuse.
    "conferences": {
        "child": ID,
        "id": ID,
        "on": DAY,
        "kind": TEXT,
        "decision": TEXT,
        "category": TEXT,
        "enquiry": ID,
    },
    # A child moved in with another authority's plan. clock_on: the day a person chose, and label what day that is.
    "transfers_in": {"child": ID, "id": ID, "on": DAY, "clock_on": DAY, "label": TEXT, "end_on": DAY},
    # end_on: also where a death, a birthday or the end of a pregnancy ended the plan. visit_every: in working days.
    # earlier_elsewhere: plans before that are not on this record.
    "protection_plans": {
        "child": ID,
        "id": ID,
        "start_on": DAY,
        "end_on": DAY,
        "initial_category": TEXT,
        "latest_category": TEXT,
        "visit_every": pl.Int64,
        "earlier_elsewhere": pl.Int64,
    },
    "core_groups": {"child": ID, "id": ID, "on": DAY},
    # What a conference chair asked of management.
    "escalations": {"child": ID, "id": ID, "on": DAY, "answer_by": DAY, "answered_on": DAY},
    # Pre-proceedings, from the day they were decided on. step_on: the day it was decided how they end.
    "pre_proceedings": {
        "child": ID,
        "id": ID,
        "on": DAY,
        "letter_on": DAY,
        "first_meeting_on": DAY,
        "step_on": DAY,
        "application_on": DAY,
    },
    # Days in court. kind "application": one made without pre-proceedings. extended_to: the court's own day.
    "court_hearings": {
        "child": ID,
        "id": ID,
        "on": DAY,
        "kind": TEXT,
        "extended_to": DAY,
        "proceedings_ended": pl.Boolean,
    },
    # A plan may ask for visits more often than the law does: days between visits, from a day.
    "visit_frequencies": {"child": ID, "id": ID, "start_on": DAY, "end_on": DAY, "days": pl.Int64},
}


@cache
def _empty(name: str) -> pl.DataFrame:
    return pl.DataFrame(schema=SCHEMAS[name])


@dataclass(frozen=True)
class Facts:
    """Every table of `SCHEMAS`, for one child or for many. A table that is not given is empty."""

    schemas: ClassVar[Mapping[str, Mapping[str, Any]]] = SCHEMAS

    children: pl.DataFrame = field(default_factory=lambda: _empty("children"))
    periods_of_care: pl.DataFrame = field(default_factory=lambda: _empty("periods_of_care"))
    legal_statuses: pl.DataFrame = field(default_factory=lambda: _empty("legal_statuses"))
    placements: pl.DataFrame = field(default_factory=lambda: _empty("placements"))
    needs: pl.DataFrame = field(default_factory=lambda: _empty("needs"))
    home_postcodes: pl.DataFrame = field(default_factory=lambda: _empty("home_postcodes"))
    visits: pl.DataFrame = field(default_factory=lambda: _empty("visits"))
    reviews: pl.DataFrame = field(default_factory=lambda: _empty("reviews"))
    steps: pl.DataFrame = field(default_factory=lambda: _empty("steps"))
    secure_stays: pl.DataFrame = field(default_factory=lambda: _empty("secure_stays"))
    missing: pl.DataFrame = field(default_factory=lambda: _empty("missing"))
    health_assessments: pl.DataFrame = field(default_factory=lambda: _empty("health_assessments"))
    dental_checks: pl.DataFrame = field(default_factory=lambda: _empty("dental_checks"))
    immunisations: pl.DataFrame = field(default_factory=lambda: _empty("immunisations"))
    sdqs: pl.DataFrame = field(default_factory=lambda: _empty("sdqs"))
    education_plans: pl.DataFrame = field(default_factory=lambda: _empty("education_plans"))
    visit_frequencies: pl.DataFrame = field(default_factory=lambda: _empty("visit_frequencies"))
    contacts: pl.DataFrame = field(default_factory=lambda: _empty("contacts"))
    referrals: pl.DataFrame = field(default_factory=lambda: _empty("referrals"))
    enquiries: pl.DataFrame = field(default_factory=lambda: _empty("enquiries"))
    conferences: pl.DataFrame = field(default_factory=lambda: _empty("conferences"))
    protection_plans: pl.DataFrame = field(default_factory=lambda: _empty("protection_plans"))
    transfers_in: pl.DataFrame = field(default_factory=lambda: _empty("transfers_in"))
    core_groups: pl.DataFrame = field(default_factory=lambda: _empty("core_groups"))
    escalations: pl.DataFrame = field(default_factory=lambda: _empty("escalations"))
    pre_proceedings: pl.DataFrame = field(default_factory=lambda: _empty("pre_proceedings"))
    court_hearings: pl.DataFrame = field(default_factory=lambda: _empty("court_hearings"))
    family_helps: pl.DataFrame = field(default_factory=lambda: _empty("family_helps"))
    assessments: pl.DataFrame = field(default_factory=lambda: _empty("assessments"))
    need_plans: pl.DataFrame = field(default_factory=lambda: _empty("need_plans"))
    need_plan_reviews: pl.DataFrame = field(default_factory=lambda: _empty("need_plan_reviews"))
    closures: pl.DataFrame = field(default_factory=lambda: _empty("closures"))

    def __post_init__(self) -> None:
        for each in fields(self):
            found, wanted = dict(getattr(self, each.name).schema), self.schemas[each.name]
            if found != wanted:
                raise TypeError(f"The facts table {each.name} has columns {found}; it should have {wanted}.")


def table(name: str, rows: list) -> pl.DataFrame:
    """The facts table `name` from rows: dicts by column, or tuples in the schema's order."""
    return pl.DataFrame(rows, schema=SCHEMAS[name], orient="row")
