"""The family's one plan: said and superseded, goals scored over time, who does what, reviews, the network's own plan."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from kith.familyhelp.actions.plan import (
    add_action,
    finish_action,
    join_team,
    keep_network_plan,
    no_longer,
    review_plan,
    say,
    say_instead,
    score_goal,
    set_goal,
)
from kith.familyhelp.factories import family_help
from kith.familyhelp.models import Goal, GoalScore, Statement
from kith.familyhelp.queries import goals_of, plan_of, standing_on
from kith.reach.doing import NotPermitted
from kith.testing.refused import OUTSIDERS, refused
from kith.testing.standing import DAY, at_work, days_ago

WORRY = {"kind": "worry", "who": "Class teacher", "text": "He is tired on most days"}


@pytest.fixture
def helped(standing):
    standing.help = family_help(standing.child, lead=standing.worker)
    standing.doing = {"child": standing.child, "by": standing.worker}
    standing.given = standing.doing | {"family_help": standing.help}
    return standing


def a_goal(helped, days=20) -> Goal:
    with at_work(helped.worker):
        return set_goal(**helped.given, start_on=days_ago(days), of_whom="Robin", words="I want to sleep")


def test_what_was_said_is_superseded_and_stays(helped):
    with at_work(helped.worker):
        first = say(**helped.given, start_on=days_ago(20), **WORRY)
        say_instead(statement=first, **helped.doing, start_on=DAY, who="Mother", text="Only on Mondays")
        rows = plan_of(helped.help).statements
    assert [(each.text, each.end_on) for each in rows] == [(WORRY["text"], DAY), ("Only on Mondays", None)]
    assert [each.kind for each in standing_on(rows, DAY)] == ["worry"]


def test_the_database_keeps_the_words_as_they_were_said(helped):
    with at_work(helped.worker):
        say(**helped.given, start_on=days_ago(20), **WORRY)
    with pytest.raises(DatabaseError), transaction.atomic():
        Statement.objects.update(text="He is fine")


def test_what_holds_no_more_is_said_once(helped):
    with at_work(helped.worker):
        row = say(**helped.given, start_on=days_ago(20), **WORRY)
        with pytest.raises(ValidationError, match="recorded from"):
            no_longer(row=row, **helped.doing, end_on=days_ago(25))
        no_longer(row=row, **helped.doing, end_on=DAY)
        with pytest.raises(NotPermitted):
            no_longer(row=row, **helped.doing, end_on=DAY)


def test_a_goal_is_scored_by_each_person_over_time(helped):
    goal = a_goal(helped)
    with at_work(helped.worker):
        for days, who, score in ((20, "Robin", 2), (1, "Robin", 7), (10, "Mother", 5)):
            score_goal(goal=goal, **helped.doing, scored_on=days_ago(days), who=who, score=score)
        (scored,) = goals_of(helped.help)
    assert [each.score for each in scored.scores] == [2, 5, 7]
    assert (scored.first.score, scored.last.score) == (2, 7)


@pytest.mark.parametrize("score", [-1, 11])
def test_a_score_is_from_0_to_10(helped, score):
    goal = a_goal(helped)
    with at_work(helped.worker), pytest.raises(ValidationError, match="from 0 to 10"):
        score_goal(goal=goal, **helped.doing, scored_on=DAY, who="Robin", score=score)
    with pytest.raises(DatabaseError), transaction.atomic():
        GoalScore.objects.create(
            help=helped.help, goal=goal, scored_on=DAY, who="x", score=11, by=helped.worker
        )


def test_a_goal_that_is_set_aside_is_not_scored(helped):
    goal = a_goal(helped)
    with at_work(helped.worker):
        no_longer(row=goal, **helped.doing, end_on=DAY)
        with pytest.raises(NotPermitted, match="set aside"):
            score_goal(goal=goal, **helped.doing, scored_on=DAY, who="Robin", score=3)


def test_an_action_is_done_once(helped):
    with at_work(helped.worker):
        row = add_action(**helped.given, what="Ring the school", who="Mother", by_on=DAY)
        finish_action(action=row, **helped.doing, done_on=days_ago(1))
        finish_action(action=row, **helped.doing, done_on=DAY)
    assert row.done_on == days_ago(1)


def test_the_team_the_review_and_the_networks_plan_are_in_the_plan(helped):
    with at_work(helped.worker):
        join_team(
            **helped.given, start_on=DAY, name="Jo", role="Nurse", organisation="", reached="01632 960002"
        )
        review_plan(**helped.given, held_on=DAY, who="Everybody", text="Better", next_on=None)
        keep_network_plan(**helped.given, made_on=DAY, who="Gran and aunt", text="Gran: Tuesdays")
        plan = plan_of(helped.help)
    assert (plan.team[0].name, plan.reviews[0].text, plan.network[0].who) == ("Jo", "Better", "Gran and aunt")


def test_nothing_is_dated_before_the_help_or_to_come(helped):
    with at_work(helped.worker):
        for day in (days_ago(31), days_ago(-1)):
            with pytest.raises(ValidationError):
                say(**helped.given, start_on=day, **WORRY)
        with pytest.raises(ValidationError, match="after that day"):
            review_plan(**helped.given, held_on=DAY, who="x", text="x", next_on=DAY)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_others_write_nothing_in_it(helped, who):
    with refused(helped, who) as worker:
        say(**helped.given | {"by": worker}, start_on=DAY, **WORRY)
