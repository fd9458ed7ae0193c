"""Putting right a referral: the census asks for its day, source and main need, and whether anything was done."""

from django.http import HttpResponse
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.assessment.queries import referrals_of
from kith.frontdoor.actions.referrals import correct_referral
from kith.reach.doing import get_child_to
from kith.reach.seeing import NotFound
from kith.web.forms.referrals import CorrectReferralForm
from kith.web.request import Request
from kith.web.saving import ask, save

SAYS = ("referred_on", "source", "primary_need", "no_further_action")


def correct(request: Request, child: int, referral: int) -> HttpResponse:
    whose = get_child_to(Permission.CONTACT_DECIDE, request.worker, child, Permission.FAMILY_SEE)
    found = referrals_of(whose).filter(pk=referral).select_related("child", "decision__contact").first()
    if found is None:
        raise NotFound("There is no such referral on this record.")
    stands = {name: getattr(found, name) for name in SAYS}
    form = CorrectReferralForm(request.POST or None, as_of=request.as_of, initial=stands)
    back = reverse("assessments", args=[whose.pk])
    saved = save(
        request, form, lambda: correct_referral(referral=found, **form.cleaned_data, by=request.worker),
        said="The referral is corrected", to=back, row=found,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Correct the referral", back=back, button="Save", row=found
    )


urls = [
    path("children/<int:child>/referrals/<int:referral>/correct/", correct, name="referral-correct"),
]
