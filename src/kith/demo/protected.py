"""Strategy discussions, section 47 enquiries, conferences, protection plans and core groups."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from kith.demo import figures, telling
from kith.demo import tables as t
from kith.demo.book import Book, weekday
from kith.demo.chance import Stream, about
from kith.demo.fearing import ended_on
from kith.demo.journey import Feared, Journey, Protected
from kith.demo.workers import Workforce
from kith.lib.days import add_months, add_working_days

VISIT_EVERY = 15  # working days: what the conferences here ask for
LATE = 0.06  # of core groups and of reviews
Parts = dict[int, int]  # child -> number of a row


def protect(book: Book, random: Stream, force: Workforce, journey: Journey) -> None:
    for feared in journey.feared:
        enquiries = _enquire(book, random, force, journey, feared)
        if feared.conference and enquiries:
            _confer(book, random, force, journey, feared, enquiries)


def _enquire(book: Book, random: Stream, force: Workforce, journey: Journey, feared: Feared) -> Parts:
    lead = journey.children[0].worker_on(feared.on)
    chair = force.manager_of(lead, feared.on)
    if lead is None or chair is None:
        return {}
    held = _discussion(book, random, journey, chair, feared.on)
    done = ended_on(random, feared)
    over = done < min(book.as_of, journey.over or book.as_of)
    found = (feared.outcome, done, random.fresh(telling.FOUND[feared.outcome])) if over else ("", None, "")
    asked = done if feared.conference and over else None
    seen = _seen_on(random, feared.on)
    return {
        child.id: book.add(
            t.Enquiry, child.id, feared.on, held, lead, seen if seen < book.as_of else None, *found, asked
        )
        for child in journey.children
    }


def _discussion(book: Book, random: Stream, journey: Journey, chair: int, day: date) -> int:
    at = book.moment(random, day)
    number = book.add(t.StrategyDiscussion, at, chair, random.fresh(telling.FEARS), at + timedelta(hours=1))
    for child in journey.children:
        decision = "joint" if random.random() < 0.55 else "single"
        book.add(
            t.StrategyChild, number, child.id, decision, "Significant harm is likely if it is as was said."
        )
    for agency, name, knew in telling.KNEW:
        book.add(t.StrategyPresent, number, agency, name, knew)
    return number


def _seen_on(random: Stream, day: date) -> date:
    """The same day or the next working day; now and then later."""
    chance = random.random()
    return day if chance < 0.55 else add_working_days(day, 1 if chance < 0.93 else about(random, 2, 3))


def _confer(
    book: Book, random: Stream, force: Workforce, journey: Journey, feared: Feared, enquiries: Parts
) -> None:
    """The initial conference; where a plan came of it, all that came of the plan."""
    assert feared.conference
    chair = force.reviewing[journey.family.number % len(force.reviewing)]
    plan, day = feared.plan, feared.conference
    theme = f"category {plan.end is None}" if plan else ""
    category = book.turn(theme, random, figures.PLAN_CATEGORY, journey.size) if plan else ""
    said = random.fresh(telling.CONFERRED)
    held = book.add(t.Conference, "initial", day, chair.on(day), said, telling.PRESENT)
    for child in journey.children:
        book.add(
            t.ConferenceChild, held, child.id, enquiries[child.id], "plan" if plan else "no_plan", category,
            "Likely to be harmed as things stand." if plan else "With the help agreed to, not likely to be harmed.",
        )  # fmt: skip
    if plan:
        _plan(book, random, journey, plan, held, category)
        _reviews(book, random, journey, plan, chair.on)
        _core_groups(book, random, journey, plan)


def _plan(book: Book, random: Stream, journey: Journey, plan: Protected, held: int, category: str) -> None:
    reason = "" if plan.end is None else "in_care" if plan.in_care else "safe"
    earlier = book.turn(f"plans before {plan.start.year}", random, figures.SECOND_PLAN, journey.size)
    for child in journey.children:
        book.add(
            t.ProtectionPlan, child.id, held, category, category, VISIT_EVERY, earlier, plan.start, plan.end, reason
        )  # fmt: skip


def _reviews(
    book: Book, random: Stream, journey: Journey, plan: Protected, chair: Callable[[date], int]
) -> None:
    """Within three months, then within six; at the last it ended."""
    for day in _review_days(book, random, plan):
        ends = day == plan.end
        said = telling.ENDED_PLAN if ends else random.fresh(telling.REVIEWED_PLAN)
        held = book.add(t.Conference, "review", day, chair(day), said, telling.PRESENT)
        for child in journey.children:
            book.add(t.ConferenceChild, held, child.id, None, "ends" if ends else "goes_on", "", said)


def _review_days(book: Book, random: Stream, plan: Protected) -> Iterator[date]:
    end = plan.end if plan.end and not plan.in_care else None
    day, months = plan.start, 3
    while True:
        late = about(random, 4, 20) if random.random() < LATE else -about(random, 2, 12)
        day, months = weekday(add_months(day, months) + timedelta(days=late)), 6
        if end and day > end - timedelta(days=25):
            yield end
            return
        if day >= (plan.end or book.as_of):
            return
        yield day


def _core_groups(book: Book, random: Stream, journey: Journey, plan: Protected) -> None:
    day = add_working_days(plan.start, about(random, 6, 10))
    while day < (plan.end or book.as_of):
        by = journey.children[0].worker_on(day)
        if by:
            said = random.fresh(telling.MET)
            number = book.add(t.CoreGroup, day, by, telling.AT_CORE_GROUP, said)
            for child in journey.children:
                book.add(t.CoreGroupChild, number, child.id)
        late = about(random, 4, 15) if random.random() < LATE else 0
        day = weekday(day + timedelta(days=about(random, 28, 41) + late))
