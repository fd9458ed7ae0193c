"""The journeys of the whole borough: first chosen, so that they are as many as published, then told family by family."""

from collections import defaultdict

from kith.demo import journey as way
from kith.demo.again import come_again
from kith.demo.arriving import arrive, come_between
from kith.demo.assessed import assess
from kith.demo.assessed_in import look_again, take_time
from kith.demo.book import Book
from kith.demo.cast import Family
from kith.demo.chance import Stream
from kith.demo.fearing import fear
from kith.demo.journey import NOTHING, Journey
from kith.demo.protected import protect
from kith.demo.seeing import visit_at_home
from kith.demo.workers import Workforce, hold

Journeys = dict[int, list[Journey]]  # by number of the family


def choose_journeys(book: Book, families: list[Family], ratio: float) -> Journeys:
    """Referrals, how long assessments took, and for whom there was a conference or a plan."""
    first = way.base(families, book.as_of)
    more = come_again(book.stream("referred again"), first, ratio, book.as_of)
    kept = [each for each in (*first, *more) if way.is_kept(each, book.as_of)]
    take_time(book, book.stream("time of assessments"), kept)
    look_again(book, book.stream("assessed again"), kept, ratio)
    fear(book, book.stream("feared for"), kept, ratio)
    found: Journeys = defaultdict(list)
    for each in sorted(kept, key=lambda one: one.on):
        found[each.family.number].append(each)
    return found


def add_journeys(book: Book, force: Workforce, family: Family, journeys: list[Journey]) -> None:
    for place, each in enumerate(journeys):
        random = book.stream("journey", family.number * 16 + place)
        if each.again:
            _held_again(book, random, force, each)
        referrals = arrive(book, random, force, each)
        assess(book, random, force, each, referrals)
        protect(book, random, force, each)
        come_between(book, random, force, each)


def _held_again(book: Book, random: Stream, force: Workforce, journey: Journey) -> None:
    """Those who came again once their record was closed: by whom they were held meanwhile, and seen."""
    over = journey.over
    if journey.result == NOTHING or over is None or over <= journey.on:
        return
    post = force.assessment[journey.family.number % len(force.assessment)]
    for child in journey.children:
        hold(book, child, post, "FCONTA", journey.on, over)
    visit_at_home(book, random, journey.children, journey.on, over)
