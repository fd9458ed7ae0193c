"""The facts that only a return asks for, beside those that deadlines are computed from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
}


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


def table(name: str, rows: list) -> pl.DataFrame:
    """The table `name` from rows: dicts by column, or tuples in the schema's order."""
    return pl.DataFrame(rows, schema=RETURN_SCHEMAS[name], orient="row")
