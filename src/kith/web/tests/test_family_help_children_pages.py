"""Family help as pages: a child joins, one leaves, and whom the lead lets go."""

import pytest
from django.urls import reverse

from kith.assessment.factories import a_need_plan
from kith.familyhelp.factories import family_help
from kith.people.factories import a_child
from kith.people.models import Family, FamilyMember
from kith.testing.standing import DAY, days_ago
from kith.web.tests.test_assessment_pages import page
from kith.web.tests.test_family_help_pages import send, whole
from kith.workforce.factories import allocated
from kith.workforce.models import Allocation


@pytest.fixture
def helped(standing):
    standing.help = family_help(standing.child, lead=standing.worker)
    standing.at = (standing.child.pk, standing.help.pk)
    standing.baby = a_child("Baby")
    FamilyMember.objects.create(family=Family.objects.get(), person=standing.baby, start_on=days_ago(3))
    return standing


def join(helped):
    allocated(helped.baby, helped.worker, helped.team)
    return send(helped.worker, "family-help-join", *helped.at, joining=helped.baby.pk, start_on="2026-11-14")


def test_it_is_said_that_no_work_starts_without_consent(standing):
    assert "No work starts until somebody of the family consents" in whole(standing)


def test_a_baby_is_added_and_then_one_may_leave(helped):
    assert "Take Robin Example out" not in whole(helped)
    join(helped)
    text = whole(helped)
    assert "Baby Example, since 14 November 2026" in text
    assert "Take Robin Example out" in text


def test_whom_to_ask_is_said_where_nobody_can_be_added(helped):
    assert "ask your manager to allocate them" in page(helped.worker, "family-help-join", *helped.at)


def test_a_child_leaves_and_whoever_let_them_go_is_led_home(helped):
    join(helped)
    told = {"end_on": DAY.isoformat(), "because": "With his father", "lets_go": helped.child.pk}
    answered = send(helped.worker, "family-help-out", *helped.at, **told)
    assert answered.headers["Location"] == reverse("home")
    text = page(helped.head, "family-help", helped.child.pk)
    assert "It was for Robin Example until 16 November 2026" in text
    assert helped.help.about.get(child=helped.child).because == "With his father"


def test_closing_lets_go_of_whom_nothing_else_is_done_with(helped):
    join(helped)
    a_need_plan(helped.baby)
    text = page(helped.worker, "family-help-close", *helped.at)
    assert "Whose worker is Wyn Worker no longer?" in text
    ticked = [part for part in text.split("<input") if 'name="lets_go"' in part and "checked" in part]
    assert len(ticked) == 1
    assert f'value="{helped.child.pk}"' in ticked[0]
    told = {
        "end_on": DAY.isoformat(),
        "end_reason": "met",
        "changed": "They sleep",
        "lets_go": helped.child.pk,
    }
    send(helped.worker, "family-help-close", *helped.at, **told)
    assert [each.child for each in Allocation.objects.on(DAY)] == [helped.baby]
