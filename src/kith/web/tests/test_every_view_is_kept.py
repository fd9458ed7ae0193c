"""Whoever reads a record is in the audit: on every page of a child's or a person's, and when the page fails."""

import contextlib
import re

import pytest
from django.db import connection
from django.urls import reverse

from kith.access.models import AuditEntry, RoleHeld
from kith.access.roles import Role
from kith.testing.standing import at_work
from kith.web.tests.decided import read
from kith.web.tests.test_walk import arguments, thing
from kith.web.tests.world import a_world
from kith.workforce.factories import a_worker

pytestmark = pytest.mark.django_db
VIEWED = ("record viewed", "short card viewed", "person viewed", "contact viewed")
OF_THE_CHILD = {
    "child",
    "draft",
    "hold",
    "proposal",
    "contact",
    "whom",
}  # an address about a row of the child's
# A check of files names children as its files do; that somebody looked, or took it away, is kept by the check's number.
OF_A_CHECK = {
    "file-check", "file-check-rules", "file-check-children", "file-check-issues", "file-check-not-run",
    "file-check-not-read", "file-check-file", "file-check-issues-file",
}  # fmt: skip
# Figures of the service name no child; what a signed return holds is kept by its own number, whoever takes or compares it.
OF_SIGNING = {
    "reconciliation", "reconciliation-file", "sign-off", "sign-off-check", "sign-off-sign", "signed-return",
    "signed-return-file", "signed-return-differences",
}  # fmt: skip
# Pages with an argument that are about nobody's record: a rule, a manager's cover. A load's page names children by
# the authority's number and no more; taking its list away is kept as a document opened. Giving a restriction to
# another owner shows neither whose it is nor why.
ABOUT_NOBODY = {
    *OF_SIGNING, *OF_A_CHECK, "return-rules", "return-rule", "rule", "dictionary", "dictionary-table", "cover-end", "load",
    "directory-service", "directory-change",
    "load-issues-file", "restriction-give",
}  # fmt: skip
# What families asked online names children in words and is nobody's record; who read it is kept by its number.
ABOUT_NOBODY |= {"help-question", "contribute", "help-request", "help-request-take", "help-request-aside"}
# A built return’s lists name children by number too; taking its files is kept by the build’s number.
ABOUT_NOBODY |= {"built-return", "built-return-files", "return-issues", "returns-across"}
# The list behind a measure is no record: a contact or a record opened from it is kept as ever.
ABOUT_NOBODY |= {"measure"}
PAGES = [
    page
    for page, method in read().pages
    if method == "GET"
    and read().pages[page, method] != "nothing"
    and arguments(page)
    and page not in ABOUT_NOBODY
]


@pytest.fixture
def world(client):
    made = a_world(Role.SOCIAL_WORKER)
    for role in (Role.TEAM_MANAGER, Role.HEAD_OF_SERVICE, Role.REVIEWING_OFFICER):
        RoleHeld.objects.create(user=made.worker.user, role=role, start_on="2020-01-01")
    client.force_login(made.worker.user)
    return made


def address(page: str, things: dict) -> str:
    return reverse(page, kwargs={name: thing(things, name, page) for name in arguments(page)})


def whose(page: str, things: dict) -> int:
    """Whose record a page is of: the child's, else the person's."""
    return things["child" if OF_THE_CHILD & {*arguments(page)} else "person"]


def since(last: int):
    return AuditEntry.objects.filter(pk__gt=last)


def last() -> int:
    return AuditEntry.objects.order_by("pk").last().pk if AuditEntry.objects.exists() else 0


@pytest.mark.parametrize("relation", ["own", "colleague", "other_team"])
def test_every_page_of_a_record_leaves_a_view(world, client, relation):
    things, unseen = world.things[relation], []
    for page in PAGES:
        before = last()
        if client.get(address(page, things)).status_code != 200:
            continue
        kept = since(before).filter(child=whose(page, things), event__in=VIEWED, worker=world.worker.pk)
        if not kept.filter(page=f"GET {page}", via="web", address="127.0.0.1").exists():
            unseen.append(page)
    assert unseen == []


def test_most_of_those_pages_opened(world, client):
    """So that the walk above can fail."""
    opened = [page for page in PAGES if client.get(address(page, world.things["own"])).status_code == 200]
    assert len(opened) > 70


def test_a_view_stays_when_the_page_cannot_be_drawn(world, client, monkeypatch):
    things = world.things["own"]
    client.raise_request_exception = False
    monkeypatch.setattr("kith.web.record.banner", lambda *_: 1 / 0)
    failed = []
    for page in PAGES:
        before = last()
        answer = client.get(address(page, things))
        if answer.status_code == 500:
            failed.append(page)
            assert since(before).filter(child=whose(page, things), event__in=VIEWED).exists(), page
            assert "Own" not in answer.content.decode()
    assert len(failed) > 40


@pytest.mark.parametrize("page", ["search", "audit"])
def test_looking_for_people_is_kept_even_where_the_page_fails(world, client, monkeypatch, page):
    RoleHeld.objects.create(user=world.worker.user, role=Role.INFORMATION_GOVERNANCE, start_on="2020-01-01")
    client.raise_request_exception = False
    client.post(reverse("search"), {"words": "Own"})
    before = last()
    monkeypatch.setattr(f"kith.web.{page}.render", lambda *_: 1 / 0)
    assert client.get(reverse(page) + "?page=1").status_code == 500
    assert since(before).filter(event__in=("searched", "audit searched")).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fails", [False, True])
def test_after_a_page_nobody_is_served(standing, fails):
    with contextlib.suppress(ZeroDivisionError), at_work(standing.worker):
        assert not fails or 1 / 0
    with connection.cursor() as cursor:
        for setting in ("kith.worker", "pghistory.context_id", "pghistory.context_metadata"):
            cursor.execute("SELECT current_setting(%s, true)", [setting])
            assert not cursor.fetchone()[0]


def test_the_audits_page_says_page_and_address_apart(standing, client):
    client.force_login(a_worker("Ivy Governance", Role.INFORMATION_GOVERNANCE).user)
    client.get(reverse("audit"))
    told = re.sub(r"<[^>]+>", " ", client.get(reverse("audit")).content.decode())
    assert "Audit From 127.0.0.1" in " ".join(told.split())
