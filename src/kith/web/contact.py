"""One contact: screening on one screen, with the family's history; and the small forms that hang from it."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from kith.childfile.entries_of_frontdoor import from_whom
from kith.childfile.telling import not_to_tell
from kith.frontdoor.actions import contacts as act
from kith.frontdoor.actions.decisions import decide as decide_contact
from kith.frontdoor.asking import HelpRequest
from kith.frontdoor.family import household, professionals_of
from kith.frontdoor.models import Contact, PartnerCheck
from kith.frontdoor.queries import decisions_in_force, history_of, repeats
from kith.frontdoor.seeing import (
    children_of,
    get_contact,
    may_decide,
    may_screen,
    require_deciding,
    require_screening,
    screened_by,
    screens,
)
from kith.lib.days import day_of
from kith.people.models import Person
from kith.protection.front_door import children_to_discuss
from kith.reach.search import is_restricted
from kith.reach.seeing import NotFound
from kith.reach.withheld import What
from kith.web import contact_words as words
from kith.web.forms import contacts as forms
from kith.web.forms.new_contact import now
from kith.web.help_request_words import safe_rows
from kith.web.request import Request
from kith.web.saving import save
from kith.web.saving_apart import ask_apart

MOST = 30  # earlier contacts on the page; the child's chronology has them all


def contact(request: Request, contact: int) -> HttpResponse:
    found = get_contact(request.worker, contact)
    screening = screens(request.worker, found)
    children = children_of(found)
    return render(request, "contacts/contact.html", {
        "title": f"Contact about {words.names(children)}", "contact": found, "from_whom": from_whom(found),
        "tags": words.tags(found, repeats([found])[found.pk]), "left": words.time_left(found, request.as_of),
        "rows": words.details(found), "children": child_lines(request, found),
        "additions": found.additions.select_related("author").order_by("written_at", "pk"),
        "checks": check_lines(request, found, screening=screening),
        "tellings": found.tellings.select_related("by").order_by("written_at", "pk"),
        "may_screen": may_screen(request.worker, found), "may_decide": may_decide(request.worker, found),
        "may_discuss": may_decide(request.worker, found) and bool(children_to_discuss(request.worker, found)),
        "own": found.taken_by_id == request.worker.pk, "screening": screening, **asked_online(found),
        "back": reverse("contacts") if screening else reverse("child", args=[children[0].pk]),
    } | (history(request, found, children) if screening else {}))  # fmt: skip


def asked_online(found: Contact) -> dict:
    """For a contact that came by the public page: what was sent, and how to be in touch safely."""
    asked = HelpRequest.objects.filter(contact=found).first()
    return {"asked": asked, "safe": safe_rows(asked)} if asked else {}


def child_lines(request: Request, found: Contact) -> list[dict]:
    """The children, each with the decision in force; a name leads to the record, or to the short card."""
    decided = {row.child_id: row for row in decisions_in_force().filter(contact=found)}
    children = children_of(found)
    homes = words.homes_of(request, [each.pk for each in children])
    return [words.child_line(each, decided.get(each.pk), request.as_of, homes[each.pk]) for each in children]


def check_lines(request: Request, found: Contact, *, screening: bool) -> list[dict]:
    rows = found.checks.select_related("asked_by").order_by("asked_at", "pk")
    may = may_screen(request.worker, found)
    return [
        words.check_line(row, screens=screening, answer=reverse("check-answer", args=[found.pk, row.pk]) if may else "")
        for row in rows
    ]  # fmt: skip


def history(request: Request, found: Contact, children: list[Person]) -> dict:
    """What the service knows of the family, for whoever screens: no words of other contacts, and no narrative."""
    family = household(children, request.as_of)
    known = [*children, *(each.person for each in family)]
    earlier = history_of([each.pk for each in known], but=found)
    opens = screened_by(request.worker).filter(pk__in=[each.contact.pk for each in earlier[:MOST]])
    seen = set(opens.values_list("pk", flat=True))
    records = [each.pk for each in known if each.record_opened_on]
    return {
        "earlier": [words.earlier_line(each, seen) for each in earlier[:MOST]], "more": max(len(earlier) - MOST, 0),
        "children_now": words.children_now(children, request.as_of),
        "family": words.around_lines(family, request),
        "professionals": professionals_of(records, request.as_of), "work_withheld": work_withheld(records),
        "restricted": any(fits(each) for each in children),
    }  # fmt: skip


def work_withheld(children: list[int]) -> set[int]:
    """The children of whom where a professional works would tell what is withheld from the reader."""
    return {child for child, hidden in not_to_tell(children).items() if hidden & {What.ADDRESS, What.SCHOOL}}


def fits(child: Person) -> bool:
    """Whether a restricted record fits the child's name: the page then says whom to speak to, and no more."""
    born = child.born_on or child.expected_on
    return is_restricted(f"{child.name} {born.isoformat() if born else ''}")


# Forms about one contact


def form_page(
    request: Request, found: Contact, form: BaseForm, do: Callable[[Any], object], *, title: str, said: str, button: str,
    template: str = "contacts/form.html",
) -> HttpResponse:  # fmt: skip
    back = reverse("contact", args=[found.pk])
    saved = save(request, form, lambda: do(form), said=said, to=back)
    about = words.names(children_of(found))
    return saved or ask_apart(
        request, form, template=template, title=title, back=back, button=button, about=about
    )


def load(request: Request, contact: int, require: Callable) -> Contact:
    found = get_contact(request.worker, contact)
    require(request.worker, found)
    return found


def made(request: Request) -> dict:
    """What every action is told of the moment and the worker."""
    return {"at": timezone.now(), "by": request.worker}


def add(request: Request, contact: int) -> HttpResponse:
    found = load(request, contact, require_screening)
    form = forms.AdditionForm(request.POST or None, as_of=request.as_of)
    return form_page(
        request, found, form,
        lambda sent: act.add_to_contact(contact=found, text=sent.cleaned_data["text"], **made(request)),
        title="Add to the contact", said="Your words are added to the contact", button="Add to the contact",
    )  # fmt: skip


def check_new(request: Request, contact: int) -> HttpResponse:
    found = load(request, contact, require_screening)
    first = {"asked_on": now()["day"], "asked_time": now()["time"]}
    form = forms.CheckForm(request.POST or None, as_of=request.as_of, initial=first)
    return form_page(
        request, found, form, lambda sent: act.ask_partner(contact=found, **sent.details, **made(request)),
        title="Ask a partner", said="It is recorded that the partner was asked", button="Save",
    )  # fmt: skip


def check_answer(request: Request, contact: int, asked: int) -> HttpResponse:
    found = load(request, contact, require_screening)
    row = PartnerCheck.objects.filter(contact=found, pk=asked, answered_at__isnull=True).first()
    if row is None:
        raise NotFound("There is no such question, or it is answered.")
    first = {
        "answered_on": now()["day"], "answered_time": now()["time"],
        "intelligence": row.agency == PartnerCheck.Agency.POLICE,
    }  # fmt: skip
    form = forms.AnswerForm(request.POST or None, as_of=request.as_of, initial=first)
    return form_page(
        request, found, form, lambda sent: act.answer_check(check=row, **sent.details, **made(request)),
        title=f"What they said: {row.get_agency_display().lower()}", said="The answer is recorded", button="Save the answer",
    )  # fmt: skip


def tell(request: Request, contact: int) -> HttpResponse:
    found = load(request, contact, act.require_screening_or_deciding)
    form = forms.TellForm(request.POST or None, as_of=request.as_of)
    return form_page(
        request, found, form, lambda sent: act.tell(contact=found, **sent.details, **made(request)),
        title="Who was told", said="It is recorded", button="Save",
    )  # fmt: skip


def decide(request: Request, contact: int) -> HttpResponse:
    found = load(request, contact, require_deciding)
    waiting = [each.child for each in found.about.all() if each.decided_at is None]
    first = {
        "children": [str(each.pk) for each in waiting or children_of(found)],
        "referred_on": day_of(found.received_at),
    }
    form = forms.DecisionForm(
        request.POST or None, as_of=request.as_of, children=children_of(found), initial=first
    )
    return form_page(
        request, found, form, lambda sent: decide_contact(contact=found, **sent.details, **made(request)),
        title="Decide what is done", said="The decision is recorded. Now say who was told.", button="Save the decision",
    )  # fmt: skip


urls = [
    path("contacts/<int:contact>/", contact, name="contact"),
    path("contacts/<int:contact>/add/", add, name="contact-add"),
    path("contacts/<int:contact>/checks/new/", check_new, name="check-new"),
    path("contacts/<int:contact>/checks/<int:asked>/", check_answer, name="check-answer"),
    path("contacts/<int:contact>/told/", tell, name="contact-tell"),
    path("contacts/<int:contact>/decide/", decide, name="contact-decide"),
]
