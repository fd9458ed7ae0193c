"""Missing, health and education: recorded on a form, listed on a page with its clock, and on the overview."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.care.factories import in_care
from kith.casework.models import Attendance, HealthYear, ImmunisationCheck, MissingPeriod, SchoolPlace
from kith.deadlines.projection import rebuild
from kith.people.factories import a_person
from kith.people.models import Withholding
from kith.statutory import codes
from kith.web.tests.record_pages import ago, today
from kith.workforce.factories import is_also

pytestmark = pytest.mark.django_db


def read(client, standing, page):
    client.force_login(standing.worker.user)
    return client.get(reverse(page, args=[standing.child.pk])).content.decode()


def send(client, standing, page, *args, **said):
    client.force_login(standing.worker.user)
    return client.post(reverse(page, args=[standing.child.pk, *args]), said, follow=True).content.decode()


def boxes(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def test_immunisations_are_recorded_and_told(client, standing):
    said = {"up_to_date": "no", "outstanding": "Second MMR"}
    page = send(client, standing, "immunisations-new", **said, **boxes("checked_on", ago(3)))
    assert "not up to date" in page and "Still to be given: Second MMR" in page
    assert "Not up to date" in read(client, standing, "child")


def test_attendance_is_recorded_and_told(client, standing):
    said = boxes("start_on", ago(40)) | boxes("last_on", ago(10)) | {"possible": "40", "attended": "38"}
    page = send(client, standing, "attendance-new", **said)
    assert "95%" in page and "38 of 40 sessions" in page and "not law" in page
    assert Attendance.objects.get().end_on == ago(9)
    assert "95%" in read(client, standing, "child")


def test_more_sessions_than_there_were_are_refused_beside_the_box(client, standing):
    said = boxes("start_on", ago(40)) | boxes("last_on", ago(10)) | {"possible": "40", "attended": "41"}
    assert "cannot be more than those possible" in send(client, standing, "attendance-new", **said)
    assert not Attendance.objects.exists()


def test_a_plan_says_its_term(client, standing):
    page = send(client, standing, "education-plan-new", term="autumn", text="", **boxes("held_on", ago(3)))
    assert "autumn term" in page
    assert "autumn term" in read(client, standing, "child")


def test_health_and_education_show_what_is_due_and_how_sure_we_are(client, standing):
    standing.child.born_on = today().replace(year=today().year - 9, day=1)
    standing.child.save()
    in_care(standing.child, start_on=ago(60))
    rebuild([standing.child.pk], as_of=today())
    health, education = read(client, standing, "health"), read(client, standing, "education")
    assert "Initial health assessment" in health and "Unverified" in health
    assert "Personal education plan started" in education and "Partly checked" in education
    assert "Personal education plan started" not in health


def came_back(standing, hours, **details):
    back = timezone.now() - timedelta(hours=hours)
    row = MissingPeriod.objects.create(
        child=standing.child, kind="M", started_at=back - timedelta(hours=5), ended_at=back, **details
    )
    rebuild([standing.child.pk], as_of=today())
    return row


def test_the_interview_of_each_time_missing_shows_its_72_hours(client, standing):
    came_back(standing, 100)
    page = read(client, standing, "missing")
    assert "not offered yet" in page and "Independent return home interview" in page and "late" in page
    assert "Return interview not offered yet" in read(client, standing, "child")


def test_an_interview_is_offered_accepted_and_held_in_the_childs_own_words(client, standing):
    row = came_back(standing, 20)
    then = timezone.localtime(row.ended_at + timedelta(hours=1))
    said = boxes("offered_on", then) | boxes("answered_on", then)
    times = {"offered_time": f"{then:%H:%M}", "answered_time": f"{then:%H:%M}"}
    page = send(client, standing, "interview", row.pk, answer="accepted", **said, **times)
    assert "Return interview accepted" in page and "Independent return home interview" in page
    told = {"said": "I wanted to see my brother."}
    page = send(client, standing, "interview", row.pk, answer="held", **said, **times, **told)
    assert "What the child said" in page and "I wanted to see my brother." in page
    assert "Independent return home interview" not in page
    assert "Return interview held" in read(client, standing, "child")


def test_what_only_a_return_tells_is_told_as_that(client, standing):
    HealthYear.objects.create(
        child=standing.child, collection_year="2024-25", immunisations=True, teeth_check=False, sdq_score=12
    )
    page = read(client, standing, "child")
    assert "Up to date, in the return for 2024-25" in page
    assert "No, in the return for 2024-25" in page and "Score 12 in the return for 2024-25" in page
    ImmunisationCheck.objects.create(child=standing.child, checked_on=ago(2), up_to_date=False)
    assert "Up to date, in the return" not in read(client, standing, "child")


def test_why_a_return_has_no_score_is_said_in_words(client, standing):
    HealthYear.objects.create(child=standing.child, collection_year="2024-25", sdq_reason="SDQ2")
    page = read(client, standing, "health")
    assert "SDQ2" not in page and codes.SDQ_REASON.means("SDQ2") in page


def test_a_withheld_school_is_named_on_neither_page(client, standing):
    SchoolPlace.objects.create(child=standing.child, school="Greenbank School", start_on=ago(100))
    kin = a_person("Alex", "Uncle")
    is_also(standing.worker, kin)
    Withholding.objects.create(child=standing.child, withheld_from=kin, what="school", start_on=ago(50))
    for page in ("education", "child", "child-print"):
        assert "Greenbank" not in read(client, standing, page)


def test_a_time_in_secure_accommodation_is_recorded_and_ended(client, standing):
    in_care(standing.child, start_on=ago(60))
    then = timezone.localtime() - timedelta(hours=30)
    page = send(client, standing, "secure-new", started_time=f"{then:%H:%M}", **boxes("started_on", then))
    assert "No court’s authority is recorded" in page
    stay = standing.child.secure_stays.get()
    after = then + timedelta(hours=2)
    page = send(
        client, standing, "secure-change", stay.pk, ended_time=f"{after:%H:%M}", **boxes("ended_on", after)
    )
    assert "What came of it is recorded" in page
    assert "Secure accommodation without a court" not in read(client, standing, "deadlines").split("Met")[0]
