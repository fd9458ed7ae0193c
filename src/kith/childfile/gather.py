"""Gather dated facts from the record: the same tables for one child and for many, in a constant number of queries."""

from collections.abc import Collection, Iterable
from dataclasses import fields

from kith.assessment import facts as assessment
from kith.care import facts as care
from kith.casework import facts as casework
from kith.frontdoor import facts as frontdoor
from kith.leavingcare import facts as leavingcare
from kith.people import facts as people
from kith.protection import facts as protection
from kith.statutory.facts import Facts
from kith.statutory.return_facts import ReturnFacts
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
    "core_groups": protection.core_groups,
    "escalations": protection.escalations,
    "pre_proceedings": protection.pre_proceedings,
    "court_hearings": protection.court_hearings,
    "assessments": assessment.assessments,
    "need_plans": assessment.need_plans,
    "need_plan_reviews": assessment.need_plan_reviews,
    "closures": assessment.closures,
}
# No return that is built asks for these: for one child they are a quarter of the questions to the database.
NOT_IN_A_RETURN = (
    "visits", "steps", "secure_stays", "education_plans", "visit_frequencies", "contacts", "referrals",
    "enquiries", "conferences", "protection_plans", "core_groups", "escalations",
    "pre_proceedings", "court_hearings",
    "assessments", "need_plans", "need_plan_reviews", "closures",
)  # fmt: skip


def gather(children: Iterable[int] | None = None, without: Collection[str] = ()) -> Facts:
    """The facts of these children (person numbers), or of everyone with a record when none are named. A table named in
    `without` is left empty."""
    chosen = None if children is None else list(children)
    return Facts(**{name: table(chosen) for name, table in TABLES.items() if name not in without})


def gather_for_return(children: Iterable[int] | None = None) -> ReturnFacts:
    """What a return asks for, and the rest left empty."""
    chosen = None if children is None else list(children)
    known = gather(chosen, NOT_IN_A_RETURN)
    return ReturnFacts(
        **{each.name: getattr(known, each.name) for each in fields(Facts)},
        persons=people.persons(chosen),
        parenthoods=care.parenthoods(chosen),
        unaccompanied=care.unaccompanied(chosen),
        previous_permanence=care.previous_permanence(chosen),
        adoption_plans=care.adoption_plans(chosen),
        adoptions=care.adoptions(chosen),
        deprivations_of_liberty=care.deprivations_of_liberty(chosen),
        social_workers=workforce.social_workers(chosen),
        health_years=casework.health_years(chosen),
        leaver_contacts=leavingcare.leaver_contacts(chosen),
    )
