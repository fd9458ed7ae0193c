"""The family's one plan: the team, what was said, goals and their scores, who does what, reviews, the network's own plan."""

from datetime import date

from django.core.exceptions import ValidationError

from kith.access.audit import Event
from kith.casework.actions.ending import in_words, not_to_come
from kith.familyhelp.audit import record_all
from kith.familyhelp.models import (
    BEST,
    WORST,
    FamilyHelp,
    Goal,
    GoalScore,
    NetworkPlan,
    PlanAction,
    PlanReview,
    Statement,
    TeamMember,
)
from kith.familyhelp.seeing import require_helping
from kith.people.models import Person
from kith.reach.doing import NotPermitted
from kith.store.history import as_it_stands
from kith.workforce.models import Worker


def join_team(
    *, family_help: FamilyHelp, child: Person, start_on: date, name: str, role: str, organisation: str, reached: str, by: Worker
) -> TeamMember:  # fmt: skip
    """Somebody is in the team around the family from a day on."""
    require_helping(by, family_help, child)
    _in_the_help(family_help, start_on, "start_on")
    told = {"name": name, "role": role, "organisation": organisation, "reached": reached}
    made = TeamMember.objects.create(help=family_help, start_on=start_on, **told)
    record_all(Event.ADDED, family_help, made, on=start_on)
    return made


def say(
    *, family_help: FamilyHelp, child: Person, start_on: date, kind: str, who: str, text: str, by: Worker
) -> Statement:
    """What worries somebody, goes well or needs to happen."""
    require_helping(by, family_help, child)
    _in_the_help(family_help, start_on, "start_on")
    made = Statement.objects.create(help=family_help, start_on=start_on, kind=kind, who=who, text=text)
    record_all(Event.ADDED, family_help, made, on=start_on)
    return made


def say_instead(
    *, statement: Statement, child: Person, start_on: date, who: str, text: str, by: Worker
) -> Statement:
    """Other words take the place of what was said, from a day on. What was said stays in the story."""
    require_helping(by, statement.help, child)
    _over(statement, start_on, "start_on")
    return say(
        family_help=statement.help, child=child, start_on=start_on, kind=statement.kind, who=who, text=text, by=by
    )  # fmt: skip


def no_longer(*, row: Statement | TeamMember | Goal, child: Person, end_on: date, by: Worker) -> None:
    """What was said holds no more, somebody has left the team, or a goal is set aside: nothing is removed."""
    require_helping(by, row.help, child)
    _over(row, end_on, "end_on")


def set_goal(
    *, family_help: FamilyHelp, child: Person, start_on: date, of_whom: str, words: str, by: Worker
) -> Goal:
    """What somebody of the family wants to be different, in their own words."""
    require_helping(by, family_help, child)
    _in_the_help(family_help, start_on, "start_on")
    made = Goal.objects.create(help=family_help, start_on=start_on, of_whom=of_whom, words=words)
    record_all(Event.ADDED, family_help, made, on=start_on)
    return made


def score_goal(*, goal: Goal, child: Person, scored_on: date, who: str, score: int, by: Worker) -> GoalScore:
    """How near the goal is, as one person sees it on a day."""
    require_helping(by, goal.help, child)
    if goal.end_on:
        raise NotPermitted("This goal was set aside. Set another.")
    _in_the_help(goal.help, scored_on, "scored_on")
    if not WORST <= score <= BEST:
        raise ValidationError({"score": f"A score is from {WORST} to {BEST}"})
    made = GoalScore.objects.create(
        help=goal.help, goal=goal, scored_on=scored_on, who=who, score=score, by=by
    )
    record_all(Event.ADDED, goal.help, made, on=scored_on)
    return made


def add_action(
    *, family_help: FamilyHelp, child: Person, what: str, who: str, by_on: date, by: Worker
) -> PlanAction:
    """Somebody does something for the plan, by a day."""
    require_helping(by, family_help, child)
    made = PlanAction.objects.create(help=family_help, what=what, who=who, by_on=by_on)
    record_all(Event.ADDED, family_help, made)
    return made


def finish_action(*, action: PlanAction, child: Person, done_on: date, by: Worker) -> None:
    """What somebody was to do is done."""
    require_helping(by, action.help, child)
    as_it_stands(action)
    if action.done_on:
        return
    not_to_come(done_on, "done_on")
    action.done_on = done_on
    action.save(update_fields=["done_on"])
    record_all(Event.CHANGED, action.help, action, on=done_on)


def review_plan(
    *, family_help: FamilyHelp, child: Person, held_on: date, who: str, text: str, next_on: date | None, by: Worker
) -> PlanReview:  # fmt: skip
    """The family and the team looked at the plan together."""
    require_helping(by, family_help, child)
    _in_the_help(family_help, held_on, "held_on")
    if next_on and next_on <= held_on:
        raise ValidationError({"next_on": "The next review must be after that day"})
    told = {"held_on": held_on, "who": who, "text": text, "next_on": next_on}
    made = PlanReview.objects.create(help=family_help, by=by, **told)
    record_all(Event.REVIEWED, family_help, made, on=held_on)
    return made


def keep_network_plan(
    *, family_help: FamilyHelp, child: Person, made_on: date, who: str, text: str, by: Worker
) -> NetworkPlan:
    """The family network has made its own plan: it is kept as they made it."""
    require_helping(by, family_help, child)
    not_to_come(made_on, "made_on")
    made = NetworkPlan.objects.create(help=family_help, made_on=made_on, who=who, text=text, by=by)
    record_all(Event.ADDED, family_help, made, on=made_on)
    return made


def _over(row: Statement | TeamMember | Goal, day: date, field: str) -> None:
    as_it_stands(row)
    if row.end_on:
        raise NotPermitted("This holds no more already.")
    not_to_come(day, field)
    if day < row.start_on:
        raise ValidationError({field: f"It was recorded from {in_words(row.start_on)}"})
    row.end_on = day
    row.save(update_fields=["end_on"])
    record_all(Event.ENDED, row.help, row, on=day)


def _in_the_help(family_help: FamilyHelp, day: date, field: str) -> None:
    not_to_come(day, field)
    if day < family_help.start_on:
        raise ValidationError({field: f"The help started on {in_words(family_help.start_on)}"})
