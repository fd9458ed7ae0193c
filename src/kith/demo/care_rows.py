"""Writes a time in care into the book: period, legal statuses, orders, placements, needs, homes, and what goes with them."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from kith.demo import figures
from kith.demo import tables as t
from kith.demo.book import Book, between
from kith.demo.cast import Child, Family, Kind
from kith.demo.chance import about, choose, pick
from kith.demo.homes import Homes
from kith.demo.story import Stay, Story

ORDERS = {"C1": "interim_care", "C2": "care", "E1": "placement", "L2": "emergency_protection"}
SLIPS = {"PR1": "PR4", "PR4": "PR1"}  # written down wrongly at first, see `after.correct`
COURT = "Estermere Family Court"
_WITH_FAMILY = [code for code in figures.STOCK_NEED if code != "N8"]
NEEDS: dict[str, dict[str, float]] = {
    "lately": {code: figures.STARTER_NEED[code] for code in _WITH_FAMILY},
    "now": {code: figures.STOCK_NEED[code] - 0.7 * figures.STARTER_NEED[code] for code in _WITH_FAMILY},
    "before": {code: figures.STOCK_NEED[code] for code in _WITH_FAMILY},
}


def add_care(book: Book, homes: Homes, family: Family, story: Story) -> None:
    """Everything of one story, for each of its children."""
    random = book.stream("care rows", family.children.index(story.children[0]) + family.number * 16)
    need = _need(book, random, story)
    for child in story.children:
        _period(book, child, story)
        _statuses(book, child, story)
        _placements(book, child, story)
        book.add(t.NeedCode, child.id, story.start, need)
        if not child.unaccompanied:  # whose home is not known here, nor how far from it they live
            book.add(t.HomePostcode, child.id, story.start, family.postcode)
        _special(book, random, child, story)
        if story.often:
            why = "Agreed at the review: the home is under strain and the child asked to be seen more."
            book.add(t.VisitFrequency, child.id, story.often[1], why, story.often[0])
    _changes(book, random, story, need)
    _earlier(book, random, homes, story)


def _need(book: Book, random: Random, story: Story) -> str:
    """As published: of those who came in the last year, of those who had come before, and of those who had left by then."""
    if story.children[0].unaccompanied:
        return "N8"
    lately = story.start > book.as_of - timedelta(days=365)
    group = "lately" if lately else "now" if story.goes_on else "before"
    return book.turn(f"need {group}", random, NEEDS[group], len(story.children))


def _period(book: Book, child: Child, story: Story) -> None:
    book.add(t.PeriodOfCare, child.id, "looked_after", story.end_code, story.start, story.end)
    if any(code in ("C1", "C2", "E1") for code, _, _ in story.statuses):
        made = next(start for code, start, _ in story.statuses if code in ("C1", "C2", "E1"))
        book.add(
            t.ParentalResponsibility,
            child.id,
            None,
            "Shared by the authority under an order",
            made,
            story.end,
        )


def _statuses(book: Book, child: Child, story: Story) -> None:
    for code, start, end in story.statuses:
        book.add(t.LegalStatus, child.id, code, start, end)
        if code in ORDERS:
            until = story.end if code == "C2" else end  # a care order goes on beside a placement order
            book.add(t.Order, child.id, ORDERS[code], COURT, start, until)


def _placements(book: Book, child: Child, story: Story) -> None:
    """The placements; who lived where, from the day a home began to the day it ended; and who cared for the child."""
    for stay in story.stays:
        stay.ids[child.id] = _placement(book, child, stay)
    homes = story.homes
    place = 0
    while place < len(homes):
        last = place
        while last + 1 < len(homes) and homes[last + 1].home is homes[place].home:
            last += 1
        start, end = homes[place].start, homes[last].end
        book.add(t.Residence, child.id, homes[place].home.address, start, end)
        kind = "kinship_carer" if homes[place].place in ("U1", "U3") else "foster_carer"
        for carer in homes[place].home.carers:
            book.add(t.Relationship, carer, child.id, kind, start, end)
        place = last + 1


def _placement(book: Book, child: Child, stay: Stay) -> int:
    provider = stay.home.provider_type
    if "slip" in child.traits and stay.end is None and provider in SLIPS:
        book.slips[book.totals[t.Placement] + 1] = provider
        provider = SLIPS[provider]
    return book.add(
        t.Placement, child.id, stay.home.id, stay.place, provider, stay.start, stay.end,
        temporary=stay.temporary, same_carer=stay.same_carer, emergency=stay.emergency,
        regulation_24=stay.regulation_24, until_18_from=stay.until_18_from,
        long_term_agreed_on=stay.long_term_agreed_on, end_reason=stay.reason,
    )  # fmt: skip


def _changes(book: Book, random: Random, story: Story, need: str) -> None:
    """Sometimes the main need is seen differently later, or the family moves."""
    if need == "N8" or random.random() > 0.08:
        return
    day = story.start + timedelta(days=about(random, 60, 400))
    if day < (story.end or book.as_of):
        other = pick(random, [code for code in ("N1", "N4", "N5") if code != need])
        book.add(t.NeedCode, story.children[0].id, day, other)


def _earlier(book: Book, random: Random, homes: Homes, story: Story) -> None:
    """A short earlier time in care that ended with going home."""
    child = story.children[0]
    if child.earlier is None:
        return
    start, end, code = child.earlier
    home = homes.find(random, "foster", start, end)
    stay = Stay("U6", home, start, end)
    before = replace(story, start=start, end=end, end_code=code, statuses=[("V2", start, end)], stays=[stay])
    _period(book, child, before)
    _statuses(book, child, before)
    _placements(book, child, before)
    book.add(t.NeedCode, child.id, start, "N5")
    book.add(t.CarePlanningStep, child.id, "ending_care_approved", end - timedelta(days=2))
    book.add(t.CarePlanningStep, child.id, "care_plan_prepared", start + timedelta(days=3))
    book.add(t.CarePlanningStep, child.id, "reviewing_officer_appointed", start + timedelta(days=2))


def _special(book: Book, random: Random, child: Child, story: Story) -> None:
    if child.unaccompanied:
        book.add(t.Unaccompanied, child.id, child.born_on + timedelta(days=6_575))
    _adoption(book, random, child, story)
    age = child.age_on(story.end or book.as_of)
    if child.sex == "F" and age > 15 and random.random() < 0.05:
        born = between(
            random, max(story.start, child.born_on + timedelta(days=5_500)), story.end or book.as_of
        )
        book.add(t.Parenthood, child.id, True, born)
    if age > 2 and random.random() < 0.03:
        book.add(
            t.PreviousPermanence,
            child.id,
            pick(random, ("P1", "P2", "P3")),
            "",
            f"zz/zz/{story.start.year - 2}",
        )
    _liberty(book, random, child, story)


def _adoption(book: Book, random: Random, child: Child, story: Story) -> None:
    """The decision goes before the placement order; an adoption ends the story."""
    placed = next((start for code, start, _ in story.statuses if code == "E1"), None)
    if placed is None:
        return
    decided = max(placed - timedelta(days=about(random, 20, 90)), story.start)
    adopted = story.end_code in ("E11", "E12")
    with_adopters = story.homes[-1].place == "A6"
    gone_on = (book.as_of - decided).days > 700 and not adopted and not with_adopters
    ceased = decided + timedelta(days=about(random, 400, 690)) if gone_on and random.random() < 0.7 else None
    book.add(
        t.AdoptionPlan,
        child.id,
        decided,
        ceased,
        choose(random, {"RD3": 60, "RD1": 30, "RD4": 10}) if ceased else "",
    )
    if adopted:
        pair = random.random() < 0.85
        status = ("2", "MF", "L11") if pair else ("1", "F1", "L0")
        matched = max(story.homes[-1].start - timedelta(days=15), decided)
        book.add(t.Adoption, child.id, decided, matched, False, *status)


def _liberty(book: Book, random: Random, child: Child, story: Story) -> None:
    stay = story.homes[-1]
    if child.kind is Kind.LOOKED_AFTER and stay.place in ("K1", "K2") and random.random() < 0.04:
        start = between(random, stay.start, book.as_of - timedelta(days=1))
        end: date | None = start + timedelta(days=90)
        book.add(t.DeprivationOfLiberty, child.id, start, end if end and end <= book.as_of else None)
