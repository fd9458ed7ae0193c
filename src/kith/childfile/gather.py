"""Gather dated facts from the record: the same tables for one child and for many, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import fields

from kith.care import facts as care
from kith.casework import facts as casework
from kith.frontdoor import facts as frontdoor
from kith.leavingcare import facts as leavingcare
from kith.people import facts as people
from kith.statutory.facts import Facts
from kith.statutory.return_facts import ReturnFacts
from kith.workforce import facts as workforce


def gather(children: Iterable[int] | None = None) -> Facts:
    """The facts of these children (person numbers), or of everyone with a record when none are named."""
    chosen = None if children is None else list(children)
    return Facts(
        children=people.children(chosen),
        periods_of_care=care.periods_of_care(chosen),
        legal_statuses=care.legal_statuses(chosen),
        placements=care.placements(chosen),
        needs=care.needs(chosen),
        home_postcodes=care.home_postcodes(chosen),
        visits=casework.visits(chosen),
        reviews=care.reviews(chosen),
        steps=care.steps(chosen),
        secure_stays=care.secure_stays(chosen),
        missing=casework.missing(chosen),
        health_assessments=casework.health_assessments(chosen),
        dental_checks=casework.dental_checks(chosen),
        immunisations=casework.immunisations(chosen),
        sdqs=casework.sdqs(chosen),
        education_plans=casework.education_plans(chosen),
        visit_frequencies=casework.visit_frequencies(chosen),
        contacts=frontdoor.contacts(chosen),
        referrals=frontdoor.referrals(chosen),
    )


def gather_for_return(children: Iterable[int] | None = None) -> ReturnFacts:
    """The same, with what only a return asks for."""
    chosen = None if children is None else list(children)
    known = gather(chosen)
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
