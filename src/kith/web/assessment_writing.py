"""Writing an assessment: the family's part, a child's own part, and who was told what was decided."""

from django.http import HttpResponse
from django.urls import path

from kith.access.roles import Permission
from kith.assessment.actions.assessments import tell_member, write_child, write_family
from kith.assessment.models import Assessment
from kith.assessment.seeing import get_assessment, require_writing
from kith.people.models import Person
from kith.reach.doing import get_child_to
from kith.reach.seeing import NotFound
from kith.web.assessment_words import first_name
from kith.web.assessments import address
from kith.web.child import gathered
from kith.web.forms.assessments import ChildForm, FamilyForm, ToldForm
from kith.web.record import record_frame
from kith.web.request import Request
from kith.web.saving import ask, save
from kith.web.withheld_words import warnings

FAMILY = ("analysis", "strengths", "family_view", "description")
CHILD = ("analysis", "words", "needs", "factors", "outcome", "outcome_reason")


def family(request: Request, child: int, assessment: int) -> HttpResponse:
    whose, found = _to_write(request, child, assessment)
    stands = {name: getattr(found, name) for name in FAMILY}
    form = FamilyForm(request.POST or None, as_of=request.as_of, initial=stands)
    saved = save(
        request, form,
        lambda: write_family(assessment=found, child=whose, **form.cleaned_data, by=request.worker),
        said="The family’s part is saved", to=address(whose, found), row=found,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="The family’s part of the assessment", back=address(whose, found), row=found,
        **_beside(request, whose, found),
    )  # fmt: skip


def part(request: Request, child: int, assessment: int) -> HttpResponse:
    whose, found = _to_write(request, child, assessment)
    own = next(each for each in found.about.all() if each.child_id == whose.pk)
    stands = {name: getattr(own, name) for name in CHILD}
    form = ChildForm(request.POST or None, as_of=request.as_of, initial=stands, first=first_name(whose))
    saved = save(
        request, form, lambda: write_child(part=own, **form.cleaned_data, by=request.worker),
        said=f"{first_name(whose)}’s part is saved", to=address(whose, found), row=own,
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title=f"{first_name(whose)}’s part of the assessment", back=address(whose, found),
        row=own, **_beside(request, whose, found),
    )  # fmt: skip


def _to_write(request: Request, child: int, assessment: int) -> tuple[Person, Assessment]:
    whose = get_child_to(Permission.ASSESSMENT_WRITE, request.worker, child, Permission.FAMILY_SEE)
    found = get_assessment(whose, assessment)
    require_writing(request.worker, found, whose.pk)
    return whose, found


def _beside(request: Request, whose: Person, found: Assessment) -> dict:
    """What the record already holds, above what is to be written; and what must not be told on."""
    return {
        "template": "assessment/write.html", "button": "Save",
        "held": gathered(request, whose, record_frame(whose, "")["summary"]),
        "withheld_warnings": warnings(each.child for each in found.about.all()),
    }  # fmt: skip


def tell(request: Request, child: int, authorised: int) -> HttpResponse:
    whose = get_child_to(Permission.ASSESSMENT_WRITE, request.worker, child, Permission.FAMILY_SEE)
    found = get_assessment(whose, authorised)
    if not found.authorised_on:
        raise NotFound("What was decided can be told once the assessment is authorised.")
    form = ToldForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form,
        lambda: tell_member(assessment=found, child=whose, **form.cleaned_data, by=request.worker),
        said="Who was told is recorded", to=address(whose, found),
    )  # fmt: skip
    return saved or ask(
        request,
        whose,
        form,
        title="Who was told what was decided?",
        back=address(whose, found),
        button="Save",
    )


urls = [
    path("children/<int:child>/assessments/<int:assessment>/family/", family, name="assessment-family"),
    path("children/<int:child>/assessments/<int:assessment>/part/", part, name="assessment-part"),
    path("children/<int:child>/assessments/<int:authorised>/told/", tell, name="assessment-tell"),
]
