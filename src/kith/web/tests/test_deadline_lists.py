"""Deadlines of a worker's children, of a team's and of the service: late, due, and met lately, by how much and why."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.access.roles import Role
from kith.deadlines.models import DeadlineRow, LatenessReason
from kith.people.factories import a_child
from kith.workforce.factories import a_worker, allocated

pytestmark = pytest.mark.django_db
LISTS = [("worker", "day-deadlines"), ("manager", "team-deadlines"), ("head", "service")]


def ago(days):
    return timezone.localdate() - timedelta(days=days)


def a_deadline(child, due, met=None, key="care.first_review", **details):
    """One due so many days ago, and met so many days ago."""
    usual = {"started_on": ago(due + 28), "due_on": ago(due), "started_words": "Became looked after"}
    if met is not None:
        usual |= {"met_on": ago(met), "met_words": "Review held", "met_by": "reviews:1"}
    return DeadlineRow.objects.create(child=child, timescale=key, started_by="", **(usual | details))


def words(client, who, page, **query):
    client.force_login(who.user)
    told = client.get(reverse(page), query).content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", "", told)).split())


@pytest.mark.parametrize("who, page", LISTS)
def test_what_was_met_says_by_how_much_from_what_and_under_which_rule(standing, client, who, page):
    a_deadline(standing.child, due=3, met=5)
    told = words(client, getattr(standing, who), page, show="met")
    for said in ("First review of a looked-after child's case", "Robin Example", "early", "Met by: Review held", "20 working days", "reg 33(1)",
                 f"From: became looked after, {ago(31):%-d %B %Y}", f"Was due {ago(3):%-d %B %Y}"):  # fmt: skip
        assert said in told


@pytest.mark.parametrize("who, page", LISTS)
def test_what_was_met_late_says_so_and_its_reason(standing, client, who, page):
    row = a_deadline(standing.child, due=30, met=2)
    assert re.search(r"Met \d+ working days late", words(client, getattr(standing, who), page, show="met"))
    LatenessReason.objects.create(
        child=row.child, timescale=row.timescale, started_on=row.started_on, reason="Snow closed the road",
        by=standing.manager, written_at=timezone.now(),
    )  # fmt: skip
    assert "Snow closed the road (Mo Manager" in words(client, getattr(standing, who), page, show="met")


def test_the_way_to_give_a_reason_is_offered_to_who_may_and_the_others_are_told_who(standing, client):
    a_deadline(standing.child, due=30, met=2)
    a_deadline(standing.child, due=20)
    for show in ("met", "late"):
        assert "Record why it was late" in words(client, standing.manager, "team-deadlines", show=show)
        told = words(client, standing.worker, "day-deadlines", show=show)
        assert "Record why" not in told and "a team manager records it" in told


def test_an_analyst_reads_neither_a_name_nor_a_reason(standing, client):
    row = a_deadline(standing.child, due=30, met=2)
    LatenessReason.objects.create(
        child=row.child, timescale=row.timescale, started_on=row.started_on, reason="Robin was ill",
        by=standing.manager, written_at=timezone.now(),
    )  # fmt: skip
    told = words(client, a_worker("Dee Data", Role.DATA), "service", show="met")
    assert "Met" in told and "Robin" not in told and "the reason is recorded" in told


def test_met_lately_is_28_days_unless_more_are_asked_for(standing, client):
    a_deadline(standing.child, due=40, met=40)
    assert "Nothing was met in this time" in words(client, standing.worker, "day-deadlines", show="met")
    assert "1 deadline" in words(client, standing.worker, "day-deadlines", show="met", back=91)


def test_the_filter_tells_late_from_in_time(standing, client):
    a_deadline(standing.child, due=30, met=2)
    a_deadline(standing.child, due=3, met=5, key="care.second_review")
    late = words(client, standing.worker, "day-deadlines", show="met", how="late")
    assert "Met by" in late and "early" not in late
    assert "days late" not in words(client, standing.worker, "day-deadlines", show="met", how="in-time")


def test_a_clock_of_hours_is_late_by_the_hour(standing, client):
    due = timezone.make_aware(datetime.combine(ago(2), datetime.min.time())) + timedelta(hours=9)
    a_deadline(standing.child, 2, 2, "missing.return_interview", due_at=due, met_at=due + timedelta(hours=5))
    assert "Met 5 hours late" in words(client, standing.worker, "day-deadlines", show="met", how="late")


def test_the_day_and_the_team_say_how_many_were_met_and_how_many_late(standing, client):
    a_deadline(standing.child, due=30, met=2)
    a_deadline(standing.child, due=3, met=5, key="care.second_review")
    for who, page in (("worker", "day"), ("manager", "team")):
        assert "2 deadlines met in the last 28 days, 1 of them late" in words(
            client, getattr(standing, who), page
        )


def test_nobody_elses_children_are_among_them(standing, client):
    a_deadline(standing.child, due=30, met=2)
    assert "Robin" not in words(client, standing.other, "day-deadlines", show="met")
    client.force_login(standing.manager.user)
    theirs = standing.other.memberships.get().team
    assert client.get(reverse("team-deadlines"), {"team": theirs.pk}).status_code == 404


@pytest.mark.parametrize("who, page", LISTS)
@pytest.mark.parametrize("show", ["late", "met"])
def test_a_long_list_comes_in_pages_and_needs_no_more_queries(
    standing, client, django_assert_num_queries, who, page, show
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    a_deadline(standing.child, due=30, met=2 if show == "met" else None)
    client.force_login(getattr(standing, who).user)
    client.get(reverse(page), {"show": show})
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(reverse(page), {"show": show})
    for number in range(30):
        child = a_child(f"Child{number}")
        allocated(child, standing.worker, standing.team)
        a_deadline(child, due=30, met=2 if show == "met" else None)
    with django_assert_num_queries(len(few)):
        told = client.get(reverse(page), {"show": show}).content.decode()
    assert "1 to 25 of 31 deadlines" in told


def test_the_filter_shows_what_is_in_force(standing, client):
    client.force_login(standing.worker.user)
    for asked, chosen in (({}, "28"), ({"back": 91}, "91")):
        told = client.get(reverse("day-deadlines"), {"show": "met"} | asked).content.decode()
        assert re.findall(r'<option value="(\d+)" selected', told) == [chosen]
