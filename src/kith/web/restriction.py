"""The restriction of a record: placing it, who may see the record, reviewing it, handing it over, ending it."""

from collections.abc import Callable
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from kith.access.audit import Event, viewed
from kith.access.roles import Permission
from kith.lib.days import add_months
from kith.people.models import FamilyMember, Person
from kith.people.queries import relationships_of
from kith.reach.actions import restrictions as act
from kith.reach.around import may_for
from kith.reach.doing import get_child_to, may, require
from kith.reach.models import Allowed, Restriction
from kith.reach.seeing import NotFound
from kith.reach.wall import hidden_people
from kith.reach.withheld import hidden_carers
from kith.store.dated import holds_on
from kith.web.forms import restrictions as forms
from kith.web.record import record_frame
from kith.web.request import Request
from kith.web.restriction_words import in_full, name_of, opened
from kith.web.saving import ask, save
from kith.web.saving_apart import ask_apart
from kith.workforce.models import Allocation, Worker
from kith.workforce.queries import all_workers, workers_in

USUAL = 3  # months until the review that a new restriction proposes


def section(request: Request, child: int) -> HttpResponse:
    whose = get_child_to(Permission.RESTRICT, request.worker, child, Permission.RECORD_SEE)
    rows = with_allowed(request.as_of).filter(person=whose).order_by("-start_on", "-pk")
    always = act.reviewing_officers(whose)
    told = [in_full(row, request.worker, request.as_of, always) for row in rows]
    now = [each for each in told if each["row"].holds_on(request.as_of)]
    frame = record_frame(
        whose, "restriction", title="Restriction", now=now,
        past=[each for each in told if each not in now], around=restricted_around(whose, request.as_of),
        opened=opened(whose, request.worker, request.as_of) if told else [],
    )  # fmt: skip
    return render(request, "restrictions/section.html", frame)


def with_allowed(as_of: date) -> QuerySet[Restriction]:
    """Restrictions with their owner and, as `let_in`, whoever is let in on a day, by name."""
    let_in = Allowed.objects.on(as_of).select_related("worker").order_by("worker__name", "pk")
    rows = Restriction.objects.select_related("person", "owner").prefetch_related("person__names")
    return rows.prefetch_related(Prefetch("allowed", queryset=let_in, to_attr="let_in"))


def restricted_around(child: Person, as_of: date) -> list[dict]:
    """The child's family whose record is restricted too, as far as the reader is let in."""
    family = {kin.who.pk for kin in relationships_of(child, as_of)} | _members(child, as_of)
    rows = Restriction.objects.filter(holds_on(as_of), person__in=family - {child.pk} - hidden_people())
    rows = rows.select_related("person", "owner").prefetch_related("person__names").order_by("person", "pk")
    return [
        {
            "name": row.person.name,
            "href": reverse("restriction-of", args=[row.pk]),
            "note": f"{row.get_kind_display()}, owner {row.owner.name}",
        }
        for row in rows
    ]


def _members(child: Person, as_of: date) -> set[int]:
    families = FamilyMember.objects.filter(holds_on(as_of), person=child).values("family")
    members = FamilyMember.objects.filter(holds_on(as_of), family__in=families)
    return set(members.values_list("person", flat=True))


def new(request: Request, child: int) -> HttpResponse:
    whose = get_child_to(Permission.RESTRICT, request.worker, child, Permission.RECORD_SEE)
    back, today = reverse("restriction", args=[child]), request.as_of
    workers = whom_to_let_in(whose, request.worker, today)
    form = forms.RestrictForm(
        request.POST or None, as_of=today, workers=[(each, words) for each, words, _ in workers],
        family=whom_too(whose, request.worker, today),
        initial={
            "review_on": add_months(today, USUAL),
            "allowed": [str(each.pk) for each, _, chosen in workers if chosen],
        },
    )  # fmt: skip
    saved = save(
        request, form, lambda: restrict(whose, form.cleaned_data, request.worker),
        said="The record is restricted", to=back,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Restrict this record", back=back, button="Restrict the record",
        template="restrictions/new.html",
    )  # fmt: skip


def restrict(whose: Person, given: dict, by: Worker) -> Restriction:
    return act.restrict_together(
        person=whose, others=given.get("family", []), kind=given["kind"], reason=given["reason"],
        review_on=given["review_on"], allowed=given.get("allowed", []), by=by,
    )  # fmt: skip


def whom_to_let_in(child: Person, by: Worker, as_of: date) -> list[tuple[Worker, str, bool]]:
    """Whoever holds the child today, chosen beforehand, and the others of their teams: worker, words, chosen."""
    held = Allocation.objects.on(as_of).filter(child=child, worker__isnull=False).select_related("worker")
    parts = {row.worker: row.get_part_display().lower() for row in held if row.worker and row.worker != by}
    teams = {row.team_id for row in Allocation.objects.on(as_of).filter(child=child) if row.team_id}
    others = [each for each in workers_in(teams, as_of) if each not in parts and each != by]
    first = [(each, f"{each.name}, {part}", True) for each, part in parts.items()]
    return first + [(each, f"{each.name}, in the child’s team", False) for each in others]


def whom_too(child: Person, by: Worker, as_of: date) -> list[tuple[Person, str]]:
    """The family whose records the worker may restrict as well, with what they are to the child."""
    words = {kin.who: kin.word for kin in reversed(relationships_of(child, as_of))}
    members = Person.objects.filter(pk__in=_members(child, as_of) - {child.pk} - hidden_people())
    found = dict.fromkeys(members.with_names().order_by("pk"), "in the family") | words
    secret = hidden_carers()
    return [
        (each, f"{each.name}, {word}")
        for each, word in found.items()
        if each.pk not in secret and may_for(by, Permission.RESTRICT, each)
    ]


# One restriction, on pages of its own: its owner need not reach the child, and the person may have no record


def one(request: Request, restriction: int) -> HttpResponse:
    row = load(request, restriction)
    return render(
        request, "restrictions/one.html",
        {
            "title": f"Restriction: {name_of(row.person)}", "name": name_of(row.person),
            "told": in_full(row, request.worker, request.as_of, act.reviewing_officers(row.person)),
            "opened": opened(row.person, request.worker, request.as_of),
            "record": home(request, row) if reaches(request, row) else "",
        },
    )  # fmt: skip


def load(request: Request, number: int) -> Restriction:
    """A restriction in force that this worker owns; the view of whose it is goes in the audit."""
    rows = with_allowed(request.as_of).filter(holds_on(request.as_of), owner=request.worker)
    row = rows.filter(pk=number).first()
    if row is None or row.person_id in hidden_people():
        raise NotFound("There is no such restriction, or it is somebody else’s.")
    require(request.worker, Permission.SEALED_SEE if row.is_sealed else Permission.RESTRICT)
    viewed(Event.PERSON_VIEWED, child=row.person_id)
    return row


def home(request: Request, row: Restriction) -> str:
    """Where a form leads back to: the section of the record where the owner reaches the child."""
    alone = reverse("restriction-of", args=[row.pk])
    return reverse("restriction", args=[row.person_id]) if reaches(request, row) else alone


def reaches(request: Request, row: Restriction) -> bool:
    """Whether the restriction has a section in a record that its owner reaches."""
    return row.person.record_opened_on is not None and may(request.worker, Permission.RESTRICT, row.person_id)


def form_page(
    request: Request, row: Restriction, form: BaseForm, do: Callable[[dict], object], *, title: str, said: str,
    button: str, intro: str = "", to: str = "",
) -> HttpResponse:  # fmt: skip
    """A form about one restriction. Nothing is saved over what somebody else made of it meanwhile."""
    back = home(request, row)
    saved = save(request, form, lambda: do(form.cleaned_data), said=said, to=to or back, row=row)
    return saved or ask_apart(
        request, form, row=row, person=row.person, title=title, back=back, button=button, intro=intro
    )


def allow(request: Request, restriction: int) -> HttpResponse:
    row = load(request, restriction)
    let_in = Allowed.objects.on(request.as_of).filter(restriction=row).values("worker")
    others = all_workers(request.as_of).exclude(pk__in=let_in).exclude(pk=row.owner_id)
    form = forms.AllowForm(request.POST or None, as_of=request.as_of, workers=others)
    return form_page(
        request, row, form, lambda given: act.allow(restriction=row, worker=given["worker"], by=request.worker),
        title="Let somebody else in", said="They may see the record now", button="Let them in",
    )  # fmt: skip


def stop(request: Request, restriction: int, allowed: int) -> HttpResponse:
    row = load(request, restriction)
    found = Allowed.objects.on(request.as_of).filter(restriction=row, pk=allowed)
    one = found.select_related("worker", "restriction__owner", "person").first()
    if one is None:
        raise NotFound("They are let in no longer.")
    form = forms.SureForm(request.POST if request.method == "POST" else None, as_of=request.as_of)
    return form_page(
        request, row, form, lambda _: act.stop_allowing(allowed=one, by=request.worker),
        title=f"Stop letting {one.worker.name} in", said=f"{one.worker.name} may see the record no longer",
        button="Stop letting them in", intro="From now on the record is hidden from them.",
    )  # fmt: skip


def review(request: Request, restriction: int) -> HttpResponse:
    row = load(request, restriction)
    form = forms.ReviewForm(
        request.POST or None, as_of=request.as_of, initial={"review_on": add_months(request.as_of, USUAL)}
    )
    return form_page(
        request, row, form,
        lambda given: act.review_restriction(restriction=row, **given, by=request.worker),
        title="Review the restriction", said="The review is recorded", button="Save the review",
        intro=f"Restricted because: {row.reason}",
    )  # fmt: skip


def hand_over(request: Request, restriction: int) -> HttpResponse:
    row = load(request, restriction)
    others = act.possible_owners(act.permission_for(row), request.as_of).exclude(pk=request.worker.pk)
    form = forms.OwnerForm(request.POST or None, as_of=request.as_of, workers=others)
    return form_page(
        request, row, form,
        lambda given: act.hand_over(
            restriction=row, owner=given["owner"], at=timezone.now(), by=request.worker
        ),
        title="Hand the restriction over", said="The restriction is handed over", button="Hand it over",
        to=reverse("restrictions"), intro="You will see the record no longer, unless you are among those let in.",
    )  # fmt: skip


def end(request: Request, restriction: int) -> HttpResponse:
    row = load(request, restriction)
    if row.is_sealed:
        raise NotFound("What is sealed stays sealed.")
    form = forms.EndForm(request.POST or None, as_of=request.as_of)
    return form_page(
        request, row, form, lambda given: act.end_restriction(restriction=row, **given, by=request.worker),
        title="End the restriction", said="The restriction has ended", button="End the restriction",
        to=home(request, row) if reaches(request, row) else reverse("restrictions"),
        intro="Everybody whose role reaches the record will see it again.",
    )  # fmt: skip


urls = [
    path("children/<int:child>/restriction/", section, name="restriction"),
    path("children/<int:child>/restriction/new/", new, name="restriction-new"),
    path("restrictions/<int:restriction>/", one, name="restriction-of"),
    path("restrictions/<int:restriction>/allow/", allow, name="restriction-allow"),
    path("restrictions/<int:restriction>/allowed/<int:allowed>/stop/", stop, name="restriction-stop"),
    path("restrictions/<int:restriction>/review/", review, name="restriction-review"),
    path("restrictions/<int:restriction>/hand-over/", hand_over, name="restriction-hand-over"),
    path("restrictions/<int:restriction>/end/", end, name="restriction-end"),
]
