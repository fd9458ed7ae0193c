"""Choosing a home before a placement is recorded: one on the record, a new one, or none."""

from typing import Any

from django.http import HttpResponse

from kith.care.homes import homes_like, homes_told_of
from kith.people.models import Person
from kith.providers.models import Home
from kith.web.forms.homes import FindHomeForm
from kith.web.request import Request
from kith.web.saving import ask

NEW, NONE, MOST = "new", "none", 20


def chosen_home(request: Request) -> Home | str | None:
    """The home of the address ("?home=12", "?home=new", "?home=none"), or None where none was chosen yet."""
    wanted = request.GET.get("home", "")
    if wanted in (NEW, NONE):
        return wanted
    return homes_told_of().filter(pk=wanted).first() if wanted.isdecimal() and len(wanted) < 19 else None


def ask_which_home(request: Request, child: Person, **page: Any) -> HttpResponse:
    """The page that finds a home. The words looked for are sent in the page, never in its address."""
    form = FindHomeForm(request.POST or None)
    looked = request.method == "POST" and form.is_valid()
    found = list(homes_like(form.cleaned_data["words"])[:MOST]) if looked else []
    return ask(
        request, child, form, template="care/find_home.html", found=found, looked=looked, most=MOST,
        button="Find the home", **page,
    )  # fmt: skip
