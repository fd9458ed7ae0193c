"""Everybody's accounts, for administrators: who may sign in, beginning anew, and ending access."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone

from kith.access.models import AuthenticatorApp, OneTimeCode, SecurityKey, User
from kith.access.one_time import GOOD_FOR
from kith.access.roles import Permission
from kith.casework.actions.accounts import end_account, give_code
from kith.reach.seeing import NotFound, must_hold
from kith.web.forms.fields import DateField
from kith.web.forms.plain import Form
from kith.web.lately import lately
from kith.web.request import Request

PER_PAGE, MOST_FOUND = 50, 500


class FindForm(Form):
    """Part of a name. Sent in the form, never in the address."""

    called = {"words": "part of a name or username"}
    words = forms.CharField(label="Name or username", max_length=100)


class CodeForm(Form):
    """What somebody has lost."""

    called = {"opens": "what they have lost"}
    opens = forms.ChoiceField(
        label="What have they lost?", choices=OneTimeCode.Opens.choices, widget=forms.RadioSelect
    )  # fmt: skip


class EndForm(Form):
    """From which day nobody comes in with the account."""

    on = DateField(
        label="From which day?", called="the day", help_text="On that day they can no longer sign in. For example, 16 11 2026"
    )  # fmt: skip


def accounts(request: Request) -> HttpResponse:
    must_hold(Permission.ACCOUNTS_CHANGE)
    form = FindForm(request.POST or None)
    words = form.cleaned_data["words"] if form.is_bound and form.is_valid() else ""
    page = Paginator(found(words), MOST_FOUND if words else PER_PAGE).get_page(request.GET.get("page"))
    rows = [row(each, request) for each in page]
    frame = {"title": "Accounts", "form": form, "page": page, "rows": rows, "words": words}
    return render(request, "account/accounts.html", frame)


def found(words: str) -> QuerySet:
    """Logins whose name has these words in it, with what is shown of each."""
    named = Q(username__icontains=words) | Q(worker__name__icontains=words)
    return (
        User.objects.filter(named if words else Q())
        .select_related("worker")
        .prefetch_related("held")
        .annotate(
            has_app=Exists(AuthenticatorApp.objects.filter(user=OuterRef("pk"))),
            has_keys=Exists(SecurityKey.objects.filter(user=OuterRef("pk"))),
        )
        .order_by("username")
    )


def row(login, request: Request) -> dict:
    """A login as the list and its own page show it."""
    worker = getattr(login, "worker", None)
    ends = [each for each in (login.ended_on, worker and worker.end_on) if each]
    return {
        "login": login, "name": worker.name if worker else login.username,
        "roles": [each.label for each in login.roles_on(request.as_of)],
        "ends_on": min(ends, default=None), "has_ended": bool(ends) and min(ends) <= request.as_of,
        "second_step": login.has_app or login.has_keys, "own": login.pk == request.user.pk,
    }  # fmt: skip


def account(request: Request, login: int) -> HttpResponse:
    whose = load(request, login)
    frame = {"title": whose["name"], "row": whose, "lately": lately(whose["login"])}
    return render(request, "account/account.html", frame)


def code(request: Request, login: int) -> HttpResponse:
    """Make a one-time code: shown with the answer to the form and never again."""
    whose = load(request, login, to_change=True)
    form = CodeForm(request.POST or None)
    frame = {"title": f"Make a one-time code for {whose['name']}", "form": form, "row": whose}
    if request.method == "POST" and form.is_valid():
        opens, at = OneTimeCode.Opens(form.cleaned_data["opens"]), timezone.now()
        made = give_code(user=whose["login"], opens=opens, at=at, by=request.worker)
        frame |= {
            "title": f"One-time code for {whose['name']}",
            "code": made,
            "opens": opens,
            "until": at + GOOD_FOR,
        }
        return render(request, "account/code_made.html", frame)
    return render(request, "account/code.html", frame)


def end(request: Request, login: int) -> HttpResponse:
    whose = load(request, login, to_change=True)
    form = EndForm(request.POST or None, initial={"on": request.as_of})
    if request.method == "POST" and form.is_valid():
        try:
            end_account(user=whose["login"], on=form.cleaned_data["on"], by=request.worker)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(
                request, f"{whose['name']} can no longer sign in from {form.cleaned_data['on']:%-d %B %Y}."
            )
            return redirect("account", login=login)
    return render(
        request, "account/end.html", {"title": f"End access for {whose['name']}", "form": form, "row": whose}
    )


def load(request: Request, login: int, *, to_change: bool = False) -> dict:
    """The login; to change it, one that is not one's own and has not ended. Raises NotFound."""
    must_hold(Permission.ACCOUNTS_CHANGE)
    whose = found("").filter(pk=login).first()
    if whose is None:
        raise NotFound("There is no such account.")
    shown = row(whose, request)
    if to_change and (shown["own"] or shown["has_ended"]):
        raise NotFound("This account is not to be changed.")
    return shown


urls = [
    path("accounts/", accounts, name="accounts"),
    path("accounts/<int:login>/", account, name="account"),
    path("accounts/<int:login>/one-time-code/", code, name="account-code"),
    path("accounts/<int:login>/end/", end, name="account-end"),
]
