"""Education: the schools, attendance and the plan of each term, and a form for each."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from kith.access.roles import Permission
from kith.casework.actions.education import record_attendance, record_education_plan, start_school
from kith.casework.queries import education_of
from kith.childfile.telling import not_to_tell
from kith.reach.doing import may
from kith.reach.seeing import get_child
from kith.reach.withheld import What
from kith.web.child import due_of_topic
from kith.web.entries import Entry, addresses
from kith.web.forms.education import AttendanceForm, EducationPlanForm, SchoolForm
from kith.web.record import record_frame
from kith.web.request import Request

RECORD = Permission.HEALTH_RECORD

ENTRIES = {
    "school-new": Entry(SchoolForm, start_school, RECORD, "Record a school", "The school is recorded"),
    "attendance-new": Entry(
        AttendanceForm, record_attendance, RECORD, "Record attendance at school", "The attendance is recorded"
    ),
    "education-plan-new": Entry(
        EducationPlanForm, record_education_plan, RECORD, "Record a personal education plan", "The education plan is recorded"
    ),
}  # fmt: skip


def education(request: Request, child: int) -> HttpResponse:
    whose = get_child(request.worker, child, Permission.RECORD_SEE)
    frame = record_frame(
        whose, "education", title="Education", found=education_of(whose), school_withheld=What.SCHOOL in not_to_tell([child])[child],
        may_read=may(request.worker, Permission.NARRATIVE_SEE, whose), may_record=may(request.worker, RECORD, whose),
        due=due_of_topic(child, "education", request.as_of),
    )  # fmt: skip
    return render(request, "casework/education.html", frame)


urls = [
    path("children/<int:child>/education/", education, name="education"),
    *addresses(ENTRIES, see=Permission.RECORD_SEE, back="education"),
]
