"""Pages of reconciliation and sign-off, as the data analyst and the head of service meet them."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from kith.access.models import AuditEntry
from kith.access.roles import Role
from kith.reach.actions.restrictions import hide
from kith.returns.models import ReturnCheck, SignedReturn
from kith.returns.tests.making import ONE_CHILD, child, load
from kith.returns.tests.signing import EPISODES, HEADER, a_built_return
from kith.testing.standing import at_work, days_ago
from kith.workforce.factories import a_worker

pytestmark = pytest.mark.django_db
LONG_AGO = f"{HEADER}\n\n{EPISODES.replace('01/06/2026', '01/06/2019')}"


@pytest.fixture
def people(standing, client) -> SimpleNamespace:
    """The analyst, signed in; and the head of service."""
    analyst = a_worker("Dana Data", Role.DATA)
    client.force_login(analyst.user)
    return SimpleNamespace(analyst=analyst, head=standing.head, client=client, standing=standing)


def get(people, page: str, *args: object):
    return people.client.get(reverse(page, args=args))


def told(people, page: str, *args: object) -> str:
    return get(people, page, *args).content.decode()


def send(people, page: str, *args: object, **given: object) -> str:
    return people.client.post(reverse(page, args=args), given, follow=True).content.decode()


def known_as_a1(child) -> None:
    """The child of the standing people is the one of the small returns."""
    child.authority_id = "A1"
    child.save()


def signed_by_both(people, built) -> SignedReturn:
    """Checked and signed, by the pages."""
    send(people, "sign-off-check", built.pk, saw="Every total")
    people.client.force_login(people.head.user)
    send(people, "sign-off-sign", built.pk, sure="on")
    return SignedReturn.objects.order_by("-pk").first()


def test_a_return_is_checked_signed_and_taken(people):
    built = a_built_return(rules=("501",))
    assert "Nobody has checked it yet" in told(people, "sign-off", built.pk)
    assert "Enter what you looked at" in send(people, "sign-off-check", built.pk, saw="")
    assert "Your check is kept" in send(
        people, "sign-off-check", built.pk, saw="All of it", why_501="The court is late"
    )
    people.client.force_login(people.head.user)
    assert "Tick" in send(people, "sign-off-sign", built.pk, words="")
    page = send(people, "sign-off-sign", built.pk, sure="on", words="Sent today")
    assert "The court is late" in page
    assert "is the one that was signed" in page
    file = get(people, "signed-return-file", SignedReturn.objects.get().pk)
    assert file.content == bytes(SignedReturn.objects.get().file)


def test_the_head_of_service_is_told_what_stands_in_the_way(people):
    built = a_built_return(rules=("501",))
    people.client.force_login(people.head.user)
    page = told(people, "sign-off", built.pk)
    assert "Nobody has checked it." in page
    assert "issues of 1 rule are left: 501" in page
    assert "Nobody has checked it." in send(people, "sign-off-sign", built.pk, sure="on")
    assert not SignedReturn.objects.exists()


def test_a_form_sent_twice_is_one_check(people):
    built = a_built_return()
    for _ in range(2):
        send(people, "sign-off-check", built.pk, saw="All", form_token="9b2d1f0e-5c1c-4a58-9a55-0d5a3c9f1e11")
    assert ReturnCheck.objects.count() == 1


def test_what_was_said_on_an_earlier_build_is_offered(people):
    send(people, "sign-off-check", a_built_return(rules=("501",)).pk, saw="All", why_501="The court is late")
    assert "The court is late" in told(people, "sign-off-check", a_built_return(rules=("501",)).pk)


def test_a_later_build_and_a_later_version_are_said(people):
    first = a_built_return()
    one = signed_by_both(people, first)
    people.client.force_login(people.analyst.user)
    second = a_built_return()
    assert "was built again since" in told(people, "sign-off", first.pk)
    two = signed_by_both(people, second)
    assert "in place of this one" in told(people, "signed-return", one.pk)
    assert "version 1" in told(people, "signed-return", two.pk)


def test_what_differs_from_the_latest_build_is_listed(people):
    known_as_a1(people.standing.child)
    signed = signed_by_both(people, a_built_return())
    assert "Nothing differs" in told(people, "signed-return-differences", signed.pk)
    a_built_return(f"{HEADER}\n\n{EPISODES.replace('V2', 'C2')}")
    page = told(people, "signed-return-differences", signed.pk)
    assert reverse("child", args=[people.standing.child.pk]) in page
    assert all(words in page for words in ("LS", "V2", "C2"))
    said = AuditEntry.objects.filter(event="signed-off return taken away as a file")
    assert said.count() == 2


def test_a_child_hidden_from_the_analyst_is_counted_and_not_named(people):
    known_as_a1(people.standing.child)
    a_built_return(LONG_AGO, year="2025-26")
    built = a_built_return(LONG_AGO.replace("A1", "B2"))
    assert "A1</a>" in told(people, "reconciliation", built.pk)
    manager = people.standing.manager
    with at_work(manager):
        hide(
            person=people.standing.child,
            kind="staff",
            reason="x",
            review_on=days_ago(-30),
            allowed=[],
            owner=manager,
        )
    page = told(people, "reconciliation", built.pk)
    assert "A1" not in page
    assert "1 child whose record you cannot open" in page


def test_reconciliation_stands_beside_last_year_and_england(people):
    a_built_return(year="2025-26")
    built = a_built_return()
    page = told(people, "reconciliation", built.pk)
    assert "as last built" in page
    assert "It adds up" in page
    assert "Children looked after in England including adoptions, 2025 release" in page


def test_with_no_year_before_it_says_what_to_do(people):
    assert "Nothing is known of 2025-26" in told(people, "reconciliation", a_built_return().pk)


def test_tables_no_longer_kept_are_said(people):
    first = a_built_return()
    for _ in range(3):
        a_built_return()
    assert "no longer kept" in told(people, "reconciliation", first.pk)
    assert (
        "no longer kept"
        in people.client.get(reverse("reconciliation-file", args=[first.pk]), follow=True).content.decode()
    )


def test_the_file_of_counts_names_no_child(people):
    text = told(people, "reconciliation-file", a_built_return().pk)
    assert "Accommodated under section 20" in text
    assert "A1" not in text


def test_the_head_of_service_sees_counts_and_not_who(people):
    a_built_return(LONG_AGO, year="2025-26")
    built = a_built_return(LONG_AGO.replace("A1", "B2"))
    people.client.force_login(people.head.user)
    assert "Who they are is for the data analyst" in told(people, "reconciliation", built.pk)


def test_last_year_is_what_was_signed_before_what_was_built(people):
    signed_by_both(people, a_built_return(year="2025-26"))
    a_built_return(f"{HEADER}\n\n{EPISODES.replace('A1', 'B2')}", year="2025-26")
    assert "as signed off on" in told(people, "reconciliation", a_built_return().pk)


@pytest.mark.parametrize("who", ["worker", "manager", "stranger"])
def test_nobody_else_finds_any_of_it(people, who):
    signed = signed_by_both(people, a_built_return())
    people.client.force_login(getattr(people.standing, who).user)
    for page in ("signed-return", "signed-return-file", "signed-return-differences"):
        assert get(people, page, signed.pk).status_code == 404
    for page in ("reconciliation", "reconciliation-file", "sign-off", "sign-off-check", "sign-off-sign"):
        assert get(people, page, signed.built_id).status_code == 404


def test_last_year_is_what_loads_told_under_the_numbers_of_today(people):
    load(people.analyst, ONE_CHILD, year="2017-18")
    person = child("A1")
    person.authority_id = "Z9"
    person.save()
    built = a_built_return(f"{HEADER}\n\n{EPISODES.replace('01/06/2026', '04/09/2017')}", year="2018-19")
    page = told(people, "reconciliation", built.pk)
    assert "as returns loaded into Kith told it" in page
    assert "Z9</a>" in page
