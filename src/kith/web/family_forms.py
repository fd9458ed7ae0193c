"""The forms of a child's family page."""

from collections.abc import Callable

from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.casework.actions import families as act
from kith.casework.actions.alerts import add_alert, end_alert
from kith.casework.actions.withholding import end_withholding, withhold
from kith.childfile.entry import about
from kith.childfile.overview import tells_where
from kith.people.models import (
    Alert,
    Family,
    FamilyMember,
    ParentalResponsibility,
    Person,
    Professional,
    Relationship,
    Withholding,
)
from kith.people.queries import families_of, relationships_of
from kith.reach.doing import NotPermitted, get_child_to, require
from kith.reach.search import findable, search
from kith.reach.seeing import NotFound
from kith.reach.withheld import What, readers
from kith.web.already_known import Known, already_known, chosen, shown
from kith.web.forms import family as forms
from kith.web.forms.people import EndForm
from kith.web.person_words import line
from kith.web.request import Request
from kith.web.saving import ask, save

CHANGE = Permission.RELATIONSHIP_CHANGE
MOST = 20


def load(request: Request, child: int, permission: Permission) -> Person:
    return get_child_to(permission, request.worker, child, Permission.FAMILY_SEE)


def form_page(
    request: Request, child: Person, form: BaseForm, do: Callable[[], object], *, title: str, said: str, button: str,
    row: Model | None = None, **more: object,
) -> HttpResponse:  # fmt: skip
    """One form of the family page, where it leads back to."""
    back = reverse("family", args=[child.pk])
    saved = save(request, form, do, said=said, to=back, row=row)
    return saved or ask(request, child, form, title=title, back=back, button=button, row=row, **more)


def around(child: Person) -> list[Person]:
    """The people related to the child, whoever is in a family with them, by name; no carer's where the reader must
    not learn where the child lives."""
    kin = relationships_of(child)
    found = {each.who.pk: each.who for each in kin}
    for family in families_of(child):
        found |= {
            each.person_id: each.person for each in family.memberships.all() if each.person_id != child.pk
        }
    if What.ADDRESS in about(child.pk).hidden:
        for each in filter(tells_where, kin):
            found.pop(each.who.pk, None)
    return sorted(found.values(), key=lambda person: (person.name, person.pk))


# Relationships: first whom, then what they are


def relationship_new(request: Request, child: int) -> HttpResponse:
    whose = load(request, child, CHANGE)
    wanted = request.GET.get("person", "")
    if wanted == "new":
        return _new_relative(request, whose)
    other = (
        findable(request.worker).filter(pk=wanted).first()
        if wanted.isdecimal() and len(wanted) < 19
        else None
    )
    return _relate(request, whose, other) if other else _find_person(request, whose)


def _find_person(request: Request, child: Person) -> HttpResponse:
    """The words looked for are sent in the page, never in its address."""
    form = forms.FindPersonForm(request.POST or None)
    looked = request.method == "POST" and form.is_valid()
    found = search(request.worker, form.cleaned_data["words"])[: MOST + 1] if looked else []
    lines = [line(each, request.as_of, href=f"?person={each.pk}") for each in found if each.pk != child.pk][
        :MOST
    ]
    return ask(
        request, child, form, template="family/find_person.html", title="Find the relative", found=lines, looked=looked, most=MOST,
        back=reverse("family", args=[child.pk]), button="Find",
    )  # fmt: skip


def _relate(request: Request, child: Person, other: Person) -> HttpResponse:
    form = forms.RelationshipForm(request.POST or None, as_of=request.as_of, child=child, other=other)

    return form_page(
        request,
        child,
        form,
        lambda: _joined(request, form, child, other),
        title="Add a relationship",
        said="The relationship is added",
        button="Save the relationship",
    )


def _joined(request: Request, form: forms.RelationshipForm, child: Person, other: Person) -> object:
    one, two = (child, other) if form.child_is else (other, child)
    return act.relate(
        person=one, other=two, kind=form.kind_of, start_on=form.cleaned_data["start_on"], by=request.worker
    )


def _new_relative(request: Request, child: Person) -> HttpResponse:
    """Somebody not yet known; or, once the worker has seen who may be meant, somebody who is."""
    require(request.worker, Permission.PERSON_ADD)
    form, known = forms.RelativeForm(request.POST or None, as_of=request.as_of, child=child), chosen(request)
    alike = Known() if known else already_known(request, form, child)

    def do() -> object:
        if known:
            return _joined(request, form, child, known)
        return act.add_relative(
            child=child, kind=form.kind_of, child_is=form.child_is, start_on=form.cleaned_data["start_on"],
            **form.person, by=request.worker,
        )  # fmt: skip

    return form_page(
        request, child, form, do, template="family/new_relative.html",
        title="Add a relative who is not on the record", button="Add the relative",
        said="The relationship is added" if known else "The relative is added",
        **shown(request, alike, child=child),
    )  # fmt: skip


# What is added


def responsibility_new(request: Request, child: int) -> HttpResponse:
    whose = load(request, child, CHANGE)
    form = forms.ResponsibilityForm(request.POST or None, as_of=request.as_of, people=around(whose))
    return form_page(
        request, whose, form,
        lambda: act.give_responsibility(
            child=whose, holder=form.chosen(), basis=form.cleaned_data["basis"],
            start_on=form.cleaned_data["start_on"], by=request.worker,
        ),
        title="Record parental responsibility", said="Parental responsibility is recorded", button="Save",
    )  # fmt: skip


def family_new(request: Request, child: int) -> HttpResponse:
    whose = load(request, child, CHANGE)
    form = forms.FamilyForm(request.POST or None, as_of=request.as_of, people=around(whose))
    return form_page(
        request, whose, form,
        lambda: act.start_family(
            child=whose, name=form.cleaned_data["name"], members=form.members_chosen,
            start_on=form.cleaned_data["start_on"], by=request.worker,
        ),
        title="Add a family", said="The family is recorded", button="Save the family",
        intro="A family is a group of people who are worked with together. A child may be in several.",
    )  # fmt: skip


def member_new(request: Request, child: int, family: int) -> HttpResponse:
    whose = load(request, child, CHANGE)
    found = _family(whose, family)
    form = forms.MemberForm(request.POST or None, as_of=request.as_of, people=[whose, *around(whose)])
    return form_page(
        request, whose, form,
        lambda: act.join_family(
            family=found, person=form.chosen(), start_on=form.cleaned_data["start_on"], by=request.worker
        ),
        title=f"Add somebody to {found.name}", said="They are added to the family", button="Save",
    )  # fmt: skip


def professional_new(request: Request, child: int) -> HttpResponse:
    whose = load(request, child, CHANGE)
    form = forms.ProfessionalForm(request.POST or None, as_of=request.as_of)
    return form_page(
        request, whose, form, lambda: act.add_professional(child=whose, **form.cleaned_data, by=request.worker),
        title="Add a professional", said="The professional is added", button="Save the professional",
        intro="Somebody outside the service who is involved with the child.",
    )  # fmt: skip


def alert_new(request: Request, child: int) -> HttpResponse:
    whose = load(request, child, Permission.ALERT_CHANGE)
    form = forms.AlertForm(request.POST or None, as_of=request.as_of)
    return form_page(
        request, whose, form, lambda: add_alert(child=whose, **form.cleaned_data, by=request.worker),
        title="Add an alert", said="The alert is added", button="Save the alert",
    )  # fmt: skip


def withhold_new(request: Request, child: int) -> HttpResponse:
    whose = load(request, child, Permission.WITHHOLD)
    form = forms.WithholdForm(request.POST or None, as_of=request.as_of, people=around(whose))
    return form_page(
        request, whose, form,
        lambda: withhold(child=whose, **(form.cleaned_data | {"withheld_from": form.chosen()}), by=request.worker),
        title="Withhold something from a person", said="It is withheld from now on", button="Withhold it",
        intro="Pages, prints and exports made for that person will say “Withheld” in its place.",
    )  # fmt: skip


# What ends


def relationship_end(request: Request, child: int, relationship: int) -> HttpResponse:
    whose = load(request, child, CHANGE)
    either = Relationship.objects.filter(person=whose) | Relationship.objects.filter(other=whose)
    found = _open(either.select_related("person", "other"), relationship)
    return _ending(
        request, whose, found, lambda day: act.end_relationship(relationship=found, end_on=day, by=request.worker),
        title="End a relationship", said="The relationship has ended", intro=in_words(whose, found),
    )  # fmt: skip


def responsibility_end(request: Request, child: int, responsibility: int) -> HttpResponse:
    whose = load(request, child, CHANGE)
    found = _open(
        ParentalResponsibility.objects.filter(child=whose).select_related("child", "holder"), responsibility
    )
    return _ending(
        request, whose, found, lambda day: act.end_responsibility(responsibility=found, end_on=day, by=request.worker),
        title="End parental responsibility", said="Parental responsibility has ended",
        intro=f"{found.holder.name if found.holder else 'The authority'}: {found.basis}",
    )  # fmt: skip


def family_end(request: Request, child: int, family: int) -> HttpResponse:
    whose = load(request, child, CHANGE)
    found = _family(whose, family)
    return _ending(
        request, whose, found, lambda day: act.end_family(family=found, end_on=day, by=request.worker),
        title=f"End work with {found.name}", said="Work with the family has ended",
    )  # fmt: skip


def member_end(request: Request, child: int, member: int) -> HttpResponse:
    whose = load(request, child, CHANGE)
    found = _open(
        FamilyMember.objects.filter(family__in=families_of(whose)).select_related("family", "person"), member
    )
    return _ending(
        request, whose, found, lambda day: act.leave_family(membership=found, end_on=day, by=request.worker),
        title=f"{found.person.name} leaves {found.family.name}", said="They have left the family",
    )  # fmt: skip


def professional_end(request: Request, child: int, professional: int) -> HttpResponse:
    whose = load(request, child, CHANGE)
    found = _open(Professional.objects.filter(child=whose).select_related("child"), professional)
    return _ending(
        request, whose, found, lambda day: act.end_professional(professional=found, end_on=day, by=request.worker),
        title=f"{found.name} is no longer involved", said="The professional is no longer involved",
    )  # fmt: skip


def alert_end(request: Request, child: int, alert: int) -> HttpResponse:
    whose = load(request, child, Permission.ALERT_CHANGE)
    found = _open(Alert.objects.filter(child=whose).select_related("child"), alert)
    form = forms.EndWithReasonForm(request.POST or None, as_of=request.as_of)
    return form_page(
        request, whose, form, row=found, do=lambda: end_alert(alert=found, **form.cleaned_data, by=request.worker),
        title="End an alert", said="The alert has ended", button="End the alert",
        intro=f"{found.get_kind_display()}: {found.text}",
    )  # fmt: skip


def withhold_end(request: Request, child: int, withholding: int) -> HttpResponse:
    whose = load(request, child, Permission.WITHHOLD)
    found = _open(
        Withholding.objects.filter(child=whose).select_related("child", "withheld_from"), withholding
    )
    if found.withheld_from_id in readers():
        raise NotPermitted("This is withheld from you, so somebody else has to decide about it.")
    form = forms.EndWithReasonForm(request.POST or None, as_of=request.as_of)
    return form_page(
        request, whose, form, row=found, do=lambda: end_withholding(withholding=found, **form.cleaned_data, by=request.worker),
        title="No longer withhold this", said="It is no longer withheld", button="No longer withhold it",
        intro=f"{found.get_what_display()}, withheld from {found.withheld_from.name}",
    )  # fmt: skip


def in_words(child: Person, relationship: Relationship) -> str:
    """Whom a relationship is with, and what they are to the child; nobody's name where it would tell too much."""
    kin = next(each for each in relationships_of(child) if each.relationship.pk == relationship.pk)
    secret = What.ADDRESS in about(child.pk).hidden and tells_where(kin)
    return f"{'Name withheld' if secret else kin.who.name}, {kin.word}"


def _ending(
    request: Request, child: Person, row: Model, do: Callable, *, title: str, said: str, intro: str = ""
) -> HttpResponse:
    form = EndForm(request.POST or None, as_of=request.as_of)
    return form_page(
        request,
        child,
        form,
        lambda: do(form.cleaned_data["end_on"]),
        title=title,
        said=said,
        button="Save the end date",
        intro=intro,
        row=row,
    )


def _family(child: Person, number: int) -> Family:
    return _open(families_of(child), number)


def _open(rows, number: int):
    found = rows.filter(pk=number, end_on__isnull=True).first()
    if found is None:
        raise NotFound("There is no such row on this record, or it has ended.")
    return found


CHILD = "children/<int:child>/"
urls = [
    path(f"{CHILD}relationships/new/", relationship_new, name="relationship-new"),
    path(f"{CHILD}relationships/<int:relationship>/end/", relationship_end, name="relationship-end"),
    path(f"{CHILD}responsibility/new/", responsibility_new, name="responsibility-new"),
    path(f"{CHILD}responsibility/<int:responsibility>/end/", responsibility_end, name="responsibility-end"),
    path(f"{CHILD}families/new/", family_new, name="family-new"),
    path(f"{CHILD}families/<int:family>/end/", family_end, name="family-end"),
    path(f"{CHILD}families/<int:family>/members/new/", member_new, name="member-new"),
    path(f"{CHILD}families/members/<int:member>/end/", member_end, name="member-end"),
    path(f"{CHILD}professionals/new/", professional_new, name="professional-new"),
    path(f"{CHILD}professionals/<int:professional>/end/", professional_end, name="professional-end"),
    path(f"{CHILD}alerts/new/", alert_new, name="alert-new"),
    path(f"{CHILD}alerts/<int:alert>/end/", alert_end, name="alert-end"),
    path(f"{CHILD}withheld/new/", withhold_new, name="withhold-new"),
    path(f"{CHILD}withheld/<int:withholding>/end/", withhold_end, name="withhold-end"),
]
