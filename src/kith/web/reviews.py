"""Reviews: the list, recording one, correcting one."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.care.actions.reviews import correct_review, record_review
from kith.care.actions.steps import steps_of
from kith.care.models import Review
from kith.childfile.corrections import corrections
from kith.reach.doing import get_child_to, may
from kith.reach.seeing import NotFound, get_child
from kith.returns.queries import sources_of
from kith.web.forms.reviews import CorrectReviewForm, ReviewForm
from kith.web.record import record_frame
from kith.web.request import Request
from kith.web.saving import ask, save

RECORD = Permission.REVIEW_RECORD


def reviews(request: Request, child: int) -> HttpResponse:
    whose = get_child(request.worker, child, Permission.RECORD_SEE)
    rows = Review.objects.filter(child=whose).select_related("chaired_by").order_by("-held_on", "-pk")
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    may_record, may_read = (
        may(request.worker, RECORD, whose),
        may(request.worker, Permission.NARRATIVE_SEE, whose),
    )
    frame = record_frame(
        whose, "reviews", title="Reviews", page=page, may_record=may_record, may_read=may_read,
        steps=steps_of(whose), may_step=may(request.worker, Permission.CARE_STEP_RECORD, whose),
        corrections=corrections(list(page), leave_out=() if may_read else ("text",)),
        sources=sources_of(child),
        mine={each.pk for each in page if may_record and each.chaired_by_id in (request.worker.pk, None)},
    )  # fmt: skip
    return render(request, "care/reviews.html", frame)


def new(request: Request, child: int) -> HttpResponse:
    whose, back = (
        get_child_to(RECORD, request.worker, child, Permission.RECORD_SEE),
        reverse("reviews", args=[child]),
    )
    form = ReviewForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form, lambda: record_review(child=whose, **form.cleaned_data, by=request.worker),
        said="The review is recorded", to=back,
    )  # fmt: skip
    return saved or ask(request, whose, form, title="Record a review", back=back, button="Save the review")


def correct(request: Request, child: int, review: int) -> HttpResponse:
    whose, back = (
        get_child_to(RECORD, request.worker, child, Permission.RECORD_SEE),
        reverse("reviews", args=[child]),
    )
    found = Review.objects.filter(child=whose, pk=review).first()
    if found is None or found.chaired_by_id not in (request.worker.pk, None):
        raise NotFound("There is no such review that you chaired.")
    stands = {name: getattr(found, name) for name in ("held_on", "participation", "text")}
    form = CorrectReviewForm(request.POST or None, as_of=request.as_of, initial=stands)
    saved = save(
        request, form, lambda: correct_review(review=found, **form.cleaned_data, by=request.worker),
        said="The review is corrected", to=back, row=found,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Correct the review", back=back, button="Save the correction", row=found
    )


urls = [
    path("children/<int:child>/reviews/", reviews, name="reviews"),
    path("children/<int:child>/reviews/new/", new, name="review-new"),
    path("children/<int:child>/reviews/<int:review>/correct/", correct, name="review-correct"),
]
