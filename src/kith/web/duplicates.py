"""People who may be on the record twice, strongest first: to be merged, or decided to be two people."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode

from kith.access.roles import Permission
from kith.casework.actions.duplicates import decide_not_the_same
from kith.casework.duplicates import LikelyDuplicate
from kith.people.models import Person, Relationship, Residence
from kith.reach.search import findable, openable
from kith.reach.seeing import must_hold, visible_to
from kith.reach.withheld import What, hidden_addresses, hidden_of
from kith.store.dated import holds_on
from kith.web.duplicate_words import in_words, strength
from kith.web.forms.duplicates import NarrowForm, NotTheSameForm
from kith.web.people import home_of, load
from kith.web.person_words import line
from kith.web.request import Request
from kith.web.saving import save
from kith.web.saving_apart import ask_apart
from kith.workforce.models import Allocation, Team

MERGE = Permission.PERSON_MERGE
A_PAGE = 20


@dataclass(frozen=True)
class Openable:
    """Which of the persons on a page this worker may open at once, and of whom no address may be told."""

    records: set[int]
    persons: set[int]
    secret: frozenset[int]


def duplicates(request: Request) -> HttpResponse:
    must_hold(MERGE)
    form = NarrowForm(request.GET or None, teams=Team.objects.order_by("name"))
    asked = form.cleaned_data if form.is_valid() else {}
    page = Paginator(narrowed(in_reach(request), asked, request), A_PAGE).get_page(request.GET.get("page"))
    kept = {name: value for name, value in asked.items() if value}
    return render(
        request, "duplicates/list.html",
        {
            "title": "Likely duplicates", "form": form, "page": page, "pairs": pairs(request, list(page)),
            "link": f"?{urlencode(kept | {'page': ''})}", "filtered": bool(kept), "clear": reverse("duplicates"),
            "found_on": LikelyDuplicate.objects.order_by("-found_on").values_list("found_on", flat=True).first(),
        },
    )  # fmt: skip


def in_reach(request: Request) -> QuerySet[LikelyDuplicate]:
    """The pairs both of whom this worker may find."""
    theirs = findable(request.worker).values("pk")
    rows = LikelyDuplicate.objects.standing().filter(one__in=theirs, other__in=theirs)
    rows = rows.select_related("one", "other").prefetch_related("one__names", "other__names")
    return rows.order_by("-likelihood", "one", "other")


def narrowed(rows: QuerySet[LikelyDuplicate], asked: dict, request: Request) -> QuerySet[LikelyDuplicate]:
    """Only with a child on record, or with a child of one team's."""
    if asked.get("children"):
        rows = rows.filter(Q(one__record_opened_on__isnull=False) | Q(other__record_opened_on__isnull=False))
    if asked.get("team"):
        held = Allocation.objects.filter(holds_on(request.as_of), team=asked["team"]).values("child")
        rows = rows.filter(Q(one__in=held) | Q(other__in=held))
    return rows


def pairs(request: Request, rows: list[LikelyDuplicate]) -> list[dict]:
    """What the page shows of each, in a constant number of queries."""
    numbers = {number for row in rows for number in (row.one_id, row.other_id)}
    may_open, kin = which(request, numbers), kin_of(numbers)
    return [
        {
            "people": [shown(request, each, may_open) for each in (row.one, row.other)],
            "names": f"{row.one.name} and {row.other.name}",
            "strength": strength(row.likelihood),
            "why": in_words(seen(row, kin), secret=bool({row.one_id, row.other_id} & may_open.secret)),
            "merge": reverse("merge", args=[row.one_id, row.other_id]),
            "apart": reverse("not-the-same", args=[row.one_id, row.other_id]),
        }
        for row in rows
    ]  # fmt: skip


def kin_of(numbers: set[int]) -> dict[int, set[int]]:
    """The relatives of each whom this worker may see."""
    found: dict[int, set[int]] = {number: set() for number in numbers}
    rows = Relationship.objects.filter(Q(person__in=numbers) | Q(other__in=numbers))
    for one, other in rows.values_list("person", "other"):
        for mine, theirs in ((one, other), (other, one)):
            if mine in found:
                found[mine].add(theirs)
    return found


def seen(row: LikelyDuplicate, kin: dict[int, set[int]]) -> list[str]:
    """The reasons; without the relative in common where that one has been hidden since the list was made."""
    shared = kin[row.one_id] & kin[row.other_id]
    return [each for each in row.reasons if shared or each != "kin.shared"]


def which(request: Request, numbers: set[int]) -> Openable:
    records = visible_to(request.worker, Permission.RECORD_SEE).filter(pk__in=numbers)
    secret = {each for each, what in hidden_of(numbers).items() if What.ADDRESS in what}
    there = Residence.objects.filter(person__in=numbers, address__in=hidden_addresses())
    return Openable(
        set(records.values_list("pk", flat=True)), openable(request.worker, numbers),
        frozenset(secret | set(there.values_list("person", flat=True))),
    )  # fmt: skip


def shown(request: Request, person: Person, may_open: Openable) -> dict:
    href = home_of(person) if person.pk in may_open.records | may_open.persons else ""
    tag = {"text": "Child’s record", "colour": "blue"} if person.record_opened_on else None
    return line(person, request.as_of, href=href, tag=tag)


def not_the_same(request: Request, person: int, other: int) -> HttpResponse:
    one, two = load(request, person, MERGE), load(request, other, MERGE)
    form = NotTheSameForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form,
        lambda: decide_not_the_same(
            person=one, other=two, **form.cleaned_data, at=timezone.now(), by=request.worker
        ),
        said="They are kept as two people", to=reverse("duplicates"),
    )  # fmt: skip
    return saved or ask_apart(
        request, form, template="duplicates/not_the_same.html", title="Keep as two people",
        people=[line(each, request.as_of) for each in (one, two)], back=reverse("duplicates"),
        button="Keep as two people",
    )  # fmt: skip


urls = [
    path("duplicates/", duplicates, name="duplicates"),
    path("people/<int:person>/not-same-as/<int:other>/", not_the_same, name="not-the-same"),
]
