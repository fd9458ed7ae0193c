"""A partner's own page, by a link: the code given apart, then what is asked and about whom, and a box for words.

Whoever is here is nobody to the record. Every link that cannot be used answers alike: guessed, used, ended, too old, tried too
often, or of a child whose record is restricted by now.
"""

from functools import wraps

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from kith.lib.days import age_on
from kith.people.models import Person
from kith.sharing import links
from kith.sharing.actions.contributing import open_form, save_draft, send_contribution
from kith.sharing.models import Contribution
from kith.web.forms.contributions import CodeForm, ContributeForm
from kith.web.jinja import long_date
from kith.web.middleware import public_to_nobody

COOKIE = "__Host-kith-partner" if settings.HTTPS else "kith-partner"
SALT, PROVED_FOR = "kith.web.contribute", 2 * 60 * 60


def by_link(view):
    """A page of one link, which can be used today."""

    @wraps(view)
    def linked(request: HttpRequest, link: str) -> HttpResponse:
        found = links.opened(link, timezone.now()) if len(link) < 100 else None
        return view(request, link, found) if found else unusable(request)

    return public_to_nobody(linked)


def unusable(request: HttpRequest) -> HttpResponse:
    return render(request, "sharing/unusable.html", {"title": "This link cannot be used"}, status=404)


@sensitive_post_parameters()
@by_link
def contribute(request: HttpRequest, link: str, found: Contribution) -> HttpResponse:
    if not proved(request, found):
        return prove(request, found)
    form = ContributeForm(request.POST or None, initial={"text": found.draft})
    if request.method == "POST" and "save" in request.POST:
        save_draft(
            contribution=found,
            text=request.POST.get("text", "")[:20_000].replace("\0", ""),
            at=timezone.now(),
        )
        return redirect(request.path)
    if request.method == "POST" and form.is_valid():
        try:
            send_contribution(contribution=found, text=form.cleaned_data["text"], at=timezone.now())
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return sent(request)
    return render(request, "sharing/contribute.html", {
        "title": "Your contribution is asked for", "form": form, "asked": found, "who": found.asked_by.name,
        "children": [shown(row.child, found, request) for row in found.about.select_related("child").order_by("pk")],
    })  # fmt: skip


def proved(request: HttpRequest, found: Contribution) -> bool:
    """Whether this browser gave the right code for this very link a short while ago."""
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=PROVED_FOR) == found.link
    except signing.BadSignature:
        return False


def prove(request: HttpRequest, found: Contribution) -> HttpResponse:
    """Ask for the code. Nothing is said before of what is asked or about whom."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if links.proves(found, form.cleaned_data["code"]):
            open_form(contribution=found, at=timezone.now())
            response = redirect(request.path)
            response.set_cookie(
                COOKIE,
                signing.dumps(found.link, salt=SALT),
                httponly=True,
                secure=settings.HTTPS,
                samesite="Strict",
            )
            return response
        if found.is_dead:
            return unusable(request)
        form.add_error("code", "This is not the code. After 5 wrong ones the link cannot be used any more")
    return render(request, "sharing/code.html", {"title": "Enter your code", "form": form})


def shown(child: Person, found: Contribution, request: HttpRequest) -> str:
    """What the worker chose to show of a child, and no more; never an address."""
    name = child.current_name
    first = name.given if name else "A child"
    parts = {
        "last_name": name.family if name else "",
        "age": f"{age_on(child.born_on, request.as_of)} years old" if child.born_on and child.born_on <= request.as_of else "not yet born",  # type: ignore[attr-defined]
        "born": f"born {long_date(child.born_on)}" if child.born_on else "",
        "nhs": f"NHS number {child.nhs_number}" if child.nhs_number else "",
    }  # fmt: skip
    whole = f"{first} {parts['last_name']}".strip() if "last_name" in found.shown else first
    return ", ".join(
        [whole, *(parts[each] for each in ("age", "born", "nhs") if each in found.shown and parts[each])]
    )


def sent(request: HttpRequest) -> HttpResponse:
    response = render(request, "sharing/sent.html", {"title": "Sent: thank you"})
    response.delete_cookie(COOKIE, samesite="Strict")
    return response


urls = [path("contribute/<str:link>/", contribute, name="contribute")]
