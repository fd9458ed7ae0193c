"""The pages of a restriction: placing it, who is let in, reviewing, handing over, ending, and all there are."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.access.models import AuditEntry
from kith.access.roles import Role
from kith.people.factories import a_child
from kith.reach.actions.restrictions import restrict
from kith.reach.models import Allowed, Restriction
from kith.testing.standing import at_work
from kith.web.tests.record_pages import ago, today
from kith.workforce.factories import a_worker, allocated
from kith.workforce.models import Worker


def restricted(standing, *allowed, by=None, person=None, kind="relocated"):
    by = by or standing.manager
    with at_work(by, today()):
        return restrict(
            person=person or standing.child, kind=kind, reason="Threats", review_on=today() + timedelta(30),
            allowed=allowed, by=by,
        )  # fmt: skip


def read(client, who, page, *arguments) -> str:
    client.force_login(who.user)
    answer = client.get(reverse(page, args=arguments))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def sent(client, who, page, *arguments, **given):
    client.force_login(who.user)
    return client.post(reverse(page, args=arguments), given)


def day(name, on) -> dict:
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def test_whoever_holds_the_child_is_chosen_beforehand_and_the_team_is_offered(client, standing):
    told = read(client, standing.manager, "restriction-new", standing.child.pk)
    assert "Wyn Worker, lead practitioner" in told and "Cal Colleague, in the child’s team" in told
    assert told.count(" checked") == 1
    assert "Sam Example, parent" in told.replace("mother", "parent").replace("father", "parent")


def test_a_manager_restricts_the_record_and_a_parents_with_it(client, standing):
    answer = sent(
        client, standing.manager, "restriction-new", standing.child.pk, kind="relocated", reason="Threats",
        allowed=[standing.worker.pk], family=[standing.parent.pk], **day("review_on", today() + timedelta(30)),
    )  # fmt: skip
    assert answer.url == reverse("restriction", args=[standing.child.pk])
    with at_work(standing.manager, today()):
        rows = Restriction.objects.order_by("pk")
        assert [row.person for row in rows] == [standing.child, standing.parent]
        assert {each.worker for each in Allowed.objects.all()} == {standing.worker}


def test_the_review_must_come_within_a_year(client, standing):
    answer = sent(
        client, standing.manager, "restriction-new", standing.child.pk, kind="staff", reason="Works here",
        **day("review_on", today() + timedelta(900)),
    )  # fmt: skip
    assert "within 12 months" in answer.content.decode()


def test_the_section_stands_in_the_record_only_of_who_may_restrict_it(client, standing):
    href = reverse("restriction", args=[standing.child.pk])
    assert href in read(client, standing.manager, "child", standing.child.pk)
    assert href not in read(client, standing.worker, "child", standing.child.pk)


@pytest.mark.parametrize("page", ["child", "notes", "timeline", "note-new", "card"])
def test_every_page_says_that_the_record_is_restricted(client, standing, page):
    restricted(standing, standing.worker)
    assert "Restricted: relocated for safety. Owner Mo Manager, review by" in read(
        client, standing.worker, page, standing.child.pk
    )


def test_and_the_page_of_a_restricted_relative_says_so(client, standing):
    restricted(standing, standing.worker, person=standing.parent)
    assert "Restricted: relocated" in read(client, standing.worker, "person", standing.parent.pk)


def test_whom_it_hides_from_finds_no_page_of_it(client, standing):
    made = restricted(standing)
    client.force_login(standing.head.user)
    addresses = [reverse("child", args=[standing.child.pk]), reverse("restriction", args=[standing.child.pk])]
    for address in [*addresses, reverse("restriction-of", args=[made.pk])]:
        assert client.get(address).status_code == 404


def test_the_owner_lets_somebody_in_and_stops_letting_them_in(client, standing):
    made = restricted(standing)
    sent(client, standing.manager, "restriction-allow", made.pk, worker=standing.worker.pk)
    assert "Wyn Worker" in read(client, standing.manager, "restriction", standing.child.pk)
    with at_work(standing.manager, today()):
        row = Allowed.objects.get()
    sent(client, standing.manager, "restriction-stop", made.pk, row.pk)
    client.force_login(standing.worker.user)
    assert client.get(reverse("child", args=[standing.child.pk])).status_code == 404


def test_the_owner_reviews_it_and_ends_it(client, standing):
    made = restricted(standing)
    later = today() + timedelta(60)
    sent(client, standing.manager, "restriction-review", made.pk, reason="Still", **day("review_on", later))
    with at_work(standing.manager, today()):
        assert Restriction.objects.get().review_on == later
    answer = sent(client, standing.manager, "restriction-end", made.pk, reason="Moved back")
    assert answer.url == reverse("restriction", args=[standing.child.pk])
    assert "Moved back" not in read(client, standing.worker, "child", standing.child.pk)


def test_it_is_handed_over_only_to_who_may_restrict(client, standing):
    made = restricted(standing)
    told = read(client, standing.manager, "restriction-hand-over", made.pk)
    assert "Hari Head" in told and "Wyn Worker" not in told
    answer = sent(client, standing.manager, "restriction-hand-over", made.pk, owner=standing.head.pk)
    assert answer.url == reverse("restrictions")
    assert "Robin Example" in read(client, standing.head, "restrictions")


def test_an_owner_who_does_not_reach_the_child_still_answers_for_the_restriction(client, standing):
    made = restricted(standing)
    other = a_worker("Una Other", Role.TEAM_MANAGER)
    sent(client, standing.manager, "restriction-hand-over", made.pk, owner=other.pk)
    assert "Threats" in read(client, other, "restriction-of", made.pk)
    assert sent(client, other, "restriction-end", made.pk, reason="Over").url == reverse("restrictions")


def test_the_list_of_ones_own_says_what_is_late_first(client, standing):
    restricted(standing)
    late = restricted(standing, person=standing.parent)
    with at_work(standing.manager, today()):
        Restriction.objects.filter(pk=late.pk).update(review_on=ago(3))
    told = read(client, standing.manager, "restrictions")
    assert told.index("Sam Example") < told.index("Robin Example")
    assert "3 days late" in told


def test_all_of_them_are_listed_without_whose_and_why_and_given_on(client, standing):
    made = restricted(standing)
    Worker.objects.filter(pk=standing.manager.pk).update(end_on=today())
    told = read(client, standing.head, "restrictions-all")
    assert "Relocated for safety" in told and "Mo Manager" in told and "Has left" in told
    assert "Robin" not in told and "Threats" not in told
    una = a_worker("Una Other", Role.TEAM_MANAGER)
    told = read(client, standing.head, "restriction-give", made.pk)
    assert "Robin" not in told and "Threats" not in told and "Hari Head</option>" not in told
    sent(client, standing.head, "restriction-give", made.pk, owner=una.pk)
    assert "Robin Example" in read(client, una, "restrictions")
    with at_work(una, today()):
        entry = AuditEntry.objects.get(model="reach.Restriction", event="changed")
        assert (entry.page, entry.worker) == ("POST restriction-give", standing.head.pk)


def test_the_section_asks_no_more_of_the_database_for_more_workers_let_in(client, standing):
    made, asked = restricted(standing), []
    for number in (2, 12):
        with at_work(standing.manager, today()):
            for place in range(number):
                worker = a_worker(f"Some Body{number}{place}", team=standing.team)
                Allowed.objects.create(
                    restriction=made, person=standing.child, worker=worker, start_on=today()
                )
        read(client, standing.manager, "restriction", standing.child.pk)
        with CaptureQueriesContext(connection) as found:
            read(client, standing.manager, "restriction", standing.child.pk)
        asked.append(len(found))
    assert asked[0] == asked[1]


def test_the_list_asks_no_more_of_the_database_for_more_records(client, standing):
    asked = []
    for number in (2, 12):
        for place in range(number):
            child = a_child(f"Kit{number}{place}")
            allocated(child, standing.worker, standing.team)
            restricted(standing, person=child)
        read(client, standing.manager, "restrictions")
        with CaptureQueriesContext(connection) as found:
            read(client, standing.manager, "restrictions")
        asked.append(len(found))
    assert asked[0] == asked[1]


# Finding and adding


def found(client, who, words) -> str:
    client.force_login(who.user)
    return client.post(reverse("search"), {"words": words}, follow=True).content.decode()


DUTY = "Speak to the duty manager."


def test_a_search_for_the_whole_name_says_to_speak_to_the_duty_manager(client, standing):
    restricted(standing)
    told = found(client, standing.other, "Robin Example")
    assert DUTY in told and reverse("emergency") in told
    assert DUTY not in found(client, standing.other, "Robin")


def test_a_role_without_emergency_access_is_given_no_link_to_it(client, standing):
    restricted(standing)
    told = found(client, a_worker("Ira Officer", Role.REVIEWING_OFFICER), "Robin Example")
    assert DUTY in told and reverse("emergency") not in told


def test_adding_a_child_whose_record_is_restricted_says_so_too(client, standing):
    restricted(standing)
    client.force_login(standing.other.user)
    given = {"given": "Robin", "family": "Example", "sex": "U"} | day("born_on", standing.child.born_on)
    told = client.post(reverse("person-new"), given).content.decode()
    assert DUTY in told and 'name="none"' in told


def test_of_what_is_sealed_neither_says_anything(client, standing):
    from kith.reach.actions.restrictions import hide

    adoption = a_worker("Ada Adoption", Role.ADOPTION)
    details = {"kind": "adopted", "reason": "x", "review_on": today() + timedelta(9), "allowed": []}
    with at_work(adoption, today()):
        hide(person=standing.child, **details, owner=adoption)
    assert DUTY not in found(client, standing.other, "Robin Example")
    given = {"given": "Robin", "family": "Example", "sex": "U", "birth_date_is": "known"}
    answer = client.post(reverse("person-new"), given | day("born_on", standing.child.born_on))
    assert answer.status_code == 302


def test_the_new_owner_of_a_restriction_is_told(client, standing):
    made = restricted(standing)
    sent(client, standing.manager, "restriction-hand-over", made.pk, owner=standing.head.pk)
    told = read(client, standing.head, "notices")
    assert "Mo Manager gave you the restriction of" in " ".join(told.split())
    assert "Robin Example" in told
    assert "Restrictions you own" in told
