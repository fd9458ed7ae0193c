"""Who may be one person is learnt from the record, and told with why."""

from datetime import date, timedelta

import polars as pl
import pytest

from kith.casework.linking import PEOPLE, link

GIVEN = ["amara", "bethan", "callum", "dylan", "ebony", "farah", "george", "hannah", "imran", "jamal"]
FAMILY = [
    "ashholm",
    "brackhurst",
    "crofterby",
    "denleigh",
    "emberthwaite",
    "farnfold",
    "garsdale",
    "hollinwell",
]


def person(number, given, family, **more):
    known = {
        "unique_id": number, "given": given, "family": family, "givens": [given], "families": [family],
        "given_sounds": [given[:3]], "family_sounds": [family[:3]], "sex": None, "nhs_number": None, "upn": None,
        "born_on": date(1980, 1, 1) + timedelta(number * 37 % 15000), "addresses": [number // 3],
        "postcodes": [f"LS{number % 9}"], "relatives": [10_000 + number // 2],
    }  # fmt: skip
    return known | more


@pytest.fixture(scope="module")
def people():
    """A thousand people, of whom some are there twice: spelt otherwise, or with day and month the wrong way round."""
    made = [person(n, GIVEN[n % 10], FAMILY[n // 10 % 8]) for n in range(1000)]
    for n in range(0, 60, 3):
        family = made[n]["family"] + "e"
        made.append(made[n] | {"unique_id": 2000 + n, "family": family, "families": [family]})
    made[501]["relatives"].append(3001)
    twin = made[501] | {"unique_id": 3001, "relatives": [501]}
    return pl.DataFrame([*made, twin], schema=PEOPLE)


@pytest.fixture(scope="module")
def pairs(people):
    return link(people)


def test_those_who_are_there_twice_are_found_with_why(pairs):
    found = {(one, other): reasons for one, other, _, reasons in pairs.iter_rows()}
    assert {(n, 2000 + n) for n in range(0, 60, 3)} <= set(found)
    assert {"given.same", "family.sound", "born.same"} <= set(found[0, 2000])


def test_those_who_are_relatives_of_each_other_are_not(pairs):
    assert pairs.filter((pl.col.one == 501) & (pl.col.other == 3001)).is_empty()


def test_the_same_people_give_the_same_list(people, pairs):
    assert link(people).equals(pairs)


def test_the_likeliest_come_first(pairs):
    assert pairs["likelihood"].is_sorted(descending=True)
    assert pairs["likelihood"].min() >= 0.5


def test_of_nobody_there_are_no_pairs(people):
    assert link(people.clear()).is_empty()


def test_where_there_are_too_few_to_learn_from_there_are_no_pairs(people):
    assert link(people.head(30)).is_empty()
