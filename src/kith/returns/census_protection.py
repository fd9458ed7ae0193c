"""What the census tells of a child's protection, as rows of the record: enquiries, conferences, plans, pre-proceedings."""

from datetime import date
from typing import Any

from kith.protection.models import Conference, ConferenceChild, Enquiry, PreProceedings, ProtectionPlan
from kith.returns.census_merging import PLANS, Episode, Part, day
from kith.returns.census_taking import YES_OR_NO, Taking, one_at_a_time, sources_of
from kith.returns.told import Told
from kith.returns.wanted import Row
from kith.statutory.returns.collection import Collection
from kith.statutory.ssda903.history import Sources

Decision = ConferenceChild.Decision


def conferences(taking: Taking, episode: Episode, referral: Row) -> None:
    """Enquiries with their conferences, and a conference that no enquiry led to."""
    begun = [(part.day("CPPstartDate"), part) for part in episode.parts[PLANS].values()]
    starts = {on: part for on, part in begun if on}
    for part in episode.parts["Section47"].values():
        enquiry = _enquiry(taking, part, referral)
        if enquiry and (held := part.day("DateOfInitialCPC")):
            _initial(taking, held, part.told, starts, enquiry=enquiry)
    if held := episode.day("DateOfInitialCPC"):
        told = [row for row in episode.told if day(row, "DateOfInitialCPC") == held]
        _initial(taking, held, told, starts, told_referral=referral)


def _enquiry(taking: Taking, part: Part, referral: Row) -> Row | None:
    started = part.day("S47ActualStartDate")
    if started is None:
        says = "The section 47 enquiry has no day on which it began from 1990 on that could be read."
        taking.refuse("enquiry without a day", says, [part.row])
        return None
    values = {
        "started_on": started,
        "told_target_on": part.day("InitialCPCtarget"),
        "told_not_required": next(
            (row.year for row in part.told if row.values.get("ICPCnotRequired") == "1"), ""
        ),
    }
    return taking.want(Enquiry, (started,), values, sources_of(part.told), told_referral=referral)


def _initial(taking: Taking, held: date, told: list[Told], starts: dict[date, Part], **under: Row) -> None:
    """An initial conference: a plan that begins on the day is what it decided, and where none begins later it decided none."""
    plan, sources = starts.get(held), sources_of(told)
    category = taking.fit.text(
        ConferenceChild, "category", plan.text("InitialCategoryOfAbuse") if plan else None, sources
    )
    decision = Decision.PLAN if category else "" if any(on >= held for on in starts) else Decision.NO_PLAN
    later = (
        [] if "enquiry" in under else sorted({row.year for row in told if held > Collection.of(row.year).end})
    )
    values = {"decision": str(decision), "category": category, "told_in": later}
    _conference(taking, Conference.Kind.INITIAL, held, values, sources, **under)


def _conference(
    taking: Taking, kind: Conference.Kind, held: date, values: dict, sources: Sources, **under: Row
) -> None:
    key = (kind.value, held)
    conference = taking.want(Conference, key, {"kind": kind.value, "held_on": held}, sources)
    taking.want(ConferenceChild, key, values, sources, conference=conference, **under)


def plans(taking: Taking) -> None:
    """Protection plans in order of day, each with the plans before it that this record does not have."""
    kept = one_at_a_time(taking, PLANS, "CPPstartDate", "CPPendDate", "protection plan")
    for earlier, (part, referral) in enumerate(kept):
        _plan(taking, part, earlier, referral)


def _plan(taking: Taking, part: Part, earlier: int, referral: Row) -> None:
    start, end, sources = part.day("CPPstartDate"), part.day("CPPendDate"), sources_of(part.told)
    told = taking.count(part, "NumberOfPreviousCPP")
    if told is not None and told < earlier:
        says = f"NumberOfPreviousCPP is {told}, and the files tell of {earlier} plans before this one."
        taking.fit.notify("fewer plans than there were", says, sources)
    values = {
        "start_on": start,
        "end_on": end,
        "initial_category": _category(taking, part, "InitialCategoryOfAbuse"),
        "latest_category": _category(taking, part, "LatestCategoryOfAbuse"),
        "earlier_elsewhere": max((told or 0) - earlier, 0),
        "told_open_in": "" if end else part.row.year,
        "told_earlier": told if told is not None and told < earlier else None,
    }
    initial = next((row for row in taking.rows if row.key == (Conference.Kind.INITIAL.value, start) and row.model is Conference), None)  # fmt: skip
    under = {"told_referral": referral} | ({"conference": initial} if initial else {})
    plan = taking.want(ProtectionPlan, (start, start == end), values, sources, **under)
    _reviews(taking, part, end, plan)


def _category(taking: Taking, part: Part, name: str) -> str:
    return taking.fit.text(ProtectionPlan, "latest_category", part.text(name), sources_of(part.told))


def _reviews(taking: Taking, part: Part, end: date | None, plan: Row) -> None:
    held: dict[date, list[Told]] = {}
    for row in part.below:
        on = day(row, "CPPreviewDate")
        if on is None:
            taking.refuse(
                "review without a day", "The review has no day from 1990 on that could be read.", [row]
            )
        else:
            held.setdefault(on, []).append(row)
    for on, rows in held.items():
        decision = Decision.ENDS if on == end else Decision.GOES_ON
        values = {"decision": decision.value, "told_in": _of_other_years(rows, on)}
        _conference(taking, Conference.Kind.REVIEW, on, values, sources_of(rows), told_plan=plan)


def _of_other_years(rows: list[Told], on: date) -> list[str]:
    """The collection years whose return told of a day that is not in them."""
    years = {row.year: Collection.of(row.year) for row in rows}
    return sorted(year for year, of in years.items() if not of.start <= on <= of.end)


def before_court(taking: Taking) -> None:
    """Pre-proceedings, of which a child has one at a time."""
    parts = [
        (part, taking.referrals[key]) for key, episode in taking.child.episodes.items() if key in taking.referrals
        for part in episode.parts["PreProceedings"].values()
    ]  # fmt: skip
    going_on = 0
    for part, referral in parts:
        begun, over = part.day("PPStartDate"), part.day("StepDecisionDate")
        if begun is None:
            says = "Pre-proceedings have no day on which they were decided from 1990 on that could be read."
            taking.refuse("pre-proceedings without a day", says, [part.row])
        elif over and over < begun:
            says = "Pre-proceedings end before they begin, so one of the two days is wrong."
            taking.refuse("pre-proceedings end before they begin", says, [part.row])
        elif over is None and going_on:
            says = "Other pre-proceedings of the child go on, and a child has them once at a time."
            taking.refuse("pre-proceedings beside others", says, [part.row])
        else:
            going_on += over is None
            sources = sources_of(part.told)
            taking.want(PreProceedings, (begun,), _of_court(taking, part), sources, told_referral=referral)


def _of_court(taking: Taking, part: Part) -> dict[str, Any]:
    sources, outcome = sources_of(part.told), part.text("PPOutcome")
    return {
        "decided_on": part.day("PPStartDate"),
        "letter_sent_on": part.day("LBPSentDate"),
        "told_offered": YES_OR_NO.get(part.text("FGDMMeetingOffer") or ""),
        "told_held": YES_OR_NO.get(part.text("FGDMMeetingFac") or ""),
        "first_meeting_on": part.day("InitialPPMeetingDate"),
        "told_meetings": taking.count(part, "ReviewMeetingsCount"),
        "step_decided_on": part.day("StepDecisionDate"),
        "outcome": taking.fit.text(PreProceedings, "outcome", outcome, sources),
        "application_on": part.day("CourtAppDate"),
        "care_letter_on": part.day("LetterInitCPDate"),
    }
