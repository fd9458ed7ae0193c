"""What a child's years of the census become in the record (ADR 17): the rows of each model, and the rows that cannot be taken."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kith.assessment.models import Assessment, AssessmentChild, Closure, NeedPlan
from kith.frontdoor.models import Referral
from kith.people.models import Person
from kith.protection.models import Conference, ConferenceChild, Enquiry, PreProceedings, ProtectionPlan
from kith.returns.census_merging import ASSESSMENTS, PLANS, ChildTold, Episode, Key, Part, day
from kith.returns.told import Told
from kith.returns.wanted import Fit, Notify, Row, Wanted, check_upn
from kith.statutory.cin.codes import ASSESSMENT_FACTOR, SEX
from kith.statutory.ssda903.history import Sources

YES_OR_NO = {"1": True, "0": False}
FACTORS = {code.code for code in ASSESSMENT_FACTOR}
MODERN = {code.code: code.became for code in SEX if code.became}
Kind, Decision = Conference.Kind, ConferenceChild.Decision
# Models it brings rows of; those that others point to stand first.
BROUGHT = (
    Referral, Assessment, AssessmentChild, NeedPlan, Enquiry, Conference, ConferenceChild, ProtectionPlan, PreProceedings,
    Closure,
)  # fmt: skip


@dataclass(frozen=True)
class NotTaken:
    """Rows of a file that the record cannot hold, and why."""

    about: str
    says: str
    rows: list[Told]


@dataclass
class Taking:
    """One child under way: what is wanted, and what cannot be taken."""

    child: ChildTold
    fit: Fit
    rows: list[Row] = field(default_factory=list)
    referrals: dict[Key, Row] = field(default_factory=dict)
    refused: list[NotTaken] = field(default_factory=list)

    def refuse(self, about: str, says: str, rows: Iterable[Told]) -> None:
        self.refused.append(NotTaken(about, says, list(rows)))

    def want(self, model: type, key: tuple, values: dict[str, Any], sources: Sources, **under: Row) -> Row:
        row = Row(model, key, values, sources, under=under)
        self.rows.append(row)
        return row


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
    for key, episode in child.episodes.items():
        _episode(taking, key, episode)
    _need_plans(taking)
    _plans(taking)
    _before_court(taking)
    return found, taking.refused


def sources_of(rows: Iterable[Told]) -> Sources:
    return tuple(dict.fromkeys(row.source for row in rows))


# The person


def person(child: ChildTold, fit: Fit, sources: Sources) -> dict[str, Any]:
    said = _last(child, "ChildIdentifiers")
    upn = said.get("UPN") or ""
    if upn:
        check_upn(upn, sources, fit.notify)
    return {
        "authority_id": said.get("LAchildID") or child.number,
        "born_on": _day_of(said, "PersonBirthDate"),
        "expected_on": _expected(child),
        "died_on": _day_of(said, "PersonDeathDate"),
        "sex": fit.text(Person, "sex", sex(said), sources) or "U",
        "ethnicity": fit.text(
            Person, "ethnicity", _last(child, "ChildCharacteristics").get("Ethnicity"), sources
        ),
        "upn": fit.text(Person, "upn", upn, sources),
        "upn_unknown": fit.text(Person, "upn_unknown", said.get("UPNunknown"), sources),
        "former_upn": fit.text(Person, "former_upn", said.get("FormerUPN"), sources),
        "disabilities": _disabilities(child),
    }


def _last(child: ChildTold, table: str) -> dict[str, Any]:
    rows = child.rows(table)
    return dict(rows[-1].values) if rows else {}


def _day_of(said: dict[str, Any], name: str) -> date | None:
    value = said.get(name)
    return date.fromisoformat(value) if value else None


def sex(said: dict[str, Any]) -> str | None:
    """M, F or U, whatever the code of the year."""
    told = said.get("Sex")
    return MODERN.get(told, told) if told else None


def _expected(child: ChildTold) -> date | None:
    rows = [row for rows in child.years.values() for row in rows if row.table == "ChildIdentifiers"]
    days = [day(row, "ExpectedPersonBirthDate") for row in rows]
    return next((each for each in reversed(days) if each), None)


def _disabilities(child: ChildTold) -> list[str]:
    told = [row.values.get("Disability") for row in child.rows("Disabilities")]
    most = Person._meta.get_field("disabilities").base_field.max_length  # type: ignore[union-attr]
    return list(dict.fromkeys(each[:most] for each in told if each))


# An episode of need


def _episode(taking: Taking, key: Key, episode: Episode) -> None:
    parts = [part for parts in episode.parts.values() for part in parts.values()]
    referred = episode.day("CINreferralDate")
    if referred is None:
        says = (
            "The referral has no day that could be read, and the record cannot hold a referral without one."
        )
        every = [episode.row, *(row for part in parts for row in (*part.told, *part.below))]
        taking.refuse("referral without a day", says, every)
        return
    fit, sources = taking.fit, sources_of(episode.told)
    values = {
        "referred_on": referred,
        "source": fit.text(Referral, "source", episode.text("ReferralSource"), sources),
        "primary_need": fit.text(Referral, "primary_need", episode.text("PrimaryNeedCode"), sources),
        "no_further_action": episode.text("ReferralNFA") == "1",
    }
    referral = taking.referrals[key] = taking.want(Referral, (referred,), values, sources)
    _closure(taking, episode, referral)
    for part in episode.parts[ASSESSMENTS].values():
        _assessment(taking, part, referral)
    _conferences(taking, episode)


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
        says = "The assessment has no day on which it began that could be read."
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


# Enquiries, conferences and protection plans


def _conferences(taking: Taking, episode: Episode) -> None:
    """Enquiries with their conferences, and a conference that no enquiry led to."""
    begun = [(part.day("CPPstartDate"), part) for part in episode.parts[PLANS].values()]
    starts = {on: part for on, part in begun if on}
    for part in episode.parts["Section47"].values():
        enquiry = _enquiry(taking, part)
        if enquiry and (held := part.day("DateOfInitialCPC")):
            _initial(taking, held, sources_of(part.told), starts, enquiry=enquiry)
    if held := episode.day("DateOfInitialCPC"):
        _initial(taking, held, sources_of(episode.told), starts)


def _enquiry(taking: Taking, part: Part) -> Row | None:
    started = part.day("S47ActualStartDate")
    if started is None:
        says = "The section 47 enquiry has no day on which it began that could be read."
        taking.refuse("enquiry without a day", says, [part.row])
        return None
    values = {
        "started_on": started,
        "told_target_on": part.day("InitialCPCtarget"),
        "told_not_required": next(
            (row.year for row in part.told if row.values.get("ICPCnotRequired") == "1"), ""
        ),
    }
    return taking.want(Enquiry, (started,), values, sources_of(part.told))


def _initial(taking: Taking, held: date, sources: Sources, starts: dict[date, Part], **enquiry: Row) -> None:
    """An initial conference: a plan that begins on the day is what it decided, and where none begins later it decided none."""
    plan = starts.get(held)
    category = taking.fit.text(
        ConferenceChild, "category", plan and plan.text("InitialCategoryOfAbuse"), sources
    )
    decision = Decision.PLAN if category else "" if any(on >= held for on in starts) else Decision.NO_PLAN
    values = {"decision": str(decision), "category": category}
    _conference(taking, Kind.INITIAL, held, values, sources, **enquiry)


def _conference(taking: Taking, kind: Kind, held: date, values: dict, sources: Sources, **under: Row) -> None:
    key = (kind.value, held)
    conference = taking.want(Conference, key, {"kind": kind.value, "held_on": held}, sources)
    taking.want(ConferenceChild, key, values, sources, conference=conference, **under)


# Plans, of which a child has one at a time


def _need_plans(taking: Taking) -> None:
    begins, ends = "CINPlanStartDate", "CINPlanEndDate"
    for part, referral in _one_at_a_time(taking, "CINplanDates", begins, ends, "child in need plan"):
        start, end = part.day(begins), part.day(ends)
        values = {"start_on": start, "end_on": end, "purpose": ""}
        taking.want(NeedPlan, (start, start == end), values, sources_of(part.told), referral=referral)


def _plans(taking: Taking) -> None:
    """Protection plans in order of day, each with the plans before it that this record does not have."""
    kept = _one_at_a_time(taking, PLANS, "CPPstartDate", "CPPendDate", "protection plan")
    for earlier, (part, _) in enumerate(kept):
        _plan(taking, part, earlier)


def _plan(taking: Taking, part: Part, earlier: int) -> None:
    start, end, sources = part.day("CPPstartDate"), part.day("CPPendDate"), sources_of(part.told)
    told = part.row.values.get("NumberOfPreviousCPP")
    if told is not None and int(told) < earlier:
        says = f"NumberOfPreviousCPP is {told}, and the files tell of {earlier} plans before this one."
        taking.fit.notify("fewer plans than there were", says, sources)
    values = {
        "start_on": start,
        "end_on": end,
        "initial_category": _category(taking, part, "InitialCategoryOfAbuse"),
        "latest_category": _category(taking, part, "LatestCategoryOfAbuse"),
        "earlier_elsewhere": max(int(told or 0) - earlier, 0),
    }
    initial = next((row for row in taking.rows if row.key == (Kind.INITIAL.value, start) and row.model is Conference), None)  # fmt: skip
    under = {"conference": initial} if initial else {}
    taking.want(ProtectionPlan, (start, start == end), values, sources, **under)
    _reviews(taking, part, end)


def _category(taking: Taking, part: Part, name: str) -> str:
    return taking.fit.text(ProtectionPlan, "latest_category", part.text(name), sources_of(part.told))


def _reviews(taking: Taking, part: Part, end: date | None) -> None:
    held: dict[date, list[Told]] = {}
    for row in part.below:
        on = day(row, "CPPreviewDate")
        if on is None:
            taking.refuse("review without a day", "The review has no day that could be read.", [row])
        else:
            held.setdefault(on, []).append(row)
    for on, rows in held.items():
        decision = Decision.ENDS if on == end else Decision.GOES_ON
        _conference(taking, Kind.REVIEW, on, {"decision": decision.value}, sources_of(rows))


def _one_at_a_time(taking: Taking, table: str, begins: str, ends: str, what: str) -> list[tuple[Part, Row]]:
    """The plans that can stand beside each other, in order of day; of two at one time the later year's word is taken."""
    parts = [
        (part, taking.referrals[key])
        for key, episode in taking.child.episodes.items()
        if key in taking.referrals
        for part in episode.parts[table].values()
        if _sound(taking, part, begins, ends, what)
    ]
    order = sorted(parts, key=lambda each: each[0].day(begins) or date.min)
    kept: list[tuple[Part, Row]] = []
    for part, referral in sorted(order, key=lambda each: each[0].row.year, reverse=True):
        if any(_overlap(part, other, begins, ends) for other, _ in kept):
            says = f"Another {what} went on at the same time, and a child has one at a time."
            taking.refuse(f"{what} beside another", says, [part.row, *part.below])
        else:
            kept.append((part, referral))
    return sorted(kept, key=lambda each: each[0].day(begins) or date.min)


def _sound(taking: Taking, part: Part, begins: str, ends: str, what: str) -> bool:
    """Whether a plan has a beginning, and an end after it."""
    start, end, rows = part.day(begins), part.day(ends), [part.row, *part.below]
    if start is None:
        says = f"The {what} has no day on which it began that could be read."
        taking.refuse(f"{what} without a day", says, rows)
    elif end and end < start:
        says = f"The {what} ends before it begins, so one of the two days is wrong."
        taking.refuse(f"{what} ends before it begins", says, rows)
    return start is not None and (end is None or end >= start)


def _overlap(one: Part, other: Part, begins: str, ends: str) -> bool:
    starts = [part.day(begins) or date.min for part in (one, other)]
    over = [part.day(ends) or date.max for part in (one, other)]
    return starts[0] < over[1] and starts[1] < over[0] and starts[0] < over[0] and starts[1] < over[1]


# Before court


def _before_court(taking: Taking) -> None:
    parts = [
        part for key, episode in taking.child.episodes.items() if key in taking.referrals
        for part in episode.parts["PreProceedings"].values()
    ]  # fmt: skip
    going_on = 0
    for part in parts:
        begun, over = part.day("PPStartDate"), part.day("StepDecisionDate")
        if begun is None:
            says = "Pre-proceedings have no day on which they were decided that could be read."
            taking.refuse("pre-proceedings without a day", says, [part.row])
        elif over and over < begun:
            says = "Pre-proceedings end before they begin, so one of the two days is wrong."
            taking.refuse("pre-proceedings end before they begin", says, [part.row])
        elif over is None and going_on:
            says = "Other pre-proceedings of the child go on, and a child has them once at a time."
            taking.refuse("pre-proceedings beside others", says, [part.row])
        else:
            going_on += over is None
            taking.want(PreProceedings, (begun,), _of_court(taking, part), sources_of(part.told))


def _of_court(taking: Taking, part: Part) -> dict[str, Any]:
    sources, outcome = sources_of(part.told), part.text("PPOutcome")
    if outcome and part.day("StepDecisionDate") is None:
        says = f"PPOutcome {outcome} stands without a day of the decision (StepDecisionDate), so it was left out."
        taking.fit.notify("outcome without a day", says, sources)
        outcome = None
    meetings = part.row.values.get("ReviewMeetingsCount")
    return {
        "decided_on": part.day("PPStartDate"),
        "letter_sent_on": part.day("LBPSentDate"),
        "told_offered": YES_OR_NO.get(part.text("FGDMMeetingOffer") or ""),
        "told_held": YES_OR_NO.get(part.text("FGDMMeetingFac") or ""),
        "first_meeting_on": part.day("InitialPPMeetingDate"),
        "told_meetings": None if meetings is None else int(meetings),
        "step_decided_on": part.day("StepDecisionDate"),
        "outcome": taking.fit.text(PreProceedings, "outcome", outcome, sources),
        "application_on": part.day("CourtAppDate"),
        "care_letter_on": part.day("LetterInitCPDate"),
    }
