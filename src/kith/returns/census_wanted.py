"""What a child's years of the census become in the record (ADR 17): the rows of each model, and the rows that cannot be taken."""

from datetime import date

from kith.assessment.models import Assessment, AssessmentChild, Closure, NeedPlan
from kith.frontdoor.models import Referral
from kith.protection.models import Conference, ConferenceChild, Enquiry, PreProceedings, ProtectionPlan
from kith.returns.census_merging import (
    ASSESSMENTS,
    ChildTold,
    Episode,
    Key,
    Part,
    days_that_cannot_be,
)
from kith.returns.census_person import cannot_be, person
from kith.returns.census_protection import before_court, conferences, plans
from kith.returns.census_taking import NotTaken, Taking, one_at_a_time, sources_of
from kith.returns.wanted import Fit, Notify, Row, Wanted
from kith.statutory.cin.codes import ASSESSMENT_FACTOR
from kith.statutory.returns.collection import Collection

FACTORS = {code.code for code in ASSESSMENT_FACTOR}
# Models it brings rows of; those that others point to stand first.
BROUGHT = (
    Referral, Assessment, AssessmentChild, NeedPlan, Enquiry, Conference, ProtectionPlan, ConferenceChild, PreProceedings,
    Closure,
)  # fmt: skip


def wanted(child: ChildTold, notify: Notify) -> tuple[Wanted, list[NotTaken]]:
    """The rows of one child, and what cannot be taken. `notify` is told what was taken otherwise than it was told."""
    taking = Taking(child, Fit(notify))
    sources = sources_of(row for rows in child.years.values() for row in rows)
    found = Wanted(person(child, taking.fit, sources), sources, taking.rows)
    if child.lost:
        says = (
            "It names an episode of need, an assessment or a plan that the child does not have in the file."
        )
        taking.refuse("belongs to nothing", says, child.lost)
    _strange_days(taking)
    for key, episode in child.episodes.items():
        _episode(taking, key, episode)
    _need_plans(taking)
    plans(taking)
    before_court(taking)
    return found, taking.refused


def _strange_days(taking: Taking) -> None:
    """Days in which nothing can have been are left out and noticed."""
    episodes = taking.child.episodes.values()
    parts = [part for each in episodes for parts in each.parts.values() for part in parts.values()]
    for row in [*(each.row for each in (*episodes, *parts)), *(row for part in parts for row in part.below)]:
        for name in days_that_cannot_be(row):
            cannot_be(row, name, taking.fit)


def _episode(taking: Taking, key: Key, episode: Episode) -> None:
    parts = [part for parts in episode.parts.values() for part in parts.values()]
    referred = episode.day("CINreferralDate")
    if referred is None:
        says = "The referral has no day from 1990 on that could be read, and the record cannot hold a referral without one."
        every = [episode.row, *(row for part in parts for row in (*part.told, *part.below))]
        taking.refuse("referral without a day", says, every)
        return
    fit, sources = taking.fit, sources_of(episode.told)
    values = {
        "referred_on": referred,
        "source": fit.text(Referral, "source", episode.text("ReferralSource"), sources),
        "primary_need": fit.text(Referral, "primary_need", episode.text("PrimaryNeedCode"), sources),
        "no_further_action": episode.text("ReferralNFA") == "1",
        "told_in": _told_late(episode, referred),
    }
    referral = taking.referrals[key] = taking.want(Referral, (referred,), values, sources)
    _closure(taking, episode, referral)
    for part in episode.parts[ASSESSMENTS].values():
        _assessment(taking, part, referral)
    conferences(taking, episode, referral)


def _told_late(episode: Episode, referred: date) -> str:
    """The year whose return told that nothing further was needed of a referral made before it."""
    latest = episode.row.year
    late = episode.text("ReferralNFA") == "1" and referred < Collection.of(latest).start
    return latest if late else ""


def _closure(taking: Taking, episode: Episode, referral: Row) -> None:
    closed, sources = episode.day("CINclosureDate"), sources_of(episode.told)
    reason = taking.fit.text(Closure, "reason", episode.text("ReasonForClosure"), sources)
    if closed is None:
        if reason:
            says = f"ReasonForClosure {reason} stands without a day of closure. The case was taken as open."
            taking.fit.notify("closed without a day", says, sources)
    elif closed < referral.values["referred_on"]:
        says = "The case was closed before the referral. The referral was taken, and its closure was not."
        taking.refuse("closed before the referral", says, [episode.row])
    else:
        values = {"closed_on": closed, "reason": reason}
        taking.want(Closure, (referral.values["referred_on"],), values, sources, referral=referral)


def _assessment(taking: Taking, part: Part, referral: Row) -> None:
    started, authorised = part.day("AssessmentActualStartDate"), part.day("AssessmentAuthorisationDate")
    if started is None:
        says = "The assessment has no day on which it began from 1990 on that could be read."
        taking.refuse("assessment without a day", says, [part.row, *part.below])
        return
    if authorised and authorised < started:
        says = "The assessment was authorised before it began, so one of the two days is wrong."
        taking.refuse("authorised before it began", says, [part.row, *part.below])
        return
    values = {
        "started_on": started,
        "review_on": part.day("AssessmentInternalReviewDate"),
        "authorised_on": authorised,
    }
    sources = sources_of([*part.told, *part.below])
    assessment = taking.want(Assessment, (started,), values, sources)
    taking.want(
        AssessmentChild, (started, referral.values["referred_on"]), {"factors": _factors(taking, part)}, sources,
        assessment=assessment, referral=referral,
    )  # fmt: skip


def _factors(taking: Taking, part: Part) -> list[str]:
    told = {row.values.get("AssessmentFactor"): row for row in part.below}
    if wrong := [row for factor, row in told.items() if factor not in FACTORS]:
        taking.refuse("factor that is no code", "The factor is not among the published codes.", wrong)
    return [factor for factor in told if factor in FACTORS]


def _need_plans(taking: Taking) -> None:
    begins, ends = "CINPlanStartDate", "CINPlanEndDate"
    for part, referral in one_at_a_time(taking, "CINplanDates", begins, ends, "child in need plan"):
        start, end = part.day(begins), part.day(ends)
        values = {"start_on": start, "end_on": end, "purpose": ""}
        taking.want(NeedPlan, (start, start == end), values, sources_of(part.told), referral=referral)
