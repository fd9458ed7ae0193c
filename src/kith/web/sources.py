"""Where a row of the record is shown: the page and the place on it, for links from what is derived."""

from django.urls import reverse

from kith.access.roles import Permission
from kith.reach.seeing import terms_with
from kith.web.record import SECTIONS

# What an entry, a stretch or a fact comes from -> the page it stands on, and how its place there is called.
PLACES = {
    "note": ("notes", "note"),
    "visit": ("visits", "visit"),
    "document": ("documents", "document"),
    "oversight": ("notes", "oversight"),
    "review": ("reviews", "review"),
    "step": ("reviews", "step"),
    "missing": ("missing", "missing"),
    "health_assessment": ("health", "health-assessment"),
    "dental_check": ("health", "dental-check"),
    "questionnaire": ("health", "questionnaire"),
    "health_year": ("health", "health-year"),
    "immunisation_check": ("health", "immunisation-check"),
    "school_place": ("education", "school-place"),
    "attendance": ("education", "attendance"),
    "education_plan": ("education", "education-plan"),
    "visit_frequency": ("visits", "visit-frequency"),
    "allocation": ("workers", "allocation"),
    "alert": ("child", "alerts"),
    "placement": ("homes", "placement"),
    "period_of_care": ("homes", "period-of-care"),
    "legal_status": ("homes", "legal-status"),
    "order": ("homes", "order"),
    "short_break": ("homes", "short-break"),
    "adoption_plan": ("homes", "adoption"),
    "adoption": ("homes", "adoption"),
    "deprivation_of_liberty": ("homes", "deprivation-of-liberty"),
    "secure_stay": ("homes", "secure-stay"),
    "unaccompanied": ("homes", "also-recorded"),
    "parenthood": ("homes", "also-recorded"),
    "care_leaver_contact": ("homes", "also-recorded"),
    "referral": ("assessments", "referral"),
    "family_help": ("family-help", "family-help"),
    "basis": ("family-help", "basis"),
    "goal": ("family-help", "goal"),
    "family_review": ("family-help", "family-review"),
    "service_referral": ("family-help", "service"),
    "assessment": ("assessments", "assessment"),
    "need_plan": ("assessments", "need-plan"),
    "need_plan_review": ("assessments", "need-plan-review"),
    "closure": ("assessments", "closure"),
    "strategy": ("protection", "strategy"),
    "enquiry": ("protection", "enquiry"),
    "transfer_in": ("protection", "transfer-in"),
    "conference": ("protection", "conference"),
    "protection_plan": ("protection", "protection_plan"),
    "core_group": ("protection", "core-group"),
    "escalation": ("protection", "escalation"),
    "pre_proceedings": ("court", "pre-proceedings"),
    "hearing": ("court", "hearing"),
    "parental_responsibility": ("family", "parental-responsibility"),
}
# The facts tables name their rows in the plural.
FACTS = {
    "visits": "visit",
    "reviews": "review",
    "steps": "step",
    "missing": "missing",
    "health_assessments": "health_assessment",
    "dental_checks": "dental_check",
    "sdqs": "questionnaire",
    "education_plans": "education_plan",
    "visit_frequencies": "visit_frequency",
    "secure_stays": "secure_stay",
    "placements": "placement",
    "periods_of_care": "period_of_care",
    "legal_statuses": "legal_status",
    "enquiries": "enquiry",
    "transfers_in": "transfer_in",
    "conferences": "conference",
    "protection_plans": "protection_plan",
    "core_groups": "core_group",
    "escalations": "escalation",
    "pre_proceedings": "pre_proceedings",
    "court_hearings": "hearing",
    "contacts": "contact",
    "referrals": "referral",
    "family_helps": "family_help",
    "assessments": "assessment",
    "need_plans": "need_plan",
    "need_plan_reviews": "need_plan_review",
    "closures": "closure",
}
# These stand on their page once, however many rows there are.
ONE_OF_A_KIND = frozenset({"adoption", "also-recorded", "alerts"})
# Their lists come in pages, so each is shown on one of its own.
PAGES_OF_THEIR_OWN = frozenset({"note", "visit"})
NEEDED = {page: permission for page, _, permission in SECTIONS}


def source_link(child: int, source: str, number: int | None) -> str:
    """The address of a row's place on its page; empty where there is none, or the reader may not see the page."""
    if source == "contact" and number is not None:
        return reverse("contact", args=[number]) if terms_with(Permission.FAMILY_SEE) else ""
    page, place = PLACES.get(source, ("", ""))
    if not page or not terms_with(NEEDED[page]):
        return ""
    if source in PAGES_OF_THEIR_OWN and number is not None:
        return reverse(source, args=[child, number])
    anchor = place if number is None or place in ONE_OF_A_KIND else f"{place}-{number}"
    return f"{reverse(page, args=[child])}#{anchor}"


def fact_link(child: int, table: str, number: int | None) -> str:
    return source_link(child, FACTS.get(table, ""), number)
