"""A child is given their own part, in words for their age, and nothing of anybody else's that no worker put in."""

from datetime import date

import pytest

from kith.assessment.factories import a_need_plan
from kith.familyhelp.factories import family_help
from kith.protection.factories import a_plan
from kith.testing.standing import days_ago
from kith.web.papers.words import ASK, FACTS, HEADINGS, LEFT_OUT, Register, register_of
from kith.web.tests.test_papers import given, look_through, parts

HARD = (
    "abuse",
    "neglect",
    "harm",
    "section 47",
    "category",
    "substantiated",
    "assessment",
    "alcohol",
    "violence",
)
LONGEST = {Register.YOUNG: 32, Register.YOUNGER: 22, Register.TOLD: 15}  # words in a sentence


def of_age(people, years: int):
    people.child.born_on = date(2026 - years, 1, 15)
    people.child.save()
    return people.child


@pytest.fixture
def planned(standing):
    plan = a_plan(standing.child, days_ago(20))
    plan.conference.text = "Dana will stop drinking."
    plan.conference.save()
    family_help(standing.child, lead=standing.worker).goals.create(
        of_whom="Robin", words="I want to play football", start_on=days_ago(9)
    )
    standing.at = (standing.child.pk, "protection-plan", plan.pk)
    return standing


@pytest.mark.parametrize(
    ("years", "register"),
    [(6, Register.TOLD), (7, Register.YOUNGER), (11, Register.YOUNGER), (12, Register.YOUNG)],
)
def test_a_childs_age_says_which_words(years, register):
    assert register_of(years) is register


def test_a_young_person_is_spoken_to_and_not_about(planned):
    text = given(planned, of_age(planned, 14))
    assert "You have had a child protection plan since" in text
    assert "come to see you at least every 10 working days" in text
    assert "an advocate" in text
    assert "neglect" not in text.casefold()


def test_a_younger_child_has_shorter_words(planned):
    text = given(planned, of_age(planned, 9))
    assert "There is a plan to help keep you safe" in text
    assert "A social worker will come to see you often" in text
    assert "conference" not in text.casefold()


def test_a_child_under_seven_is_told_by_an_adult(planned):
    text = given(planned, of_age(planned, 5))
    assert "Robin is under 7. This is for an adult whom Robin trusts" in text
    assert "Some grown-ups have made a plan to help keep you safe" in text


def test_nothing_that_somebody_else_wrote_is_given_to_a_child_unless_a_worker_puts_it_in(planned):
    child = of_age(planned, 9)
    look_through(planned, "drinking", reader=child)
    text = given(planned, child)
    assert "I want to play football" in text
    assert "drinking" not in text


def test_all_but_a_childs_own_words_is_ticked_to_begin_with(planned):
    text = parts(planned, of_age(planned, 9))[1]
    ticked = [" checked" in part for part in text.split('<div class="kith-part">')[1:]]
    own = ["football" in part for part in text.split('<div class="kith-part">')[1:]]
    assert ticked == [not each for each in own]
    assert True in own


def test_what_is_done_is_not_told_a_child_as_still_to_come(standing):
    plan = a_need_plan(standing.child)
    for what, done in (("Ring the school", None), ("Buy a bed", days_ago(1))):
        plan.actions.create(child=standing.child, what=what, who="Wyn", by_on=days_ago(-9), done_on=done)
    at, child = (standing.child.pk, "need-plan", plan.pk), of_age(standing, 9)
    look_through(standing, reader=child, at=at)
    assert "Ring the school" in given(standing, child, at)
    assert "Buy a bed" not in given(standing, child, at)


def every_sentence(register: Register) -> list[str]:
    said = [each[register] for each in (*FACTS.values(), *HEADINGS.values(), LEFT_OUT, ASK)]
    return [part.strip() for words in said for part in words.replace(":", ".").split(".") if part.strip()]


@pytest.mark.parametrize("register", [Register.YOUNGER, Register.TOLD])
def test_no_hard_word_is_said_to_a_child(register):
    assert [each for each in every_sentence(register) if any(hard in each.casefold() for hard in HARD)] == []


@pytest.mark.parametrize("register", LONGEST)
def test_sentences_are_short_for_their_age(register):
    assert [each for each in every_sentence(register) if len(each.split()) > LONGEST[register]] == []


def test_no_fact_speaks_of_a_child_to_the_child_by_name():
    assert [name for name, said in FACTS.items() if any("{first}" in each for each in said[1:])] == []
