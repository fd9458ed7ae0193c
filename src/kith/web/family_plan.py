"""Writing the family's plan: the team, what was said, goals and scores, who does what, reviews, the network's own plan."""

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

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
from kith.familyhelp.models import FamilyHelp, Goal, PlanAction, Statement, TeamMember
from kith.familyhelp.seeing import require_helping
from kith.people.models import Person
from kith.reach.seeing import NotFound
from kith.web.family_help import going_on, saved_in
from kith.web.forms.family_plan import (
    GoalForm,
    GoneForm,
    InsteadForm,
    NetworkForm,
    ScoreForm,
    StatementForm,
    TeamForm,
)
from kith.web.forms.need_plans import ActionForm, ReviewForm
from kith.web.request import Request


def team(request: Request, child: int, family_help: int) -> HttpResponse:
    whose, found = helping(request, child, family_help)
    form = TeamForm(request.POST or None, as_of=request.as_of, initial={"start_on": request.as_of})
    return saved_in(
        request, whose, found, form,
        lambda: join_team(family_help=found, child=whose, **form.cleaned_data, by=request.worker),
        said="They are in the team", title="Add somebody to the team around the family", at="team",
    )  # fmt: skip


def team_end(request: Request, child: int, family_help: int, in_team: int) -> HttpResponse:
    return _gone(
        request,
        child,
        family_help,
        TeamMember,
        in_team,
        "They have left the team",
        "Somebody has left the team",
        "team",
    )


def statement(request: Request, child: int, family_help: int) -> HttpResponse:
    whose, found = helping(request, child, family_help)
    start = {"start_on": request.as_of, "kind": request.GET.get("kind", "")}
    form = StatementForm(request.POST or None, as_of=request.as_of, initial=start)
    return saved_in(
        request, whose, found, form,
        lambda: say(family_help=found, child=whose, **form.cleaned_data, by=request.worker),
        said="It is in the plan", title="Add what somebody says", at="said",
    )  # fmt: skip


def statement_instead(request: Request, child: int, family_help: int, statement: int) -> HttpResponse:
    whose, found = helping(request, child, family_help)
    row = _standing(Statement, found, statement)
    form = InsteadForm(
        request.POST or None, as_of=request.as_of, initial={"start_on": request.as_of, "text": row.text, "who": row.who}
    )  # fmt: skip
    return saved_in(
        request, whose, found, form,
        lambda: say_instead(statement=row, child=whose, **form.cleaned_data, by=request.worker),
        said="It is said differently now", title="Say it differently", at="said",
    )  # fmt: skip


def statement_end(request: Request, child: int, family_help: int, statement: int) -> HttpResponse:
    return _gone(
        request, child, family_help, Statement, statement, "It holds no more", "It is no longer so", "said"
    )


def goal(request: Request, child: int, family_help: int) -> HttpResponse:
    whose, found = helping(request, child, family_help)
    form = GoalForm(request.POST or None, as_of=request.as_of, initial={"start_on": request.as_of})
    return saved_in(
        request, whose, found, form,
        lambda: set_goal(family_help=found, child=whose, **form.cleaned_data, by=request.worker),
        said="The goal is set", title="Set a goal", at="goals",
    )  # fmt: skip


def goal_score(request: Request, child: int, family_help: int, goal: int) -> HttpResponse:
    whose, found = helping(request, child, family_help)
    row = _standing(Goal, found, goal)
    form = ScoreForm(request.POST or None, as_of=request.as_of, initial={"scored_on": request.as_of})
    return saved_in(
        request, whose, found, form,
        lambda: score_goal(goal=row, child=whose, **form.cleaned_data, by=request.worker),
        said="The score is recorded", title=f"How near is “{row.words}”?", at=f"goal-{row.pk}",
    )  # fmt: skip


def goal_end(request: Request, child: int, family_help: int, goal: int) -> HttpResponse:
    return _gone(
        request, child, family_help, Goal, goal, "The goal is set aside", "Set a goal aside", "goals"
    )


def action(request: Request, child: int, family_help: int) -> HttpResponse:
    whose, found = helping(request, child, family_help)
    form = ActionForm(request.POST or None, as_of=request.as_of)
    return saved_in(
        request, whose, found, form,
        lambda: add_action(family_help=found, child=whose, **form.cleaned_data, by=request.worker),
        said="It is in the plan", title="Add something to be done", at="actions",
    )  # fmt: skip


@require_POST
def action_done(request: Request, child: int, family_help: int, to_do: int) -> HttpResponse:
    whose, found = helping(request, child, family_help)
    row = PlanAction.objects.filter(help=found, pk=to_do).first()
    if row is None:
        raise NotFound("There is no such action in the plan of this family.")
    finish_action(action=row, child=whose, done_on=request.as_of, by=request.worker)
    messages.success(request, "It is done")
    return redirect(f"{reverse('family-help', args=[child])}#actions")


def review(request: Request, child: int, family_help: int) -> HttpResponse:
    whose, found = helping(request, child, family_help)
    form = ReviewForm(request.POST or None, as_of=request.as_of, initial={"held_on": request.as_of})
    return saved_in(
        request, whose, found, form,
        lambda: review_plan(family_help=found, child=whose, **form.cleaned_data, by=request.worker),
        said="The review is recorded", title="Review the family’s plan", button="Save the review", at="reviews",
    )  # fmt: skip


def network(request: Request, child: int, family_help: int) -> HttpResponse:
    whose, found = helping(request, child, family_help)
    form = NetworkForm(request.POST or None, as_of=request.as_of, initial={"made_on": request.as_of})
    return saved_in(
        request, whose, found, form,
        lambda: keep_network_plan(family_help=found, child=whose, **form.cleaned_data, by=request.worker),
        said="The family network’s plan is kept", title="The family network’s own plan", at="network",
        intro="It is theirs, and kept as they made it. A later one stands in its place.",
    )  # fmt: skip


def helping(request: Request, child: int, family_help: int) -> tuple[Person, FamilyHelp]:
    """The same as going on; and consent, or the law, lets somebody write in it."""
    whose, found = going_on(request, child, family_help)
    require_helping(request.worker, found, whose)
    return whose, found


def _gone(
    request: Request, child: int, family_help: int, model: type[Model], number: int, said: str, title: str, at: str
) -> HttpResponse:  # fmt: skip
    whose, found = helping(request, child, family_help)
    row = _standing(model, found, number)
    form = GoneForm(request.POST or None, as_of=request.as_of, initial={"end_on": request.as_of})
    return saved_in(
        request, whose, found, form, lambda: no_longer(row=row, child=whose, **form.cleaned_data, by=request.worker),
        said=said, title=title, at=at, intro="What was written stays in the story.",
    )  # fmt: skip


def _standing(model: type[Model], found: FamilyHelp, number: int):
    row = model._default_manager.filter(help=found, pk=number, end_on__isnull=True).first()
    if row is None:
        raise NotFound("There is nothing like that in the plan of this family that still holds.")
    return row


HELP = "children/<int:child>/family-help/<int:family_help>/"
urls = [
    path(f"{HELP}team/new/", team, name="family-team-new"),
    path(f"{HELP}team/<int:in_team>/end/", team_end, name="family-team-end"),
    path(f"{HELP}said/new/", statement, name="statement-new"),
    path(f"{HELP}said/<int:statement>/instead/", statement_instead, name="statement-instead"),
    path(f"{HELP}said/<int:statement>/end/", statement_end, name="statement-end"),
    path(f"{HELP}goals/new/", goal, name="goal-new"),
    path(f"{HELP}goals/<int:goal>/score/", goal_score, name="goal-score"),
    path(f"{HELP}goals/<int:goal>/end/", goal_end, name="goal-end"),
    path(f"{HELP}actions/new/", action, name="family-action-new"),
    path(f"{HELP}actions/<int:to_do>/done/", action_done, name="family-action-done"),
    path(f"{HELP}review/", review, name="family-review-new"),
    path(f"{HELP}network/", network, name="network-plan-new"),
]
