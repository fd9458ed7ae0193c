"""Who holds a child: the history of allocations, and the manager's forms."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.casework.actions.allocation import allocate, end_allocation, transfer
from kith.people.models import Person
from kith.reach.allocating import get_to_allocate
from kith.reach.doing import get_child_to, may
from kith.reach.seeing import NotFound, get_child, visible_to
from kith.returns.queries import sources_of
from kith.web.forms.workers import AllocateForm, EndAllocationForm, TransferForm
from kith.web.record import record_frame
from kith.web.request import Request
from kith.web.saving import ask, save
from kith.workforce.models import Allocation, Worker
from kith.workforce.queries import all_workers, workers_in


def workers(request: Request, child: int) -> HttpResponse:
    whose = get_child(request.worker, child, Permission.RECORD_SEE)
    rows = (
        Allocation.objects.filter(child=whose).select_related("worker", "team").order_by("-start_on", "-pk")
    )
    now = [row for row in rows if row.holds_on(request.as_of)]
    frame = record_frame(
        whose, "workers", title="Workers", now=now, coming=[row for row in rows if row.start_on > request.as_of],
        past=[row for row in rows if row not in now and row.start_on <= request.as_of],
        may_allocate=may(request.worker, Permission.ALLOCATE, whose), sources=sources_of(child),
    )  # fmt: skip
    return render(request, "workers/workers.html", frame)


def new(request: Request, child: int) -> HttpResponse:
    whose = get_to_allocate(request.worker, child)
    form = AllocateForm(
        request.POST or None,
        as_of=request.as_of,
        workers=whom(request, whose),
        initial={"start_on": request.as_of},
    )
    saved = save(
        request, form, lambda: allocate(child=whose, **form.cleaned_data, by=request.worker),
        said="The child is allocated", to=lambda _: after(request, whose),
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Allocate the child", back=after(request, whose), button="Allocate",
        intro="A child may have two lead practitioners. To change the worker, hand over on the Workers page. To be allocated is not "
        "consent: work under family help starts once the family agrees, or a legal basis is recorded.",
    )  # fmt: skip


def whom(request: Request, child: Person) -> list[Worker]:
    """To whom a child may be given: anyone, but a child whom nobody holds only within the manager's own teams."""
    if may(request.worker, Permission.ALLOCATE, child):
        return list(all_workers(request.as_of))
    teams = request.worker.memberships.on(request.as_of).filter(manages=True)
    return list(workers_in(teams.values_list("team", flat=True), request.as_of))


def hand_over(request: Request, child: int, allocation: int) -> HttpResponse:
    whose, row = _load(request, child, allocation)
    others = [each for each in all_workers(request.as_of) if each.pk != row.worker_id]
    form = TransferForm(
        request.POST or None, as_of=request.as_of, workers=others, initial={"on": request.as_of}
    )
    saved = save(
        request, form, lambda: transfer(allocation=row, **form.cleaned_data, by=request.worker),
        said="The child is handed over", to=lambda _: after(request, whose), row=row,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Hand over to another worker", back=reverse("workers", args=[child]), button="Hand over", row=row,
        intro=f"{row.who}, {row.get_part_display().lower()}, since {row.start_on:%-d %B %Y}",
    )  # fmt: skip


def end(request: Request, child: int, allocation: int) -> HttpResponse:
    whose, row = _load(request, child, allocation)
    form = EndAllocationForm(request.POST or None, as_of=request.as_of, initial={"end_on": request.as_of})
    saved = save(
        request, form, lambda: end_allocation(allocation=row, **form.cleaned_data, by=request.worker),
        said="The allocation has ended", to=lambda _: after(request, whose), row=row,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title=f"End the allocation to {row.who}", back=reverse("workers", args=[child]),
        button="End the allocation", row=row, intro="Nobody takes over in this part. To change the worker, hand over instead.",
    )  # fmt: skip


def after(request: Request, child: Person) -> str:
    """A child who has left the manager's reach is no longer theirs to look at."""
    own = visible_to(request.worker, Permission.RECORD_SEE).filter(pk=child.pk).exists()
    return reverse("workers", args=[child.pk]) if own else reverse("team")


def _load(request: Request, child: int, allocation: int) -> tuple[Person, Allocation]:
    whose = get_child_to(Permission.ALLOCATE, request.worker, child, Permission.RECORD_SEE)
    rows = Allocation.objects.filter(child=whose, end_on__isnull=True, worker__isnull=False).select_related(
        "child", "worker"
    )
    found = rows.filter(pk=allocation).first()
    if found is None:
        raise NotFound("There is no such allocation, or it has ended.")
    return whose, found


urls = [
    path("children/<int:child>/workers/", workers, name="workers"),
    path("children/<int:child>/workers/new/", new, name="allocate"),
    path("children/<int:child>/workers/<int:allocation>/hand-over/", hand_over, name="allocation-transfer"),
    path("children/<int:child>/workers/<int:allocation>/end/", end, name="allocation-end"),
]
