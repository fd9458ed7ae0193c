"""What pages say of a family's help: what it rests on, the goals with their pictures, and what may be told of where."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kith.access.roles import Permission
from kith.assessment.queries import plan_on
from kith.childfile.telling import not_to_tell
from kith.familyhelp.models import Basis, FamilyHelp, Statement
from kith.familyhelp.queries import FamilyPlan, Scored, goals_of, plan_of, standing_on
from kith.familyhelp.seeing import help_on
from kith.people.models import Person
from kith.protection import queries as protection
from kith.reach.seeing import sees
from kith.reach.withheld import What
from kith.web.jinja import long_date
from kith.web.score_picture import Picture, picture_of
from kith.workforce.models import Worker

IN_FORCE, WITHDRAWN, OVER = "In force", "Withdrawn", "Over"


@dataclass(frozen=True)
class BasisWords:
    """One consent, or the law, as the page shows it."""

    row: Basis
    state: str
    colour: str
    when: str

    @property
    def may_end(self) -> bool:
        return self.state == IN_FORCE


@dataclass(frozen=True)
class GoalWords:
    """A goal with its picture, and what has changed since it was first scored."""

    scored: Scored
    picture: Picture | None
    changed: str


def basis_words(row: Basis, day: date) -> BasisWords:
    until = f", until {long_date(row.end_on)}" if row.end_on else ""
    when = f"From {long_date(row.start_on)}{until}"
    if row.withdrawn_on:
        return BasisWords(row, WITHDRAWN, "red", f"{when}. Withdrawn {long_date(row.withdrawn_on)}")
    if row.holds_on(day):
        return BasisWords(row, IN_FORCE, "green", when)
    return BasisWords(row, OVER, "grey", when)


def goal_words(goal: Scored) -> GoalWords:
    return GoalWords(goal, picture_of(goal), changed(goal))


def changed(goal: Scored) -> str:
    """ "From 2 to 8" of whoever scored it first; where only one score is known, that."""
    if not goal.first:
        return "Not scored yet"
    own = [each for each in goal.scores if each.who == goal.first.who]
    if len(own) == 1:
        return f"{own[0].score} out of 10, scored by {own[0].who}"
    return f"From {own[0].score} to {own[-1].score} out of 10, scored by {own[0].who}"


def in_the_plan(found: FamilyHelp, day: date) -> dict[str, Any]:
    """Everything of the family's plan, ready to be shown."""
    plan = plan_of(found)
    return {
        "plan": plan,
        "goals": [goal_words(each) for each in plan.goals if not each.goal.end_on],
        "set_aside": [goal_words(each) for each in plan.goals if each.goal.end_on],
        "said": said(plan, found.end_on or day),
        "said_before": [each for each in plan.statements if each.end_on],
        "team": [each for each in plan.team if not each.end_on],
        "team_before": [each for each in plan.team if each.end_on],
        "places_withheld": places_withheld(found),
    }


def said(plan: FamilyPlan, day: date) -> list[tuple[str, str, list[Statement]]]:
    """Each kind of statement with those that hold."""
    now = [each for each in plan.statements if not each.end_on or each in standing_on([each], day)]
    return [
        (kind, label, [each for each in now if each.kind == kind]) for kind, label in Statement.Kind.choices
    ]


def places_withheld(found: FamilyHelp) -> bool:
    """Whether where somebody of the team works would tell the reader what is withheld of one of the children."""
    hidden = not_to_tell([each.child_id for each in found.about.all()])
    return any(each & {What.ADDRESS, What.SCHOOL} for each in hidden.values())


def beside(child: Person, day: date) -> list[dict[str, str]]:
    """Other plans of the child that stand: the family's help goes on beside them."""
    found, protected = plan_on(child, day), protection.plan_on(child, day)
    return [
        *([{"words": str(found), "page": "assessments"}] if found else []),
        *(
            [{"words": f"Child protection plan since {long_date(protected.start_on)}", "page": "protection"}]
            if protected
            else []
        ),
    ]


def goes_on(worker: Worker, child: Person, day: date) -> dict[str, Any] | None:
    """The help that goes on for the child, with the goals, for the pages of other plans: nobody begins again."""
    if not sees(worker, child.pk, Permission.FAMILY_SEE):
        return None
    found = help_on(child, day)
    if found is None:
        return None
    goals = [goal_words(each) for each in goals_of(found) if not each.goal.end_on]
    return {
        "help": found,
        "goals": goals,
        "in_force": any(basis_words(each, day).may_end for each in found.bases.all()),
    }
