"""Ask for help: the public pages, one question on each. Whoever is here is nobody to the record, signed in or not.

What is answered lies on the server for an hour, sealed with a key that only this browser has, and goes when it is sent or
when they leave. Nothing of it is in an address, a cookie or a log.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.views.decorators.debug import sensitive_post_parameters

from kith.frontdoor import answers, floods
from kith.frontdoor.actions.asking import ask_for_help
from kith.frontdoor.asking import HelpAnswers
from kith.reach.seeing import NotFound
from kith.web.asking_words import SAFER, check_rows, helplines
from kith.web.forms import help as forms
from kith.web.middleware import address_of, public_to_nobody

COOKIE = "__Host-kith-help" if settings.HTTPS else "kith-help"
QUESTIONS: dict[str, type[forms.Form]] = {
    "who": forms.WhoForm, "children": forms.ChildrenForm, "worries": forms.WorriesForm, "well": forms.WellForm,
    "help": forms.HelpForm, "reach": forms.ReachForm, "safe": forms.SafeForm,
}  # fmt: skip
Asked = Callable[..., HttpResponse]


@public_to_nobody
def start(request: HttpRequest) -> HttpResponse:
    """What this is, when to ring instead, and the beginning."""
    now = timezone.now()
    if request.method != "POST":
        return page(
            request,
            "start.html",
            title="Ask for help for a child or your family",
            ended="ended" in request.GET,
        )
    answers.forget_old(now)
    if floods.too_many(floods.BEGAN, address_of(request), now):
        return limited(request)
    key = answers.new_key()
    answers.begin(key, now)
    response = redirect("help-question", next(iter(QUESTIONS)))
    response.set_cookie(COOKIE, key, httponly=True, secure=settings.HTTPS, samesite="Strict")
    return response


def with_answers(view: Asked) -> Asked:
    """A page on which something is answered already; whoever has nothing, or whose hour is over, begins."""

    @wraps(view)
    def asked(request: HttpRequest, **named: str) -> HttpResponse:
        key = request.COOKIES.get(COOKIE, "")
        row = answers.found(key, timezone.now())
        if row is None:
            return redirect(f"{reverse('help-start')}?ended=1")
        if row.reference:
            return page(request, "sent.html", title="We have your request", reference=row.reference)
        return view(request, row, key, **named)

    return public_to_nobody(asked)


@sensitive_post_parameters()
@with_answers
def question(request: HttpRequest, row: HelpAnswers, key: str, question: str) -> HttpResponse:
    """One question. What is answered is kept, and the next one asked; or the answers checked, if they were before."""
    if question not in QUESTIONS:
        raise NotFound("There is no such question.")
    kept = answers.read(row, key)
    if request.method != "POST":
        return asks(request, question, forms.shown(QUESTIONS[question], kept.get(question, {})), kept)
    if "more" in request.POST and question == "children":
        return one_more(request, kept)
    form = QUESTIONS[question](request.POST)
    if not form.is_valid():
        return asks(request, question, form, kept)
    answers.write(row, key, kept | {question: own_boxes(request, form)})
    return redirect(after(question, checking="check" in request.GET))


def own_boxes(request: HttpRequest, form: forms.Form) -> dict[str, list[str]]:
    """What stood in the boxes of a form, and nothing that it did not ask for."""
    rows = getattr(form, "rows", [])
    names = [each.add_prefix(name) for each in [form, *rows] for name in each.fields]
    kept = {name: request.POST.getlist(name) for name in names if name in request.POST}
    return kept | ({"children": [str(len(rows))]} if rows else {})


def one_more(request: HttpRequest, kept: dict) -> HttpResponse:
    """Boxes for another child; what is typed stays."""
    typed = own_boxes(request, forms.ChildrenForm(request.POST))
    typed["children"] = [str(forms.count(request.POST) + 1)]
    return asks(request, "children", forms.shown(forms.ChildrenForm, typed), kept)


def asks(request: HttpRequest, question: str, form: forms.Form, kept: dict) -> HttpResponse:
    who = (kept.get("who") or {}).get("whom", [""])[0]
    return page(
        request, f"{question}.html", title=titles(question, who), form=form, forms=[form, *getattr(form, "rows", [])],
        back=before(question, checking="check" in request.GET), me=who == "me", most=len(getattr(form, "rows", [])) >= forms.MOST_CHILDREN,
    )  # fmt: skip


def titles(question: str, who: str) -> str:
    if question == "children":
        return "What is your name, and how old are you?" if who == "me" else "Who are the children?"
    return {
        "who": "Who is the help for?", "worries": "What worries you?", "well": "What is going well?", "help": "What would help?",
        "reach": "How can we contact you?", "safe": "How can we contact you safely?",
    }[question]  # fmt: skip


def after(question: str, *, checking: bool) -> str:
    names = list(QUESTIONS)
    place = names.index(question) + 1
    last = checking or place == len(names)
    return reverse("help-check") if last else reverse("help-question", args=[names[place]])


def before(question: str, *, checking: bool) -> str:
    names = list(QUESTIONS)
    place = names.index(question)
    if checking:
        return reverse("help-check")
    return reverse("help-question", args=[names[place - 1]]) if place else reverse("help-start")


@sensitive_post_parameters()
@with_answers
def check(request: HttpRequest, row: HelpAnswers, key: str) -> HttpResponse:
    """Check the answers, and send them."""
    kept = answers.read(row, key)
    told = {name: kind(MultiValueDict(kept[name])) for name, kind in QUESTIONS.items() if name in kept}
    for name in QUESTIONS:
        if name not in told or not told[name].is_valid():
            return redirect("help-question", name)
    if request.method != "POST":
        return page(
            request,
            "check.html",
            title="Check your answers",
            rows=check_rows(told),
            back=before("safe", checking=False),
        )
    now = timezone.now()
    if floods.too_many(floods.SENT, address_of(request), now):
        return limited(request)
    answers.wipe(row, ask_for_help(at=now, **said(told)))
    return redirect("help-check")


def said(told: dict) -> dict:
    """Every answer under the name the request has for it."""
    given = {name: value for form in told.values() for name, value in form.cleaned_data.items()}
    return given | {"children": told["children"].children}


@public_to_nobody
def leave(request: HttpRequest) -> HttpResponse:
    """Away from here at once; nothing stays. A link, so that it works without a script."""
    answers.leave(request.COOKIES.get(COOKIE, ""))
    response = redirect(SAFER)
    response.delete_cookie(COOKIE, samesite="Strict")
    return response


@public_to_nobody
def forget(request: HttpRequest) -> HttpResponse:
    """The answers go, and the start page is shown. Whoever only follows the address is shown the start page."""
    response = redirect("help-start")
    if request.method == "POST":
        answers.leave(request.COOKIES.get(COOKIE, ""))
        response.delete_cookie(COOKIE, samesite="Strict")
    return response


def limited(request: HttpRequest) -> HttpResponse:
    """Too many at once: a polite page, with the telephone number."""
    return page(request, "limited.html", title="Please ring us", status=429)


def page(request: HttpRequest, template: str, *, status: int = 200, **context: object) -> HttpResponse:
    return render(request, f"help/{template}", context | helplines(request), status=status)


urls = [
    path("help/", start, name="help-start"),
    path("help/check/", check, name="help-check"),
    path("help/leave/", leave, name="help-leave"),
    path("help/forget/", forget, name="help-forget"),
    path("help/<slug:question>/", question, name="help-question"),
]
