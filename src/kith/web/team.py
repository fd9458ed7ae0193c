"""A team for its manager: workers and caseloads, who waits for a worker, what is late, who opened records and why."""

from collections import Counter
from datetime import date, timedelta

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.access.roles import Permission, Reach
from kith.care.models import PeriodOfCare
from kith.casework.actions.allocation import add_cover, end_cover
from kith.deadlines.models import DeadlineRow
from kith.deadlines.queries import open_deadlines
from kith.people.models import Person
from kith.reach.allocating import unheld
from kith.reach.doing import may, require
from kith.reach.models import AccessReason
from kith.reach.seeing import NotFound, must_hold, terms_with
from kith.web import drafts
from kith.web.child_return import count_asked
from kith.web.deadline_lists import Scope, counted, listed, met_lately, persons
from kith.web.due_rows import as_item
from kith.web.forms.workers import CoverForm, EndAllocationForm
from kith.web.jinja import long_date
from kith.web.person_words import line
from kith.web.request import Request
from kith.web.saving import save
from kith.web.saving_apart import ask_apart
from kith.workforce.models import Allocation, Cover, Team
from kith.workforce.queries import caseloads, has_gone, managed_teams, workers_in

SOON, LATELY = timedelta(days=7), timedelta(days=28)
MOST_WAITING, MOST_REASONS, A_PAGE = 20, 20, 20


def team(request: Request) -> HttpResponse:
    must_hold(Permission.TEAM_SEE)
    teams = list(teams_of(request))
    chosen = choose(request, teams)
    if chosen is None:
        return render(request, "team/teams.html", {"title": "Teams", "teams": teams})
    context = shown(request, chosen) | {
        "teams": teams,
        "drafts": drafts.waiting(request),
        "asked": count_asked(request),
    }
    return render(request, "team/team.html", context)


def deadlines(request: Request) -> HttpResponse:
    """Late, due and lately met, of the children one team holds."""
    must_hold(Permission.TEAM_SEE)
    teams = list(teams_of(request))
    team = choose(request, teams)
    if team is None:
        return render(request, "team/teams.html", {"title": "Deadlines of a team", "teams": teams})
    held = Allocation.objects.on(request.as_of).filter(team=team).values("child")
    scope = Scope(
        DeadlineRow.objects.filter(child__in=held), f"Deadlines of {team.name}",
        {"text": team.name, "href": f"{reverse('team')}?team={team.pk}"}, persons, {"team": str(team.pk)},
    )  # fmt: skip
    return listed(request, scope)


def teams_of(request: Request) -> QuerySet[Team]:
    """The worker's own teams; for whoever reaches the whole service, every team."""
    if any(terms.reach is Reach.SERVICE for terms in terms_with(Permission.TEAM_SEE)):
        return Team.objects.order_by("name", "pk")
    mine = request.worker.memberships.on(request.as_of).values("team")
    return Team.objects.filter(pk__in=mine).order_by("name", "pk")


def choose(request: Request, teams: list[Team]) -> Team | None:
    wanted = request.GET.get("team", "")
    if not wanted:
        return teams[0] if len(teams) == 1 else None
    found = next((each for each in teams if str(each.pk) == wanted), None)
    if found is None:
        raise NotFound("There is no such team, or you may not see it.")
    return found


def shown(request: Request, team: Team) -> dict:
    as_of = request.as_of
    held = list(Allocation.objects.on(as_of).filter(team=team).select_related("worker__user"))
    names = {
        each.pk: each for each in Person.objects.filter(pk__in={row.child_id for row in held}).with_names()
    }
    due = open_deadlines(names).filter(due_on__lte=as_of + SOON)
    late = Paginator(due.filter(due_on__lt=as_of), A_PAGE).get_page(request.GET.get("page"))
    return {
        "title": team.name, "team": team, "children": len(names), "workers": workers(team, held, list(due), as_of),
        "late": late, "late_items": [as_item(row, as_of, names[row.child_id]) for row in late],
        "met": met_lately(counted(DeadlineRow.objects.filter(child__in=[*names]), as_of)),
        "waiting": waiting(request, held, names), "most_waiting": MOST_WAITING,
        "reasons": reasons(request, names), "covers": covers(request, team),
        "may_allocate": may(request.worker, Permission.ALLOCATE),
    }  # fmt: skip


def workers(team: Team, held: list[Allocation], due: list, as_of) -> list[dict]:
    """Each worker's children, and what of theirs is late or due within a week."""
    late = Counter(row.child_id for row in due if row.due_on < as_of)
    soon = Counter(row.child_id for row in due if row.due_on >= as_of)
    people = list(workers_in([team.pk], as_of))
    alone = {row.child_id for row in held} - led(held, as_of)
    loads = caseloads([each.pk for each in people], as_of)
    own = {each.pk: {row.child_id for row in held if row.worker_id == each.pk} for each in people}
    return [
        {
            "name": each.name, "children": loads[each.pk].children, "leads": loads[each.pk].leads,
            "late": sum(late[child] for child in own[each.pk]), "soon": sum(soon[child] for child in own[each.pk]),
        }
        for each in people
    ] + ([{
        "name": "No worker", "children": len(alone), "leads": 0,
        "late": sum(late[child] for child in alone), "soon": sum(soon[child] for child in alone),
    }] if alone else [])  # fmt: skip


def led(held: list[Allocation], as_of: date) -> set[int]:
    """The children with a lead practitioner who is still here."""
    leads = [row for row in held if row.part == Allocation.Part.LEAD and row.worker]
    return {row.child_id for row in leads if row.worker and not has_gone(row.worker, as_of)}


def led_before(children: set[int], as_of: date) -> dict[int, str]:
    """Who led for each child last, of those who have had a lead: in words."""
    past = Allocation.objects.filter(
        child__in=children, part=Allocation.Part.LEAD, worker__isnull=False, start_on__lte=as_of
    )
    found = {}
    for row in past.select_related("worker__user").order_by("start_on", "pk"):
        gone = row.worker and has_gone(row.worker, as_of)
        found[row.child_id] = f"{row.worker} {'left' if gone else 'held the child'}" + (
            f" until {long_date(row.end_on)}" if row.end_on and not gone else ""
        )
    return found


def waiting(request: Request, held: list[Allocation], names: dict[int, Person]) -> list[dict]:
    """Children of the team without a lead, and children whom nobody holds, for whoever may allocate them."""
    here = led(held, request.as_of)
    leaderless = [names[child] for child in names if child not in here]
    before = led_before({each.pk for each in leaderless[:MOST_WAITING]}, request.as_of)
    allocate = may(request.worker, Permission.ALLOCATE)
    found = leaderless + (nobodys(request) if allocate else [])
    return [
        line(
            each, request.as_of, href=reverse("allocate", args=[each.pk]) if allocate else "",
            note=f"Held by the team, no lead practitioner. {before.get(each.pk, '')}".strip() if each in leaderless else "Held by no team",
        )
        for each in found[:MOST_WAITING]
    ]  # fmt: skip


def nobodys(request: Request) -> list[Person]:
    """The newest children whom nobody holds, of those whom this manager may allocate. Whoever was never held and is not
    new is counted under "No team" on the service's page."""
    as_of, nobodys = request.as_of, unheld(request.worker)
    ever = Allocation.objects.filter(child=OuterRef("pk"))
    new = nobodys.filter(~Exists(ever), record_opened_on__gt=as_of - LATELY)
    left = nobodys.filter(something_to_do(as_of), pk__in=held_before(request).values("child"))
    found = {row["pk"] for row in new.values("pk").union(left.values("pk"))}
    newest = Person.objects.filter(pk__in=found).order_by("-record_opened_on", "pk")
    return list(newest[:MOST_WAITING].with_names())


def held_before(request: Request) -> QuerySet[Allocation]:
    """What this manager's teams held once, and workers of no team."""
    mine = list(managed_teams(request.worker, request.as_of).values_list("pk", flat=True))
    return Allocation.objects.filter(Q(team__in=mine) | Q(team__isnull=True), end_on__lte=request.as_of)


def something_to_do(as_of: date) -> Q:
    """The child is looked after, or something is due."""
    care = PeriodOfCare.objects.on(as_of).filter(child=OuterRef("pk"))
    due = DeadlineRow.objects.filter(child=OuterRef("pk"), met_on__isnull=True, ended_on__isnull=True)
    return Exists(care) | Exists(due)


def reasons(request: Request, names: dict[int, Person]) -> list[dict]:
    """Who opened a record of the team's lately, and the reason they gave."""
    rows = AccessReason.objects.filter(child__in=names, given_on__gte=request.as_of - LATELY).select_related(
        "worker"
    )
    return [
        {"child": names[row.child_id], "worker": row.worker.name, "on": row.given_on, "reason": row.reason}
        for row in rows.order_by("-given_on", "-pk")[:MOST_REASONS]
    ]


def covers(request: Request, team: Team) -> list[dict]:
    """Who stands in for whom, now and to come."""
    members = [each.pk for each in workers_in([team.pk], request.as_of)]
    rows = Cover.objects.filter(absent__in=members).exclude(end_on__lte=request.as_of)
    manages = managed_teams(request.worker, request.as_of).filter(pk=team.pk).exists()
    ends = manages and may(request.worker, Permission.ALLOCATE)
    return [
        {"row": row, "may_end": ends}
        for row in rows.select_related("absent", "covering").order_by("start_on", "pk")
    ]


# Cover


def cover_new(request: Request) -> HttpResponse:
    require(request.worker, Permission.ALLOCATE)
    teams = managed_teams(request.worker, request.as_of).values_list("pk", flat=True)
    form = CoverForm(
        request.POST or None,
        as_of=request.as_of,
        workers=workers_in(teams, request.as_of),
        initial={"start_on": request.as_of},
    )
    saved = save(
        request,
        form,
        lambda: add_cover(**form.cleaned_data, by=request.worker),
        said="The cover is arranged",
        to=reverse("team"),
    )
    return saved or ask_apart(
        request, form, title="Arrange cover", back=reverse("team"), button="Save the cover"
    )


def cover_end(request: Request, cover: int) -> HttpResponse:
    require(request.worker, Permission.ALLOCATE)
    mine = managed_teams(request.worker, request.as_of).values("pk")
    rows = (
        Cover.objects.filter(absent__memberships__team__in=mine)
        .select_related("absent", "covering")
        .distinct()
    )
    found = rows.filter(pk=cover).first()
    if found is None:
        raise NotFound("There is no such cover in your team.")
    form = EndAllocationForm(request.POST or None, as_of=request.as_of, initial={"end_on": request.as_of})
    saved = save(
        request, form, lambda: end_cover(cover=found, **form.cleaned_data, by=request.worker), said="The cover has ended",
        to=reverse("team"), row=found,
    )  # fmt: skip
    title = f"End the cover of {found.covering.name} for {found.absent.name}"
    return saved or ask_apart(
        request, form, title=title, back=reverse("team"), button="End the cover", row=found
    )


urls = [
    path("team/", team, name="team"),
    path("team/deadlines/", deadlines, name="team-deadlines"),
    path("team/cover/new/", cover_new, name="cover-new"),
    path("team/cover/<int:cover>/end/", cover_end, name="cover-end"),
]
