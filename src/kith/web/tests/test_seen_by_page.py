"""Who has seen a record, for whoever may see it at once; and the audit, narrowed and taken away."""

import csv
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kith.access.models import AuditEntry
from kith.access.roles import Role
from kith.casework.actions.merging import Decided, merge
from kith.casework.actions.unmerging import undo_merge
from kith.casework.merges import Merge
from kith.casework.merging.overlaps import overlaps
from kith.people.factories import a_child
from kith.testing.standing import at_work
from kith.web.audit import plain
from kith.web.tests.record_pages import ago, today
from kith.web.tests.test_restriction_pages import read, restricted, sent
from kith.workforce.factories import a_worker, allocated


def views(standing, many: int, by=None, of=None) -> None:
    from uuid import uuid4

    rows = [
        AuditEntry(
            work=uuid4(), event="record viewed", worker=(by or standing.colleague).pk,
            child=(of or standing.child).pk, via="web", page="GET child",
        )
        for _ in range(many)
    ]  # fmt: skip
    AuditEntry.objects.bulk_create(rows)


def page(client, standing, who=None, **query) -> str:
    client.force_login((who or standing.worker).user)
    answer = client.get(reverse("seen-by", args=[standing.child.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_says_who_when_and_how_often(client, standing):
    views(standing, 3)
    told = page(client, standing)
    assert "Cal Colleague" in told and "Record viewed 3 times" in told
    assert f"{today().day} {today():%B %Y}" in told


def test_a_reason_stands_with_whoever_gave_it(client, standing):
    sent(client, standing.other, "reason", standing.child.pk, reason="Court asked for a report")
    told = page(client, standing)
    assert "Court asked for a report" in told and "With a reason" in told


def test_ones_own_views_are_folded_away_until_asked_for(client, standing):
    page(client, standing)
    told = page(client, standing)
    assert "Your own 1 view is not shown" in told and "<strong>Wyn Worker</strong>" not in told
    assert "<strong>Wyn Worker</strong>" in page(client, standing, own="on")


def test_it_is_narrowed_to_a_worker_and_a_time(client, standing):
    views(standing, 1)
    views(standing, 1, standing.other)
    told = page(client, standing, worker=standing.other.pk)
    assert "<strong>Oli Other</strong>" in told and "<strong>Cal Colleague</strong>" not in told
    yesterday = {f"until-{name}": getattr(ago(1), name) for name in ("day", "month", "year")}
    assert "Nobody saw this record so" in page(client, standing, **yesterday)


def test_a_reason_does_not_open_it(client, standing):
    sent(client, standing.other, "reason", standing.child.pk, reason="Court asked for a report")
    assert client.get(reverse("child", args=[standing.child.pk])).status_code == 200
    assert client.get(reverse("seen-by", args=[standing.child.pk])).status_code == 404
    assert reverse("seen-by", args=[standing.child.pk]) not in read(
        client, standing.other, "child", standing.child.pk
    )


def test_it_asks_no_more_of_the_database_for_more_views(client, standing):
    asked = []
    for many in (2, 60):
        for place in range(many):
            views(standing, 1, a_worker(f"Some Body{many}{place}"))
        page(client, standing)
        with CaptureQueriesContext(connection) as found:
            told = page(client, standing)
        asked.append(len(found))
    assert asked[0] == asked[1] and "1 to 50 of" in told


# Of records that were merged


@pytest.fixture
def twin(standing):
    twin = a_child("Robyn")
    allocated(twin, standing.worker, standing.team)
    views(standing, 1, standing.other, of=twin)
    return twin


def merged(standing, twin) -> Merge:
    with at_work(standing.manager, today()):
        found = overlaps(standing.child.pk, twin.pk)
        return merge(
            kept=standing.child, merged=twin, decided=Decided(stands={each.key: each.one.pk for each in found}),
            reason="One", at=timezone.now(), by=standing.manager,
        )  # fmt: skip


def undone(standing, made) -> None:
    with at_work(standing.manager, today()):
        undo_merge(merge=made, whose={}, go_back=(), reason="Two", at=timezone.now(), by=standing.manager)


def test_of_two_merged_it_shows_who_saw_either(client, standing, twin):
    merged(standing, twin)
    assert "<strong>Oli Other</strong>" in page(client, standing)


def test_undone_whoever_saw_the_two_as_one_has_seen_either(client, standing, twin):
    made = merged(standing, twin)
    views(standing, 1, standing.head)
    undone(standing, made)
    views(standing, 1, standing.colleague)
    told = read(client, standing.worker, "seen-by", twin.pk)
    assert "<strong>Hari Head</strong>" in told and "<strong>Oli Other</strong>" in told
    assert "<strong>Cal Colleague</strong>" not in told
    assert "<strong>Oli Other</strong>" not in page(client, standing)


def test_the_audit_is_searched_by_either_number_of_two_merged(client, standing, twin, ivy):
    merged(standing, twin)
    for number in (standing.child.pk, twin.pk):
        assert {standing.other.name, standing.manager.name} <= {
            row["Who"] for row in lines(client, ivy, child=number)
        }


# The audit


@pytest.fixture
def ivy(standing):
    return a_worker("Ivy Governance", Role.INFORMATION_GOVERNANCE)


def lines(client, ivy, **query) -> list[dict]:
    client.force_login(ivy.user)
    answer = client.get(reverse("audit-file"), query)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines()))


def test_the_audit_is_narrowed_to_emergency_access_and_reasons(client, standing, ivy):
    views(standing, 2)
    sent(client, standing.other, "reason", standing.child.pk, reason="Court asked for a report")
    assert {row["What"] for row in lines(client, ivy, why="opened")} == {"reason given to open a record"}
    assert lines(client, ivy, why="emergency") == []
    assert {row["Reason"] for row in lines(client, ivy, why="reason", child=standing.child.pk)} == {
        "Court asked for a report"
    }


def test_it_is_narrowed_by_where_something_was_done(client, standing, ivy):
    views(standing, 1)
    AuditEntry.objects.create(work="0" * 32, event="loaded from a return", via="job", page="returns.load")
    assert [row["What"] for row in lines(client, ivy, via="job")] == ["loaded from a return"]


def test_what_cannot_be_read_finds_nothing(client, standing, ivy):
    views(standing, 1)
    assert lines(client, ivy, child="nobody") == []


def test_taking_it_away_is_in_the_audit_with_what_was_asked_for(client, standing, ivy):
    lines(client, ivy, worker=standing.colleague.pk)
    entry = AuditEntry.objects.get(event="audit taken away as a file")
    assert (entry.worker, entry.reason) == (ivy.pk, f"Asked for: worker {standing.colleague.pk}")


def test_what_a_spreadsheet_would_work_out_is_shown_as_it_is(client, standing, ivy):
    sent(client, standing.other, "reason", standing.child.pk, reason="=1+1 is what they wrote")
    assert lines(client, ivy, why="opened")[0]["Reason"] == "'=1+1 is what they wrote"
    assert plain("a = b") == "a = b"


def test_entries_about_a_restricted_child_are_hidden_and_the_page_says_so(client, standing, ivy):
    views(standing, 1)
    assert lines(client, ivy, child=standing.child.pk)
    restricted(standing)
    assert lines(client, ivy, child=standing.child.pk) == []
    assert "shown only to those the restriction lets in" in read(client, ivy, "audit")
    with at_work(standing.manager, today() + timedelta(0)):
        assert AuditEntry.objects.filter(child=standing.child.pk).exists()
