"""What was written fits the child it was written about."""

from datetime import date, timedelta
from itertools import pairwise, product

import pytest

from kith.demo import words
from kith.demo.cast import Child, Kind
from kith.demo.chance import stream

DAY = date(2026, 11, 16)
LISTS = {name: value for name, value in vars(words).items() if isinstance(value, tuple)}


def child(*, days=3_000, in_care=True, alone=False):
    born = DAY - timedelta(days=days)
    return Child(
        Kind.LOOKED_AFTER, born, unaccompanied=alone, care_start=born if in_care else None, given="Robin"
    )


@pytest.mark.parametrize(
    ("in_care", "alone", "years"), list(product((True, False), (True, False), (0, 1, 3, 8, 15)))
)
def test_there_is_something_to_say_of_everybody(in_care, alone, years):
    letters = words._situation(child(days=years * 366 + 30, in_care=in_care, alone=alone), DAY)
    for name in ("_ARRIVED", "_HOME", "_NEXT", "_MET", "_BABY", "_SAID", "_CALLS", "_MEETINGS", "_LETTERS",
                 "_WORDS", "_WORRIES", "_REVIEW", "_DECIDED", "IMPACT", "NOT_SEEN"):  # fmt: skip
        assert words._fitting(LISTS[name], letters), (name, letters)


def test_the_letters_are_not_shown():
    random = stream(1, "words")
    said = [words.visit(random, [child(days=days)], "", DAY) for days in (100, 900, 3_000, 6_000)]
    assert not any("|" in each or "{" in each for each in said)


def test_the_same_sentence_does_not_come_twice_running():
    random = stream(1, "words")
    said = [words.impact(random, child(), DAY) for _ in range(40)]
    assert all(one != other for one, other in pairwise(said))


def test_a_child_at_home_has_no_carer_and_a_teenager_no_health_visitor():
    assert not any("carer" in each for each in words._fitting(words._NEXT, "hp"))
    assert not any("health visitor:" in each for each in words._fitting(words._CALLS, "cpst"))
