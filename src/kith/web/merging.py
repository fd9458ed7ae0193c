"""Two records of one person: side by side, merged into one, the list of merges, and undoing one."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone

from kith.access.audit import Event, viewed
from kith.access.roles import Permission
from kith.casework.actions import merging as act
from kith.casework.actions.unmerging import require_last, require_undoing, undo_merge
from kith.casework.merges import Merge
from kith.casework.merging.columns import differing
from kith.casework.merging.overlaps import How, overlaps
from kith.casework.merging.references import many_of
from kith.casework.merging.since import corrected_since, written_since
from kith.casework.merging.words import fetched
from kith.people.models import Person
from kith.reach.seeing import NotFound, must_hold, relatives_of, visible_to
from kith.reach.wall import hidden_people
from kith.reach.withheld import anything_hidden
from kith.web import merged_words as told
from kith.web import merging_words as words
from kith.web.forms import merging as forms
from kith.web.people import home_of, load
from kith.web.request import Request
from kith.web.saving import save
from kith.web.saving_apart import ask_apart

MERGE = Permission.PERSON_MERGE
A_PAGE = 25


def merge(request: Request, person: int, other: int) -> HttpResponse:
    done = _already(request, person, other)
    if done is not None:
        return redirect("merge-of", merge=done.pk)
    one, two = load(request, person, MERGE), load(request, other, MERGE)
    try:
        act.require_merging(request.worker, one, two)
    except ValidationError as refused:
        return render(request, "merging/refused.html", words.refusal(one, two, refused))
    return _side_by_side(request, one, two)


def _already(request: Request, *people: int) -> Merge | None:
    """The merge of just these two: in another tab, or long ago."""
    must_hold(MERGE)
    return _in_reach(request).filter(undone_at__isnull=True, kept__in=people, merged__in=people).first()


def _side_by_side(request: Request, one: Person, two: Person) -> HttpResponse:
    found, many = overlaps(one.pk, two.pk), many_of(one.pk, two.pk)
    fetched(row for each in found for row in each.rows)
    form = forms.MergeForm(
        request.POST or None, as_of=request.as_of, sides=words.sides(one, two, many), found=found,
        differing=[(field, words.values(field, one, two)) for field in differing(one, two)],
        initial={"stays": str(words.likely_to_stay(one, two, many).pk)},
    )  # fmt: skip
    saved = save(
        request, form, lambda: _merge(request, form, {str(each.pk): each for each in (one, two)}),
        said="The two records are one now", to=lambda made: reverse("merge-of", args=[made.pk]),
    )  # fmt: skip
    return saved or ask_apart(
        request, form, template="merging/merge.html", title="Are these one person?",
        facts=words.side_by_side(one, two, request.as_of), one=words.head(one), two=words.head(two),
        apart=words.said_to_be_two(one, two), same=sum(each.how is How.SAME for each in found), first=words.to_settle(found, one, two),
        corrected_at={name: words.corrected_at(each, one, two) for name, each in form.overlaps.items()},
        back=home_of(one), button="Merge the two records",
    )  # fmt: skip


def _merge(request: Request, form: forms.MergeForm, people: dict[str, Person]) -> Merge:
    kept = people.pop(form.cleaned_data["stays"])
    (merged,) = people.values()
    return act.merge(
        kept=kept, merged=merged, decided=form.decided, reason=form.cleaned_data["reason"], at=timezone.now(),
        by=request.worker,
    )  # fmt: skip


# Merges there were


def merges(request: Request) -> HttpResponse:
    must_hold(MERGE)
    page = Paginator(_in_reach(request).order_by("-at", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    for row in page:
        viewed(Event.CARD_VIEWED, child=row.kept_id)
    return render(
        request, "merging/merges.html",
        {"title": "Merged records", "page": page, "rows": told.in_list(list(page))},
    )  # fmt: skip


def _in_reach(request: Request) -> QuerySet[Merge]:
    """The merges of people this worker may merge: of children within reach, and of people around them. None where
    something is withheld from the worker: the rows that moved are told in full."""
    if anything_hidden():
        return Merge.objects.none()
    children = visible_to(request.worker, MERGE)
    around = relatives_of(children).values("pk")
    kept = Q(kept__in=children.values("pk")) | Q(kept__in=around)
    rows = Merge.objects.filter(kept).exclude(merged__in=hidden_people())
    return rows.select_related("kept", "by", "undone_by").prefetch_related("kept__names")


def one(request: Request, merge: int) -> HttpResponse:
    row = _load(request, merge)
    return render(request, "merging/one.html", told.in_full(row, home_of(row.kept)))


def _load(request: Request, number: int) -> Merge:
    must_hold(MERGE)
    row = _in_reach(request).filter(pk=number).first()
    if row is None:
        raise NotFound("There is no such merge, or you may not see it.")
    viewed(Event.PERSON_VIEWED, child=row.kept_id)
    return row


def undo(request: Request, merge: int) -> HttpResponse:
    row = _load(request, merge)
    require_undoing(request.worker, row)
    try:
        require_last(row)
    except ValidationError as refused:
        return render(request, "merging/one.html", told.in_full(row, home_of(row.kept), refused))
    written, corrected = written_since(row), corrected_since(row)
    fetched(written)
    form = forms.UndoForm(
        request.POST or None, as_of=request.as_of, names=told.names_of(row), written=written,
        corrected=corrected, people={forms.KEPT: row.kept_id, forms.MERGED: row.merged_id},
    )  # fmt: skip
    saved = save(
        request, form,
        lambda: undo_merge(
            merge=row, whose=form.whose, go_back=form.go_back, reason=form.cleaned_data["reason"],
            at=timezone.now(), by=request.worker,
        ),
        said="There are two records again", to=reverse("merge-of", args=[row.pk]),
    )  # fmt: skip
    return saved or ask_apart(
        request, form, template="merging/undo.html", title="Undo the merge", written=len(written),
        corrected=len(corrected), back=reverse("merge-of", args=[row.pk]), button="Undo the merge",
        person=row.kept,
    )  # fmt: skip


urls = [
    path("people/<int:person>/same-as/<int:other>/", merge, name="merge"),
    path("merges/", merges, name="merges"),
    path("merges/<int:merge>/", one, name="merge-of"),
    path("merges/<int:merge>/undo/", undo, name="merge-undo"),
]
