"""The facts that only a return asks for, beside those that deadlines are computed from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar

import polars as pl

from kith.statutory.facts import DAY, ID, SCHEMAS, TEXT, Facts

_ANSWER = pl.Boolean

# Table -> column -> type. Codes are those published for SSDA903 unless said otherwise.
RETURN_SCHEMAS: dict[str, dict[str, pl.DataType | type[pl.DataType]]] = {
    # number: the authority's own. upn: the pupil number; upn_unknown: why there is none.
    "persons": {"child": ID, "number": TEXT, "ethnicity": TEXT, "upn": TEXT, "upn_unknown": TEXT},
    "parenthoods": {"child": ID, "mother": _ANSWER, "first_child_born_on": DAY},
    "unaccompanied": {"child": ID, "ended_on": DAY},
    # date: as published, with ZZ and ZZZZ for what is unknown.
    "previous_permanence": {"child": ID, "kind": TEXT, "authority": TEXT, "date": TEXT},
    "adoption_plans": {"child": ID, "decided_on": DAY, "ceased_on": DAY, "cease_reason": TEXT},
    "adoptions": {
        "child": ID,
        "decided_on": DAY,
        "matched_on": DAY,
        "by_foster_carer": _ANSWER,
        "adopters": TEXT,
        "adopters_sex": TEXT,
        "adopters_status": TEXT,
    },
    "deprivations_of_liberty": {"child": ID, "start_on": DAY, "end_on": DAY},
    # Lead practitioners with a registration.
    "social_workers": {"child": ID, "registration": TEXT, "start_on": DAY, "end_on": DAY, "reason": TEXT},
    # What was said of a collection year where the days behind it are not known.
    "health_years": {
        "child": ID,
        "year": TEXT,
        "sdq_score": pl.Int64,
        "sdq_reason": TEXT,
        "convicted": _ANSWER,
        "health_check": _ANSWER,
        "immunisations": _ANSWER,
        "teeth_check": _ANSWER,
        "health_assessment": _ANSWER,
        "substance_misuse": _ANSWER,
        "intervention_received": _ANSWER,
        "intervention_offered": _ANSWER,
    },
    "leaver_contacts": {"child": ID, "year": TEXT, "in_touch": TEXT, "activity": TEXT, "accommodation": TEXT},
    # What only the census asks for, in its codes.
    "former_upns": {"child": ID, "upn": TEXT},
    "disabilities": {"child": ID, "code": TEXT},
    # What a return told of an enquiry whose clock and outcome are not recorded. not_required: the collection year in which it
    # first told that no conference was needed.
    "told_enquiries": {"child": ID, "enquiry": ID, "target_on": DAY, "not_required": TEXT, "referral": ID},
    # What returns told that a row's own days do not say. referral, plan: to which it belongs. year, years: whose return told of
    # it though it was made or held in another. open_in: the last year whose return told that the plan went on. earlier: how
    # many plans there were before, where fewer were told than are known.
    "told_referrals": {"child": ID, "referral": ID, "year": TEXT},
    "told_conferences": {"child": ID, "conference": ID, "referral": ID, "plan": ID, "years": pl.List(TEXT)},
    "told_plans": {"child": ID, "plan": ID, "referral": ID, "open_in": TEXT, "earlier": pl.Int64},
    # Pre-proceedings with all that the census asks of them. offered, held: a family group decision-making meeting;
    # meetings: the days of reviews; told_meetings: how many a return counted.
    "before_court": {
        "child": ID,
        "id": ID,
        "decided_on": DAY,
        "letter_sent_on": DAY,
        "offered": _ANSWER,
        "held": _ANSWER,
        "first_meeting_on": DAY,
        "meetings": pl.List(DAY),
        "told_meetings": pl.Int64,
        "step_decided_on": DAY,
        "outcome": TEXT,
        "application_on": DAY,
        "care_letter_on": DAY,
        "referral": ID,
    },
}


@cache
def _empty(name: str) -> pl.DataFrame:
    return pl.DataFrame(schema=RETURN_SCHEMAS[name])


@dataclass(frozen=True)
class ReturnFacts(Facts):
    """Every table of `SCHEMAS` and `RETURN_SCHEMAS`. A table that is not given is empty."""

    schemas: ClassVar[Mapping[str, Mapping[str, Any]]] = SCHEMAS | RETURN_SCHEMAS

    persons: pl.DataFrame = field(default_factory=lambda: _empty("persons"))
    parenthoods: pl.DataFrame = field(default_factory=lambda: _empty("parenthoods"))
    unaccompanied: pl.DataFrame = field(default_factory=lambda: _empty("unaccompanied"))
    previous_permanence: pl.DataFrame = field(default_factory=lambda: _empty("previous_permanence"))
    adoption_plans: pl.DataFrame = field(default_factory=lambda: _empty("adoption_plans"))
    adoptions: pl.DataFrame = field(default_factory=lambda: _empty("adoptions"))
    deprivations_of_liberty: pl.DataFrame = field(default_factory=lambda: _empty("deprivations_of_liberty"))
    social_workers: pl.DataFrame = field(default_factory=lambda: _empty("social_workers"))
    health_years: pl.DataFrame = field(default_factory=lambda: _empty("health_years"))
    leaver_contacts: pl.DataFrame = field(default_factory=lambda: _empty("leaver_contacts"))
    former_upns: pl.DataFrame = field(default_factory=lambda: _empty("former_upns"))
    disabilities: pl.DataFrame = field(default_factory=lambda: _empty("disabilities"))
    told_enquiries: pl.DataFrame = field(default_factory=lambda: _empty("told_enquiries"))
    told_referrals: pl.DataFrame = field(default_factory=lambda: _empty("told_referrals"))
    told_conferences: pl.DataFrame = field(default_factory=lambda: _empty("told_conferences"))
    told_plans: pl.DataFrame = field(default_factory=lambda: _empty("told_plans"))
    before_court: pl.DataFrame = field(default_factory=lambda: _empty("before_court"))


def table(name: str, rows: list) -> pl.DataFrame:
    """The table `name` from rows: dicts by column, or tuples in the schema's order."""
    return pl.DataFrame(rows, schema=RETURN_SCHEMAS[name], orient="row")
