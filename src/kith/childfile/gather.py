"""Gather dated facts from the record: the same tables for one child and for many, in a constant number of queries."""

from collections.abc import Callable, Collection, Iterable, Mapping

import polars as pl

from kith.assessment import facts as assessment
from kith.care import facts as care
from kith.casework import facts as casework
from kith.familyhelp import facts as familyhelp
from kith.frontdoor import facts as frontdoor
from kith.leavingcare import facts as leavingcare
from kith.people import facts as people
from kith.protection import facts as protection
from kith.statutory.facts import Facts
from kith.statutory.return_facts import ReturnFacts
from kith.store.holding import worth_asking
from kith.workforce import facts as workforce

# Each table of facts and where it is gathered.
TABLES = {
    "children": people.children,
    "periods_of_care": care.periods_of_care,
    "legal_statuses": care.legal_statuses,
    "placements": care.placements,
    "needs": care.needs,
    "home_postcodes": care.home_postcodes,
    "visits": casework.visits,
    "reviews": care.reviews,
    "steps": care.steps,
    "secure_stays": care.secure_stays,
    "missing": casework.missing,
    "health_assessments": casework.health_assessments,
    "dental_checks": casework.dental_checks,
    "immunisations": casework.immunisations,
    "sdqs": casework.sdqs,
    "education_plans": casework.education_plans,
    "visit_frequencies": casework.visit_frequencies,
    "contacts": frontdoor.contacts,
    "referrals": frontdoor.referrals,
    "enquiries": protection.enquiries,
    "conferences": protection.conferences,
    "protection_plans": protection.protection_plans,
    "transfers_in": protection.transfers_in,
    "core_groups": protection.core_groups,
    "escalations": protection.escalations,
    "pre_proceedings": protection.pre_proceedings,
    "court_hearings": protection.court_hearings,
    "family_helps": familyhelp.family_helps,
    "assessments": assessment.assessments,
    "need_plans": assessment.need_plans,
    "need_plan_reviews": assessment.need_plan_reviews,
    "closures": assessment.closures,
}
# What only a return asks for.
OF_A_RETURN = {
    "persons": people.persons,
    "parenthoods": care.parenthoods,
    "unaccompanied": care.unaccompanied,
    "previous_permanence": care.previous_permanence,
    "adoption_plans": care.adoption_plans,
    "adoptions": care.adoptions,
    "deprivations_of_liberty": care.deprivations_of_liberty,
    "social_workers": workforce.social_workers,
    "health_years": casework.health_years,
    "leaver_contacts": leavingcare.leaver_contacts,
}
# What the census asks of the tables above, and what it alone asks for.
IN_THE_CENSUS = (
    "children", "periods_of_care", "referrals", "closures", "assessments", "need_plans", "enquiries", "conferences",
    "protection_plans",
)  # fmt: skip
OF_THE_CENSUS = {
    "persons": people.persons,
    "former_upns": people.former_upns,
    "disabilities": people.disabilities,
    "told_referrals": frontdoor.told_referrals,
    "told_enquiries": protection.told_enquiries,
    "told_conferences": protection.told_conferences,
    "told_plans": protection.told_plans,
    "before_court": protection.before_court,
    "leaver_contacts": leavingcare.leaver_contacts,
}
# SSDA903 asks for none of these: for one child they are a quarter of the questions to the database.
NOT_IN_A_RETURN = (
    "visits", "steps", "secure_stays", "education_plans", "visit_frequencies", "contacts", "referrals",
    "enquiries", "conferences", "transfers_in", "protection_plans", "core_groups", "escalations",
    "pre_proceedings", "court_hearings",
    "family_helps", "assessments", "need_plans", "need_plan_reviews", "closures",
)  # fmt: skip


def gather(children: Iterable[int] | None = None, without: Collection[str] = ()) -> Facts:
    """The facts of these children (person numbers), or of everyone with a record when none are named. A table named in
    `without` is left empty."""
    return Facts(**_filled({n: table for n, table in TABLES.items() if n not in without}, children))


def gather_for_return(children: Iterable[int] | None = None) -> ReturnFacts:
    """What SSDA903 asks for, and the rest left empty."""
    wanted = {name: table for name, table in TABLES.items() if name not in NOT_IN_A_RETURN}
    return ReturnFacts(**_filled(wanted | OF_A_RETURN, children))


def gather_for_census(children: Iterable[int] | None = None) -> ReturnFacts:
    """What the children in need census asks for, and the rest left empty."""
    wanted = {name: TABLES[name] for name in IN_THE_CENSUS}
    return ReturnFacts(**_filled(wanted | OF_THE_CENSUS, children))


def _filled(tables: Mapping[str, Callable], children: Iterable[int] | None) -> dict[str, pl.DataFrame]:
    """The tables that hold anything of the children; without children named, all of them."""
    chosen = None if children is None else list(children)
    asked = tables.values() if chosen is None else worth_asking(tables.values(), chosen)
    return {name: table(chosen) for name, table in tables.items() if table in asked}
