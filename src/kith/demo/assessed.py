"""Assessments with their parts and checkpoints, child in need plans with their reviews, and closures."""

from collections.abc import Iterator
from datetime import date, timedelta

from kith.demo import figures, telling
from kith.demo import tables as t
from kith.demo.book import Book, weekday
from kith.demo.cast import Child, Kind
from kith.demo.chance import Stream, about, choose
from kith.demo.journey import NEED, NOT_IN_NEED, Journey
from kith.demo.workers import Workforce
from kith.lib.days import add_working_days

LOOKS = ((10, 0.92), (20, 0.85))  # a manager looks by these working days, and how often in time
TO_EARLY_HELP = 0.3  # assumed, of those who were not in need
ENDED = {"met": 60, "early_help": 22, "family": 12, "moved": 6}
CLOSED_BY = {"adopted": "RC1", "guardianship": "RC4", "E2": "RC2", "E3": "RC5"}  # those who left care
Referrals = dict[int, int]


def assess(book: Book, random: Stream, force: Workforce, journey: Journey, referrals: Referrals) -> None:
    """The assessment of the referral, and a later one where there was any."""
    early_help = journey.result == NOT_IN_NEED and random.random() < TO_EARLY_HELP
    if journey.assessed_on:
        outcome = "early_help" if early_help else _outcome(journey)
        _assessment(book, random, force, journey, (journey.on, journey.assessed_on), outcome, referrals)
    if journey.looked_again:
        _assessment(book, random, force, journey, journey.looked_again, "goes_on", referrals)
    if journey.result == NEED:
        _plans(book, random, force, journey, referrals)
    if journey.over and journey.assessed_on:
        _close(book, random, force, journey, referrals, early_help=early_help)


def _outcome(journey: Journey) -> str:
    assert journey.assessed_on
    if journey.result == NOT_IN_NEED:
        return "nothing"
    if (journey.plan and journey.plan.start <= journey.assessed_on) or (
        journey.care and journey.care <= journey.assessed_on
    ):
        return "goes_on"
    soon = journey.assessed_on + timedelta(days=21)
    strategy = any(journey.assessed_on <= each.on <= soon for each in journey.feared)
    return "strategy" if strategy else "need_plan"


def _assessment(
    book: Book, random: Stream, force: Workforce, journey: Journey, days: tuple[date, date], outcome: str, referrals: Referrals
) -> None:  # fmt: skip
    """Of all of them together; not where nobody holds them yet. Once it is finished, a manager authorises it."""
    start, done = days
    lead, finished = journey.children[0].worker_on(start), done <= book.as_of
    if lead is None or start >= book.as_of:
        return
    number = book.add(
        t.Assessment, start, lead, *(random.fresh(each) if finished else "" for each in (telling.ANALYSIS, telling.STRENGTHS, telling.VIEW)),
        random.fresh(telling.HAPPENED), done if finished else None, force.manager_of(lead, done) if finished else None,
    )  # fmt: skip
    book.add(t.Writer, number, lead)
    for child in journey.children:
        said = outcome if finished else ""
        _part(book, random, number, child, referrals, said, done)
    for working_days, often in LOOKS:
        late = 0 if random.random() < often else about(random, 1, 5)
        day = add_working_days(start, working_days - about(random, 0, 2) + late)
        if day < done and day < book.as_of:
            said = random.fresh(telling.LOOKED)
            book.add(t.Checkpoint, number, day, "goes_on", said, force.manager_of(lead, day))


def _part(
    book: Book, random: Stream, assessment: int, child: Child, referrals: Referrals, outcome: str, day: date
) -> None:
    words = telling.TOO_YOUNG if child.age_on(day) < 3 else telling.OWN_WORDS
    part, said = telling.about(random.fresh(telling.PART), [child]), random.fresh(words)
    needs, factors = random.fresh(telling.NEEDS), _factors(book, random, child) if outcome else ()
    reason = random.fresh(telling.BECAUSE[outcome]) if outcome else ""
    if child.age_on(day) < 0:
        part, said = "Not born yet: what the baby will need was talked through with the parents.", ""
    book.add(
        t.AssessmentChild, assessment, child.id, referrals[child.id], part if outcome else "", said, needs if outcome else "",
        factors, outcome, reason,
    )  # fmt: skip


def _factors(book: Book, random: Stream, child: Child) -> tuple[str, ...]:
    """Each as often as published over all; of those whom nobody published, as assumed."""
    if child.unaccompanied:
        return ("9A",)
    whole = sum(figures.ASSESSMENT_DAYS.values())
    found = [
        code
        for code, many in figures.FACTORS.items()
        if book.turn(f"factor {code}", random, {True: many, False: whole - many})
    ]
    found += [code for code, share in figures.OTHER_FACTORS.items() if random.random() * 100 < share]
    return tuple(found) or ("21",)


def _plans(book: Book, random: Stream, force: Workforce, journey: Journey, referrals: Referrals) -> None:
    for start, end, reason in _spans(random, journey):
        if start < book.as_of:
            for child in journey.children:
                _plan(book, random, force, child, referrals[child.id], (start, end, reason))


def _spans(random: Stream, journey: Journey) -> Iterator[tuple[date, date | None, str]]:
    """From the assessment to a protection plan, to care or to the end; and again once the protection plan has ended."""
    start, until, plan = journey.assessed_on, journey.until, journey.plan
    assert start
    last = "care" if until and until == journey.care else choose(random, ENDED) if until else ""
    first_end = plan.start if plan and (until is None or plan.start < until) else None
    if start < (first_end or until or date.max):
        yield start, first_end or until, "protection" if first_end else last
    if plan and plan.end and not plan.in_care:
        begun = max(plan.end, start)
        if begun < (until or date.max):
            yield begun, until, last


def _plan(
    book: Book, random: Stream, force: Workforce, child: Child, referral: int, span: tuple[date, date | None, str]
) -> None:  # fmt: skip
    start, end, reason = span
    number = book.add(
        t.NeedPlan, child.id, referral, random.fresh(telling.PURPOSE), start, end, reason,
        random.fresh(telling.CLOSED["need"]) if reason in ENDED else "",
    )  # fmt: skip
    day = weekday(start + timedelta(days=about(random, 70, 89)))
    while day < (end or book.as_of):
        by = child.worker_on(day)
        if by:
            said = random.fresh(telling.REVIEWED)
            book.add(t.NeedPlanReview, child.id, number, day, telling.AT_REVIEW, said, by)
        day = weekday(day + timedelta(days=about(random, 100, 178)))


def _close(
    book: Book, random: Stream, force: Workforce, journey: Journey, referrals: Referrals, *, early_help: bool
) -> None:
    assert journey.over
    for child in journey.children:
        reason = _reason(random, journey, child, early_help=early_help)
        kind = (
            "nothing"
            if reason == "RC8"
            else "early_help"
            if early_help
            else "care"
            if journey.care
            else "need"
        )
        by = force.manager_of(child.worker_on(journey.on), journey.over)
        if by:
            said = random.fresh(telling.CLOSED[kind])
            book.add(t.Closure, child.id, referrals[child.id], journey.over, reason, said, by)


def _reason(random: Stream, journey: Journey, child: Child, *, early_help: bool) -> str:
    if journey.result == NOT_IN_NEED:
        return "RC9" if early_help else "RC8"
    if child.kind is Kind.LEFT_CARE:
        return CLOSED_BY.get(child.end_reason, "RC7")
    return choose(random, {"RC7": 93, "RC5": 5, "RC3": 2})
