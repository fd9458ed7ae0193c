"""One child's deadlines, each with everything it can say for itself; and the rules."""

from django.urls import reverse

from kith.care.models import PeriodOfCare, Placement
from kith.deadlines.models import LatenessReason
from kith.deadlines.queries import deadlines_of
from kith.statutory.clocks import ALL
from kith.web.tests.record_pages import address, ago, today


def in_care(child):
    PeriodOfCare.objects.create(child=child, start_on=ago(100))
    return Placement.objects.create(child=child, place="U6", start_on=ago(100))


def read(client, worker, child, **query):
    client.force_login(worker.user)
    return client.get(address("deadlines", child, **query)).content.decode()


def test_a_late_deadline_says_from_what_under_which_rule_and_how_late(client, standing):
    in_care(standing.child)
    told = read(client, standing.worker, standing.child)
    for words in (
        "First visit in a placement",
        "From:",
        "Placement started",
        "late",
        "reg 28",
        "Who:",
        "Met when:",
    ):
        assert words in told
    assert reverse("rule", args=["visit.first"]) in told


def test_a_manager_is_offered_to_record_why_and_a_worker_is_not(client, standing):
    in_care(standing.child)
    assert "Record why it was late" in read(client, standing.manager, standing.child)
    assert "Record why it was late" not in read(client, standing.worker, standing.child)


def test_the_reason_given_is_shown(client, standing):
    in_care(standing.child)
    late = next(each for each in deadlines_of(standing.child.pk, today()) if each.is_late(today()))
    LatenessReason.objects.create(
        child=standing.child, timescale=late.key, started_on=late.started_on, reason="Snow closed the road",
        by=standing.manager, written_at=f"{today()} 00:00Z",
    )  # fmt: skip
    assert "Snow closed the road" in read(client, standing.worker, standing.child)


def test_what_ended_without_being_met_stands_among_the_past(client, standing):
    placement = in_care(standing.child)
    PeriodOfCare.objects.update(end_on=ago(50), end_reason="E4A")
    placement.end_on = ago(50)
    placement.save()
    assert "Ended without being met" in read(client, standing.worker, standing.child, show="past")


def test_anyone_signed_in_reads_the_rules(client, standing):
    client.force_login(standing.stranger.user)
    told = client.get(reverse("rules")).content.decode()
    assert told.count("kith-due__title") == len(ALL)
    assert "Start date not sourced" in told and "Unverified" in told


def test_every_rule_has_a_page_with_its_source(client, standing):
    client.force_login(standing.worker.user)
    for timescale in ALL:
        assert client.get(reverse("rule", args=[timescale.key])).status_code == 200


def test_there_is_no_page_for_a_rule_that_is_not_there(client, standing):
    client.force_login(standing.worker.user)
    assert client.get(reverse("rule", args=["no.such"])).status_code == 404
