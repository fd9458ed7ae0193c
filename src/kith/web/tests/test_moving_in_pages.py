"""A child who moves here with a plan, on the page of protection; and what partners contribute to which step."""

from datetime import datetime, timedelta

from django.urls import reverse

from kith.assessment.factories import an_assessment
from kith.people.factories import a_child
from kith.people.models import Relationship
from kith.sharing.factories import a_contribution
from kith.testing.standing import DAY, MOMENT, days_ago
from kith.web.tests.test_assessment_pages import page, signed_in
from kith.web.tests.test_contribute_pages import link, proved, text
from kith.workforce.factories import allocated


def day_of(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def test_it_is_recorded_shown_and_ended(standing):
    told = {
        "authority": "Elsewhere",
        "starts": "notified",
        "starts_because": "Ours do",
        "notified_on": DAY.isoformat(),
    }
    at = reverse("transfer-in-new", args=[standing.child.pk])
    signed_in(standing.worker).post(at, told)
    shown = page(standing.worker, "protection", standing.child.pk)
    assert "Plan of Elsewhere" in shown
    assert "The other authority keeps its plan until the conference" in shown
    assert "Record a move here" not in shown
    row = standing.child.transfers_in.get()
    end = reverse("transfer-in-end", args=[standing.child.pk, row.pk])
    signed_in(standing.worker).post(end, {"ended_on": DAY.isoformat(), "because": "Moved back"})
    assert "Moved back" in page(standing.worker, "protection", standing.child.pk)
    assert signed_in(standing.worker).get(end).status_code == 404


def test_two_sisters_conferences_are_told_apart_by_their_days(standing):
    sister = a_child("Sister")
    Relationship.objects.create(person=sister, other=standing.child, kind="sibling", start_on=days_ago(900))
    allocated(sister, standing.worker, standing.team)
    hers = a_contribution(sister, by=standing.worker, meant_on=DAY + timedelta(9), question="Of the sister")
    a_contribution(standing.child, by=standing.worker, meant_on=DAY + timedelta(2), question="Of Robin")
    shown = page(standing.worker, "protection", standing.child.pk)
    assert "a child protection conference of 18 November 2026" in shown
    assert "Of the sister" not in shown
    assert "a child protection conference of 25 November 2026" in text(proved(hers).get(link(hers)))


def test_an_assessment_shows_what_was_asked_for_it_and_not_for_the_one_before(standing):
    before = an_assessment(standing.child, lead=standing.worker, days=90, authorised_on=days_ago(60))
    now = an_assessment(standing.child, lead=standing.worker, days=10)
    asked = {"to": "assessment", "by": standing.worker}
    a_contribution(standing.child, meant_on=now.started_on, question="Zednow", **asked)
    then = MOMENT - timedelta(days=80)
    a_contribution(standing.child, question="Zedbefore", asked_at=then, ends_at=datetime.max.replace(tzinfo=then.tzinfo, year=2027), **asked)  # fmt: skip
    assert "Zednow" in page(standing.worker, "assessment", standing.child.pk, now.pk)
    assert "Zedbefore" not in page(standing.worker, "assessment", standing.child.pk, now.pk)
    assert "Zedbefore" in page(standing.worker, "assessment", standing.child.pk, before.pk)
