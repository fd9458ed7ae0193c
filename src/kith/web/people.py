"""A person: what is known of them, and the forms that change it. A child with a record is shown inside the record."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from kith.access.audit import current
from kith.access.roles import Permission
from kith.casework.actions import people as act
from kith.keeping.queries import holds_of, kept
from kith.lib.days import birthday
from kith.people.models import EmailAddress, Person, PersonName, Residence, Telephone
from kith.people.queries import Kin, relationships_of
from kith.reach.around import may_for, require_for
from kith.reach.doing import get_child_to, may, require
from kith.reach.seeing import NotFound, get_child, get_person, is_a_child, visible_to
from kith.web.already_known import already_known, chosen, shown
from kith.web.drafting import set_down
from kith.web.forms import people as forms
from kith.web.forms.record import RecordForm
from kith.web.jinja import long_date
from kith.web.merged_words import said_on_record
from kith.web.person_words import about, kept_for, line, numbers, reached, rows
from kith.web.record import record_frame
from kith.web.request import Request
from kith.web.restriction_words import in_banner
from kith.web.saving import ask, save
from kith.web.saving_apart import ask_apart
from kith.workforce.models import Worker

CHANGE = Permission.PERSON_CHANGE


def details(request: Request, child: int) -> HttpResponse:
    whose = get_child(request.worker, child, Permission.RECORD_SEE)
    frame = record_frame(
        whose,
        "details",
        title="Details",
        kept=rows(keeping_of(whose, request.as_of)),
        **known(request, whose),
    )
    return render(request, "people/details.html", frame)


def keeping_of(child: Person, as_of: date) -> list[tuple[str, str]]:
    """How long the record is kept, and whether a legal hold stands: whose and why is for those who place holds."""
    since = [long_date(each.start_on) for each in holds_of(child) if each.holds_on(as_of)]
    held = [("Legal hold", f"Since {each}: nothing of this record may be destroyed.") for each in since]
    return [kept_for(kept(child, as_of)), *held]


def person(request: Request, person: int) -> HttpResponse:
    found = get_person(request.worker, person)
    if found.record_opened_on:
        own = visible_to(request.worker, Permission.RECORD_SEE).filter(pk=person).exists()
        return (
            redirect("details", child=person)
            if own
            else render(request, "people/relative.html", relative(request, found))
        )
    return render(request, "people/person.html", known(request, found) | {"title": found.name})


def known(request: Request, person: Person) -> dict:
    """What the page of a person shows, and which of it this worker may change."""
    relatives = relationships_of(person, request.as_of) if not person.record_opened_on else []
    return {
        "person": person,
        "restricted": in_banner(person.pk) if not person.record_opened_on else [],
        "merged": said_on_record(person, request.worker),
        "about": rows(about(person, request.as_of)),
        "numbers": rows(numbers(person)),
        "names": sorted(
            person.names.all(), key=lambda name: (name.end_on is not None, name.kind, name.start_on)
        ),
        "reached": reached([person.pk], request.as_of)[person.pk],
        "relatives": [as_line(kin, request) for kin in relatives],
        "may_change": may_for(request.worker, CHANGE, person),
        "may_split": splits(person, request.worker),
        "may_open": young(person, request.as_of) and may_for(request.worker, Permission.PERSON_ADD, person),
    }


def splits(person: Person, worker: Worker) -> bool:
    """An unborn child's record may become two, of twins."""
    unborn = bool(person.record_opened_on) and person.is_unborn
    return unborn and may(worker, Permission.PROTECTION_RECORD, person)


def young(person: Person, as_of: date) -> bool:
    """Somebody known as a relative only who may need a record of their own: until 25, or of an age not known."""
    if person.record_opened_on or person.died_on or person.pregnancy_ended_on:
        return False
    return person.born_on is None or as_of < birthday(person.born_on, 25)


def relative(request: Request, person: Person) -> dict:
    """A child with a record beyond this worker's reach is seen as a relative only."""
    kin = [each for each in relationships_of(person, request.as_of) if _is_own(request, each.who)]
    return {
        "title": person.name, "person": person, "line": line(person, request.as_of),
        "relatives": [as_line(each, request) for each in kin], "restricted": in_banner(person.pk),
    }  # fmt: skip


def as_line(kin: Kin, request: Request) -> dict:
    return line(kin.who, request.as_of, role=kin.word, href=reverse("person", args=[kin.who.pk]))


def _is_own(request: Request, child: Person) -> bool:
    return visible_to(request.worker, Permission.FAMILY_SEE).filter(pk=child.pk).exists()


# Adding a child


def new(request: Request) -> HttpResponse:
    require(request.worker, Permission.PERSON_ADD)
    if known := chosen(request):
        set_down(request)
        return redirect("card" if known.record_opened_on else "record-open", known.pk)
    form = forms.AddPersonForm(request.POST or None, as_of=request.as_of)
    alike = already_known(request, form)
    saved = save(
        request, form,
        lambda: act.add_person(**form.cleaned_data, record_opened_on=request.as_of, by=request.worker),
        said="The child is added", to=lambda child: reverse("card", args=[child.pk]),
    )  # fmt: skip
    return saved or ask_apart(
        request, form, template="people/new.html", title="Add a child", back=reverse("search"),
        button="Add the child", **shown(request, alike),
    )  # fmt: skip


# Forms. Each names what must be allowed, the form, and what it does.


def form_page(
    request: Request, number: int, make: Callable[[Person], BaseForm], do: Callable[[Person, BaseForm], object], *,
    title: str, said: str, button: str, permission: Permission = CHANGE, intro: str = "",
    changes: bool = False,
) -> HttpResponse:  # fmt: skip
    """One form about one person: their own page is where it leads back to. `changes`: it alters what stands of them."""
    found = load(request, number, permission)
    form, back, row = make(found), home_of(found), found if changes else None
    saved = save(request, form, lambda: do(found, form), said=said, to=lambda _: home_of(found), row=row)
    return saved or ask_about(
        request, found, form, title=title, back=back, button=button, intro=intro, row=row
    )


def load(request: Request, number: int, permission: Permission) -> Person:
    """A person this worker may see, and do this for."""
    if is_a_child(number):
        return get_child_to(permission, request.worker, number, Permission.RECORD_SEE)
    found = get_person(request.worker, number)
    require_for(request.worker, permission, found)
    return found


def home_of(person: Person) -> str:
    return reverse("details" if person.record_opened_on else "person", args=[person.pk])


def ask_about(request: Request, person: Person, form: BaseForm, **context: Any) -> HttpResponse:
    """Show a form about a person: in the frame of the record for a child with one."""
    if person.record_opened_on:
        return ask(request, person, form, **context)
    return ask_apart(request, form, person=person, **context)


def change(request: Request, person: int) -> HttpResponse:
    return form_page(
        request, person,
        lambda found: forms.ChangePersonForm(request.POST or None, as_of=request.as_of, person=found),
        lambda found, form: act.change_person(person=found, **form.cleaned_data, by=request.worker),
        title="Change details", said="The details are changed", button="Save the details", changes=True,
    )  # fmt: skip


def _adding(form: type[RecordForm], do: Callable, *, title: str, said: str, button: str, permission=CHANGE):
    """A view that asks for something new about a person and adds it."""

    def view(request: Request, person: int) -> HttpResponse:
        return form_page(
            request, person, lambda _: form(request.POST or None, as_of=request.as_of),
            lambda found, sent: do(found, sent.cleaned_data, request.worker),
            title=title, said=said, button=button, permission=permission,
        )  # fmt: skip

    return view


name_new = _adding(
    forms.NameForm, lambda found, given, by: act.rename(person=found, **given, by=by),
    title="Add a name", said="The name is added", button="Save the name",
)  # fmt: skip
address_new = _adding(
    forms.AddressForm, lambda found, given, by: act.move(person=found, **given, by=by),
    title="Add an address", said="The address is added", button="Save the address",
)  # fmt: skip
telephone_new = _adding(
    forms.TelephoneForm, lambda found, given, by: act.add_telephone(person=found, **given, by=by),
    title="Add a telephone number", said="The telephone number is added", button="Save the number",
)  # fmt: skip
email_new = _adding(
    forms.EmailForm, lambda found, given, by: act.add_email(person=found, **given, by=by),
    title="Add an email address", said="The email address is added", button="Save the email address",
)  # fmt: skip
birth = _adding(
    forms.BirthForm, lambda found, given, by: act.record_birth(child=found, **given, by=by),
    title="Record the birth", said="The birth is recorded", button="Save the birth",
)  # fmt: skip
pregnancy_ended = _adding(
    forms.DayForm, lambda found, given, by: act.record_pregnancy_ended(child=found, **given, by=by),
    title="Record that the pregnancy ended", said="It is recorded that the pregnancy ended", button="Save",
)  # fmt: skip
death = _adding(
    forms.DayForm, lambda found, given, by: act.record_death(person=found, **given, by=by),
    title="Record a death", said="The death is recorded", button="Save",
)  # fmt: skip
record_open = _adding(
    forms.OpenRecordForm, lambda found, given, by: act.open_record(person=found, **given, by=by),
    title="Open a record for this child", said="The record is open", button="Open the record",
    permission=Permission.PERSON_ADD,
)  # fmt: skip


def _ending(model: Any, do: Callable, *, title: str, said: str):
    """A view that ends a row of a person: it must be theirs."""

    def view(request: Request, person: int, row: int) -> HttpResponse:
        def end(found: Person, sent: BaseForm) -> object:
            return do(_row(model, found, row), sent.cleaned_data["end_on"], request.worker)

        ended = _row(model, load(request, person, CHANGE), row)
        return form_page(
            request, person, lambda _: forms.EndForm(request.POST or None, as_of=request.as_of), end,
            title=title, said=said, button="Save the end date", intro=in_words(ended),
        )  # fmt: skip

    return view


def in_words(row: Any) -> str:
    """Which name, address or number it is."""
    if isinstance(row, PersonName):
        return row.whole
    return row.number if isinstance(row, Telephone) else row.address


def _row(model: Any, person: Person, number: int):
    found = (
        model.objects.filter(person=person, pk=number, end_on__isnull=True).select_related("person").first()
    )
    shown = reached([person.pk], current().as_of)[person.pk]
    if found is None or (
        model is not PersonName and found not in [*shown.residences, *shown.telephones, *shown.emails]
    ):
        raise NotFound("There is no such row, or it has ended.")
    return found


name_end = _ending(
    PersonName, lambda row, day, by: act.end_name(name=row, end_on=day, by=by),
    title="End a name", said="The name has ended",
)  # fmt: skip
address_end = _ending(
    Residence, lambda row, day, by: act.leave_address(residence=row, end_on=day, by=by),
    title="End an address", said="The address has ended",
)  # fmt: skip
telephone_end = _ending(
    Telephone, lambda row, day, by: act.end_telephone(telephone=row, end_on=day, by=by),
    title="End a telephone number", said="The telephone number has ended",
)  # fmt: skip
email_end = _ending(
    EmailAddress, lambda row, day, by: act.end_email(email=row, end_on=day, by=by),
    title="End an email address", said="The email address has ended",
)  # fmt: skip

urls = [
    path("children/<int:child>/details/", details, name="details"),
    path("people/new/", new, name="person-new"),
    path("people/<int:person>/", person, name="person"),
    path("people/<int:person>/change/", change, name="person-change"),
    path("people/<int:person>/names/new/", name_new, name="name-new"),
    path("people/<int:person>/names/<int:row>/end/", name_end, name="name-end"),
    path("people/<int:person>/addresses/new/", address_new, name="address-new"),
    path("people/<int:person>/addresses/<int:row>/end/", address_end, name="address-end"),
    path("people/<int:person>/telephones/new/", telephone_new, name="telephone-new"),
    path("people/<int:person>/telephones/<int:row>/end/", telephone_end, name="telephone-end"),
    path("people/<int:person>/emails/new/", email_new, name="email-new"),
    path("people/<int:person>/emails/<int:row>/end/", email_end, name="email-end"),
    path("people/<int:person>/birth/", birth, name="birth"),
    path("people/<int:person>/pregnancy-ended/", pregnancy_ended, name="pregnancy-ended"),
    path("people/<int:person>/death/", death, name="death"),
    path("people/<int:person>/record/", record_open, name="record-open"),
]
