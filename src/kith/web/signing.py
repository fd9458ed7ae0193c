"""Sign-off of a return: who checked it and what is left, the signature, and the returns signed, with their frozen files."""

from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from kith.access.roles import Permission
from kith.reach.doing import may, require
from kith.reach.seeing import NotFound, must_hold
from kith.returns.actions.signing import check_return, sign_return, take_signed
from kith.returns.frozen import NotAsSigned, is_as_signed
from kith.returns.models import BuiltReturn, SignedReturn
from kith.returns.signing import in_the_way, left_in, said_before, signed_returns, to_sign
from kith.web.forms.signing import CheckForm, SignForm
from kith.web.jinja import moment
from kith.web.request import Request
from kith.web.saving import save
from kith.web.saving_apart import ask_apart
from kith.web.signing_words import check_in_words, facts, later_build

A_PAGE = 25
P = Permission


def signed_off(request: Request) -> HttpResponse:
    """The builds that wait to be signed off, and every version that was."""
    must_hold(P.SIGNED_SEE)
    page = Paginator(signed_returns(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "signing/returns.html", {"waiting": to_sign(), "page": page})


def sign_off(request: Request, built: int) -> HttpResponse:
    """One built return before it is signed off: who checked it, what is left, and what stands in the way."""
    found = find_built(built)
    may_sign, may_check = may(request.worker, P.RETURN_SIGN), may(request.worker, P.RETURN_BUILD)
    stops = in_the_way(found, request.worker)
    context = {
        "built": found, "checks": [check_in_words(each) for each in found.checks.order_by("at", "pk")],
        "left": left_in(found), "stops": stops, "may_sign": may_sign and not stops, "may_check": may_check,
        "signer": may_sign, "later": later_build(found), "signed": found.signed.defer("file").order_by("-version"),
        "back": _back(found, may_check),
    }  # fmt: skip
    return render(request, "signing/sign_off.html", context)


def _back(built: BuiltReturn, may_check: bool) -> str:
    """To the build, for whoever builds returns; to the list, for whoever only signs."""
    return reverse("built-return", args=[built.pk]) if may_check else reverse("signed-returns")


def find_built(number: int) -> BuiltReturn:
    must_hold(P.SIGNED_SEE)
    found = BuiltReturn.objects.filter(pk=number, state=BuiltReturn.State.DONE).first()
    if found is None:
        raise NotFound("There is no such return, or you may not see it.")
    return found


def check(request: Request, built: int) -> HttpResponse:
    """Say what you looked at, and why issues are left."""
    require(request.worker, P.RETURN_BUILD)
    found = find_built(built)
    form = CheckForm(request.POST or None, left=left_in(found), before=said_before(found))
    here = reverse("sign-off", args=[found.pk])
    saved = save(
        request, form,
        lambda: check_return(
            built=found, saw=form.cleaned_data["saw"], left=form.left(), at=timezone.now(), by=request.worker
        ),
        said="Your check is kept", to=here,
    )  # fmt: skip
    return saved or ask_apart(
        request, form, title="Check this return", back=here, button="Save your check", template="signing/form.html",
        built=found, intro="It is signed off only once somebody has said, for each rule with issues, why they are left. "
        "You can leave a box empty and come back. What you say cannot be changed afterwards, only said again.",
    )  # fmt: skip


def sign(request: Request, built: int) -> HttpResponse:
    """Sign a return off that somebody else checked."""
    require(request.worker, P.RETURN_SIGN)
    found = find_built(built)
    form = SignForm(request.POST or None)
    saved = save(
        request, form,
        lambda: sign_return(built=found, words=form.cleaned_data["words"], at=timezone.now(), by=request.worker),
        said="The return is signed off, and its files are kept as they are",
        to=lambda made: reverse("signed-return", args=[made.pk]),
    )  # fmt: skip
    return saved or ask_apart(
        request, form, title="Sign off this return", back=reverse("sign-off", args=[found.pk]), button="Sign off",
        template="signing/form.html", built=found, later=later_build(found), stops=in_the_way(found, request.worker),
        intro="Its files are frozen as they are, with who checked, what is left and why. Nothing of that can be changed or "
        "removed. Signing again later makes another version.",
    )  # fmt: skip


def signed_return(request: Request, signed: int) -> HttpResponse:
    """One version that was signed off; whether its file still is what was signed is worked out each time."""
    found = find_signed(signed)
    context = {
        "signed": found, "facts": facts(found), "sound": is_as_signed(found), "later": later_version(found),
        "checks": [each | {"at": moment(datetime.fromisoformat(each["at"]))} for each in found.checks],
    }  # fmt: skip
    return render(request, "signing/signed.html", context)


def find_signed(number: int) -> SignedReturn:
    must_hold(P.SIGNED_SEE)
    found = SignedReturn.objects.filter(pk=number).select_related("earlier", "built").first()
    if found is None:
        raise NotFound("There is no such return, or you may not see it.")
    return found


def later_version(signed: SignedReturn) -> SignedReturn | None:
    return SignedReturn.objects.defer("file").filter(earlier=signed).first()


def signed_file(request: Request, signed: int) -> HttpResponse:
    """The file as it was signed off; who took it is in the audit."""
    found = find_signed(signed)
    try:
        file = take_signed(signed=found, by=request.worker)
    except NotAsSigned as refused:
        return render(
            request, "signing/not_as_signed.html", {"signed": found, "why": str(refused)}, status=409
        )
    response = HttpResponse(file, content_type="application/zip")
    name = f"{found.collection}-{found.year}-version-{found.version}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


urls = [
    path("returns/signed/", signed_off, name="signed-returns"),
    path("returns/signed/<int:signed>/", signed_return, name="signed-return"),
    path("returns/signed/<int:signed>/file/", signed_file, name="signed-return-file"),
    path("returns/<int:built>/sign-off/", sign_off, name="sign-off"),
    path("returns/<int:built>/sign-off/check/", check, name="sign-off-check"),
    path("returns/<int:built>/sign-off/sign/", sign, name="sign-off-sign"),
]
